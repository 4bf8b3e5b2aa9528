import * as z from 'zod/mini';
import { clock } from '#domain/actor.ts';
import { statusOf } from '#domain/cycle.ts';
import { DAY } from '#domain/day.ts';
import { nextMoment, type Work } from '#domain/schedule.ts';
import type { Instant } from '#ports';
import { changeCycle } from '#records/changes.ts';
import { expectGeneration, firstOpenJob, listPoison, readCycle } from '#records/cycles.ts';
import type { World } from '#records/world.ts';
import type { JobInput } from '../job.ts';

export const PlanInput = z.object({ cycleId: z.string(), generation: z.number() });
export type PlanInput = z.infer<typeof PlanInput>;

/** The choices of the workflow's "What is due?". */
export type What = 'ask' | 'remind' | 'assemble' | 'deliver' | 'wait' | 'over';

export interface Plan {
  readonly what: What;
  /** When to look again; now, where there is work. */
  readonly until: Instant;
  readonly shards: readonly JobInput[];
}

/** The state of the workflow that does each work. */
const STATE: { readonly [work in Work]: What } = {
  ask: 'ask',
  extend: 'remind',
  remind: 'remind',
  chase: 'remind',
  cancel: 'remind',
  assemble: 'assemble',
  deliver: 'deliver',
};

/** The workflow waits at most so long at a time, so that no timer anywhere is asked for more than it can hold. */
const LONGEST_WAIT = 7 * DAY;

/** Looks at the cycle's journal, the jobs and the clock, and says the one thing to do next. */
export const plan =
  ({ world }: { world: World }) =>
  async ({ cycleId, generation }: PlanInput): Promise<Plan> => {
    const { table } = world;
    await expectGeneration(table, cycleId, generation);
    const now = world.clock.now();
    const cycle = await readCycle(table, cycleId);
    const open = await firstOpenJob(table, cycle, now);
    if (open) {
      const job = `${open.work}@${open.at}`;
      return {
        what: STATE[open.work],
        until: now,
        shards: open.shards.map((shard) => ({ cycleId, generation, job, shard })),
      };
    }
    const status = statusOf(cycle, now);
    const next = nextMoment(cycle, now);
    if (next) return { what: 'wait', until: earlier(next, now), shards: [] };
    if (status === 'stopped' || status === 'opened') return { what: 'wait', until: earlier('9999', now), shards: [] };
    // What failed is tried again until it stands: a cycle of which something is missing is not over.
    if (status === 'closing' && (await listPoison(table, cycleId)).length > 0)
      return { what: 'wait', until: earlier('9999', now), shards: [] };
    if (status === 'closing')
      await changeCycle(world, cycleId, { id: 'finish', by: clock }, () => ({ type: 'finished' }));
    return { what: 'over', until: now, shards: [] };
  };

function earlier(next: Instant, now: Instant): Instant {
  const latest = new Date(Date.parse(now) + LONGEST_WAIT).toISOString();
  return next < latest ? next : latest;
}
