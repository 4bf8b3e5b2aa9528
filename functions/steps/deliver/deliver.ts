import { clock } from '#domain/actor.ts';
import { addWorkingDays, localDate } from '#domain/calendar.ts';
import type { DeliveryEvent } from '#domain/delivery.ts';
import { type DeliveryRow, deliveryBoardOf, deliveryRowOf } from '#records/boards.ts';
import { changeDelivery } from '#records/changes.ts';
import { readCycle, readShards } from '#records/cycles.ts';
import { reroutesTo } from '#records/evaluations.ts';
import { spread } from '#records/hash.ts';
import { readWorkplaces, type WorkplaceLine } from '#records/snapshot.ts';
import { type Batch, type JobDeps, type JobInput, type JobResult, momentOf, workThrough } from '../job.ts';

const BATCH = 200;

/** Delivers the evaluations of the workplaces in one shard: one link each, for all its members wherever they live. */
export const deliver =
  (deps: JobDeps) =>
  async (input: JobInput): Promise<JobResult> =>
    workThrough<WorkplaceLine>(deps, input, (cursor) => batches(deps, input, Number(cursor ?? 0)));

async function* batches(deps: JobDeps, input: JobInput, from: number): AsyncIterable<Batch<WorkplaceLine>> {
  const shards = await readShards(deps.world.table, input.cycleId);
  const mine = shards.findIndex(({ id }) => id === input.shard);
  const nameOf = (line: WorkplaceLine) => line.workplaceId;
  const each = (line: WorkplaceLine) => deliverTo(deps, input.cycleId, line);
  let n = 0;
  let items: WorkplaceLine[] = [];
  for await (const line of readWorkplaces(deps.files, input.cycleId)) {
    n += 1;
    if (n > from && spread(line.workplaceId, shards.length) === mine) items.push(line);
    if (items.length < BATCH) continue;
    yield { cursor: String(n), items, nameOf, each };
    items = [];
  }
  if (items.length > 0) yield { cursor: String(n), items, nameOf, each };
}

async function deliverTo({ world }: JobDeps, cycleId: string, line: WorkplaceLine): Promise<void> {
  const moved = await reroutesTo(world.table, cycleId, line.workplaceId);
  const requests = [...new Set([...line.requests, ...moved])];
  const wish = { id: 'deliver', by: clock, finishedBy: 'job' } as const;
  await changeDelivery(
    world,
    `${cycleId}.${line.workplaceId}`,
    wish,
    (): DeliveryEvent => ({
      type: 'delivered',
      requests,
      members: line.members,
    }),
  );
}

/** Working days between a delivery and its reminders, and how many there are. */
const CHASE_EVERY = 3;
const CHASES = 2;

/** Reminds the workplaces that have not acknowledged; their rows stand together, so the first shard does it for all. */
export const chase =
  (deps: JobDeps) =>
  async (input: JobInput): Promise<JobResult> => {
    const { world } = deps;
    const cycle = await readCycle(world.table, input.cycleId);
    const { zone, holidays } = cycle.plan;
    const morning = momentOf(input);
    const today = localDate(morning, zone);
    const due = (row: DeliveryRow) =>
      row.waits &&
      row.reminders < CHASES &&
      row.lastWrittenAt !== undefined &&
      addWorkingDays(localDate(row.lastWrittenAt, zone), CHASE_EVERY, holidays) <= today;
    return workThrough<DeliveryRow>(deps, input, async function* (cursor) {
      const [first] = await readShards(world.table, input.cycleId);
      if (cursor !== undefined || first?.id !== input.shard) return;
      yield {
        cursor: 'all',
        // Who was reminded this very morning is looked at again: when the job runs again, a mail may be missing.
        items: (await deliveryBoardOf(world.table, input.cycleId)).filter(
          (row) => due(row) || (row.reminders > 0 && (row.lastWrittenAt ?? '') >= morning),
        ),
        nameOf: (row) => row.deliveryId,
        each: async (row) => {
          const wish = { id: `remind ${morning}`, by: clock, finishedBy: 'job' } as const;
          await changeDelivery(world, row.deliveryId, wish, (state): DeliveryEvent | undefined =>
            due(deliveryRowOf(state)) ? { type: 'reminded', morning } : undefined,
          );
        },
      };
    });
  };
