import { statusOf } from '#domain/cycle.ts';
import type { Workflow } from '#ports';
import {
  type Clockwork,
  firstOpenJob,
  listCycles,
  listPoison,
  readClockwork,
  readCycle,
  retryPoison,
} from '#records/cycles.ts';
import { pointAgain } from '#records/troubled-mails.ts';
import type { World } from '#records/world.ts';
import { finishIntents } from './finish.ts';
import type { SendResult } from './send.ts';
import { wake } from './wake.ts';

export interface WatchDeps {
  readonly world: World;
  readonly workflow: Workflow;
  readonly send: () => Promise<SendResult>;
  readonly log: (event: string, facts: { readonly [name: string]: string | number }) => void;
}

export interface Beat {
  readonly finished: number;
  readonly sent: number;
  readonly woken: number;
}

/**
 * The heartbeat, every five minutes and whenever somebody has written what is due now: finishes what a crash left, sends what is
 * due, starts again a cycle whose execution is not running. What fails stops nothing else, and is thrown when all was tried.
 */
export const heartbeat = (deps: WatchDeps) => async (): Promise<Beat> => {
  const faults: unknown[] = [];
  const fault = (error: unknown) => {
    faults.push(error);
    deps.log('watch.fault', { error: error instanceof Error ? error.name : 'unknown' });
  };
  const beat = { finished: await finishIntents(deps.world, { fault }), sent: 0, woken: 0 };
  try {
    for (let more = true; more; ) {
      const round = await deps.send();
      beat.sent += round.sent;
      more = round.more;
    }
  } catch (error) {
    fault(error);
  }
  for (const { id, over } of await listCycles(deps.world.table)) {
    try {
      // What it makes due leaves with the next beat.
      if (!over) await pointAgain(deps.world.table, id);
      if (await wakeSleeper(deps, id, over)) beat.woken += 1;
    } catch (error) {
      fault(error);
    }
  }
  if (beat.finished + beat.sent + beat.woken > 0) deps.log('watch.beat', beat);
  if (faults.length > 0) throw faults[0];
  return beat;
};

/** A launched cycle that is not over must have a running execution, and what failed in it its next try. */
async function wakeSleeper({ world, workflow }: WatchDeps, id: string, over: boolean): Promise<boolean> {
  const clockwork = await readClockwork(world.table, id);
  if (!clockwork && over) return false;
  const cycle = await readCycle(world.table, id);
  if (!cycle.launchedAt || cycle.finishedAt) return false;
  if (statusOf(cycle, world.clock.now()) !== 'stopped' && (await retryFailed(world, id)))
    return (await wake({ world, workflow }, id)) === 'woken';
  if (clockwork && (await isWellDriven(workflow, clockwork))) return false;
  // When a cancelled cycle's every notice is queued, there is nothing to wake it for.
  if (cycle.cancelledAt && !(await firstOpenJob(world.table, cycle, world.clock.now()))) return false;
  return (await wake({ world, workflow }, id)) === 'woken';
}

/** An execution that waits by an older definition would go by it for weeks, and call what may no longer be there. */
async function isWellDriven(workflow: Workflow, { execution, definition }: Clockwork): Promise<boolean> {
  return (await workflow.state(execution)) === 'running' && (await workflow.definition()) === definition;
}

/** What a job failed on is tried again by itself, since most faults pass. */
const RETRY_AFTER = 60 * 60_000;

async function retryFailed({ table, clock }: WatchDeps['world'], cycleId: string): Promise<boolean> {
  const longAgo = new Date(Date.parse(clock.now()) - RETRY_AFTER).toISOString();
  const failed = await listPoison(table, cycleId);
  if (!failed.some(({ failedAt }) => failedAt <= longAgo)) return false;
  return (await retryPoison(table, cycleId)) > 0;
}

/** Every cycle that is still driven looks at the clock again: after it was moved, or when a host starts. */
export async function wakeAll({ world, workflow }: Pick<WatchDeps, 'world' | 'workflow'>): Promise<number> {
  let woken = 0;
  for (const { id } of await listCycles(world.table)) {
    const cycle = await readCycle(world.table, id);
    if (!cycle.launchedAt || cycle.finishedAt || cycle.cancelledAt) continue;
    if ((await wake({ world, workflow }, id)) === 'woken') woken += 1;
  }
  return woken;
}
