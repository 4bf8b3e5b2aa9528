import type { DeskEvent, DeskLetter, DeskState } from '#domain/desk.ts';
import type { Instant } from '#ports';
import type { Entry } from './journal.ts';
import { raiseLink } from './links.ts';
import { enqueue, type MailKind } from './outbox.ts';
import { readParty } from './parties.ts';
import type { World } from './world.ts';

/** Mailboxes refuse one after the other within seconds: the letter about them waits so long for the others. */
const GATHERS = 60_000;
const LEAVES = 2 * GATHERS;

const firstOf = ({ told }: DeskState, what: DeskLetter, morning: Instant): Instant | undefined =>
  told.find((t) => t.what === what && t.morning === morning)?.at;

/** Whether something can still stand in a ward's letter of that day: none was begun, or it has not left for sure. */
export function mayJoin(desk: DeskState, what: DeskLetter, morning: Instant, now: Instant): boolean {
  const begun = firstOf(desk, what, morning);
  return begun === undefined || Date.parse(now) - Date.parse(begun) < GATHERS;
}

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
    // Cells of one ward may be asked in several batches: their packs are told of when all are there.
    ...(event.type === 'told' && event.what === 'packs' ? { job: `ask@${event.morning}` } : {}),
    dueAt: event.type === 'told' && event.what === 'unreachable' ? leavesAt(state, event, entry.at) : entry.at,
    facts: { event: entry.seq },
  });
}

const leavesAt = (desk: DeskState, { what, morning }: Extract<DeskEvent, { type: 'told' }>, at: Instant): Instant =>
  new Date(Date.parse(firstOf(desk, what, morning) ?? at) + LEAVES).toISOString();
