import { describe, expect, it } from 'vitest';
import { committee } from '#domain/actor.ts';
import { csrfOf } from '#edge/forms.ts';
import { looksAt } from '#records/access.ts';
import { saveDraft } from '#records/drafts.ts';
import { load, requests } from '#records/journal.ts';
import { mailboxOpens } from '#records/mailboxes.ts';
import { reportUnlisted, reroute } from '#steps/respond/tell.ts';
import { CYCLE, comment, fill, formsOf, readable, request, SIGNING, town } from '#test/support/town.ts';

const home = `/w/${CYCLE}.w1/`;
const cell = (id: string) => `${home}cell/${id}/`;
const NAME = { name: 'Võ Thị Bình' };

/** Ward 1 with two answers of its first cell to read. */
async function waiting() {
  const t = await town();
  await t.send('c1', [
    [0, comment()],
    [1, { kind: 'notHere', which: 'moved', movedTo: 'phường Bến Đò' }],
  ]);
  const ward = await t.enter('desk', `${CYCLE}.w1`);
  const text = async (path: string) => readable(await (await ward.get(path)).text());
  return { ...t, ward, text };
}

describe("a ward's home", () => {
  it('says first what waits for the ward, and names no member', async () => {
    const { text } = await waiting();
    const shown = await text(home);
    expect(shown).toContain('1 nhận xét chờ đảng ủy xác nhận Chi bộ khối 1 (1)');
    expect(shown).toContain('1 đảng viên được báo là không ở đây');
    expect(shown).toContain('1 chi bộ nhận phiếu qua đảng ủy, chưa trả lời đủ Chi bộ khối 3');
    expect(shown).toContain('Chi bộ khối 2');
    expect(shown).not.toContain('Chi bộ xóm Đò');
    expect(shown).not.toContain('Nguyễn Văn Đức');
  });

  it('says that nothing waits when nothing does', async () => {
    const t = await town();
    const other = await t.enter('desk', `${CYCLE}.w2`);
    expect(readable(await (await other.get(`/w/${CYCLE}.w2/`)).text())).toContain('Hiện không có việc nào chờ');
  });
});

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

