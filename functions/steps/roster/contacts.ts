import { office } from '#domain/actor.ts';
import type { Committee } from '#domain/committee.ts';
import { idKey } from '#domain/roster-rows.ts';
import type { Files, Instant } from '#ports';
import { type ContactChange, goesElsewhere, IN_ROSTER } from '#records/contact-changes.ts';
import { type CurrentRoster, rosterCommittees } from '#records/roster.ts';

const named = ({ id: committeeId, name, level }: Committee) => ({ committeeId, name, level });

const reachedBy = ({ channel, mailbox }: Committee) => ({ channel, ...(mailbox === undefined ? {} : { mailbox }) });

/** Which committees a roster would have written to in another way than the one in force; those that come and those that go too. */
export async function contactsChanged(
  files: Files,
  inForce: CurrentRoster | undefined,
  version: string,
  { at, by }: { readonly at: Instant; readonly by: string },
): Promise<readonly ContactChange[]> {
  if (!inForce) return [];
  const made = { where: IN_ROSTER, at, by: office(by), seq: inForce.turn + 1, of: 'roster' } as const;
  const former = new Map<string, ContactChange>();
  for await (const committee of rosterCommittees(files, inForce.version)) {
    const before = { ...reachedBy(committee), language: committee.language };
    former.set(idKey(committee.id), { ...made, ...named(committee), before, after: 'gone' });
  }
  const changes: ContactChange[] = [];
  for await (const committee of rosterCommittees(files, version)) {
    const key = idKey(committee.id);
    const before = former.get(key)?.before ?? 'new';
    former.delete(key);
    const change = { ...made, ...named(committee), before, after: reachedBy(committee) };
    if (goesElsewhere(change)) changes.push(change);
  }
  return [...changes, ...former.values()];
}
