import { countsOf, stillOwed } from '#domain/outcome.ts';
import type { RequestState } from '#domain/request.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import type { Entry } from './journal.ts';
import type { MailKind, MailOrder } from './outbox.ts';
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

/** The mails that follow from a fact: the same orders whoever asks and however often, so that a timeline finds them again. */
export async function ordersAfter(
  world: World,
  state: RequestState,
  entry: Entry<RequestEvent>,
): Promise<readonly MailOrder[]> {
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
  const told = event.slots.filter((n) => state.slots[n]?.hasMailbox && state.slots[n]?.answer?.kind === 'comment');
  if (told.length === 0) return [];
  const members = await readSlice(world.table, state.id);
  return told.flatMap((n) => {
    const mailbox = members[n]?.mailbox;
    const about = memberSubject(state.id, n);
    const order = (to: string): MailOrder => ({
      kind: 'memberTold',
      recipient: { mailbox: to, language: state.contact.language },
      about,
      subjects: [{ kind: 'member', id: about }],
      occurrence: String(entry.seq),
      cycleId: state.cycleId,
      dueAt: entry.at,
    });
    return mailbox ? [order(mailbox)] : [];
  });
}
