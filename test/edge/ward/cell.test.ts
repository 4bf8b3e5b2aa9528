import { describe, expect, it } from 'vitest';
import { committee } from '#domain/actor.ts';
import { saveDraft } from '#records/drafts.ts';
import { load, requests } from '#records/journal.ts';
import { mailboxOpens } from '#records/mailboxes.ts';
import { reportUnlisted } from '#steps/respond/tell.ts';
import { fill, formsOf, readable, request } from '#test/support/town.ts';
import { cell, home, NAME, waiting } from './waiting.ts';

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
