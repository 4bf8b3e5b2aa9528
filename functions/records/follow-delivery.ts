import type { DeliveryEvent, DeliveryState } from '#domain/delivery.ts';
import { projectDelivery } from './boards.ts';
import type { Entry } from './journal.ts';
import { raiseLink } from './links.ts';
import { enqueue, type MailKind } from './outbox.ts';
import { readParty } from './parties.ts';
import type { World } from './world.ts';

const LETTERS: { readonly [type in DeliveryEvent['type']]?: MailKind } = {
  delivered: 'evaluations',
  reminded: 'evaluationsReminder',
  corrected: 'corrected',
  linkReplaced: 'link',
};

/** What follows from a fact about a workplace's evaluations: its row, its link, its mail. */
export async function followDelivery(world: World, state: DeliveryState, entry: Entry<DeliveryEvent>): Promise<void> {
  await writeTo(world, state, entry);
  await projectDelivery(world.table, state);
}

async function writeTo(world: World, state: DeliveryState, entry: Entry<DeliveryEvent>): Promise<void> {
  const { event } = entry;
  if (event.type === 'linkReplaced')
    await raiseLink(world, { kind: 'delivery', id: state.id }, event.linkVersion, entry.at);
  const kind = LETTERS[event.type];
  if (!kind) return;
  const dot = state.id.indexOf('.');
  const cycleId = state.id.slice(0, dot);
  const party = await readParty(world.table, cycleId, state.id.slice(dot + 1));
  if (!party?.mailbox) return;
  await enqueue(world.table, {
    kind,
    recipient: { mailbox: party.mailbox, language: party.language },
    about: state.id,
    subjects: [{ kind: 'delivery', id: state.id }],
    occurrence: String(entry.seq),
    cycleId,
    dueAt: entry.at,
    facts: { event: entry.seq },
  });
}
