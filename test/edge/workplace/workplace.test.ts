import { describe, expect, it } from 'vitest';
import { committee } from '#domain/actor.ts';
import { looksAt } from '#records/access.ts';
import { deliveries, load } from '#records/journal.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import { CYCLE, comment, deliveredTown, fill, formsOf, readable, request, SIGNING, town } from '#test/support/town.ts';

const home = `/e/${CYCLE}.e1/`;
const NAME = { name: 'Nguyễn Thị Nhận' };

async function delivered() {
  const t = await deliveredTown();
  const workplace = await t.enter('delivery', `${CYCLE}.e1`);
  const text = async (path: string) => readable(await (await workplace.get(path)).text());
  const delivery = async (id = 'e1') => (await load(t.world.table, deliveries, `${CYCLE}.${id}`)).state;
  return { ...t, workplace, text, delivery };
}

describe("a workplace's list", () => {
  it('says before delivery when it will come, and shows nobody', async () => {
    const t = await town();
    await t.send('c1', [[0, comment()]]);
    const early = await t.enter('delivery', `${CYCLE}.e1`);
    const shown = readable(await (await early.get(home)).text());
    expect(shown).toContain('Bản tổng hợp chưa có');
    expect(shown).toContain('hết ngày 10/12/2026');
    expect(shown).not.toContain('Nguyễn Văn Đức');
    expect((await early.get(`${home}m/c1.1/`)).status).toBe(404);
    expect((await early.get(`${home}print/1/`)).status).toBe(404);
    expect((await early.get(`${home}evaluations.csv`)).status).toBe(409);
  });

  it('shows its own members by name with what came of each, and no grade', async () => {
    const { text } = await delivered();
    const shown = await text(home);
    const order = ['Phạm Đình Đông', 'Nguyễn Văn Đức', 'Phan Văn Lành', 'Bùi Quang Phúc', 'Lê Minh Tâm'];
    const places = order.map((name) => shown.indexOf(`${name} sinh`));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(shown).toContain('Có nhận xét, đảng ủy đã xác nhận 3 đảng viên');
    expect(shown).toContain('Có nhận xét, đảng ủy chưa xác nhận 1 đảng viên');
    expect(shown).toContain('Không nhận được nhận xét: cấp ủy không trả lời 1 đảng viên');
    expect(shown).toContain('Chi bộ khối 2 Có nhận xét, chưa xác nhận');
    expect(shown).toContain('2 đảng viên chưa được báo nhận xét');
    for (const foreign of ['Trần Thị Hoà', 'Hồ Thị Sen', 'Cao Thị Ngọc']) expect(shown).not.toContain(foreign);
    expect(shown).not.toMatch(/điểm:|xếp hạng \d|\d ?%/);
  });

  it('has no order but that of names, whatever the address asks', async () => {
    const { text } = await delivered();
    const plain = await text(home);
    for (const query of ['?sort=level', '?order=outcome', '?from=abc']) expect(await text(home + query)).toBe(plain);
  });

  it('notes each look at a list for the members it showed, and for nobody else of the cell', async () => {
    const { text, world } = await delivered();
    await text(home);
    await text(home);
    const seen = async (slot: number) =>
      (await looksAt(world, request('c1'), slot)).filter(({ by }) => by.body === 'committee:e1').length;
    expect([await seen(0), await seen(1), await seen(2)]).toEqual([1, 0, 1]);
  });
});

