import type { DeskEvent, DeskState } from '#domain/desk.ts';
import type { Entry } from './journal.ts';
import { raiseLink } from './links.ts';
import { enqueue, type MailKind } from './outbox.ts';
import { readParty } from './parties.ts';
import type { World } from './world.ts';

/** What follows from a fact about a ward or province: the one letter it stands for, or a new link. */
export async function followDesk(world: World, state: DeskState, entry: Entry<DeskEvent>): Promise<void> {
  const { event } = entry;
  if (event.type === 'visited') return;
  if (event.type === 'linkReplaced')
    await raiseLink(world, { kind: 'desk', id: state.id }, event.linkVersion, entry.at);
  const kind: MailKind = event.type === 'told' ? event.what : 'link';
  const dot = state.id.indexOf('.');
  const cycleId = state.id.slice(0, dot);
  const party = await readParty(world.table, cycleId, state.id.slice(dot + 1));
  if (!party?.mailbox) return;
  await enqueue(world.table, {
    kind,
    recipient: { mailbox: party.mailbox, language: party.language },
    about: state.id,
    subjects: [{ kind: 'desk', id: state.id }],
    occurrence: event.type === 'told' ? event.morning : String(entry.seq),
    cycleId,
    dueAt: entry.at,
    facts: { event: entry.seq },
  });
}
