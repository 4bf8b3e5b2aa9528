import { describe, expect, it } from 'vitest';
import { committee } from '#domain/actor.ts';
import { looksAt } from '#records/access.ts';
import { reroute } from '#steps/respond/tell.ts';
import { CYCLE, comment, fill, formsOf, readable, request } from '#test/support/town.ts';
import { cell, home, NAME, waiting } from './waiting.ts';

describe('reading and confirming', () => {
  it('shows each answer in full, with its meeting and signers, and every look is on record', async () => {
    const { text, world } = await waiting();
    const shown = await text(`${cell('c1')}read/`);
    for (const words of [
      'Nguyễn Văn Đức',
      'nêu gương tốt',
      'Ngày 20/08/2026: Vận động bà con hiến đất mở ngõ 12.',
      'Các cuộc họp, Ban công tác Mặt trận',
      'Họp bàn ngày 01/11/2026',
      'bà Nguyễn Thị Mận',
      'Lê Văn An, Bí thư chi bộ',
      'Biên bản họp số BB 12',
      'Chuyển đến: phường Bến Đò',
    ])
      expect(shown).toContain(words);
    const looks = await looksAt(world, request('c1'), 0);
    expect(looks.map(({ by, event }) => [by.body, event.what])).toEqual([['committee:w1', 'comment']]);
    expect(await looksAt(world, request('c1'), 2)).toEqual([]);
  });

  it('confirms the chosen, by name, and tells the member', async () => {
    const { ward, state, settle, machine } = await waiting();
    const answer = await fill(ward, `${cell('c1')}read/`, 'confirm', { ...NAME, chosen: '0' });
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, `${cell('c1')}read/?done=confirm`]);
    const next = readable(await (await ward.get(`${cell('c1')}read/?done=confirm`)).text());
    expect(next).toContain('Đã xác nhận. Chờ xác nhận: 1 báo không ở đây. Trang này có 1 trong 1.');
    expect(next).not.toContain('Nguyễn Văn Đức');
    const { slots } = await state('c1');
    expect(slots.map(({ confirmedAt }) => confirmedAt !== undefined)).toEqual([true, false, false]);
    await settle();
    const told = await machine.ground.table.query('SPOOL');
    expect(JSON.stringify(told.items)).toContain('duc@nguoi.example');
  });

  it('confirms all that the page showed with one button', async () => {
    const { ward, state } = await waiting();
    const answer = await fill(ward, `${cell('c1')}read/`, 'confirm', { ...NAME, all: 'yes' });
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, `${cell('c1')}?done=confirm`]);
    expect((await state('c1')).slots.map(({ confirmedAt }) => confirmedAt !== undefined)).toEqual([true, true, false]);
  });

  it('confirms what is said not to be here apart from the comments, and counts it as such still', async () => {
    const { ward, state, text, enter } = await waiting();
    const read = await text(`${cell('c1')}read/`);
    expect(read).toContain('Chờ xác nhận: 1 nhận xét, 1 báo không ở đây. Trang này có 2 trong 2.');
    expect(await text(cell('c1'))).toContain('Đọc để xác nhận: 1 nhận xét, 1 báo không ở đây');
    expect((await fill(ward, `${cell('c1')}read/`, 'confirm', { ...NAME, all: 'notHere' })).status).toBe(303);
    expect((await state('c1')).slots.map(({ confirmedAt }) => confirmedAt !== undefined)).toEqual([false, true, false]);
    expect(await text(home)).toContain('1 chờ xác nhận, 1 báo không ở đây, 1 chưa có ý kiến hạn: hết ngày');
    expect(await text(cell('c1'))).toContain('báo không ở đây, đã xác nhận');
    const province = await enter('desk', `${CYCLE}.t1`);
    expect(readable(await (await province.get(`/w/${CYCLE}.t1/`)).text())).toContain('Được báo là không ở đây 1');
  });

  it('confirms once, however often the button is pressed', async () => {
    const { ward, state } = await waiting();
    const html = await (await ward.get(`${cell('c1')}read/`)).text();
    const fields = formsOf(html).get(`${cell('c1')}confirm`) ?? new URLSearchParams();
    fields.set('name', NAME.name);
    fields.append('chosen', '0');
    const before = (await state('c1')).seq;
    const answers = await Promise.all(Array.from({ length: 5 }, () => ward.send(`${cell('c1')}confirm`, fields)));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    expect((await state('c1')).seq).toBe(before + 1);
  });

  it('does not confirm what came after the page was read', async () => {
    const { ward, send, state } = await waiting();
    const html = await (await ward.get(`${cell('c1')}read/`)).text();
    const fields = formsOf(html).get(`${cell('c1')}confirm`) ?? new URLSearchParams();
    await send('c1', [[0, comment({ remark: 'Sửa lại sau khi họp thêm.' })]]);
    fields.set('name', NAME.name);
    fields.append('chosen', '0');
    expect((await ward.send(`${cell('c1')}confirm`, fields)).status).toBe(409);
    expect((await state('c1')).slots[0]?.confirmedAt).toBeUndefined();
  });

  it('says what is missing on top and beside, and keeps what was chosen', async () => {
    const { ward } = await waiting();
    const answer = await fill(ward, `${cell('c1')}read/`, 'confirm', { name: '', chosen: '0' });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('<a href="#name">Ghi họ tên người xác nhận</a>');
    expect(html).toMatch(/id="chosen-0" checked/);
    const none = await fill(ward, `${cell('c1')}read/`, 'confirm', NAME);
    expect(readable(await none.text())).toContain('Chưa chọn đảng viên nào');
  });

  it('refuses a field that the page did not ask for (A25)', async () => {
    const { ward, state } = await waiting();
    const answer = await fill(ward, `${cell('c1')}read/`, 'confirm', { ...NAME, chosen: '0', late: 'false' });
    expect(answer.status).toBe(422);
    expect((await state('c1')).slots[0]?.confirmedAt).toBeUndefined();
  });

  it('sends back with a reason; the earlier text stays readable beside the new one', async () => {
    const { send, state, at, enter } = await waiting();
    await at('2026-11-20T02:00:00.000Z');
    const ward = await enter('desk', `${CYCLE}.w1`);
    const page = `${cell('c1')}read/`;
    const without = await fill(ward, page, 'confirm', { ...NAME, chosen: '0' }, `${cell('c1')}back`);
    expect([without.status, readable(await without.text()).includes('Ghi lý do')]).toEqual([422, true]);
    const typed = { ...NAME, chosen: '0', reason: 'Đề nghị nêu thêm dẫn chứng.' };
    expect((await fill(ward, page, 'confirm', typed, `${cell('c1')}back`)).status).toBe(303);
    expect((await state('c1')).slots[0]?.sentBack).toBeDefined();
    const told = readable(await (await ward.get(`${cell('c1')}read/?done=back`)).text());
    expect(told).toContain('Đã trả lại. Chi bộ gửi lại trước hết ngày 30/11/2026.');
    await send('c1', [[0, comment({ remark: 'Đã bổ sung dẫn chứng.' })]]);
    const shown = readable(await (await ward.get(`${cell('c1')}m/1/`)).text());
    expect(shown).toContain('Đã bổ sung dẫn chứng.');
    expect(shown).toContain('Các bản gửi trước');
    expect(shown).toContain('Đảng ủy trả lại ngày 20/11/2026. Lý do: Đề nghị nêu thêm dẫn chứng.');
  });

  it('flags what looks like a formality, and scores nobody', async () => {
    const t = await waiting();
    const by = committee('w1');
    for (const [from, slot] of [
      ['c2', 0],
      ['c2', 1],
      ['c3', 0],
    ] as const)
      await reroute({ world: t.world, files: t.files })(
        request(from),
        { commandId: `${from} ${slot}`, by },
        slot,
        'c1',
      );
    const same = comment({ remark: 'Chấp hành tốt.' });
    await t.send('c1', [[0, comment()]]);
    expect(await t.text(`${cell('c1')}read/`)).not.toContain('Lưu ý khi đọc');
    await t.send(
      'c1',
      [0, 1, 2, 3, 4, 5].map((slot) => [slot, same] as const),
    );
    const shown = await t.text(`${cell('c1')}read/`);
    expect(shown).toContain('Cả 6 nhận xét chọn giống hệt nhau ở mọi nội dung.');
    expect(shown).toContain('Cùng một lời nhận xét được dùng cho 6 người.');
    expect(shown).toContain('không chấm điểm ai');
  });
});
