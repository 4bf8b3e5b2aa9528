import type { BoardRow } from '#domain/board.ts';
import { boardOf } from '#records/boards.ts';
import { hasBegun, readCycle, readShards } from '#records/cycles.ts';
import { assembleRequest } from '#records/follow-request.ts';
import { type Batch, type JobDeps, type JobInput, type JobResult, workThrough } from '../job.ts';

/** Wards are taken together until there is so much to do. */
const BATCH = 200;

/** Releases the first version of every evaluation in one shard, whatever came or did not come. */
export const assemble =
  (deps: JobDeps) =>
  async (input: JobInput): Promise<JobResult> => {
    const desks = (await readShards(deps.world.table, input.cycleId)).find(({ id }) => id === input.shard)?.desks ?? [];
    return workThrough<BoardRow>(deps, input, (cursor) => batches(deps, input, desks, Number(cursor ?? 0)));
  };

async function* batches(
  deps: JobDeps,
  input: JobInput,
  desks: readonly string[],
  from: number,
): AsyncIterable<Batch<BoardRow>> {
  const cycle = await readCycle(deps.world.table, input.cycleId);
  // It begins when all of this is done, so while there is something left to assemble the answer stays as it is.
  const delivering = await hasBegun(deps.world.table, input.cycleId, 'deliver');
  let items: BoardRow[] = [];
  for (const [n, deskId] of desks.entries()) {
    if (n < from) continue;
    items.push(...(await boardOf(deps.world.table, input.cycleId, deskId)));
    if (items.length < BATCH && n + 1 < desks.length) continue;
    yield {
      cursor: String(n + 1),
      items,
      nameOf: (row) => row.requestId,
      each: async (row) => {
        if (!row.cancelled) await assembleRequest(deps.world, cycle, row.requestId, 'close', delivering);
      },
    };
    items = [];
  }
}
