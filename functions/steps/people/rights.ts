import { partsFor, type Rights, type Role, roles } from '#domain/permissions.ts';
import { type Problem, Refusal } from '#domain/refusal.ts';
import type { Clock, Files, Table } from '#ports';
import { changePerson, type Person } from '#records/people.ts';
import { currentRoster, rosterCommittees } from '#records/roster.ts';

interface Kept {
  readonly table: Table;
  readonly files: Files;
}

export interface OfferedPart {
  readonly id: string;
  readonly name: string;
}

const invalid = (problem: Problem): Refusal =>
  new Refusal('Invalid', `no such rights: ${problem.mend ?? problem.reason}`, [problem]);

export function roleIn(typed: string): Role {
  const role = roles.find((known) => known === typed);
  if (role) return role;
  throw invalid({ place: 'role', value: typed, reason: 'roleUnknown', mend: `a role is one of ${roles.join(', ')}` });
}

/** The committees of the roster in force that somebody of this role can be given. */
export async function partsOffered({ table, files }: Kept, role: Role): Promise<readonly OfferedPart[]> {
  const roster = await currentRoster(table);
  if (!roster) return [];
  const parts: OfferedPart[] = [];
  for await (const { id, name, level } of rosterCommittees(files, roster.version))
    if (partsFor[role].includes(level)) parts.push({ id, name });
  return parts;
}

/** A role and a part that fit each other, the part as the roster in force has it; '' for everything. */
export async function rightsOf(kept: Kept, typed: { readonly role: string; readonly part: string }): Promise<Rights> {
  const role = roleIn(typed.role);
  const levels = partsFor[role];
  const part = typed.part.trim();
  if (part === '') {
    if (levels.includes('everything')) return { role, scope: {} };
    throw invalid({ place: 'part', reason: 'partMissing', mend: `${role} wants the id of a ${levels.join(' or ')}` });
  }
  const roster = await currentRoster(kept.table);
  if (!roster) throw invalid({ place: 'roster', reason: 'rosterMissing', mend: 'import a roster first' });
  for await (const { id, level } of rosterCommittees(kept.files, roster.version)) {
    if (id !== part) continue;
    if (levels.includes(level)) return { role, scope: { committeeId: id } };
    const mend = `${role} works on ${levels.join(' or ')}, and this is a ${level}`;
    throw invalid({ place: 'part', value: part, reason: 'partLevel', mend });
  }
  throw invalid({ place: 'part', value: part, reason: 'committeeUnknown', mend: 'give an id as the roster has it' });
}

/** In force at the person's next request. Nobody changes their own: the last administrator could not be brought back. */
export async function giveRights(
  { table, clock }: { readonly table: Table; readonly clock: Clock },
  personId: string,
  rights: Rights,
  by: Person,
): Promise<Person> {
  if (personId === by.id) throw new Refusal('NotAllowed', 'nobody changes their own rights');
  const at = clock.now();
  return changePerson(table, personId, (person) =>
    person.role === rights.role && person.scope.committeeId === rights.scope.committeeId
      ? undefined
      : { ...person, ...rights, rightsChanged: { at, by: by.name } },
  );
}
