import { countsOf, stillOwed } from '#domain/outcome.ts';
import type { RequestState } from '#domain/request.ts';
import { contactBefore, type RequestEvent } from '#domain/request-events.ts';
import { type ContactChange, noticesOf } from './contact-changes.ts';
import type { Entry } from './journal.ts';
import { type MailKind, type MailOrder, mailIdOf, readMail } from './outbox.ts';
import { readSlice } from './slices.ts';
import type { World } from './world.ts';

type Confirmed = Extract<RequestEvent, { type: 'confirmed' }>;

export const memberSubject = (requestId: string, slot: number): string => `${requestId}.${slot}`;

/** Kinds whose mail gathers all requests behind one mailbox, and what tells one such mail from the next. */
const gathering = (event: RequestEvent): { kind: MailKind; occurrence: string } | undefined => {
  switch (event.type) {
    case 'opened':
      return { kind: 'request', occurrence: 'first' };
    case 'reminded':
      return { kind: 'reminder', occurrence: event.morning };
    case 'extended':
      return { kind: 'extended', occurrence: event.dueAt };
    case 'cancelled':
      return { kind: 'cancelled', occurrence: 'cancelled' };
    default:
      return undefined;
  }
};

const SINGLE: { readonly [type in RequestEvent['type']]?: MailKind } = {
  submitted: 'receipt',
  sentBack: 'sentBack',
  pressed: 'reminder',
  contactChanged: 'link',
  linkReplaced: 'link',
  reroutedIn: 'request',
};

/** Commands of the jobs that write gathering mails are named by the job. */
const JOB = /^(ask|remind|extend|cancel)@/;

/** What a fact changes in how the committee is written to. */
export function contactChangeOf(
  state: RequestState,
  { at, by, seq, event }: Entry<RequestEvent>,
): ContactChange | undefined {
  if (event.type !== 'contactChanged') return undefined;
  const { cycleId: where, committeeId, name, deskId } = state;
  const { channel, mailbox, language } = contactBefore(event);
  const { contact } = event;
  return {
    where,
    at,
    by,
    seq,
    of: 'request',
    committeeId,
    name,
    level: 'cell',
    deskId,
    before: { channel, language, ...(mailbox === undefined ? {} : { mailbox }) },
    after: { channel: contact.channel, ...(contact.mailbox === undefined ? {} : { mailbox: contact.mailbox }) },
  };
}

/** The mails that follow from a fact: the same orders whoever asks and however often, so that a timeline finds them again. */
export async function ordersAfter(
  world: World,
  state: RequestState,
  entry: Entry<RequestEvent>,
): Promise<readonly MailOrder[]> {
  const moved = contactChangeOf(state, entry);
  return [...(moved ? noticesOf([moved]) : []), ...(await ordersTo(world, state, entry))];
}

async function ordersTo(world: World, state: RequestState, entry: Entry<RequestEvent>): Promise<readonly MailOrder[]> {
  const { event } = entry;
  if (event.type === 'confirmed') return ordersToMembers(world, state, entry, event);
  const { channel, mailbox, language } = state.contact;
  if (channel !== 'mailbox' || !mailbox) return [];
  if (event.type === 'submitted' && event.via !== 'link') return [];
  if (event.type === 'extended' && stillOwed(countsOf(state.slots)) === 0) return [];
  // Opened for somebody who is re-routed there, and asked about them when they come.
  if (event.type === 'opened' && event.members.length === 0) return [];
  const gathered = gathering(event);
  const kind = gathered?.kind ?? SINGLE[event.type];
  if (!kind) return [];
  return [
    {
      kind,
      recipient: { mailbox, language },
      about: gathered ? state.cycleId : state.id,
      subjects: [{ kind: 'request', id: state.id }],
      occurrence: gathered?.occurrence ?? String(entry.seq),
      cycleId: state.cycleId,
      dueAt: entry.at,
      ...(gathered && JOB.test(entry.commandId) ? { job: entry.commandId } : {}),
      facts: gathered ? {} : { event: entry.seq },
    },
  ];
}

async function ordersToMembers(
  world: World,
  state: RequestState,
  entry: Entry<RequestEvent>,
  event: Confirmed,
): Promise<MailOrder[]> {
  const told = event.slots.filter((n) => isToBeTold(state, n));
  if (told.length === 0) return [];
  const members = await readSlice(world.table, state.id);
  return told.flatMap((n) => {
    const mailbox = members[n]?.mailbox;
    return mailbox ? [{ ...identityTo(state, n, mailbox, entry.seq), dueAt: entry.at }] : [];
  });
}

const isToBeTold = (state: RequestState, n: number): boolean => {
  const slot = state.slots[n];
  return slot?.hasMailbox === true && slot.answer?.kind === 'comment';
};

/** The mail that tells a member of the comment that this fact confirmed. */
function identityTo(state: RequestState, slot: number, mailbox: string, seq: number): Omit<MailOrder, 'dueAt'> {
  const about = memberSubject(state.id, slot);
  return {
    kind: 'memberTold',
    recipient: { mailbox, language: state.contact.language },
    about,
    subjects: [{ kind: 'member', id: about }],
    occurrence: String(seq),
    cycleId: state.cycleId,
  };
}

/** The slots whose member was told the comment as it stands: the mail about it has left, and has not come back. */
export async function membersTold({ table }: Pick<World, 'table'>, state: RequestState): Promise<ReadonlySet<number>> {
  const told = new Set<number>();
  const asked = state.slots.flatMap(({ confirmedAt, confirmedBy }, n) =>
    confirmedAt && confirmedBy !== undefined && isToBeTold(state, n) ? [{ n, confirmedBy }] : [],
  );
  if (asked.length === 0) return told;
  const members = await readSlice(table, state.id);
  const look = async ({ n, confirmedBy }: { n: number; confirmedBy: number }) => {
    const mailbox = members[n]?.mailbox;
    const mail = mailbox && (await readMail(table, mailIdOf(identityTo(state, n, mailbox, confirmedBy))));
    if (mail && mail.mail.status === 'sent') told.add(n);
  };
  await Promise.all(asked.map(look));
  return told;
}
