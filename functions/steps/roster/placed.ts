import type { Category, Member } from '#domain/member.ts';
import { heapOf } from '#records/roster.ts';
import type { Heaps } from './heap.ts';

/** A member on the way into a roster: the place in the index of the file, or that they come from the roster in force. */

export const carried = -1;

/** By position, because field names would be half of what is held. */
type Packed = [number, string, string, string, string, string, Category, string?, string?];

export const keepPlaced = (heaps: Heaps, place: number, member: Member): void => {
  const { id, name, birthDate, workplaceId, residenceId, category, since, mailbox } = member;
  const packed: Packed = [place, id, name, birthDate, workplaceId, residenceId, category, since ?? '', mailbox ?? ''];
  heaps.add(heapOf(residenceId), JSON.stringify(packed));
};

export interface Placed {
  readonly place: number;
  readonly member: Member;
}

export const placedOf = (line: string): Placed => {
  // Not parsed any further: the line never left the memory of this process, and keepPlaced is all that writes there.
  const packed: Packed = JSON.parse(line);
  const [place, id, name, birthDate, workplaceId, residenceId, category, since, mailbox] = packed;
  const optional = { ...(since ? { since } : {}), ...(mailbox ? { mailbox } : {}) };
  return { place, member: { id, name, birthDate, workplaceId, residenceId, category, ...optional } };
};
