import { byName } from '#domain/names.ts';
import { countsOf, NO_DESK, progressOf, stillOwed } from '#domain/outcome.ts';
import type { RequestState } from '#domain/request.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import { draftsOf } from '#records/drafts.ts';
import { type Entry, load, requests } from '#records/journal.ts';
import { mailOf, type Subject } from '#records/outbox.ts';
import { backBy, effectiveDue } from '../due.ts';
import type { Asked, RequestFacts } from '../requests.ts';
import {
  type CycleReading,
  cycleFacts,
  dayIn,
  drop,
  type Halt,
  isTheirs,
  notThereYet,
  type Reading,
  urlOf,
} from './reading.ts';

/** Which requests of a mail it still concerns when it leaves. */
export type Concerns = (request: RequestState) => boolean;

const isAlive = (request: RequestState): boolean =>
  !request.cancelledAt && !request.excused && !request.unreachableSince && request.contact.channel === 'mailbox';

export const stillOwes: Concerns = (request) => isAlive(request) && stillOwed(countsOf(request.slots)) > 0;
export const hasSentBack: Concerns = (request) => isAlive(request) && countsOf(request.slots).sentBack > 0;
export const wasCancelled: Concerns = (request) => request.cancelledAt !== undefined;
export const always: Concerns = () => true;

/** What stands in no journal, read only for the kinds that tell it. */
export interface Extras {
  readonly drafts?: boolean;
  readonly receipt?: boolean;
  /** Only committees that have had a mail: who was never asked is told of no end. */
  readonly onlyAsked?: boolean;
  readonly withoutLink?: boolean;
}

/** The requests behind the mailbox that the mail still concerns, or why it concerns none. */
export async function askedOf(reading: CycleReading, concerns: Concerns, extras: Extras = {}): Promise<Asked | Halt> {
  const { mail, cycle, now } = reading;
  const subjects = mail.subjects.filter(({ kind }) => kind === 'request');
  const found = await Promise.all(subjects.map((subject) => oneOf(reading, subject, concerns, extras)));
  if (found.includes('absent')) return notThereYet(reading);
  const facts = found.filter((one) => typeof one === 'object').sort(byName);
  if (facts.length > 0) return { cycle: cycleFacts(cycle, now), requests: facts };
  return drop(found.includes('contactChanged') ? 'contactChanged' : 'nothingOwed');
}

async function oneOf(
  reading: CycleReading,
  { id }: Subject,
  concerns: Concerns,
  extras: Extras,
): Promise<RequestFacts | 'absent' | 'contactChanged' | undefined> {
  const { state, entries } = await load(reading.deps.table, requests, id);
  if (state.seq === 0) return 'absent';
  if (!isTheirs(reading, state.contact)) return 'contactChanged';
  if (!concerns(state)) return undefined;
  if (extras.onlyAsked && !(await wasAsked(reading, id))) return undefined;
  const received = extras.receipt ? receivedIn(entries, Number(reading.mail.facts?.event)) : undefined;
  if (extras.receipt && !received) return undefined;
  const [finished, url] = await Promise.all([
    extras.drafts ? finishedDrafts(reading, state) : 0,
    extras.withoutLink ? undefined : urlOf(reading, { kind: 'request', id }, state.linkVersion),
  ]);
  return { ...requestFacts(reading, state), finished, ...(url ? { url } : {}), ...(received ? { received } : {}) };
}

/** A request that waits when its cycle ends never leaves; one that is in a sender's hands may have. */
async function wasAsked({ deps, mail, cycle, now }: CycleReading, id: string): Promise<boolean> {
  const asking = await mailOf(deps.table, {
    kind: 'request',
    recipient: mail.recipient,
    about: cycle.id,
    subjects: [{ kind: 'request', id }],
    occurrence: 'first',
    dueAt: now,
  });
  return asking === undefined || !['pending', 'dropped', 'failed'].includes(asking.status);
}

export function requestFacts({ cycle }: CycleReading, state: RequestState): RequestFacts {
  const counts = countsOf(state.slots);
  const due = effectiveDue(state, cycle);
  const back = backBy(state, cycle);
  return {
    name: state.name,
    members: counts.members - counts.rerouted - withWard(state),
    owed: stillOwed(counts),
    sentBack: counts.sentBack,
    finished: 0,
    dueOn: dayIn(cycle, counts.owed > 0 ? due : (back ?? due)),
    ...(back ? { backOn: dayIn(cycle, back) } : {}),
    hasWard: state.deskId !== NO_DESK,
  };
}

/** Handed to the ward: the committee itself has nothing more to send about them. */
const withWard = ({ slots }: RequestState): number =>
  slots.filter((slot) => slot.conflictTo === 'ward' && progressOf(slot) === 'conflict').length;

/** Written to the end and still to be sent: a draft about somebody who was answered or re-routed meanwhile is none. */
async function finishedDrafts({ deps }: Reading, state: RequestState): Promise<number> {
  const owing = new Set(
    state.slots.filter((slot) => ['owed', 'sentBack'].includes(progressOf(slot))).map(({ id }) => id),
  );
  const drafts = await draftsOf(deps.table, state.id);
  return drafts.filter(({ part, finished }) => finished && part !== 'meeting' && owing.has(part.memberId)).length;
}

function receivedIn(entries: readonly Entry<RequestEvent>[], seq: number): RequestFacts['received'] {
  const entry = entries.find((e) => e.seq === seq);
  if (entry?.event.type !== 'submitted') return undefined;
  const count = entry.event.chunks.reduce((sum, chunk) => sum + chunk.slots.length, 0);
  const nth = entries.filter((e) => e.event.type === 'submitted' && e.seq <= seq).length;
  return { count, at: entry.at, nth };
}
