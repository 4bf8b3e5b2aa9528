import { inMemberOrder } from '#domain/names.ts';
import type { RequestState, Slot } from '#domain/request.ts';
import type { SlotSeed } from '#domain/request-events.ts';
import type { Table } from '#ports';
import { keys } from './keys.ts';
import { fromBody, toBody } from './stored.ts';

/** A member as the roster had them when the cycle was launched (or when they were re-routed here). */
export interface SliceMember {
  readonly id: string;
  readonly name: string;
  readonly birthDate: string;
  readonly category: 'A' | 'B';
  readonly workplaceId: string;
  readonly since?: string;
  readonly mailbox?: string;
}

/** Members an item: stays far under 100 KB, and one item for nearly every cell. */
const PAGE = 250;

export const seedOf = (member: SliceMember): SlotSeed => [
  member.id,
  member.category,
  member.workplaceId,
  member.mailbox ? 1 : 0,
];

/** Written before the request is opened; the place in the list is the member's slot. Of nobody there is nothing to write. */
export async function keepSlice(table: Table, requestId: string, members: readonly SliceMember[]): Promise<void> {
  for (let first = 0; first < members.length; first += PAGE) {
    const body = { first, members: members.slice(first, first + PAGE) };
    await table.put({ ...keys.slice(requestId, first), version: 1, body: toBody(body) });
  }
}

/** One member who came later, at the slot they got. */
export async function keepLateMember(
  table: Table,
  requestId: string,
  slot: number,
  member: SliceMember,
): Promise<void> {
  await table.put({ ...keys.slice(requestId, slot), version: 1, body: toBody({ first: slot, members: [member] }) });
}

/** A request's members by slot. */
export async function readSlice(table: Table, requestId: string): Promise<readonly SliceMember[]> {
  const members: SliceMember[] = [];
  const { items } = await table.query(keys.slices(requestId));
  for (const item of items) {
    const page = fromBody<{ first: number; members: SliceMember[] }>(item);
    page.members.forEach((member, n) => {
      members[page.first + n] = member;
    });
  }
  return members;
}

/** One member of a request with where they stand in it. */
export interface Place {
  readonly slot: number;
  readonly its: Slot;
  readonly member: SliceMember;
}

/** Everybody a request was opened with or got later, those re-routed away too, in the order of names. */
export const placesIn = ({ slots }: Pick<RequestState, 'slots'>, members: readonly SliceMember[]): readonly Place[] =>
  inMemberOrder(
    slots.flatMap((its, slot) => {
      const member = members[slot];
      return member ? [{ slot, its, member }] : [];
    }),
    ({ member }) => member,
  );
