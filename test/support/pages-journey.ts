import { expect } from 'vitest';
import { formOn } from '#infra/local/demo/visitor.ts';
import { CYCLE, live, request, STORY } from './small-cycle.ts';
import { byPages, enter, levels, meeting, type Town } from './story-by-pages.ts';

/** From a mailed link to an acknowledged evaluation: the cell, the ward, the member and the workplace, each by their own mail. */
export async function liveThroughPages(town: Town): Promise<void> {
  const { host } = town;
  await live(host, byPages(town, STORY.slice(0, 4)));

  const home = `/c/${request('c1')}/`;
  const cell = await enter(town, 'request', 'khoi@phuong.example');
  for (const n of [1, 2]) {
    const path = `${home}m/${n}`;
    await cell.who.post(path, [...formOn(await cell.who.get(path), path), ...levels, ['go', 'next']]);
  }
  const meetingPage = await cell.who.get(`${home}meeting`);
  await cell.who.post(`${home}meeting`, [...formOn(meetingPage, `${home}meeting`), ...meeting, ['go', 'next']]);
  const sent = await cell.who.post(`${home}check`, formOn(await cell.who.get(`${home}check`), `${home}check`));
  expect(sent.html).toContain('2');
  await host.settle();

  await host.moveClock('2026-11-03T02:00:00.000Z');
  await host.settle();
  const ward = await enter(town, 'toConfirm', 'ho-sen@phuong.example');
  const read = `/w/${CYCLE}.w1/cell/c1/`;
  // A cell that has sent nothing may be answered for.
  expect((await ward.who.get(`/w/${CYCLE}.w1/answer/${request('c3')}/`)).html).toContain('Chi bộ khối 3');
  const waiting = await ward.who.get(`${read}read/`);
  expect(waiting.html).toContain('Vận động ba hộ hiến đất mở đường.');
  await ward.who.post(`${read}confirm`, [
    ...formOn(waiting, `${read}confirm`),
    ['name', 'Trần Văn Bình'],
    ['all', 'yes'],
  ]);
  await host.settle();

  const member = await enter(town, 'memberTold', 'duc@nguoi.example');
  const own = `/m/${request('c1')}.0/`;
  await member.who.post(`${own}view`, [...formOn(await member.who.get(own), `${own}view`), ['view', 'Tôi nhất trí.']]);

  await host.moveClock('2026-12-11T02:00:00.000Z');
  await host.settle();
  const workplace = await enter(town, 'evaluations', 'truong@coquan.example');
  const list = await workplace.who.get(`/e/${CYCLE}.e1/`);
  expect(list.html).toContain('Nguyễn Văn Đức');
  expect(list.html).not.toContain('Trần Thị Hoà');
  const evaluation = await workplace.who.get(`/e/${CYCLE}.e1/m/c1.1/`);
  for (const words of ['Vận động ba hộ hiến đất mở đường.', 'Tôi nhất trí.', 'Lê Văn An', 'Trần Văn Bình'])
    expect(evaluation.html).toContain(words);
  expect((await workplace.who.get(`/e/${CYCLE}.e1/evaluations.csv`)).html).toContain('Nguyễn Văn Đức');
  const acknowledge = `/e/${CYCLE}.e1/acknowledge`;
  const done = await workplace.who.post(acknowledge, [...formOn(list, acknowledge), ['name', 'Phạm Thị Lan']]);
  expect(done.html).toContain('Phạm Thị Lan');
}
