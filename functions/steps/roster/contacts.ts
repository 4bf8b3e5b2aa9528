import { office } from '#domain/actor.ts';
import type { Committee } from '#domain/committee.ts';
import { idKey } from '#domain/roster-rows.ts';
import type { Files, Instant } from '#ports';
import { type ContactChange, goesElsewhere, IN_ROSTER } from '#records/contact-changes.ts';
import { type CurrentRoster, rosterCommittees } from '#records/roster.ts';

const reachedBy = ({ channel, mailbox }: Committee) => ({ channel, ...(mailbox === undefined ? {} : { mailbox }) });

/** Which committees a roster would have written to in another way than the one in force. One that comes or goes changes nothing. */
export async function contactsChanged(
  files: Files,
  inForce: CurrentRoster | undefined,
  version: string,
  { at, by }: { readonly at: Instant; readonly by: string },
): Promise<readonly ContactChange[]> {
  if (!inForce) return [];
  const former = new Map<string, ContactChange['before']>();
  for await (const committee of rosterCommittees(files, inForce.version))
    former.set(idKey(committee.id), { ...reachedBy(committee), language: committee.language });
  const changes: ContactChange[] = [];
  const made = { where: IN_ROSTER, at, by: office(by), seq: inForce.turn + 1, of: 'roster' } as const;
  for await (const committee of rosterCommittees(files, version)) {
    const { id: committeeId, name, level } = committee;
    const before = former.get(idKey(committeeId));
    const after = reachedBy(committee);
    if (before && goesElsewhere(before, after)) changes.push({ ...made, committeeId, name, level, before, after });
  }
  return changes;
}
