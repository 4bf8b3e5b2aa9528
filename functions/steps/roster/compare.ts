import type { Committee } from '#domain/committee.ts';
import { idKey } from '#domain/roster-rows.ts';
import type { Cell } from '#records/roster.ts';
import type { Gathered } from './gathered.ts';
import { carried, keepPlaced } from './placed.ts';
import type { Changes } from './report.ts';

/** What the file would change in the roster in force. A kind the file has no good row of is left alone, but for category C. */

type Counts = { -readonly [name in keyof Changes]: number };

const none = (): Counts => ({ create: 0, change: 0, remove: 0, same: 0, kept: 0 });

export interface ComparedCommittees {
  readonly changes: Changes;
  /** As they would be, by id. */
  readonly committees: readonly Committee[];
}

const byId = (a: { id: string }, b: { id: string }): number => (idKey(a.id) < idKey(b.id) ? -1 : 1);

const sameCommittee = (a: Committee, b: Committee): boolean =>
  a.name === b.name &&
  a.level === b.level &&
  idKey(a.parentId ?? '') === idKey(b.parentId ?? '') &&
  a.channel === b.channel &&
  a.mailbox === b.mailbox &&
  a.secondContact === b.secondContact &&
  a.language === b.language;

/** Ids and parents are spelled as in force, or as the committee itself is spelled. */
const spelledAlike = (committees: readonly Committee[]): Committee[] => {
  const spelling = new Map(committees.map(({ id }) => [idKey(id), id]));
  return committees
    .map((committee) =>
      committee.parentId === undefined
        ? committee
        : { ...committee, parentId: spelling.get(idKey(committee.parentId)) ?? committee.parentId },
    )
    .sort(byId);
};

/** One order of fields, so that the same committee is always the same line. */
const inOrder = (c: Committee): Committee => ({
  id: c.id,
  name: c.name,
  level: c.level,
  ...(c.parentId === undefined ? {} : { parentId: c.parentId }),
  channel: c.channel,
  ...(c.mailbox === undefined ? {} : { mailbox: c.mailbox }),
  ...(c.secondContact === undefined ? {} : { secondContact: c.secondContact }),
  language: c.language,
});

export const compareCommittees = async (
  gathered: Gathered,
  inForce: AsyncIterable<Committee>,
): Promise<ComparedCommittees> => {
  const next = new Map(gathered.goodCommittees().map((committee) => [idKey(committee.id), committee]));
  const replaces = next.size > 0;
  const changes = none();
  const result = new Map<string, Committee>();
  for await (const now of inForce) {
    const key = idKey(now.id);
    const then = next.get(key);
    if (then !== undefined) {
      changes[sameCommittee(now, then) ? 'same' : 'change'] += 1;
      result.set(key, { ...then, id: now.id });
      next.delete(key);
    } else if (gathered.isSecret('committee', now.id)) changes.remove += 1;
    else if (!replaces || gathered.stays('committee', now.id)) {
      changes.kept += 1;
      result.set(key, now);
    } else changes.remove += 1;
  }
  changes.create = next.size;
  const committees = spelledAlike([...result.values(), ...next.values()]).map(inOrder);
  return { changes, committees };
};

export type MemberChanges = Changes & { readonly moved: number };

/** Also puts members who stay without a good row of their own onto the heaps, beside those of the file. */
export const compareMembers = async (gathered: Gathered, inForce: AsyncIterable<Cell>): Promise<MemberChanges> => {
  const { members } = gathered;
  const replaces = members.good > 0;
  const changes = { ...none(), moved: 0 };
  let met = 0;
  for await (const cell of inForce) {
    for (const member of cell.members) {
      if (gathered.isSecret('member', member.id)) {
        changes.remove += 1;
        continue;
      }
      const standing = replaces ? members.compare(member) : 'absent';
      if (standing === 'same' || standing === 'moved' || standing === 'change') {
        changes[standing] += 1;
        met += 1;
      } else if (!replaces || standing === 'twice' || gathered.stays('member', member.id)) {
        changes.kept += 1;
        keepPlaced(gathered.heaps, carried, member);
      } else changes.remove += 1;
    }
  }
  changes.create = members.good - met;
  return changes;
};

export const nothing: MemberChanges = { ...none(), moved: 0 };
