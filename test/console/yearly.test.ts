import { expect, it, onTestFinished } from 'vitest';
import { changePerson, personIdOf } from '#records/people.ts';
import { listYearly } from '#records/yearly-orders.ts';
import { launch } from '#steps/launch/control.ts';
import { open } from '#steps/launch/open.ts';
import { openYearly } from '#steps/launch/yearly.ts';
import { importRoster } from '#steps/roster/import.ts';
import { consoleInMemory, hiddenIn, signedIn } from '#test/support/console.ts';
import { membersOf, rosterCsv } from '#test/support/office.ts';
import { ORDER } from '#test/support/small-cycle.ts';

async function withCycle() {
  const here = await consoleInMemory();
  onTestFinished(() => here.machine.close());
  await importRoster(here.deps)({
    content: (async function* () {
      yield Buffer.from(rosterCsv([{ id: 'c1', members: membersOf('c1', 2) }]));
    })(),
    dryRun: false,
    by: 'An',
  });
  const { cycleId } = await open(here.deps)(ORDER, { by: 'An', commandId: 'open01', accept: true });
  return { here, cycleId, an: await signedIn(here, 'Nguyễn Thị An') };
}

it('lets somebody set a cycle to open itself every year, says when it will, and ends it', async () => {
  const { here, cycleId, an } = await withCycle();
  const page = await (await an.get('/console/yearly')).text();
  expect(page).toContain('Chưa có đợt nào tự mở hằng năm');
  const form = { ...hiddenIn(page, '/console/yearly'), from: cycleId, daysAhead: '7', launches: '' };
  expect((await an.post('/console/yearly', { form })).status).toBe(303);
  const set = await (await an.get('/console/yearly')).text();
  expect(set).toContain('26/10/2027');
  const path = `/console/yearly/${cycleId}/end`;
  expect((await an.post(path, { form: hiddenIn(set, path) })).status).toBe(303);
  expect((await listYearly(here.table))[0]?.standing.ended?.by).toBe('Nguyễn Thị An');
});

it('says beside the field what is wrong, and keeps what was typed', async () => {
  const { here, cycleId, an } = await withCycle();
  const { csrf } = an;
  const wrong = await an.post('/console/yearly', { form: { csrf, from: cycleId, daysAhead: '99', launches: '' } });
  expect(wrong.status).toBe(422);
  const page = await wrong.text();
  expect(page).toContain('Cần một số ngày từ 1 đến 60');
  expect(page).toContain('value="99"');
  const never = await an.post('/console/yearly', { form: { csrf, from: cycleId, daysAhead: '7', launches: 'yes' } });
  expect(await never.text()).toContain('chưa từng gửi');
  expect(await listYearly(here.table)).toEqual([]);
  await launch({ world: here.deps.world, wake: here.deps.wake })(cycleId, { by: 'An', commandId: 'launches' });
  const now = await an.post('/console/yearly', { form: { csrf, from: cycleId, daysAhead: '7', launches: 'yes' } });
  expect(now.status).toBe(303);
});

it('is for those whose part is the whole', async () => {
  const { here } = await withCycle();
  const binh = await signedIn(here, 'Trần Bình', { committeeId: 'w1' });
  expect((await binh.get('/console/yearly')).status).toBe(403);
});

it('says in words why nothing was opened, or not launched, and offers no cycle that opened itself', async () => {
  const { here, cycleId, an } = await withCycle();
  const { world, files } = here.deps;
  const control = { world, wake: here.deps.wake };
  await launch(control)(cycleId, { by: 'An', commandId: 'launches' });
  const form = { csrf: an.csrf, from: cycleId, daysAhead: '7', launches: 'yes' };
  expect((await an.post('/console/yearly', { form })).status).toBe(303);
  const openAll = openYearly({ world, files, control, log: () => {} });
  const on = async (now: string) => {
    await here.ground.clock.moveTo(now);
    await an.again();
  };
  const page = async () => (await an.get('/console/yearly')).text();
  const choices = async () => [...(await page()).matchAll(/<option value="([^"]*)"/g)].map(([, id]) => id);
  await on('2027-10-26T02:00:00.000Z');
  expect(await openAll()).toBe(1);
  expect(await page()).toContain('đã hơn 90 ngày không có danh sách nào được nhập hoặc đối chiếu');
  expect(await choices()).toEqual([cycleId]);
  await changePerson(here.table, personIdOf('Nguyễn Thị An'), (person) => ({
    ...person,
    scope: { committeeId: 't1' },
  }));
  await on('2028-10-26T02:00:00.000Z');
  expect(await openAll()).toBe(1);
  await changePerson(here.table, personIdOf('Nguyễn Thị An'), (person) => ({ ...person, scope: {} }));
  expect(await page()).toContain('(Nguyễn Thị An) không còn là quản trị viên');
  const dates = { opensOn: '2029-11-05', dueOn: '2029-11-30', confirmBy: '2029-12-05', closesOn: '2029-12-10' };
  await open(here.deps)({ ...ORDER, dates }, { by: 'An', commandId: 'byhand', accept: true });
  await on('2029-10-26T02:00:00.000Z');
  expect(await openAll()).toBe(0);
  expect(await page()).toContain('đã có một đợt trùng thời gian');
  expect(await page()).toContain('/console/cycles/2029-11-byhand');
  expect(await (await an.get('/console/')).text()).not.toContain('đợt tự mở hằng năm cần người xem');
});
