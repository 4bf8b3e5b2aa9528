import { expect, it, onTestFinished } from 'vitest';
import { office } from '#domain/actor.ts';
import { looksAt } from '#records/access.ts';
import { at, consoleInMemory, launched, signedIn } from '#test/support/console.ts';

it('every look at members in the roster is on record with each of them, and no other, once a day', async () => {
  const here = await consoleInMemory();
  onTestFinished(() => here.machine.close());
  const an = await signedIn(here, 'Nguyễn An');
  const cycleId = await launched(here, an);
  const binh = await signedIn(here, 'Trần Bình', { role: 'workplaceOfficer', committeeId: 'CQ-01' });
  // Two members of CB-01, by slot, and the one of CB-02.
  const looks = async () =>
    Promise.all(
      [`${cycleId}.CB-01`, `${cycleId}.CB-01`, `${cycleId}.CB-02`].map(async (id, n) =>
        (await looksAt(here.deps.world, id, n % 2)).map(({ by, event }) => [by, event.what]),
      ),
    );
  expect(await looks()).toEqual([[], [], []]);
  await binh.post('/console/members', { form: { csrf: binh.csrf, name: 'hoa' } });
  expect(await looks()).toEqual([[], [[office('Trần Bình'), 'list']], []]);
  await at(here, '2026-11-03T01:30:00.000Z', an, binh);
  for (const _twice of [1, 2]) expect((await binh.get('/console/members')).status).toBe(200);
  const looked = [office('Trần Bình'), 'list'];
  expect(await looks()).toEqual([[looked], [looked, looked], [looked]]);
  await an.get('/console/roster/committees/CB-02');
  expect(await looks()).toEqual([[looked], [looked, looked], [looked, [office('Nguyễn An'), 'list']]]);
});
