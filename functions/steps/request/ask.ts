import { clock } from '#domain/actor.ts';
import type { OpenCycle } from '#domain/cycle.ts';
import { changeDesk } from '#records/changes.ts';
import { contactOf } from '#records/contact.ts';
import { readCycle } from '#records/cycles.ts';
import { openRequest } from '#records/open-request.ts';
import { type CellLine, readCells } from '#records/snapshot.ts';
import { type Batch, type JobDeps, type JobInput, type JobResult, momentOf, workThrough } from '../job.ts';

const BATCH = 200;

/**
 * Opens the requests of one shard from the snapshot; their mails follow, one for each mailbox. A cell without a mailbox is
 * asked through its ward, and where there is no ward, on paper.
 */
export const ask =
  (deps: JobDeps) =>
  async (input: JobInput): Promise<JobResult> => {
    const cycle = await readCycle(deps.world.table, input.cycleId);
    return workThrough<CellLine>(deps, input, (cursor) => batches(deps, input, cycle, Number(cursor ?? 0)));
  };

async function* batches(
  deps: JobDeps,
  input: JobInput,
  cycle: OpenCycle,
  from: number,
): AsyncIterable<Batch<CellLine>> {
  let n = 0;
  let items: CellLine[] = [];
  const batch = (): Batch<CellLine> => {
    const done = items;
    items = [];
    return {
      cursor: String(n),
      items: done,
      nameOf: (line) => line.committee.id,
      each: (line) => openRequest(deps.world, cycle, line, { id: input.job, by: clock, finishedBy: 'job' }),
      afterAll: () => tellWards(deps, cycle, done, momentOf(input)),
    };
  };
  for await (const line of readCells(deps.files, cycle.id, input.shard)) {
    n += 1;
    if (n <= from) continue;
    items.push(line);
    if (items.length === BATCH) yield batch();
  }
  if (items.length > 0) yield batch();
}

/** Wards through which cells are asked get one letter, with the packs to print behind its link. */
async function tellWards(
  { world }: JobDeps,
  cycle: OpenCycle,
  lines: readonly CellLine[],
  morning: string,
): Promise<void> {
  const through = lines.filter((line) => contactOf(line).channel === 'ward');
  for (const [deskId, cells] of Map.groupBy(through, (line) => line.deskId)) {
    const requests = cells.map(({ committee }) => `${cycle.id}.${committee.id}`);
    const wish = { id: `packs ${requests[0]}`, by: clock, finishedBy: 'job' } as const;
    await changeDesk(world, `${cycle.id}.${deskId}`, wish, () => ({ type: 'told', what: 'packs', morning, requests }));
  }
}
