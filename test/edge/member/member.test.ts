import { describe, expect, it } from 'vitest';
import { deliveries, load } from '#records/journal.ts';
import { CYCLE, comment, deliveredTown, fill, formsOf, readable, request, town } from '#test/support/town.ts';

const id = `${request('c1')}.0`;
const home = `/m/${id}/`;
const VIEW = 'Tôi đã dự ba cuộc họp, xin xem lại.';

async function told() {
  const t = await town();
  await t.send('c1', [
    [0, comment()],
    [2, comment({ remark: 'Điều chỉ nói về đồng chí Tâm' })],
  ]);
  await t.confirm('w1', 'c1', [0]);
  const member = await t.enter('member', id);
  const text = async (path = home) => readable(await (await member.get(path)).text());
  return { ...t, member, text };
}

describe("a member's own page", () => {
  it('says before the ward has confirmed that there is nothing yet, and takes no view', async () => {
    const t = await town();
    await t.send('c1', [[0, comment()]]);
    const member = await t.enter('member', id);
    const html = await (await member.get(home)).text();
    expect(readable(html)).toContain('Chưa có nhận xét để xem');
    expect(html).not.toContain('nêu gương tốt');
    expect([...formsOf(html).keys()].filter((action) => action.startsWith('/m/'))).toEqual([]);
  });

  it('shows the confirmed comment, by whom and when, and nothing about anybody else', async () => {
    const { text } = await told();
    const shown = await text();
    for (const words of [
      'Nguyễn Văn Đức',
      'nêu gương tốt Ngày 20/08/2026: Vận động bà con hiến đất mở ngõ 12.',
      'Chi bộ khối 1 gửi ngày 02/11/2026.',
      'Đảng ủy phường Hồ Sen xác nhận ngày 02/11/2026.',
      'Người giải đáp: Trần Thị Hoa, điện thoại 0238 000 000.',
    ])
      expect(shown).toContain(words);
    expect(shown).not.toContain('Tâm');
  });

  it('hides it again while the cell mends what the ward sent back', async () => {
    const { text, enter } = await told();
    const ward = await enter('desk', `${CYCLE}.w1`);
    const page = `/w/${CYCLE}.w1/cell/c1/m/1/`;
    const typed = { name: 'Võ Thị Bình', reason: 'Xem lại.' };
    expect((await fill(ward, page, 'confirm', typed, `/w/${CYCLE}.w1/cell/c1/back`)).status).toBe(303);
    expect(await text()).toContain('Chưa có nhận xét để xem');
  });

  it('says which body looked, and on which day', async () => {
    const { text, enter } = await told();
    expect(await text()).toContain('Chưa có cơ quan nào xem.');
    const ward = await enter('desk', `${CYCLE}.w1`);
    await ward.get(`/w/${CYCLE}.w1/cell/c1/m/1/`);
    await ward.get(`/w/${CYCLE}.w1/cell/c1/m/3/`);
    const shown = await text();
    expect(shown).toContain('Đảng ủy phường Hồ Sen: ngày 02/11/2026, xem nhận xét');
    expect(shown.match(/02\/11\/2026, xem nhận xét/g)).toHaveLength(1);
  });

  it('is nobody else’s: not a colleague’s, not a committee’s (A08)', async () => {
    const { member, app } = await told();
    for (const other of [
      `/m/${request('c1')}.2/`,
      `/m/${request('d1')}.0/`,
      `/w/${CYCLE}.w1/`,
      `/e/${CYCLE}.e1/`,
      `/c/${request('c1')}/`,
    ])
      expect([other, (await member.get(other)).status]).toEqual([other, 404]);
    expect((await app.request(home)).status).toBe(401);
  });
});

describe('a view of one’s own', () => {
  it('is stated, and again until the evaluations are assembled', async () => {
    const { member, text, state } = await told();
    const empty = await fill(member, home, 'view', { view: '  ' });
    expect([empty.status, readable(await empty.text()).includes('Viết ý kiến trước khi gửi')]).toEqual([422, true]);
    expect((await fill(member, home, 'view', { view: 'x'.repeat(5001) })).status).toBe(422);
    expect((await fill(member, home, 'view', { view: VIEW })).status).toBe(303);
    expect(await text()).toContain(VIEW);
    expect((await fill(member, home, 'view', { view: 'Tôi nhất trí.' })).status).toBe(303);
    const shown = await text();
    expect(shown).toContain('Tôi nhất trí.');
    expect(shown).not.toContain(VIEW);
    expect((await state('c1')).slots[0]?.answer).toBeDefined();
  });

  it('travels with the evaluation and cannot be changed afterwards', async () => {
    const { member, at, enter } = await told();
    await fill(member, home, 'view', { view: VIEW });
    const fields = formsOf(await (await member.get(home)).text()).get(`${home}view`) ?? new URLSearchParams();
    await at('2026-12-11T02:00:00.000Z');
    const later = await enter('member', id);
    const html = await (await later.get(home)).text();
    expect(readable(html)).toContain('nên ý kiến không sửa được nữa');
    expect(formsOf(html).has(`${home}view`)).toBe(false);
    fields.set('view', 'Sửa sau khi lập.');
    const own = formsOf(html).get('/r/leave')?.get('csrf') ?? '';
    fields.set('csrf', own);
    expect((await later.send(`${home}view`, fields)).status).toBe(409);
    const workplace = await enter('delivery', `${CYCLE}.e1`);
    expect(readable(await (await workplace.get(`/e/${CYCLE}.e1/m/c1.1/`)).text())).toContain(VIEW);
  });

  it('of somebody who had stated none is sent on as a correction, once', async () => {
    const t = await deliveredTown();
    const member = await t.enter('member', id);
    expect((await fill(member, home, 'view', { view: VIEW })).status).toBe(303);
    await t.settle();
    expect((await load(t.world.table, deliveries, `${CYCLE}.e1`)).state.version).toBe(2);
    expect((await load(t.world.table, deliveries, `${CYCLE}.e2`)).state.version).toBe(1);
    const html = await (await member.get(home)).text();
    expect(formsOf(html).has(`${home}view`)).toBe(false);
    expect(readable(html)).toContain(VIEW);
  });

  it('stands inert wherever it is shown (A18)', async () => {
    const { member } = await told();
    await fill(member, home, 'view', { view: '<script>alert(1)</script>' });
    const html = await (await member.get(home)).text();
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&lt;script&gt;');
  });
});
