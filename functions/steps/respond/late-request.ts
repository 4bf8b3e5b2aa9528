import { clock } from '#domain/actor.ts';
import { type Committees, committeesById, provinceOf, wardOf } from '#domain/committee.ts';
import type { OpenCycle } from '#domain/cycle.ts';
import { NO_DESK } from '#domain/outcome.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Files } from '#ports';
import { keepLateDesk, readShards } from '#records/cycles.ts';
import { load, requests } from '#records/journal.ts';
import { openRequest } from '#records/open-request.ts';
import { keepLateParty } from '#records/parties.ts';
import { rosterCommittees } from '#records/roster.ts';
import { readCells } from '#records/snapshot.ts';
import type { World } from '#records/world.ts';

/**
 * A request that members can be re-routed to, opened for the purpose where the committee has none. Members of its own that are
 * still to be asked about come with it, and a ward that had no part in the cycle gets one.
 */
export async function ensureRequest(
  deps: { readonly world: World; readonly files: Files },
  cycle: OpenCycle,
  committeeId: string,
): Promise<void> {
  const { world, files } = deps;
  const id = `${cycle.id}.${committeeId}`;
  if ((await load(world.table, requests, id)).state.seq > 0) return;
  const byId = committeesById(await Array.fromAsync(rosterCommittees(files, cycle.plan.rosterVersion)));
  const committee = byId.get(committeeId);
  if (committee?.level !== 'cell' && committee?.level !== 'commune')
    throw new Refusal('Invalid', 'that is no residence committee of this roster', [
      { place: 'committee', value: committeeId, reason: 'residenceUnknown' },
    ]);
  const deskId = wardOf(committeeId, byId)?.id ?? NO_DESK;
  const members = await ownMembers(deps, cycle, committeeId, deskId);
  await ensureDesk(world, cycle, deskId, byId);
  await openRequest(world, cycle, { committee, deskId, members }, { id: 'open', by: clock });
}

/** Those whom the snapshot has in this cell: none, unless the asking has not come to it yet. */
async function ownMembers(
  { world, files }: { readonly world: World; readonly files: Files },
  cycle: OpenCycle,
  committeeId: string,
  deskId: string,
) {
  const shard = (await readShards(world.table, cycle.id)).find(({ desks }) => desks.includes(deskId));
  if (!shard) return [];
  for await (const cell of readCells(files, cycle.id, shard.id))
    if (cell.committee.id === committeeId) return cell.members;
  return [];
}

/** Sweeps and boards go by desks, and letters by parties: without them the request would be nobody's. */
async function ensureDesk({ table }: World, cycle: OpenCycle, deskId: string, byId: Committees): Promise<void> {
  await keepLateDesk(table, cycle.id, deskId);
  for (const party of [byId.get(deskId), provinceOf(deskId, byId)])
    if (party) await keepLateParty(table, cycle.id, party);
}
