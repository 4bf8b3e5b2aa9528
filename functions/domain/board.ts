import type { Instant } from '#ports';
import { earlierOf, laterOf } from './calendar.ts';
import { type Counts, countsOf, progressOf, stillOwed } from './outcome.ts';
import type { RequestState } from './request.ts';
import type { Channel } from './request-events.ts';
import type { Owing } from './schedule.ts';

/** One request as boards list it and sweeps choose from it. No name of a member stands in it. */
export interface BoardRow {
  readonly requestId: string;
  readonly committeeId: string;
  readonly name: string;
  readonly deskId: string;
  readonly channel: Channel;
  readonly counts: Counts;
  readonly dueAt: Instant;
  /** Until when what is still owed is in time: later than the date due where all of it was sent back after that. */
  readonly owedUntil: Instant;
  readonly seq: number;
  readonly askedAt?: Instant;
  readonly firstVisitAt?: Instant;
  readonly lastSubmittedAt?: Instant;
  readonly lastWrittenAt?: Instant;
  readonly lastStep?: string;
  readonly reminders: number;
  /** Who heard that it is late by the date that stands now: a later date is a new one to be late by. */
  readonly escalatedTo: readonly string[];
  readonly late: boolean;
  readonly excused: boolean;
  readonly unreachable: boolean;
  readonly unreachableSince?: Instant;
  readonly unlisted: number;
  /** Of the confirmed, those of whom the committee said that they are not here; left out where there are none. */
  readonly awayConfirmed?: number;
  readonly assembled: number;
  readonly cancelled: boolean;
}

export function boardRowOf(state: RequestState): BoardRow {
  const lastReminder = state.reminders.at(-1);
  const lastPart = state.parts.at(-1);
  const lastWrittenAt = laterOf(laterOf(state.askedAt ?? '', lastReminder?.at ?? ''), state.presses.at(-1)?.at ?? '');
  const until = owedUntil(state);
  const away = state.slots.filter((slot) => slot.answer?.kind !== 'comment' && progressOf(slot) === 'confirmed').length;
  return {
    requestId: state.id,
    committeeId: state.committeeId,
    name: state.name,
    deskId: state.deskId,
    channel: state.contact.channel,
    counts: countsOf(state.slots),
    dueAt: state.dueAt,
    owedUntil: until,
    seq: state.seq,
    ...(state.askedAt ? { askedAt: state.askedAt } : {}),
    ...(state.firstVisitAt ? { firstVisitAt: state.firstVisitAt } : {}),
    ...(lastPart ? { lastSubmittedAt: lastPart.at } : {}),
    ...(lastWrittenAt ? { lastWrittenAt } : {}),
    ...(lastReminder ? { lastStep: lastReminder.step } : {}),
    reminders: state.reminders.length,
    escalatedTo: state.escalated.filter(({ at }) => at > until).map(({ to }) => to),
    late: state.slots.some((slot) => slot.answer?.late),
    excused: state.excused !== undefined,
    unreachable: state.unreachableSince !== undefined,
    ...(state.unreachableSince ? { unreachableSince: state.unreachableSince } : {}),
    unlisted: state.unlisted.length,
    ...(away > 0 ? { awayConfirmed: away } : {}),
    assembled: state.releases.length,
    cancelled: state.cancelledAt !== undefined,
  };
}

/** A member never answered is owed by the date due; one sent back, by the date the ward gave, where that is later. */
function owedUntil(state: RequestState): Instant {
  let until: Instant | undefined;
  for (const slot of state.slots) {
    const progress = progressOf(slot);
    if (progress === 'owed') return state.dueAt;
    if (progress !== 'sentBack' || !slot.sentBack) continue;
    const its = laterOf(state.dueAt, slot.sentBack.until);
    until = until === undefined ? its : earlierOf(until, its);
  }
  return until ?? state.dueAt;
}

/** Asked by a mail with a link; everybody else is asked on paper, and no mail of ours goes there. */
export const isMailed = ({ channel }: Pick<BoardRow, 'channel'>): boolean => channel === 'mailbox';

/** Who was sent a link and never used it. Who has nobody to comment on (any more) has nothing to open. */
export const neverOpened = (row: BoardRow): boolean =>
  isMailed(row) &&
  row.askedAt !== undefined &&
  row.firstVisitAt === undefined &&
  row.lastSubmittedAt === undefined &&
  stillOwed(row.counts) > 0;

export const owingOf = (row: BoardRow): Owing => ({
  owes: stillOwed(row.counts),
  dueAt: row.owedUntil,
  unreachable: row.unreachable,
  excused: row.excused || row.cancelled,
  byMail: isMailed(row),
  ...(row.askedAt ? { askedAt: row.askedAt } : {}),
  ...(row.lastWrittenAt ? { lastWrittenAt: row.lastWrittenAt } : {}),
  ...(row.lastStep ? { lastStep: row.lastStep } : {}),
});

/** The one word a board shows for a request. */
export type RequestStanding =
  | 'waiting'
  | 'asked'
  | 'onPaper'
  | 'opened'
  | 'partly'
  | 'sent'
  | 'sentBack'
  | 'confirmed'
  | 'overdue'
  | 'unreachable'
  | 'excused'
  | 'cancelled'
  | 'closed';

export function standingOf(row: BoardRow, now: Instant): RequestStanding {
  const { counts } = row;
  if (row.cancelled) return 'cancelled';
  if (row.assembled > 0) return 'closed';
  if (row.excused) return 'excused';
  const owes = stillOwed(counts);
  if (owes > 0 && row.unreachable) return 'unreachable';
  if (owes > 0 && now > row.owedUntil) return 'overdue';
  if (counts.sentBack > 0) return 'sentBack';
  if (owes === 0) return counts.submitted === 0 ? 'confirmed' : 'sent';
  if (row.lastSubmittedAt) return 'partly';
  if (row.firstVisitAt) return 'opened';
  if (!row.askedAt) return 'waiting';
  return isMailed(row) ? 'asked' : 'onPaper';
}

/** Counts as people read them: whoever was said not to be here stays so when the ward has confirmed it. */
export const countsShown = ({ counts, awayConfirmed = 0 }: Pick<BoardRow, 'counts' | 'awayConfirmed'>): Counts => ({
  ...counts,
  confirmed: counts.confirmed - awayConfirmed,
  notHere: counts.notHere + awayConfirmed,
});

/** Sums over a ward, for its own page and for the province, which sees nothing else. */
export interface Rollup {
  readonly requests: number;
  readonly finished: number;
  readonly overdue: number;
  readonly neverOpened: number;
  readonly counts: Counts;
}

export function rollupOf(rows: readonly BoardRow[], now: Instant): Rollup {
  const counts = { members: 0, owed: 0, sentBack: 0, submitted: 0, confirmed: 0, notHere: 0, conflict: 0, rerouted: 0 };
  let finished = 0;
  let overdue = 0;
  let unopened = 0;
  for (const row of rows) {
    for (const key of Object.keys(counts) as (keyof Counts)[]) counts[key] += row.counts[key];
    const standing = standingOf(row, now);
    if (standing === 'confirmed' || (standing === 'closed' && stillOwed(row.counts) === 0)) finished += 1;
    if (standing === 'overdue') overdue += 1;
    if (neverOpened(row)) unopened += 1;
  }
  return { requests: rows.length, finished, overdue, neverOpened: unopened, counts };
}
