import type { AccessEvent, AccessState } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import { DAY } from '#domain/day.ts';
import type { Fact } from '#domain/request.ts';
import type { Instant, Table } from '#ports';
import { change } from './change.ts';
import { sha256 } from './hash.ts';
import { accesses, load } from './journal.ts';
import { keys } from './keys.ts';
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
  const wish = { id, by, finishedBy: 'job' } as const;
  await change<AccessState, AccessEvent>(world, accesses, nothingFollows, requestId, wish, async () => {
    // Before the look itself, so that none is missed.
    await mark(world, requestId, day);
    return event;
  });
}

/** Marks of looks stand so long at least, in milliseconds. */
export const MARKS_LAST = 60 * DAY;

async function mark({ table, clock }: World, requestId: string, day: string): Promise<void> {
  const cycleId = requestId.slice(0, requestId.indexOf('.'));
  const expiresAt = Math.ceil((Date.parse(clock.now()) + MARKS_LAST) / 1000);
  await table.put({ ...keys.look(cycleId, day, requestId), version: 1, body: {}, expiresAt });
}

/** The requests of a cycle that somebody may have looked at between two moments; the days they lie in count whole. */
export async function looksSince(
  table: Table,
  cycleId: string,
  from: Instant,
  until: Instant,
): Promise<ReadonlySet<string>> {
  const looked = new Set<string>();
  for (let at = Date.parse(from); dayOf(at) <= until.slice(0, 10); at += DAY) {
    let after: string | undefined;
    do {
      const page = await table.query(keys.looks(cycleId, dayOf(at)), after === undefined ? {} : { after });
      for (const { sk } of page.items) looked.add(sk);
      after = page.cursor;
    } while (after !== undefined);
  }
  return looked;
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

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
