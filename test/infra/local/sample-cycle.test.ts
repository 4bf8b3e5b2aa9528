import { expect, it, onTestFinished } from 'vitest';
import { standingOf } from '#domain/board.ts';
import { loadSample } from '#infra/local/sample-cycle.ts';
import { boardOf } from '#records/boards.ts';
import { listSuppressions } from '#records/suppression.ts';
import { deskIdsOf } from '#records/totals.ts';
import { launch } from '#steps/launch/control.ts';
import { machineInMemory } from '#test/support/ground.ts';

it('the sample has one cell whose mail comes back, so that a newcomer sees what is done about it', async () => {
  const machine = await machineInMemory();
  onTestFinished(() => machine.close());
  const { world, files, control } = machine.exchange;
  const { cycleId } = await loadSample({ world, files });
  expect(await listSuppressions(world.table)).toMatchObject([{ reason: 'bounce' }]);
  await launch(control)(cycleId, { by: 'An', commandId: 'launch' });
  await machine.moveClock(new Date(Date.parse(world.clock.now()) + 3_600_000).toISOString());
  await machine.settle();
  const boards = await Promise.all(
    (await deskIdsOf(world.table, cycleId)).map((id) => boardOf(world.table, cycleId, id)),
  );
  const standings = boards.flat().map((row) => standingOf(row, world.clock.now()));
  expect(standings.filter((standing) => standing === 'unreachable')).toHaveLength(1);
  expect(standings.filter((standing) => standing === 'asked').length).toBeGreaterThan(5);
});
