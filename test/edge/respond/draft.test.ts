import { describe, expect, it } from 'vitest';
import { draftsOf } from '#records/drafts.ts';
import {
  aMeeting,
  answerAbout,
  blank,
  fillMeeting,
  formOn,
  pageOf,
  requestId,
  residence,
  textOf,
} from '#test/support/respond.ts';

describe('a draft', () => {
  it('may be incomplete, is resumed on another visit, and is finished when nothing is missing', async () => {
    const r = await residence();
    const who = await r.enter();
    const saved = await answerAbout(r, who, 2, { ...blank, 'level.example': 'notYet', remark: 'Viết dở', go: 'draft' });
    expect([saved.status, saved.headers.get('Location')]).toEqual([303, `${r.home}?saved=2`]);
    expect(await textOf(who, r.home)).toContain('viết dở');
    const page = await textOf(who, `${r.home}m/2`);
    expect(page).toContain('value="notYet" id="levels.example-3" checked');
    expect(page).toContain('Viết dở</textarea>');
    await answerAbout(r, who, 2);
    expect(await textOf(who, r.home)).toContain('xong, chưa gửi');
  });

  it('is kept when a mandatory field is missing, and the page says which (B57)', async () => {
    const r = await residence();
    const who = await r.enter();
    const answer = await answerAbout(r, who, 1, { ...blank, remark: 'Chưa chọn mức nào' });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    for (const field of ['levels.example', 'levels.proposal', 'sources']) expect(page).toContain(`href="#${field}"`);
    expect(page).toContain('Chưa chọn mức nào</textarea>');
    expect(await textOf(who, `${r.home}m/1`)).toContain('Chưa chọn mức nào</textarea>');
    expect((await answerAbout(r, who, 1, {}, page)).status).toBe(303);
  });

  it('stays as it was under a text of 20,001 characters, which is shown again (B58)', async () => {
    const r = await residence();
    const who = await r.enter();
    await answerAbout(r, who, 1, { remark: 'Bản trước' });
    const long = await answerAbout(r, who, 1, { remark: 'đ'.repeat(20_001) });
    expect(long.status).toBe(422);
    expect(await long.text()).toContain('đ'.repeat(20_001));
    expect(await textOf(who, `${r.home}m/1`)).toContain('Bản trước</textarea>');
    expect((await answerAbout(r, who, 1, { remark: 'đ'.repeat(20_000) })).status).toBe(303);
  });

  it('does not take characters that are none, and loses nothing typed beside them (B59)', async () => {
    const r = await residence();
    const who = await r.enter();
    const pasted = await answerAbout(r, who, 1, { remark: 'Chép từ\u000b Word\u0000' });
    expect(pasted.status).toBe(422);
    const page = await pasted.text();
    expect(page).toContain('Chép từ Word</textarea>');
    expect(page).toContain('value="setsExample" id="levels.example-2" checked');
    expect(await draftsOf(r.world.table, requestId)).toEqual([]);
  });

  it.each([
    ['a level that the form does not have', { 'level.example': 'excellent' }],
    ['a criterion that the form does not have', { 'level.__proto__': 'exemplary' }],
    ['a source that the form does not have', { source: ['rumour'] }],
    ['a kind that the form does not have', { instead: 'dead' }],
  ])('holds nothing of %s (B60)', async (_, changes) => {
    const r = await residence();
    const who = await r.enter();
    expect((await answerAbout(r, who, 1, { ...changes, go: 'draft' })).status).toBe(422);
    expect(await draftsOf(r.world.table, requestId)).toEqual([]);
  });

  it.each(['orgId', 'status', 'late', 'level', 'via'])(
    'takes no field that the page does not have: %s (A25)',
    async (field) => {
      const r = await residence();
      const who = await r.enter();
      expect((await answerAbout(r, who, 1, { [field]: '1' })).status).toBe(422);
      expect(await draftsOf(r.world.table, requestId)).toEqual([]);
    },
  );

  it('is not erased by an empty form', async () => {
    const r = await residence();
    const who = await r.enter();
    await answerAbout(r, who, 1, { remark: 'Đã viết' });
    await answerAbout(r, who, 1, { ...blank, remark: '', go: 'draft' });
    expect(await textOf(who, `${r.home}m/1`)).toContain('Đã viết</textarea>');
  });

  it('of two hands is shown twice, and the person chooses (A15)', async () => {
    const r = await residence();
    const who = await r.enter();
    const mine = await pageOf(who, `${r.home}m/1`);
    await answerAbout(r, who, 1, { remark: 'Bản của người kia' });
    const clash = await answerAbout(r, who, 1, { remark: 'Bản của tôi', 'level.example': 'notEnoughContact' }, mine);
    expect(clash.status).toBe(409);
    const page = await clash.text();
    for (const words of ['Bản của người kia', 'Bản của tôi']) expect(page).toContain(words);
    // Only where the two differ: one criterion and the remark.
    expect([...page.matchAll(/<dt>/g)]).toHaveLength(4);
    expect(await textOf(who, `${r.home}m/1`)).toContain('Bản của người kia</textarea>');
    const chosen = await who.post(`${r.home}m/1`, { form: formOn(page, /m\/1$/, { go: 'mine' }) });
    expect(chosen.status).toBe(303);
    const after = await textOf(who, `${r.home}m/1`);
    expect(after).toContain('Bản của tôi</textarea>');
    expect(after).toContain('value="notEnoughContact" id="levels.example-4" checked');
  });

  it('saved twice by a double click is one', async () => {
    const r = await residence();
    const who = await r.enter();
    const page = await pageOf(who, `${r.home}m/1`);
    r.world.clock.set('2026-11-02T02:00:07.000Z');
    expect((await answerAbout(r, who, 1, {}, page)).status).toBe(303);
    r.world.clock.set('2026-11-02T02:00:11.000Z');
    expect((await answerAbout(r, who, 1, {}, page)).status).toBe(303);
  });

  it('is saved while somebody writes, and a clash stops that without an overwrite', async () => {
    const r = await residence();
    const who = await r.enter();
    const page = await pageOf(who, `${r.home}m/1`);
    const auto = await answerAbout(r, who, 1, { ...blank, remark: 'Đang gõ', go: 'auto' }, page);
    const { version } = (await auto.json()) as { version: number };
    expect(auto.status).toBe(200);
    const again = await answerAbout(
      r,
      who,
      1,
      { ...blank, remark: 'Đang gõ tiếp', go: 'auto', version: String(version) },
      page,
    );
    expect(again.status).toBe(200);
    expect((await answerAbout(r, who, 1, { remark: 'Trang cũ', go: 'auto' }, page)).status).toBe(409);
    expect(await textOf(who, `${r.home}m/1`)).toContain('Đang gõ tiếp</textarea>');
  });
});

