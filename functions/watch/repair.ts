import type { Key } from '#ports';
import { deliveryBoardOf, projectDelivery, projectRequest } from '#records/boards.ts';
import { projectCycle, readCycle, retryPoison } from '#records/cycles.ts';
import { cycles, deliveries, type Folded, load, requests, type Stream } from '#records/journal.ts';
import { keys } from '#records/keys.ts';
import { pointAgain } from '#records/troubled-mails.ts';
import type { World } from '#records/world.ts';
import { finishIntents } from './finish.ts';
import { type AuditDeps, requestsOf } from './verify.ts';

export interface Repair {
  /** What a crash had left half done and is whole now. */
  readonly finished: number;
  /** Subjects that a job had failed on and is to try again. */
  readonly retried: number;
  /** Rows of boards that were made again from their journals. */
  readonly rebuilt: number;
}

/**
 * Mends what can be mended from the journals: finishes what was left half done, lets failed subjects be tried again, and makes
 * every row of the cycle's boards anew. Harmless to repeat; the caller wakes the cycle afterwards.
 * `alone`: no other writer is alive, so that the youngest intents are looked at too.
 */
export async function repairCycle(
  deps: AuditDeps,
  cycleId: string,
  { alone }: { readonly alone: boolean } = { alone: false },
): Promise<Repair> {
  const { world } = deps;
  await readCycle(world.table, cycleId);
  const faults: unknown[] = [];
  const finished = await finishIntents(world, { everything: alone, fault: (error) => faults.push(error) });
  await pointAgain(world.table, cycleId);
  const retried = await retryPoison(world.table, cycleId);
  const rebuilt = await rebuild(deps, cycleId);
  // Whoever repairs must know that something half done stayed so.
  if (faults.length > 0) throw faults[0];
  return { finished, retried, rebuilt };
}

async function rebuild(deps: AuditDeps, cycleId: string): Promise<number> {
  const { table } = deps.world;
  let rebuilt = await again(deps.world, cycles, cycleId, () => keys.cycleRow(cycleId), projectCycle);
  for (const id of (await requestsOf(deps, cycleId)).keys())
    rebuilt += await again(deps.world, requests, id, (s) => keys.boardRow(cycleId, s.deskId, id), projectRequest);
  for (const { deliveryId: id } of await deliveryBoardOf(table, cycleId))
    rebuilt += await again(deps.world, deliveries, id, () => keys.deliveryRow(cycleId, id), projectDelivery);
  return rebuilt;
}

/** A row of the journal's own number gives way too, should it say something else; a newer one stands. */
async function again<S extends Folded, E>(
  { table }: World,
  stream: Stream<S, E>,
  id: string,
  keyOf: (state: S) => Key,
  project: (table: World['table'], state: S) => Promise<void>,
): Promise<number> {
  const { state } = await load(table, stream, id);
  if (state.seq === 0) return 0;
  await table.remove(keyOf(state), { versionIs: state.seq });
  await project(table, state);
  return 1;
}
