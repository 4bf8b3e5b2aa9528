import type { Workflow } from '#ports';
import { readClockwork, takeGeneration } from '#records/cycles.ts';
import type { World } from '#records/world.ts';

export interface WakeDeps {
  readonly world: World;
  readonly workflow: Workflow;
}

const executionName = (cycleId: string, generation: number): string => `${cycleId}-${generation}`;

/**
 * Makes the workflow look at the cycle now: the next generation is taken by a conditional put, the old execution stopped, a new
 * one started. The one answer to an extension, an early close, a cancel, a new deployment, a crash, a restore and a moved
 * clock. Of two wakers at once one takes the generation; the other has nothing left to do.
 */
export async function wake({ world, workflow }: WakeDeps, cycleId: string): Promise<'woken' | 'woken by another'> {
  // Read first: where it changes before the start, the mark is the older one, and the heartbeat wakes once more.
  const definition = await workflow.definition();
  const before = await readClockwork(world.table, cycleId);
  let generation = (before?.generation ?? 0) + 1;
  const take = () =>
    takeGeneration(world.table, cycleId, { generation, execution: executionName(cycleId, generation), definition });
  if (!(await take())) return 'woken by another';
  if (before) await workflow.stop(before.execution);
  // A name that is taken was used by a generation that a restored table has forgotten: go on to the next.
  while ((await workflow.start(executionName(cycleId, generation), { cycleId, generation })) === 'name taken') {
    generation += 1;
    if (!(await take())) return 'woken by another';
  }
  return 'woken';
}