describe("a member's evaluation", () => {
  it('says what was said, how it came about, and how the committee was asked', async () => {
    const { text } = await delivered();
    const shown = await text(`${home}m/c1.1/`);
    for (const words of [
      'Nguyễn Văn Đức',
      'nêu gương tốt Ngày 20/08/2026: Vận động bà con hiến đất mở ngõ 12.',
      'Biết qua: Các cuộc họp, Ban công tác Mặt trận.',
      'Chi bộ khối 1 gửi ngày 02/11/2026.',
      'Đã trao đổi với Ban công tác Mặt trận: bà Nguyễn Thị Mận.',
      'Đảng ủy phường Hồ Sen xác nhận ngày 02/11/2026, người xác nhận: Võ Thị Bình.',
      'Đảng viên đã được báo nhận xét này qua thư điện tử.',
      'Đảng viên không nêu ý kiến.',
      'Hỏi ý kiến qua thư điện tử ngày 02/11/2026.',
      'Đã trả lời về đảng viên này ngày 02/11/2026.',
    ])
      expect(shown).toContain(words);
    expect(shown).not.toContain('Điểm danh');
  });

  it('says when it was not confirmed, who was not met, and that one person signed', async () => {
    const { text } = await delivered();
    const shown = await text(`${home}m/c2.1/`);
    expect(shown).toContain('Đảng ủy chưa xác nhận khi đợt này khép lại.');
    expect(shown).toContain('Chưa trao đổi với Ban công tác Mặt trận, vì: không hẹn được.');
    expect(shown).toContain('Chỉ có một người ký.');
    expect(shown).toContain('Đảng viên chưa được báo nhận xét này, nên chưa có dịp nêu ý kiến.');
    expect(shown).not.toContain('Đảng viên không nêu ý kiến.');
  });

  it('marks what came late', async () => {
    const { text } = await delivered();
    expect(await text(`${home}m/d1.1/`)).toContain('Gửi sau hạn.');
  });

  it('says of silence that it counts for nothing, with the reminders that were sent', async () => {
    const { text } = await delivered();
    const shown = await text(`${home}m/c3.1/`);
    expect(shown).toContain('Không nhận được nhận xét thì không tính là tốt, cũng không tính là chưa tốt.');
    expect(shown).toContain('Hỏi ý kiến qua đảng ủy ngày 02/11/2026.');
    expect(shown).toContain('Không trả lời về đảng viên này.');
    expect(shown).not.toContain('Ý kiến của đảng viên');
  });

  it('records that the workplace told a member who has no mailbox, once', async () => {
    const { workplace, text, delivery } = await delivered();
    const page = `${home}m/c1.3/`;
    expect(await text(page)).toContain('Đảng viên chưa được báo nhận xét này.');
    expect((await fill(workplace, page, 'told')).status).toBe(303);
    expect(await text(page)).toContain('Cấp ủy nơi công tác đã báo nhận xét này cho đảng viên.');
    expect([...(await delivery()).told]).toEqual([`${request('c1')}.2`]);
    expect(formsOf(await (await workplace.get(page)).text()).has(`${page}told`)).toBe(false);
    expect(formsOf(await (await workplace.get(`${home}m/c1.1/`)).text()).has(`${home}m/c1.1/told`)).toBe(false);
  });

  it('prints one member a sheet, alone or all together, and that is on record too', async () => {
    const { workplace, world } = await delivered();
    const all = await (await workplace.get(`${home}print/1/`)).text();
    expect(all.match(/class="leaf"/g)).toHaveLength(5);
    expect(all).not.toContain('<form method="post" action="/e/');
    expect((await workplace.get(`${home}print/2/`)).status).toBe(404);
    expect((await workplace.get(`${home}m/c1.1/print/`)).status).toBe(200);
    const looks = await looksAt(world, request('c1'), 0);
    expect(looks.filter(({ event }) => event.what === 'print').map(({ by }) => by.body)).toEqual([
      'committee:e1',
      'committee:e1',
    ]);
  });
});

describe('acknowledging', () => {
  it('is by name, once for each version', async () => {
    const { workplace, delivery, text } = await delivered();
    const nameless = await fill(workplace, home, 'acknowledge', { name: '' });
    expect([nameless.status, readable(await nameless.text()).includes('Ghi họ tên người nhận')]).toEqual([422, true]);
    const page = await (await workplace.get(home)).text();
    const fields = formsOf(page).get(`${home}acknowledge`) ?? new URLSearchParams();
    fields.set('name', NAME.name);
    expect((await workplace.send(`${home}acknowledge`, fields)).status).toBe(303);
    expect((await delivery()).acknowledged).toMatchObject({
      version: 1,
      by: { body: 'committee:e1', name: NAME.name },
    });
    const shown = await text(home);
    expect(shown).toContain('Cấp ủy đã xác nhận nhận bản 1 ngày 11/12/2026, người nhận: Nguyễn Thị Nhận.');
    expect(formsOf(await (await workplace.get(home)).text()).has(`${home}acknowledge`)).toBe(false);
    const again = new URLSearchParams(fields);
    again.set('command', 'another1another1');
    expect((await workplace.send(`${home}acknowledge`, again)).status).toBe(409);
  });

  it('never takes a correction that was not looked at', async () => {
    const { workplace, delivery, send } = await delivered();
    const fields = formsOf(await (await workplace.get(home)).text()).get(`${home}acknowledge`) ?? new URLSearchParams();
    fields.set('name', NAME.name);
    await send('c3', [[0, comment()]]);
    expect((await workplace.send(`${home}acknowledge`, fields)).status).toBe(409);
    expect([(await delivery()).version, (await delivery()).acknowledged]).toEqual([2, undefined]);
  });
});

