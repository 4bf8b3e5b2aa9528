import { expect, it } from 'vitest';
import { residence } from '#test/support/respond.ts';

const OFFICER = /Cần hỏi, đồng chí gọi Nguyễn Thị Phụ Trách, <a href="tel:02380000012">0238 000 0012<\/a>/;

it('a page that refuses something says whom to call, to whoever came by a link and to nobody else', async () => {
  const r = await residence();
  const who = await r.enter();
  for (const path of ['m/99', 'nothing']) {
    const answer = await who.get(`${r.home}${path}`);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(await answer.text()).toMatch(OFFICER);
  }
  const stranger = await r.app.request(`${r.home}m/99`);
  expect(stranger.status).toBe(401);
  expect(await stranger.text()).not.toMatch(OFFICER);
});

it('a page about a fault is there also when the table has nobody to name', async () => {
  const r = await residence();
  const who = await r.enter();
  const { get } = r.world.table;
  r.world.table.get = async (key) => {
    if (key.pk === 'CYCLES') throw new Error('the disk is gone');
    return get.call(r.world.table, key);
  };
  const answer = await who.get(`${r.home}m/99`);
  expect([answer.status, (await answer.text()).includes('Không tìm thấy trang này')]).toEqual([404, true]);
});
