import { describe, expect, it } from 'vitest';
import { visitor } from '#test/support/edge.ts';
import { answerAbout, fillMeeting, formOn, pageOf, residence, send, textOf } from '#test/support/respond.ts';

/** A committee that has sent, and wants a second person to sign. */
async function sentByOne() {
  const r = await residence({ members: 2 });
  const who = await r.enter();
  await answerAbout(r, who, 1);
  await answerAbout(r, who, 2);
  await fillMeeting(r, who, { second: 'code', minutes: '' });
  const receipt = (await send(r, who)).headers.get('Location') ?? '';
  const code = async () => {
    const shown = await who.post(`${r.home}second`, { form: formOn(await pageOf(who, receipt), /second$/, {}) });
    return /class="code">([\d ]+)</.exec(await shown.text())?.[1] ?? '';
  };
  const other = () => visitor(r.app);
  const enter = async (typed: string, as = other()) => ({
    as,
    page: await as.post('/c/second', { form: { code: typed } }),
  });
  const sign = async (typed: string, name: string, as = other()) => {
    const { page } = await enter(typed, as);
    return as.post('/c/second/sign', { form: formOn(await page.text(), /sign$/, { name, role: 'Phó bí thư' }) });
  };
  return { r, who, receipt, code, enter, sign, other };
}

describe('the second person', () => {
  it('signs on their own telephone, seeing what was said of whom', async () => {
    const s = await sentByOne();
    expect(await textOf(s.who, s.receipt)).toContain('chưa ký');
    const code = await s.code();
    expect(code).toMatch(/^\d{4} \d{4} \d{4}$/);
    const { page } = await s.enter(code);
    const shown = await page.text();
    for (const words of ['Chi bộ khối 1', '2 đảng viên', 'Lê Thị Bưởi', 'Bấm Ký có nghĩa là'])
      expect(shown).toContain(words);
    for (const words of ['Nguyễn Văn Đức', 'Nội dung nhận xét']) expect(shown).toContain(words);
    expect((await s.sign(code, 'Trần Văn Nhãn')).headers.get('Location')).toBe('/c/second/done');
    expect(await textOf(s.who, s.receipt)).toContain('đã ký: Trần Văn Nhãn');
    expect((await s.r.state()).parts[0]?.countersigned?.at).toBe(s.r.world.clock.now());
  });

  it('reads what this part said, not what was changed since', async () => {
    const s = await sentByOne();
    const first = await s.code();
    await answerAbout(s.r, s.who, 1, { remark: 'Đã sửa sau khi gửi.' });
    await send(s.r, s.who);
    expect(await (await s.enter(first)).page.text()).not.toContain('Đã sửa sau khi gửi.');
  });

  it('is waited for: the list says so, and a page with a code leads to the receipt', async () => {
    const s = await sentByOne();
    await s.code();
    expect(await textOf(s.who, s.r.home)).toContain('Người thứ hai chưa ký');
    const reloaded = await s.who.get(`${s.r.home}second`);
    expect([reloaded.status, reloaded.headers.get('Location')]).toEqual([303, s.receipt]);
    expect(await textOf(s.who, s.receipt)).toContain('Người thứ hai chưa ký');
    await s.sign(await s.code(), 'Trần Văn Nhãn');
    expect(await textOf(s.who, s.r.home)).not.toContain('Người thứ hai chưa ký');
  });

  it('signs once: the code afterwards only says so', async () => {
    const s = await sentByOne();
    const code = await s.code();
    const first = await (await s.enter(code)).page.text();
    await s.sign(code, 'Trần Văn Nhãn');
    const again = await s.other().post('/c/second/sign', { form: formOn(first, /sign$/, { name: 'Người Khác' }) });
    expect(again.status).toBe(303);
    expect(await (await s.enter(code)).page.text()).toContain('đã có người thứ hai ký');
    expect((await s.r.state()).parts[0]?.countersigned).toBeDefined();
    expect(await textOf(s.who, s.receipt)).toContain('đã ký: Trần Văn Nhãn');
  });

  it.each([
    ['the one who signed first', 'lê  thị BƯỞI'],
    ['nobody', ' '],
    ['too long a name', 'a'.repeat(201)],
  ])('is not %s', async (_, name) => {
    const s = await sentByOne();
    expect((await s.sign(await s.code(), name)).status).toBe(422);
    expect((await s.r.state()).parts[0]?.countersigned).toBeUndefined();
  });

  it('does not sign on the telephone of the first', async () => {
    const s = await sentByOne();
    expect((await s.sign(await s.code(), 'Trần Văn Nhãn', s.who)).status).toBe(422);
    expect((await s.r.state()).parts[0]?.countersigned).toBeUndefined();
  });

  it('is not let in by an older code, one of yesterday, or a guess', async () => {
    const s = await sentByOne();
    const old = await s.code();
    const code = await s.code();
    for (const typed of [old, '0000 0000 0000', '', code.slice(1)])
      expect((await s.enter(typed)).page.status).toBe(422);
    expect((await s.enter(code.replaceAll(' ', '-'))).page.status).toBe(200);
    s.r.world.clock.set('2026-11-03T02:00:01.000Z');
    expect((await s.enter(code)).page.status).toBe(422);
  });

  it('who guesses is made to wait', async () => {
    const s = await sentByOne();
    const tries = [];
    for (let n = 0; n < 21; n++) tries.push((await s.enter(String(n).padStart(12, '0'))).page.status);
    expect(tries.slice(0, 20)).toEqual(Array(20).fill(422));
    expect(tries[20]).toBe(429);
    expect((await s.enter(await s.code())).page.status).toBe(429);
  });

  it('is asked by a code of the request that was sent, and of no other', async () => {
    const s = await sentByOne();
    const form = formOn(await pageOf(s.who, s.receipt), /second$/, { part: '1' });
    expect((await s.who.post(`${s.r.home}second`, { form })).status).toBe(404);
  });
});
