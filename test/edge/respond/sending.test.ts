import { describe, expect, it } from 'vitest';
import { committee } from '#domain/actor.ts';
import { readAnswer } from '#records/answers.ts';
import { confirmAnswers, sendBackAnswers } from '#steps/confirm/confirm.ts';
import {
  answerAbout,
  csrfOn,
  fillMeeting,
  formOn,
  middling,
  pageOf,
  requestId,
  residence,
  send,
  textOf,
} from '#test/support/respond.ts';

const wished = (commandId: string) => ({ commandId, by: committee('w1') });

describe('sending', () => {
  const ready = async (members = 3) => {
    const r = await residence({ members });
    const who = await r.enter();
    for (let n = 1; n <= members; n++) await answerAbout(r, who, n);
    await fillMeeting(r, who);
    return { r, who };
  };

  it('twenty times at once makes one version (A13)', async () => {
    const { r, who } = await ready();
    const form = formOn(await pageOf(who, `${r.home}check`), /check$/, {});
    const answers = await Promise.all(Array.from({ length: 20 }, () => who.post(`${r.home}check`, { form })));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(303));
    expect(new Set(answers.map(({ headers }) => headers.get('Location'))).size).toBe(1);
    const { parts, slots } = await r.state();
    expect([parts.length, slots.map(({ earlier }) => earlier)]).toEqual([1, [0, 0, 0]]);
    expect((await who.post(`${r.home}check`, { form })).status).toBe(303);
  });

  it('with the same key and other members is refused (A14)', async () => {
    const { r, who } = await ready();
    const page = await pageOf(who, `${r.home}check`);
    const all = formOn(page, /check$/, {}).getAll('member');
    expect(
      (await who.post(`${r.home}check`, { form: formOn(page, /check$/, { member: all.slice(0, 2) }) })).status,
    ).toBe(303);
    expect((await who.post(`${r.home}check`, { form: formOn(page, /check$/, { member: all }) })).status).toBe(422);
    expect((await r.state()).parts).toHaveLength(1);
  });

  it('in parts tells what still remains', async () => {
    const { r, who } = await ready();
    const page = await pageOf(who, `${r.home}check`);
    const [first] = formOn(page, /check$/, {}).getAll('member');
    const sent = await who.post(`${r.home}check`, { form: formOn(page, /check$/, { member: [first ?? ''] }) });
    expect(await textOf(who, sent.headers.get('Location') ?? '')).toContain(
      'Còn 2 đảng viên đã viết xong nhưng chưa gửi',
    );
    const again = await textOf(who, `${r.home}check`);
    for (const words of ['Ngày họp: 01/11/2026', 'có bàn trong cuộc họp này không', `href="${r.home}m/2"`])
      expect(again).toContain(words);
    expect(again).not.toContain(`href="${r.home}m/1"`);
    const rest = await send(r, who);
    expect(await textOf(who, rest.headers.get('Location') ?? '')).toContain('Chi ủy đã gửi đủ');
    const { parts, slots } = await r.state();
    expect([parts.length, slots.filter(({ answer }) => answer).length]).toEqual([2, 3]);
  });

  it('sends what was seen: a draft changed meanwhile comes back to be looked at', async () => {
    const { r, who } = await ready();
    const page = await pageOf(who, `${r.home}check`);
    await answerAbout(r, who, 2, { remark: 'Sửa sau khi mở trang gửi' });
    const refused = await who.post(`${r.home}check`, { form: formOn(page, /check$/, {}) });
    expect(refused.status).toBe(409);
    expect((await r.state()).parts).toHaveLength(0);
    expect((await who.post(`${r.home}check`, { form: formOn(await refused.text(), /check$/, {}) })).status).toBe(303);
  });

  it('states of the meeting what was seen, and not what another hand wrote since', async () => {
    const { r, who } = await ready();
    const page = await pageOf(who, `${r.home}check`);
    await fillMeeting(r, who, { participants: 'Người khác' });
    expect((await who.post(`${r.home}check`, { form: formOn(page, /check$/, {}) })).status).toBe(409);
    expect((await r.state()).parts).toHaveLength(0);
  });

  it('wants somebody to send about, and the meeting', async () => {
    const { r, who } = await ready();
    const page = await pageOf(who, `${r.home}check`);
    expect((await who.post(`${r.home}check`, { form: formOn(page, /check$/, { member: [] }) })).status).toBe(422);
    const alone = await residence({ members: 1 });
    const other = await alone.enter();
    await answerAbout(alone, other, 1);
    const before = await pageOf(other, `${alone.home}check`);
    expect(before).not.toContain('Gửi nhận xét</button>');
    const made = new URLSearchParams({ ...csrfOn(before), command: 'a'.repeat(32), meeting: '0', member: '1.1' });
    expect((await other.post(`${alone.home}check`, { form: made })).status).toBe(422);
    expect((await alone.state()).parts).toHaveLength(0);
  });

  it('takes no field and no member that the page does not have (A25)', async () => {
    const { r, who } = await ready();
    const page = await pageOf(who, `${r.home}check`);
    for (const changes of [{ late: '0' }, { via: 'ward' }, { status: 'confirmed' }, { member: ['1'] }, { command: '' }])
      expect((await who.post(`${r.home}check`, { form: formOn(page, /check$/, changes) })).status).toBe(422);
    expect((await who.post(`${r.home}check`, { form: formOn(page, /check$/, { member: ['9.1'] }) })).status).toBe(409);
    expect((await r.state()).parts).toHaveLength(0);
  });

  it('says kindly where all comments are alike', async () => {
    const { r, who } = await ready(5);
    expect(await textOf(who, `${r.home}check`)).toContain('Cả 5 đảng viên đều có mức giống hệt nhau');
  });

  it('before the date due can be changed and sent again, from what was sent', async () => {
    const { r, who } = await ready();
    await send(r, who);
    const page = await textOf(who, `${r.home}m/1`);
    expect(page).toContain('value="setsExample" id="levels.example-2" checked');
    await answerAbout(r, who, 1, { remark: 'Bổ sung' });
    expect(await textOf(who, r.home)).toContain('xong, chưa gửi');
    await send(r, who);
    const { slots } = await r.state();
    expect(slots.map(({ earlier }) => earlier)).toEqual([1, 0, 0]);
    const answer = slots[0]?.answer && (await readAnswer(r.world.table, requestId, slots[0].answer));
    expect(answer).toMatchObject({ remark: 'Bổ sung' });
  });

  it('after the date due marks what was still owed as late, whatever the sender says (A16)', async () => {
    const { r, who: _ } = await ready();
    r.world.clock.set('2026-11-30T17:00:00.000Z');
    const who = await r.enterAgain();
    expect(await textOf(who, r.home)).toContain('Đã quá hạn gửi');
    const sent = await send(r, who, { Date: 'Mon, 30 Nov 2026 10:00:00 GMT' });
    expect(await textOf(who, sent.headers.get('Location') ?? '')).toContain('Gửi muộn');
    expect((await r.state()).slots.every(({ answer }) => answer?.late)).toBe(true);
  });

  it('after the date due leaves what was sent as it was, and shows why', async () => {
    const { r, who: first } = await ready();
    await send(r, first);
    const form = formOn(await pageOf(first, `${r.home}m/1`), /m\/1$/, { ...middling, remark: 'Quá muộn', go: 'next' });
    r.world.clock.set('2026-11-30T17:00:00.000Z');
    const who = await r.enterAgain();
    const page = await textOf(who, `${r.home}m/1`);
    expect(page).toContain('Đã hết hạn gửi');
    expect(page).not.toContain('name="go"');
    form.set('csrf', formOn(await pageOf(who, `${r.home}unlisted`), /unlisted$/, {}).get('csrf') ?? '');
    const refused = await who.post(`${r.home}m/1`, { form });
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('Quá muộn');
  });

  it('does not offer a draft about a comment that the ward has confirmed meanwhile', async () => {
    const { r, who } = await ready();
    await send(r, who);
    await answerAbout(r, who, 1, { remark: 'Sửa dở' });
    await confirmAnswers(r.world)(requestId, wished('confirms'), [0]);
    expect(await textOf(who, `${r.home}check`)).toContain('Chưa có nhận xét nào viết xong để gửi');
    expect(await textOf(who, r.home)).toContain('đã xác nhận');
  });

  it('what the ward has confirmed is closed; what it sent back is open again, with its reason', async () => {
    const { r, who } = await ready();
    await send(r, who);
    await confirmAnswers(r.world)(requestId, wished('confirms'), [0]);
    await sendBackAnswers(r.world)(requestId, wished('returns'), [1], 'Thiếu <b>việc</b> cụ thể');
    expect(await textOf(who, `${r.home}m/1`)).toContain('Đảng ủy đã xác nhận');
    const back = await textOf(who, `${r.home}m/2`);
    expect(back).toContain('Thiếu &lt;b&gt;việc&lt;/b&gt; cụ thể');
    expect(back).toContain('thứ Hai, 30/11/2026');
    expect(await textOf(who, r.home)).toContain('bị trả lại');
    await answerAbout(r, who, 2, { remark: 'Đã bổ sung' });
    expect((await send(r, who)).status).toBe(303);
    expect((await r.state()).slots[1]?.sentBack).toBeUndefined();
  });
});