describe('what a ward may do about a cell', () => {
  it('presses once a day; the second time is refused', async () => {
    const { ward, state } = await waiting();
    const fields =
      formsOf(await (await ward.get(cell('c2'))).text()).get(`${cell('c2')}press`) ?? new URLSearchParams();
    const first = await fill(ward, cell('c2'), 'press', NAME);
    expect([first.status, first.headers.get('Location')]).toEqual([303, `${cell('c2')}?done=press`]);
    expect(readable(await (await ward.get(`${cell('c2')}?done=press`)).text())).toContain('Đã gửi thư nhắc chi bộ.');
    fields.set('command', 'another1another1');
    fields.set('name', NAME.name);
    const second = await ward.send(`${cell('c2')}press`, fields);
    expect([
      second.status,
      readable(await second.text()).includes('Hôm nay đã nhắc chi bộ này rồi. Ngày mai nhắc được tiếp.'),
    ]).toEqual([409, true]);
    expect((await state('c2')).presses).toHaveLength(1);
    expect(formsOf(await (await ward.get(cell('c2'))).text()).has(`${cell('c2')}press`)).toBe(false);
  });

  it('grants time to a day after the date due and before the cycle closes', async () => {
    const { ward, state } = await waiting();
    for (const [until, words] of [
      ['2026-11-15', 'Ngày mới phải sau hạn hiện nay'],
      ['2026-02-31', 'Chọn một ngày có trong lịch'],
      ['2026-12-11', 'không gia hạn quá ngày đó'],
    ] as const) {
      const refused = await fill(ward, cell('c2'), 'time', { ...NAME, until });
      expect([refused.status, readable(await refused.text()).includes(words)]).toEqual([422, true]);
    }
    expect((await fill(ward, cell('c2'), 'time', { ...NAME, until: '2026-12-03' })).status).toBe(303);
    expect((await state('c2')).dueAt).toBe('2026-12-03T16:59:59.999Z');
  });

  it('excuses with a reason, which the page then shows', async () => {
    const { ward, text } = await waiting();
    expect((await fill(ward, cell('c2'), 'excuse', { ...NAME, reason: ' ' })).status).toBe(422);
    expect((await fill(ward, cell('c2'), 'excuse', { ...NAME, reason: 'Chi bộ đang sáp nhập.' })).status).toBe(303);
    expect(await text(cell('c2'))).toContain('Lý do: Chi bộ đang sáp nhập.');
  });

  it('changes the mailbox: links of the old one end, and a code mailed there opens nothing', async () => {
    const { ward, state, deps, settle, cookieFor, world } = await waiting();
    const old = await cookieFor('request', request('c2'));
    expect(old).toBeTruthy();
    expect(
      (await fill(ward, cell('c2'), 'contact', { ...NAME, channel: 'mailbox', mailbox: 'khong-dung' })).status,
    ).toBe(422);
    const changed = await fill(ward, cell('c2'), 'contact', {
      ...NAME,
      channel: 'mailbox',
      mailbox: 'khoi2moi@phuong.example',
    });
    expect(changed.status).toBe(303);
    await settle();
    const { contact, linkVersion } = await state('c2');
    expect([contact.mailbox, linkVersion]).toEqual(['khoi2moi@phuong.example', 2]);
    const subject = { kind: 'request', id: request('c2') } as const;
    expect(await mailboxOpens(deps.table, 'khoi2@phuong.example', subject)).toBe(false);
    expect(await mailboxOpens(world.table, 'khoi2moi@phuong.example', subject)).toBe(true);
  });

  it('sends a new link', async () => {
    const { ward, state } = await waiting();
    expect((await fill(ward, cell('c2'), 'link', NAME)).status).toBe(303);
    expect((await state('c2')).linkVersion).toBe(2);
  });

  it('does nothing without the name of a hand, and keeps what was typed', async () => {
    const { ward, state } = await waiting();
    const before = (await state('c2')).seq;
    for (const [action, typed] of [
      ['press', {}],
      ['time', { until: '2026-12-03' }],
      ['excuse', { reason: 'Chi bộ đang sáp nhập.' }],
      ['contact', { channel: 'mailbox', mailbox: 'khoi2moi@phuong.example' }],
      ['link', {}],
    ] as const) {
      for (const name of ['', ' ', 'A'.repeat(201)]) {
        const refused = await fill(ward, cell('c2'), action, { ...typed, name });
        const page = await refused.text();
        expect([action, refused.status]).toEqual([action, 422]);
        expect(page).toContain(`<a href="#${action}-name">Ghi họ tên người thực hiện</a>`);
        for (const value of Object.values(typed)) expect(page).toContain(value);
      }
    }
    const elsewhere = await fill(ward, `${cell('c1')}m/2/`, 'reroute', { to: 'c2', name: '' });
    expect([elsewhere.status, (await elsewhere.text()).includes('href="#reroute-name"')]).toEqual([422, true]);
    expect((await state('c2')).seq).toBe(before);
  });

  it('keeps the name of the hand with what it did, and offers it the next time', async () => {
    const { ward, world } = await waiting();
    const acts = [
      ['press', {}],
      ['time', { until: '2026-12-03' }],
      ['contact', { channel: 'mailbox', mailbox: 'khoi2moi@phuong.example' }],
      ['link', {}],
    ] as const;
    for (const [action, typed] of acts)
      expect((await fill(ward, cell('c2'), action, { ...typed, ...NAME })).status).toBe(303);
    // The name stands in the form now.
    expect((await fill(ward, cell('c2'), 'excuse', { reason: 'Chi bộ đang sáp nhập.' })).status).toBe(303);
    const { entries } = await load(world.table, requests, request('c2'));
    const hands = entries.filter(({ by }) => by.body === 'committee:w1').map(({ event, by }) => [event.type, by.name]);
    expect(hands.map(([, name]) => name)).toEqual(hands.map(() => NAME.name));
    expect(hands.length).toBeGreaterThanOrEqual(5);
  });

  it('refuses a reason above two thousand characters, and cuts none', async () => {
    const { ward, state } = await waiting();
    const reason = 'ý'.repeat(2_000);
    const long = await fill(ward, cell('c2'), 'excuse', { ...NAME, reason: `${reason}.` });
    expect([long.status, readable(await long.text()).includes('2.000')]).toEqual([422, true]);
    expect((await fill(ward, cell('c2'), 'excuse', { ...NAME, reason })).status).toBe(303);
    expect((await state('c2')).excused).toBeDefined();
  });

  it('reads what a cell reports about members who are not listed', async () => {
    const { text, world } = await waiting();
    const wished = { commandId: 'reports', by: committee('c2') };
    await reportUnlisted(world)(request('c2'), wished, 'Đồng chí Thái Văn Mới, nhà số 5.');
    expect(await text(home)).toContain('1 tin báo có đảng viên ngoài danh sách Chi bộ khối 2 (1)');
    expect(await text(cell('c2'))).toContain('02/11/2026: Đồng chí Thái Văn Mới, nhà số 5.');
  });

  it('sees that a draft exists, and never its text', async () => {
    const { text, world } = await waiting();
    const answer = { kind: 'comment', remark: 'Chưa ai được đọc dòng này' };
    await saveDraft(
      world,
      request('c2'),
      { memberId: 'm4' },
      { expectedVersion: 0, answer, finished: true, keepUntil: '2027-01-01T00:00:00.000Z' },
    );
    const shown = await text(cell('c2'));
    expect(shown).toContain('Chi bộ đã viết nháp về 1 người, 1 người đã viết xong mà chưa gửi.');
    expect(shown).not.toContain('Chưa ai được đọc');
  });
});

