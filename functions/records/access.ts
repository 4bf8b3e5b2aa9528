import type { AccessEvent, AccessState } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import type { Fact } from '#domain/request.ts';
import { change } from './change.ts';
import { sha256 } from './hash.ts';
import { accesses, load } from './journal.ts';
import type { World } from './world.ts';

const nothingFollows = async (): Promise<void> => {};

/**
 * Notes that a body looked at all of a request's members, at some, or at one of them. The same body looking at the same thing again on the same
 * day is one look: the journal tells who saw what on which day, and nothing about anybody's habits.
 */
export async function noteLook(
  world: World,
  requestId: string,
  by: Actor,
  what: AccessEvent['what'],
  whom?: number | readonly number[],
): Promise<void> {
  const day = world.clock.now().slice(0, 10);
  const members = typeof whom === 'object' ? sha256(whom.join()) : (whom ?? 'all');
  const id = `${by.body} ${by.name ?? ''} ${what} ${members} ${day}`;
  const event: AccessEvent = { type: 'looked', what, ...at(whom) };
  await change<AccessState, AccessEvent>(
    world,
    accesses,
    nothingFollows,
    requestId,
    { id, by, finishedBy: 'job' },
    () => event,
  );
}

const at = (whom: number | readonly number[] | undefined): Pick<AccessEvent, 'slot' | 'slots'> => {
  if (whom === undefined) return {};
  return typeof whom === 'number' ? { slot: whom } : { slots: whom };
};

/** The looks that concerned one member. */
export async function looksAt(
  world: Pick<World, 'table'>,
  requestId: string,
  slot: number,
): Promise<readonly Fact<AccessEvent>[]> {
  const { state } = await load(world.table, accesses, requestId);
  return state.looks.filter(({ event }) =>
    event.slots ? event.slots.includes(slot) : event.slot === undefined || event.slot === slot,
  );
}
