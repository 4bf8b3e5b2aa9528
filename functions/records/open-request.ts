import { dueAt, type OpenCycle } from '#domain/cycle.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import type { Wish } from './change.ts';
import { changeRequest } from './changes.ts';
import { contactOf } from './contact.ts';
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
  await changeRequest(world, id, wish, (state): RequestEvent | undefined =>
    state.seq > 0
      ? undefined
      : {
          type: 'opened',
          cycleId: cycle.id,
          committeeId: committee.id,
          name: committee.name,
          deskId,
          contact: contactOf({ committee, deskId }),
          members: members.map(seedOf),
          dueAt: dueAt(cycle),
        },
  );
}