describe('a member who is elsewhere', () => {
  it('is moved to another committee: both sides keep the trace, and totals add up (I5)', async () => {
    const { ward, state, settle, text } = await waiting();
    const moved = await fill(ward, `${cell('c1')}m/2/`, 'reroute', { ...NAME, to: 'c2' });
    expect(moved.status).toBe(303);
    await settle();
    const [c1, c2] = [await state('c1'), await state('c2')];
    expect(c1.slots[1]?.reroutedTo).toBe('c2');
    expect(c2.slots.map(({ id }) => id)).toEqual(['m4', 'm5', 'm2']);
    const here = [c1, c2, await state('c3'), await state('d1')].flatMap(({ slots }) => slots);
    const standing = here.filter(({ reroutedTo }) => reroutedTo === undefined).map(({ id }) => id);
    expect(standing.toSorted()).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8']);
    expect(await text(`${cell('c1')}m/2/`)).toContain('đã được chuyển đến cấp ủy khác');
    expect(await text(cell('c2'))).toContain('Trần Thị Hoà');
  });

  it('stands among the others there, in the order of names, and is read in it page by page', async () => {
    const t = await waiting();
    const by = committee('w1');
    const moving = { world: t.world, files: t.files };
    await reroute(moving)(request('c2'), { commandId: 'sen', by }, 1, 'c1');
    await t.send('c1', [
      [2, comment()],
      [3, comment()],
    ]);
    const inOrder = ['Nguyễn Văn Đức', 'Trần Thị Hoà', 'Hồ Thị Sen', 'Lê Minh Tâm'];
    const shown = await t.text(cell('c1'));
    expect(inOrder.toSorted((a, b) => shown.indexOf(a) - shown.indexOf(b))).toEqual(inOrder);
    // From Sen, who came last into the request, on: Tâm follows, and nobody who stands before her.
    const read = await t.text(`${cell('c1')}read/?from=3`);
    for (const name of inOrder.slice(2)) expect(read).toContain(name);
    for (const name of inOrder.slice(0, 2)) expect(read).not.toContain(name);
  });

  it('goes to a committee of another ward, chosen by its name; one that is not in the list is said beside the field', async () => {
    const { ward, state, settle, text } = await waiting();
    const page = `${cell('c1')}m/2/`;
    expect(await text(page)).not.toContain('Chi bộ xóm Đò');
    const wrong = await fill(ward, page, 'reroute', { ...NAME, to: 'khong-co' });
    expect([wrong.status, readable(await wrong.text()).includes('không có trong danh sách')]).toEqual([422, true]);
    const elsewhere = await (await ward.get(`${page}?elsewhere=yes`)).text();
    expect(elsewhere).toMatch(/<optgroup label="Đảng ủy phường Bến Đò[^"]*"><option value="d1">Chi bộ xóm Đò/);
    expect((await fill(ward, `${page}?elsewhere=yes`, 'reroute', { ...NAME, to: 'd1' })).status).toBe(303);
    await settle();
    expect((await state('d1')).slots.map(({ id }) => id)).toEqual(['m7', 'm8', 'm2']);
  });

  it('with a conflict of interest goes to another hand, or to the ward', async () => {
    const { ward, send, state, text } = await waiting();
    await send('c2', [[0, { kind: 'conflict' }]]);
    expect(await text(home)).toContain('1 đảng viên mà chi bộ tránh nhận xét (bản thân, người thân)');
    expect((await fill(ward, `${cell('c2')}m/1/`, 'conflict', NAME)).status).toBe(422);
    expect((await fill(ward, `${cell('c2')}m/1/`, 'conflict', { ...NAME, hand: 'ward' })).status).toBe(303);
    expect((await state('c2')).slots[0]?.conflictTo).toBe('ward');
    const page = await (await ward.get(`${cell('c2')}m/1/`)).text();
    expect(readable(page)).toContain('đảng ủy nhận xét');
    const write = `/w/${CYCLE}.w1/answer/${request('c2')}/m/1`;
    expect(page).toContain(`href="${write}"`);
    expect((await ward.get(write)).status).toBe(200);
  });
});

