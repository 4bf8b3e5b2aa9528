import type { Workflow } from '#ports';
import { listCycles, readClockwork, readCycle } from '#records/cycles.ts';
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
 * due, starts again a cycle whose execution is not running.
 */
export const heartbeat = (deps: WatchDeps) => async (): Promise<Beat> => {
  const finished = await finishIntents(deps.world);
  let sent = 0;
  for (let more = true; more; ) {
    const round = await deps.send();
    sent += round.sent;
    more = round.more;
  }
  const woken = await wakeSleepers(deps);
  if (finished + sent + woken > 0) deps.log('watch.beat', { finished, sent, woken });
  return { finished, sent, woken };
};

/** A launched cycle that is not over must have a running execution. */
async function wakeSleepers({ world, workflow }: WatchDeps): Promise<number> {
  let woken = 0;
  for (const { id, over } of await listCycles(world.table)) {
    const clockwork = await readClockwork(world.table, id);
    if (!clockwork && over) continue;
    const cycle = await readCycle(world.table, id);
    if (!cycle.launchedAt || cycle.finishedAt) continue;
    if (clockwork && (await workflow.state(clockwork.execution)) === 'running') continue;
    // A cancelled cycle's last execution ends when every notice is queued; after that there is nothing to wake it for.
    if (cycle.cancelledAt && clockwork && (await workflow.state(clockwork.execution)) === 'ended') continue;
    if ((await wake({ world, workflow }, id)) === 'woken') woken += 1;
  }
  return woken;
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