describe('a correction after delivery', () => {
  it('makes version 2, tells only the workplaces it concerns, and leaves version 1 to be read', async () => {
    const { send, confirm, delivery, text, machine } = await delivered();
    await send('c3', [[0, comment({ remark: 'Gửi bổ sung sau khi bàn giao.' })]]);
    expect(await text(`${home}m/c3.1/`)).toContain('Gửi sau khi đợt đã khép lại; đảng ủy chưa xác nhận.');
    await confirm('w1', 'c3', [0]);
    expect([(await delivery('e1')).version, (await delivery('e2')).version]).toEqual([3, 1]);
    const spool = await machine.ground.table.query('SPOOL');
    const letters = spool.items.map(({ body }) => body as { kind: string; to: string; subject: string });
    const corrections = letters.filter(({ kind }) => kind === 'corrected');
    expect(corrections.map(({ to }) => to)).toEqual(['truong@coquan.example', 'truong@coquan.example']);
    expect(corrections.map(({ subject }) => subject.slice(-5)).toSorted()).toEqual(['bản 2', 'bản 3']);
    expect(await text(home)).toContain('Phan Văn Lành có bổ sung');
    const now = await text(`${home}m/c3.1/`);
    expect(now).toContain('Gửi bổ sung sau khi bàn giao.');
    expect(now).toContain('Gửi sau hạn.');
    expect(now).toContain('Bản 3, ngày 11/12/2026 Bản 2, ngày 11/12/2026 Bản 1, ngày 11/12/2026');
    const first = await text(`${home}m/c3.1/v/1/`);
    expect(first).toContain('Đây là bản cũ (bản 1)');
    expect(first).toContain('Không nhận được nhận xét');
    expect(first).not.toContain('Gửi bổ sung sau');
  });
});

describe('who sees what', () => {
  it('a workplace sees its own members and no page of anybody else (A08)', async () => {
    const { workplace, enter } = await delivered();
    for (const page of [
      'm/c1.2/',
      'm/c2.2/',
      'm/d1.2/',
      'm/c1.9/',
      'm/c1.0/',
      'm/c9.1/',
      'm/c1.2/print/',
      'm/c1.2/v/1/',
      'm/c1.1/v/9/',
    ])
      expect([page, (await workplace.get(home + page)).status]).toEqual([page, 404]);
    for (const other of [
      `/e/${CYCLE}.e2/`,
      `/e/${CYCLE}.e2/evaluations.csv`,
      `/w/${CYCLE}.w1/`,
      `/m/${request('c1')}.0/`,
    ])
      expect([other, (await workplace.get(other)).status]).toEqual([other, 404]);
    const second = await enter('delivery', `${CYCLE}.e2`);
    expect((await second.get(`/e/${CYCLE}.e2/m/c1.2/`)).status).toBe(200);
    expect((await fill(second, `/e/${CYCLE}.e2/`, 'acknowledge', NAME, `${home}acknowledge`)).status).toBe(404);
  });

  it('what was written stands inert on page and print (A18)', async () => {
    const { world, settle, workplace } = await delivered();
    const attack = '<script>alert(1)</script></div><a href="https://evil.example">{{7*7}}';
    await submitAnswers(world)(request('c3'), {
      commandId: 'attack',
      by: committee('c3'),
      via: 'link',
      answers: [{ slot: 0, answer: comment({ remark: attack }) }],
      signing: { ...SIGNING, signer: attack },
    });
    await settle();
    for (const page of ['m/c3.1/', 'm/c3.1/print/', 'print/1/']) {
      const html = await (await workplace.get(home + page)).text();
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('<a href="https://evil');
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    }
  });

  it('no name and no text gets into the log (I7)', async () => {
    const { text, logged } = await delivered();
    await text(home);
    await text(`${home}m/c1.1/`);
    expect(JSON.stringify(logged)).not.toMatch(/Đức|hiến đất|truong@/);
  });
});
