import { Refusal } from '#domain/refusal.ts';
import { changeDesk, changeParty } from '#records/changes.ts';
import { readCycle } from '#records/cycles.ts';
import { type Party, readParty } from '#records/parties.ts';
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
 * Another mailbox for a ward, a province or a workplace in a running cycle. What the former one opened it opens no more, and is
 * told so; the new one gets a link of its own.
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
    const { channel, language, mailbox } = party;
    const first = { channel, language, ...(mailbox === undefined ? {} : { mailbox }) };
    const wish = { id: wished.commandId, by: wished.by };
    await changeParty(world, `${cycleId}.${committeeId}`, wish, (state) => ({
      type: 'contactChanged',
      before: state.contact ?? first,
      contact: { channel: 'mailbox', ...contact },
    }));
  };
