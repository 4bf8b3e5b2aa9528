import { dueAt, type OpenCycle } from '#domain/cycle.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import type { Wish } from './change.ts';
import { changeRequest } from './changes.ts';
import { contactOf } from './contact.ts';
import { requests, unwritten } from './journal.ts';
import { keepSlice, seedOf } from './slices.ts';
import type { CellLine } from './snapshot.ts';
import type { World } from './world.ts';

/** Opens the request of a cell, once, whoever comes first; its mail follows. */
export async function openRequest(
  world: World,
  cycle: OpenCycle,
  { committee, deskId, members }: CellLine,
  wish: Wish,
): Promise<void> {
  const id = `${cycle.id}.${committee.id}`;
  await keepSlice(world.table, id, members);
  const opened = (): RequestEvent => ({
    type: 'opened',
    cycleId: cycle.id,
    committeeId: committee.id,
    name: committee.name,
    deskId,
    contact: contactOf({ committee, deskId }),
    members: members.map(seedOf),
    dueAt: dueAt(cycle),
  });
  // Nearly always nobody was here before, and nothing is read to learn that.
  const known = unwritten(requests, id);
  await changeRequest(world, id, wish, (state) => (state.seq > 0 ? undefined : opened()), known);
}