describe('the meeting', () => {
  it('is kept half told, and the page says what is missing', async () => {
    const r = await residence();
    const who = await r.enter();
    const half = await fillMeeting(r, who, { front: 'notMet', frontBecause: '', second: '' });
    expect(half.status).toBe(422);
    const page = await half.text();
    expect(page).toContain('Người thứ hai xác nhận bằng cách nào? Chưa chọn');
    for (const field of ['frontBecause', 'second']) expect(page).toContain(`href="#${field}"`);
    expect(await textOf(who, `${r.home}meeting`)).toContain('Trưởng ban công tác Mặt trận</textarea>');
  });

  it('of two hands is shown twice', async () => {
    const r = await residence();
    const who = await r.enter();
    const mine = await pageOf(who, `${r.home}meeting`);
    await fillMeeting(r, who, { participants: 'Người kia ghi' });
    const clash = await who.post(`${r.home}meeting`, { form: formOn(mine, /meeting$/, { ...aMeeting, go: 'next' }) });
    expect(clash.status).toBe(409);
    const page = await clash.text();
    for (const words of ['Người kia ghi', 'Trưởng ban công tác Mặt trận']) expect(page).toContain(words);
    expect((await who.post(`${r.home}meeting`, { form: formOn(page, /meeting$/, { go: 'next' }) })).status).toBe(303);
    expect(await textOf(who, `${r.home}meeting`)).toContain('Trưởng ban công tác Mặt trận</textarea>');
  });

  it.each([{ via: 'ward' }, { metOn: '2026-11-03' }, { participants: 'a'.repeat(2_001) }])(
    'takes nothing that is not so: %o',
    async (changes) => {
      const r = await residence();
      const answer = await fillMeeting(r, await r.enter(), changes);
      expect([303, 422]).toContain(answer.status);
      if ('via' in changes) expect((await r.state()).parts).toEqual([]);
      else expect(answer.status).toBe(422);
    },
  );
});
