import { clock } from '#domain/actor.ts';
import type { BoardRow } from '#domain/board.ts';
import { dueAt } from '#domain/cycle.ts';
import type { RequestState } from '#domain/request.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import { boardOf } from '#records/boards.ts';
import { changeRequest } from '#records/changes.ts';
import { readCycle, readShards } from '#records/cycles.ts';
import { type JobDeps, type JobInput, type JobResult, workThrough } from '../job.ts';

/**
 * Carries a decision about the whole cycle to each of its requests; the notice to those it concerns follows from there. Rows do
 * not choose: one that shows the decision may still miss its mail.
 */
const toEach =
  (eventFor: (state: RequestState) => RequestEvent | undefined) =>
  async (deps: JobDeps, input: JobInput): Promise<JobResult> => {
    const { world } = deps;
    const desks = (await readShards(world.table, input.cycleId)).find(({ id }) => id === input.shard)?.desks ?? [];
    return workThrough<BoardRow>(deps, input, async function* (cursor) {
      for (const [n, deskId] of desks.entries()) {
        if (n < Number(cursor ?? 0)) continue;
        yield {
          cursor: String(n + 1),
          items: await boardOf(world.table, input.cycleId, deskId),
          nameOf: (row) => row.requestId,
          each: async (row) => {
            const wish = { id: input.job, by: clock, finishedBy: 'job' } as const;
            await changeRequest(world, row.requestId, wish, eventFor);
          },
        };
      }
    });
  };

/** The cycle has a later date due: everybody who has an earlier one gets it, and who still owes is told. */
export const extendEach = (deps: JobDeps) => async (input: JobInput) => {
  const until = dueAt(await readCycle(deps.world.table, input.cycleId));
  return toEach(({ dueAt, cancelledAt, releases }) =>
    dueAt < until && !cancelledAt && releases.length === 0 ? { type: 'extended', dueAt: until } : undefined,
  )(deps, input);
};

/** The cycle was cancelled: each request ends, and its committee gets the one notice. */
export const cancelEach =
  (deps: JobDeps) =>
  (input: JobInput): Promise<JobResult> =>
    toEach(({ cancelledAt }) => (cancelledAt ? undefined : { type: 'cancelled' }))(deps, input);
