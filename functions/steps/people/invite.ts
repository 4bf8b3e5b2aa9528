import type { Rights } from '#domain/permissions.ts';
import { Refusal } from '#domain/refusal.ts';
import { tidy } from '#domain/written-text.ts';
import type { Clock, Ids, Instant, Table } from '#ports';
import { changePerson, keepInvitation, type Person, personIdOf, readPerson } from '#records/people.ts';

type World = { readonly table: Table; readonly clock: Clock; readonly ids: Ids };

export interface Invited {
  /** Who is invited. The machine itself leaves it out for the very first, and its link then asks who they are. */
  readonly name?: string;
  readonly by: string;
  /** Who that is, where it is somebody on the inside: their invitations end with their right to make them. */
  readonly byId?: string;
  /** The person who, as whoever invites has read, is there already; '' for nobody. Left out where it is said afterwards. */
  readonly renews?: string;
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

/** Who has that name already: an invitation gives them a new way in, and makes nobody new. */
export const namesake = async (table: Table, name: string): Promise<Person | undefined> =>
  (await readPerson(table, personIdOf(name)))?.person;

export interface Made {
  readonly token: string;
  readonly expiresAt: Instant;
  /** Who gets a new way in by it. */
  readonly renewed?: Person;
}

/** The same for whoever types commands. */
export const renewedWords = ({ name, role, disabled }: Person): string =>
  `This is ${name}, ${role}${disabled ? ', disabled' : ''}: they get a new way in, and their old one ends.`;

/** A one-time link into the console: 24 hours, one use, and only its fingerprint is kept. */
export async function invite(world: World, { name: typed, by, byId, renews, rights = FIRST }: Invited): Promise<Made> {
  const inviter = { by, ...(byId === undefined ? {} : { byId }), ...rights };
  if (typed === undefined) return keepInvitation(world, inviter);
  const name = asName(typed);
  const known = await namesake(world.table, name);
  if (known && renews !== undefined && renews !== known.id)
    throw new Refusal('Invalid', 'somebody of that name is there', [{ place: 'renews', reason: 'personKnown' }]);
  const made = await keepInvitation(world, { ...inviter, name, ...(known ? { renews: known.id } : {}) });
  return known ? { ...made, renewed: known } : made;
}

/** From the next request on they are out, whatever session they hold. Nobody shuts themselves out. */
export async function disable(world: Pick<World, 'table' | 'clock'>, personId: string, by: Person): Promise<Person> {
  if (personId === by.id) throw new Refusal('NotAllowed', 'nobody disables themselves');
  const at = world.clock.now();
  return changePerson(world.table, personId, (person) =>
    person.disabled ? undefined : { ...person, disabled: { at, by: by.name } },
  );
}
