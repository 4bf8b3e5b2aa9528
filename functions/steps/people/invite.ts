import type { Rights } from '#domain/permissions.ts';
import { Refusal } from '#domain/refusal.ts';
import { tidy } from '#domain/written-text.ts';
import type { Clock, Ids, Instant, Table } from '#ports';
import { changePerson, keepInvitation, type Person } from '#records/people.ts';

type World = { readonly table: Table; readonly clock: Clock; readonly ids: Ids };

export interface Invited {
  /** Who is invited. The machine itself leaves it out for the very first, and its link then asks who they are. */
  readonly name?: string;
  readonly by: string;
  /** What they may see and do; everything, for the very first. */
  readonly rights?: Rights;
}

const FIRST: Rights = { role: 'administrator', scope: {} };

const LONGEST_NAME = 100;

/** A name as it will stand beside everything somebody does. */
export function asName(typed: string): string {
  const name = tidy(typed);
  const bad = (reason: string) => new Refusal('Invalid', 'this is no name', [{ place: 'name', reason }]);
  if (name === '') throw bad('missing');
  if (name.length > LONGEST_NAME || name.includes('\n')) throw bad('too-long');
  return name;
}

/** A one-time link into the console: 24 hours, one use, and only its fingerprint is kept. */
export async function invite(
  world: World,
  { name, by, rights = FIRST }: Invited,
): Promise<{ readonly token: string; readonly expiresAt: Instant }> {
  return keepInvitation(world, { by, ...rights, ...(name === undefined ? {} : { name: asName(name) }) });
}

/** From the next request on they are out, whatever session they hold. Nobody shuts themselves out. */
export async function disable(world: Pick<World, 'table' | 'clock'>, personId: string, by: Person): Promise<Person> {
  if (personId === by.id) throw new Refusal('NotAllowed', 'nobody disables themselves');
  const at = world.clock.now();
  return changePerson(world.table, personId, (person) =>
    person.disabled ? undefined : { ...person, disabled: { at, by: by.name } },
  );
}
