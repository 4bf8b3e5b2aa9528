import { describe, expect, it } from 'vitest';
import { committee } from '#domain/actor.ts';
import { reroute } from '#steps/respond/tell.ts';
import { CYCLE, comment, fill, readable, request } from '#test/support/town.ts';
import { cell, home, NAME, waiting } from './waiting.ts';

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
