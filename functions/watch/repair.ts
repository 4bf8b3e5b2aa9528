import type { Key } from '#ports';
import { deliveryBoardOf, projectDelivery, projectRequest } from '#records/boards.ts';
import { projectCycle, readCycle, retryPoison } from '#records/cycles.ts';
import { cycles, deliveries, type Folded, load, requests, type Stream } from '#records/journal.ts';
import { keys } from '#records/keys.ts';
import { pointAgain } from '#records/troubled-mails.ts';
import type { World } from '#records/world.ts';
import { finishIntents } from './finish.ts';
import { type AuditDeps, atOnce, requestsOf } from './verify.ts';

export interface RepairDeps extends AuditDeps {
  readonly world: World;
}

export interface Repair {
  /** What a crash had left half done and is whole now. */
  readonly finished: number;
  /** Subjects that a job had failed on and is to try again. */
  readonly retried: number;
  /** Rows of boards that were made again from their journals. */
  readonly rebuilt: number;
  /** Where patience ended: the next call goes on after it. */
  readonly next?: string;
}

export interface HowToRepair {
  /** No other writer is alive, so that the youngest intents are looked at too. */
  readonly alone?: boolean;
  /** Wakes the cycle: all that it waits for is done before its boards are made anew, which takes long. */
  readonly wake?: () => Promise<unknown>;
  /** An earlier call's `next`. */
  readonly after?: string;
  /** Milliseconds of real time until it stops between two batches and says `next`. */
  readonly patience?: number;
  /** Rows that are made anew until the next look at the clock. */
  readonly batch?: number;
}

/** A second's work. */
const BATCH = 1000;

/**
 * Mends what can be mended from the journals: finishes what was left half done, lets failed subjects be tried again, and makes
 * every row of the cycle's boards anew. Harmless to repeat.
 */
export async function repairCycle(deps: RepairDeps, cycleId: string, how: HowToRepair = {}): Promise<Repair> {
  const { world } = deps;
  const { alone = false, wake, after = '', patience = Number.POSITIVE_INFINITY, batch = BATCH } = how;
  const until = performance.now() + patience;
  await readCycle(world.table, cycleId);
  const faults: unknown[] = [];
  const finished = await finishIntents(world, { everything: alone, fault: (error) => faults.push(error) });
  await pointAgain(world.table, cycleId);
  const retried = await retryPoison(world.table, cycleId);
  await wake?.();
  const rows = await rebuild(deps, cycleId, { after, until, batch });
  // Whoever repairs must know that something half done stayed so, but not before the last row: each call tries it again.
  if (faults.length > 0 && rows.next === undefined) throw faults[0];
  return { finished, retried, ...rows };
}

interface Stint {
  readonly after: string;
  readonly until: number;
  readonly batch: number;
}

async function rebuild(
  deps: RepairDeps,
  cycleId: string,
  { after, until, batch }: Stint,
): Promise<Pick<Repair, 'rebuilt' | 'next'>> {
  const rows = (await rowsOf(deps, cycleId)).filter(({ name }) => name > after);
  let rebuilt = 0;
  for (let first = 0; first < rows.length; first += batch) {
    const some = rows.slice(first, first + batch);
    await atOnce(some, async ({ again }) => {
      if (await again()) rebuilt += 1;
    });
    const last = some.at(-1);
    if (last && first + batch < rows.length && performance.now() >= until) return { rebuilt, next: last.name };
  }
  return { rebuilt };
}

interface Row {
  readonly name: string;
  readonly again: () => Promise<boolean>;
}

/** In the order of their names, so that another call finds where one has stopped. */
async function rowsOf(deps: RepairDeps, cycleId: string): Promise<readonly Row[]> {
  const { table } = deps.world;
  const requestIds = [...(await requestsOf(deps, cycleId)).keys()];
  const deliveryIds = (await deliveryBoardOf(table, cycleId)).map(({ deliveryId }) => deliveryId);
  const row = (kind: string, id: string, again: Row['again']): Row => ({ name: `${kind} ${id}`, again });
  const rows = [
    row(cycles.kind, cycleId, () => again(table, cycles, cycleId, () => keys.cycleRow(cycleId), projectCycle)),
    ...requestIds.map((id) =>
      row(requests.kind, id, () =>
        again(table, requests, id, ({ deskId }) => keys.boardRow(cycleId, deskId, id), projectRequest),
      ),
    ),
    ...deliveryIds.map((id) =>
      row(deliveries.kind, id, () =>
        again(table, deliveries, id, () => keys.deliveryRow(cycleId, id), projectDelivery),
      ),
    ),
  ];
  return rows.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A row of the journal's own number gives way too, should it say something else; a newer one stands. */
async function again<S extends Folded, E>(
  table: World['table'],
  stream: Stream<S, E>,
  id: string,
  keyOf: (state: S) => Key,
  project: (table: World['table'], state: S) => Promise<void>,
): Promise<boolean> {
  const { state } = await load(table, stream, id);
  if (state.seq === 0) return false;
  await table.remove(keyOf(state), { versionIs: state.seq });
  await project(table, state);
  return true;
}
