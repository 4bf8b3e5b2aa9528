import type { Instant } from '#ports';
import { addWorkingDays, atTime, type LocalDate, localDate, workingDaysBetween } from './calendar.ts';
import { asksAt, closesAt, MORNING, morningAfter, morningBefore, type OpenCycle, overAt, statusOf } from './cycle.ts';

/**
 * What is due, and when. A cycle has few moments: the requests leave; every working morning somebody may be reminded or a
 * superior told; it closes; workplaces that do not acknowledge are reminded; it is over. A moment and a shard make one job,
 * whose progress is kept in the table, so that whoever plans again finds what is left. Of several missed mornings only the
 * last is made up for.
 */
export type Work = 'ask' | 'extend' | 'remind' | 'assemble' | 'deliver' | 'cancel' | 'chase';

export interface Due {
  readonly work: Work;
  /** The moment that makes the job: the same for everybody who plans, however late. */
  readonly at: Instant;
}

/** The jobs that must be done by now, in order; the first that is not finished is the next to do. */
export function dueBy(cycle: OpenCycle, now: Instant): readonly Due[] {
  const status = statusOf(cycle, now);
  if (status === 'cancelled')
    return cycle.cancelledAt && cycle.launchedAt ? [{ work: 'cancel', at: cycle.cancelledAt }] : [];
  if (status !== 'running' && status !== 'closing') return [];
  const due: Due[] = [{ work: 'ask', at: asksAt(cycle) }];
  const extension = cycle.extensions.at(-1);
  if (extension && extension.at > asksAt(cycle)) due.push({ work: 'extend', at: extension.at });
  const closing = closesAt(cycle);
  const morning = morningBefore(cycle, now);
  if (now <= closing) {
    if (morning) due.push({ work: 'remind', at: morning });
    return due;
  }
  due.push({ work: 'assemble', at: closing }, { work: 'deliver', at: closing });
  if (morning && morning > closing) due.push({ work: 'chase', at: morning });
  return due;
}

/** When to look again, everything due by now being done; undefined when nothing will come any more. */
export function nextMoment(cycle: OpenCycle, now: Instant): Instant | undefined {
  const status = statusOf(cycle, now);
  if (status === 'holding') return asksAt(cycle);
  if (status === 'running') {
    const closing = afterInstant(closesAt(cycle));
    const morning = morningAfter(cycle, now);
    return [morning, closing].sort()[0];
  }
  if (status === 'closing') {
    if (now >= overAt(cycle)) return undefined;
    return morningAfter(cycle, now);
  }
  return undefined;
}

const afterInstant = (at: Instant): Instant => new Date(Date.parse(at) + 1).toISOString();

/** What of a request a reminder looks at; a board row has it too. */
export interface Owing {
  readonly owes: number;
  readonly dueAt: Instant;
  readonly askedAt?: Instant;
  /** Last time this committee was written to about the request: asked, reminded, pressed. */
  readonly lastWrittenAt?: Instant;
  readonly lastStep?: string;
  /** Nobody else gets a reminder: what is not sent must not be told as a reminder either. */
  readonly byMail: boolean;
  readonly unreachable: boolean;
  readonly excused: boolean;
}

/**
 * The reminder step that is due for a request on a morning. A step is named by its own date due, so that an extension moves
 * the steps with it; a step that lies before the request went out is not made up for.
 */
export function reminderStep(cycle: OpenCycle, request: Owing, morning: Instant): string | undefined {
  const { zone, holidays, reminders, minimumGap } = cycle.plan;
  if (request.owes === 0 || !request.askedAt || !request.byMail) return undefined;
  if (request.unreachable || request.excused) return undefined;
  const today = localDate(morning, zone);
  const due = localDate(request.dueAt, zone);
  const last = localDate(request.lastWrittenAt ?? request.askedAt, zone);
  const step = latestStep(reminders, (offset) => addWorkingDays(due, offset, holidays), today);
  if (!step || step.date <= localDate(request.askedAt, zone)) return undefined;
  const name = `${due}${step.offset < 0 ? '' : '+'}${step.offset}`;
  if (request.lastStep?.startsWith(due) && offsetOf(request.lastStep, due) >= step.offset) return undefined;
  return workingDaysBetween(last, today, holidays) >= minimumGap ? name : undefined;
}

const offsetOf = (step: string, due: LocalDate): number => Number(step.slice(due.length));

function latestStep(offsets: readonly number[], dateOf: (offset: number) => LocalDate, today: LocalDate) {
  let latest: { offset: number; date: LocalDate } | undefined;
  for (const offset of [...offsets].sort((a, b) => a - b)) {
    const date = dateOf(offset);
    if (date <= today) latest = { offset, date };
  }
  return latest;
}

/** Has this morning come so many working days after the request's date due? */
export function overdueBy(cycle: OpenCycle, dueAt: Instant, workingDays: number, morning: Instant): boolean {
  const { zone, holidays } = cycle.plan;
  return localDate(morning, zone) >= addWorkingDays(localDate(dueAt, zone), workingDays, holidays);
}

/** The morning on which the ward gets the list of those who never opened their link: half the working days are gone. */
export function halfTime(cycle: OpenCycle): Instant {
  const { zone, holidays } = cycle.plan;
  const from = localDate(asksAt(cycle), zone);
  const half = Math.floor(workingDaysBetween(from, cycle.dates.dueOn, holidays) / 2);
  return atTime(addWorkingDays(from, Math.max(half, 1), holidays), MORNING, zone);
}
