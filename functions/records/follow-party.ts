import type { PartyEvent, PartyState } from '#domain/party.ts';
import { deliveryBoardOf } from './boards.ts';
import { change } from './change.ts';
import { keepContactChange, noticesOf } from './contact-changes.ts';
import { followDelivery } from './follow-delivery.ts';
import { followDesk } from './follow-desk.ts';
import { deliveries, desks, type Entry } from './journal.ts';
import { foldMailbox, removeMailbox } from './mailboxes.ts';
import { enqueue } from './outbox.ts';
import { readParty, replaceParty } from './parties.ts';
import { deskIdsOf } from './totals.ts';
import type { World } from './world.ts';

/**
 * What follows from another mailbox of a ward, a province or a workplace: the former one is told and opens nothing any more, and
 * whatever link it had is replaced by one to the new mailbox.
 */
export async function followParty(world: World, state: PartyState, entry: Entry<PartyEvent>): Promise<void> {
  const { table } = world;
  const { id } = state;
  const { at, by, seq, event } = entry;
  const where = id.slice(0, id.indexOf('.'));
  const committeeId = id.slice(where.length + 1);
  const party = await readParty(table, where, committeeId);
  if (!party) return;
  const { name, level } = party;
  const moved = { where, at, by, seq, of: 'party', committeeId, name, level, ...sidesOf(event) } as const;
  await keepContactChange(table, moved);
  await replaceParty(table, where, { ...party, ...event.contact }, seq);
  for (const order of noticesOf([moved])) await enqueue(table, order);
  await closeMailbox(world, where, committeeId, event);
  const wish = { id: `contact ${seq}`, by, finishedBy: 'job' } as const;
  const nextLink = ({ linkVersion }: { readonly linkVersion: number }) =>
    ({ type: 'linkReplaced', linkVersion: linkVersion + 1 }) as const;
  if ((await deskIdsOf(table, where)).includes(committeeId)) await change(world, desks, followDesk, id, wish, nextLink);
  if ((await deliveryBoardOf(table, where)).some(({ deliveryId }) => deliveryId === id))
    await change(world, deliveries, followDelivery, id, wish, nextLink);
}

function sidesOf({ before, contact: { channel, mailbox } }: PartyEvent) {
  return { before, after: { channel, ...(mailbox === undefined ? {} : { mailbox }) } };
}

/** A code mailed to the former mailbox must open nothing either, unless it is the present one again. */
async function closeMailbox({ table }: World, cycleId: string, committeeId: string, { before }: PartyEvent) {
  const { mailbox: former } = before;
  if (former === undefined) return;
  const now = (await readParty(table, cycleId, committeeId))?.mailbox;
  if (now !== undefined && foldMailbox(now) === foldMailbox(former)) return;
  for (const kind of ['desk', 'delivery'] as const)
    await removeMailbox(table, former, { kind, id: `${cycleId}.${committeeId}` });
}