describe('answering in the place of a cell', () => {
  it("opens the cell's pages in the ward's hand, and of no other ward's cell", async () => {
    const { ward } = await waiting();
    const own = await ward.get(`/w/${CYCLE}.w1/answer/${request('c3')}/`);
    expect([own.status, readable(await own.text()).includes('Phan Văn Lành')]).toEqual([200, true]);
    expect((await ward.get(`/w/${CYCLE}.w1/answer/${request('d1')}/`)).status).toBe(404);
    expect((await ward.get(`/w/${CYCLE}.w1/answer/${request('c3')}/print`)).status).toBe(200);
  });
});

describe('who sees what', () => {
  const pages = ['', 'read/', 'm/1/'];
  const posts = ['confirm', 'back', 'press', 'time', 'excuse', 'contact', 'link', 'm/1/conflict', 'm/1/reroute'];

  it("a ward's page of another ward's cell does not exist, on any route (A08)", async () => {
    const { app, send, enter, cookieFor, state } = await waiting();
    await send('d1', [[0, comment()]]);
    const ward = await enter('desk', `${CYCLE}.w1`);
    const cookie = await cookieFor('desk', `${CYCLE}.w1`);
    const before = (await state('d1')).seq;
    for (const page of pages) expect((await ward.get(`${cell('d1')}${page}`)).status).toBe(404);
    for (const page of posts) {
      const answer = await app.request(`${cell('d1')}${page}`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          Origin: 'http://localhost:3000',
          Cookie: `session=${cookie}`,
        },
        body: new URLSearchParams({ csrf: csrfOf(cookie), command: 'abcdef123456' }).toString(),
      });
      expect([page, answer.status]).toEqual([page, 404]);
    }
    expect((await state('d1')).seq).toBe(before);
    expect((await ward.get(`/w/${CYCLE}.w2/`)).status).toBe(404);
  });

  it('a province sees counts in the order of names: no member, no text, no page of a cell', async () => {
    const { enter, send } = await waiting();
    await send('d1', [[0, comment({ remark: 'Lời nhận xét kín' })]]);
    const province = await enter('desk', `${CYCLE}.t1`);
    const html = await (await province.get(`/w/${CYCLE}.t1/`)).text();
    const shown = readable(html);
    expect(shown.indexOf('phường Bến Đò')).toBeLessThan(shown.indexOf('phường Hồ Sen'));
    expect(shown).toContain('Cả tỉnh: 2 xã, phường');
    expect(shown).toContain('Nhận xét chờ xác nhận 2');
    for (const secret of ['Nguyễn Văn Đức', 'Bùi Quang Phúc', 'Lời nhận xét kín', 'nêu gương', 'Chi bộ khối 1'])
      expect(shown).not.toContain(secret);
    expect(html).not.toContain('/cell/');
    for (const page of pages) expect((await province.get(`/w/${CYCLE}.t1/cell/c1/${page}`)).status).toBe(404);
    expect((await province.get(`/w/${CYCLE}.t1/answer/${request('c1')}/`)).status).toBe(404);
  });

  it('nobody comes in without a session', async () => {
    const { app } = await waiting();
    for (const page of pages) expect((await app.request(`${cell('c1')}${page}`)).status).toBe(401);
  });

  it('what a cell writes stands inert on the page, and no name gets into the log (A18, I7)', async () => {
    const { send, ward, logged } = await waiting();
    const attack = '<script>alert(1)</script></div><a href="https://evil.example">{{7*7}}';
    await send(
      'c1',
      [[2, comment({ remark: attack, reasons: { example: { text: attack, factDate: '2026-08-20' } } })]],
      {
        ...SIGNING,
        participants: attack,
      },
    );
    for (const page of [`${cell('c1')}read/`, `${cell('c1')}m/3/`]) {
      const html = await (await ward.get(page)).text();
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('<a href="https://evil');
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(html).toContain('{{7*7}}');
    }
    expect(JSON.stringify(logged)).not.toMatch(/Đức|khoi1|evil/);
  });
});
