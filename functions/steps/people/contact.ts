import { Refusal } from '#domain/refusal.ts';
import { deliveryBoardOf } from '#records/boards.ts';
import { changeDelivery, changeDesk } from '#records/changes.ts';
import { readCycle } from '#records/cycles.ts';
import { foldMailbox, removeMailbox } from '#records/mailboxes.ts';
import { type Party, readParty, replaceParty } from '#records/parties.ts';
import { deskIdsOf } from '#records/totals.ts';
import type { World } from '#records/world.ts';
import type { Wished } from './wished.ts';

/** Ends every link mailed so far to a ward or province and mails a new one. */
export const reissueDeskLink =
  (world: World) =>
  async (deskId: string, wished: Wished): Promise<void> => {
    await changeDesk(world, deskId, { id: wished.commandId, by: wished.by }, (state) => ({
      type: 'linkReplaced',
      linkVersion: state.linkVersion + 1,
    }));
  };

/**
 * Another mailbox for a ward, a province or a workplace in a running cycle. What the former one opened it opens no more, and the
 * new one gets a link of its own.
 */
export const replacePartyContact =
  (world: World) =>
  async (
    cycleId: string,
    committeeId: string,
    wished: Wished,
    contact: Pick<Party, 'language'> & { readonly mailbox: string },
  ): Promise<void> => {
    const { table } = world;
    const cycle = await readCycle(table, cycleId);
    if (cycle.cancelledAt) throw new Refusal('CycleOver', 'the cycle was cancelled');
    const party = await readParty(table, cycleId, committeeId);
    if (!party) throw new Refusal('NotFound', 'that committee has no part in this cycle');
    await replaceParty(table, cycleId, { ...party, channel: 'mailbox', ...contact });
    const id = `${cycleId}.${committeeId}`;
    const former = party.mailbox;
    if (former !== undefined && foldMailbox(former) !== foldMailbox(contact.mailbox)) {
      await removeMailbox(table, former, { kind: 'desk', id });
      await removeMailbox(table, former, { kind: 'delivery', id });
    }
    if ((await deskIdsOf(table, cycleId)).includes(committeeId)) await reissueDeskLink(world)(id, wished);
    if ((await deliveryBoardOf(table, cycleId)).some(({ deliveryId }) => deliveryId === id)) {
      await changeDelivery(world, id, { id: wished.commandId, by: wished.by }, (state) => ({
        type: 'linkReplaced',
        linkVersion: state.linkVersion + 1,
      }));
    }
  };
