import type { Instant } from '#ports';
import type { Actor } from './actor.ts';
import {
  addDays,
  addWorkingDays,
  atTime,
  endOfDay,
  type Holidays,
  isWorkingDay,
  type LocalDate,
  localDate,
  nextWorkingDay,
} from './calendar.ts';
import type { Fact } from './request.ts';

/** Everything a cycle keeps for ever from the moment it was opened; what may change later are the dates, by events. */
export interface CyclePlan {
  readonly title: string;
  /** The time the comments are about, as it is written on the form ("năm 2026"). */
  readonly period: string;
  readonly formId: string;
  readonly rosterVersion: string;
  /** A yearly cycle asks about category A. Category B is asked about only on demand, with the reason kept. */
  readonly categories: readonly ('A' | 'B')[];
  readonly onDemandReason?: string;
  readonly zone: string;
  readonly holidays: Holidays;
  readonly dates: CycleDates;
  /** Working days from the date due; negative is before. */
  readonly reminders: readonly number[];
  /** Reminders to one mailbox are at least so many working days apart. */
  readonly minimumGap: number;
  /** Working days after the date due until the ward hears of a late cell, and the province of the counts. */
  readonly escalateAfter: { readonly desk: number; readonly province: number };
  readonly holdMinutes: number;
  readonly officer: Officer;
  /** The standing order by which it opened itself, where nobody opened it by hand. */
  readonly yearlyOf?: string;
  readonly counts: {
    readonly requests: number;
    readonly members: number;
    readonly mailboxes: number;
    readonly leftOut: number;
  };
}

/** From the day it opens until it closes: what the workflow of a whole nation has room for in one execution's history. */
export const LONGEST_CYCLE_DAYS = 120;

/** The last day on which a cycle that opens on this one may close. */
export const latestClose = (opensOn: LocalDate): LocalDate => addDays(opensOn, LONGEST_CYCLE_DAYS);

export interface CycleDates {
  readonly opensOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly confirmBy: LocalDate;
  readonly closesOn: LocalDate;
}

/** Whether they have a day in common. */
export const overlap = (one: CycleDates, other: CycleDates): boolean =>
  one.opensOn <= other.closesOn && other.opensOn <= one.closesOn;

/** Who answers questions: named in every mail. */
export interface Officer {
  readonly name: string;
  readonly telephone: string;
  readonly replyTo: string;
  /** Number of the paper letter that announced the cycle. */
  readonly letterNumber?: string;
}

/** A group of desks (wards, or '-' for cells without one, or a province) that one task works through. */
export interface Shard {
  readonly id: string;
  readonly desks: readonly string[];
}

export type CycleEvent =
  | { readonly type: 'opened'; readonly plan: CyclePlan }
  | { readonly type: 'launched'; readonly holdUntil: Instant }
  | { readonly type: 'stopped'; readonly reason: string }
  | { readonly type: 'resumed' }
  | { readonly type: 'extended'; readonly dates: CycleDates }
  | { readonly type: 'closedEarly' }
  | { readonly type: 'cancelled'; readonly reason: string }
  | { readonly type: 'finished' };

export interface CycleState {
  readonly id: string;
  seq: number;
  plan?: CyclePlan;
  dates: CycleDates;
  openedAt?: Instant;
  launchedAt?: Instant;
  holdUntil?: Instant;
  stoppedAt?: Instant;
  stopReason?: string;
  extensions: { readonly at: Instant; readonly by: Actor; readonly dates: CycleDates }[];
  closedEarlyAt?: Instant;
  cancelledAt?: Instant;
  finishedAt?: Instant;
  commandIds: Set<string>;
}

const NO_DATES: CycleDates = { opensOn: '', dueOn: '', confirmBy: '', closesOn: '' };

export const unopenedCycle = (id: string): CycleState => ({
  id,
  seq: 0,
  dates: NO_DATES,
  extensions: [],
  commandIds: new Set(),
});

function goOn(state: CycleState): void {
  delete state.stoppedAt;
  delete state.stopReason;
}

export function evolveCycle(state: CycleState, fact: Fact<CycleEvent>): CycleState {
  const { event, at } = fact;
  switch (event.type) {
    case 'opened':
      state.plan = event.plan;
      state.dates = event.plan.dates;
      state.openedAt = at;
      break;
    case 'launched':
      state.launchedAt = at;
      state.holdUntil = event.holdUntil;
      break;
    case 'stopped':
      state.stoppedAt = at;
      state.stopReason = event.reason;
      break;
    case 'resumed':
      goOn(state);
      break;
    case 'extended':
      state.dates = event.dates;
      state.extensions.push({ at, by: fact.by, dates: event.dates });
      break;
    case 'closedEarly':
      state.closedEarlyAt = at;
      // A stopped cycle that is closed does not wait for somebody to let it go on.
      goOn(state);
      break;
    case 'cancelled':
      state.cancelledAt = at;
      break;
    case 'finished':
      state.finishedAt = at;
      break;
  }
  state.seq = fact.seq;
  state.commandIds.add(fact.commandId);
  return state;
}

export type CycleStatus =
  | 'unknown'
  | 'opened'
  | 'holding'
  | 'running'
  | 'stopped'
  | 'closing'
  | 'cancelled'
  | 'finished';

export function statusOf(cycle: CycleState, now: Instant): CycleStatus {
  if (cycle.seq === 0) return 'unknown';
  if (cycle.cancelledAt) return 'cancelled';
  if (cycle.finishedAt) return 'finished';
  if (!cycle.launchedAt) return 'opened';
  if (cycle.stoppedAt) return 'stopped';
  if (now < asksAt(cycle)) return 'holding';
  return now > closesAt(cycle) ? 'closing' : 'running';
}

/** A cycle with its plan: what every rule about a running cycle works on. */
export type OpenCycle = CycleState & { readonly plan: CyclePlan };

export function opened(cycle: CycleState): OpenCycle {
  if (!cycle.plan) throw new Error(`cycle ${cycle.id} was never opened`);
  return { ...cycle, plan: cycle.plan };
}

/** Office mail leaves at this local time, so that it is found in the morning. */
export const MORNING = '08:00';

/** When the requests leave: in the morning of the opening day, never before the hold is over. */
export function asksAt(cycle: CycleState): Instant {
  const { plan, holdUntil } = cycle;
  if (!plan) return '9999';
  const morning = atTime(cycle.dates.opensOn, MORNING, plan.zone);
  return holdUntil && holdUntil > morning ? holdUntil : morning;
}

/** The last moment at which an answer is in time: the end of that local day. */
export const dueAt = (cycle: OpenCycle): Instant => endOfDay(cycle.dates.dueOn, cycle.plan.zone);
export const confirmByAt = (cycle: OpenCycle): Instant => endOfDay(cycle.dates.confirmBy, cycle.plan.zone);

/** The last moment of a cycle; who closes it early closes it at once. */
export function closesAt(cycle: CycleState): Instant {
  if (cycle.closedEarlyAt) return new Date(Date.parse(cycle.closedEarlyAt) - 1).toISOString();
  return cycle.plan ? endOfDay(cycle.dates.closesOn, cycle.plan.zone) : '9999';
}

/** Workplaces that do not acknowledge are reminded this many working days long after closing; then the cycle is over. */
export const ACKNOWLEDGE_DAYS = 10;
export const overAt = (cycle: OpenCycle): Instant => {
  const { zone, holidays } = cycle.plan;
  return atTime(addWorkingDays(localDate(closesAt(cycle), zone), ACKNOWLEDGE_DAYS, holidays), MORNING, zone);
};

/** The latest working morning up to now, or undefined where none has come since the requests left. */
export function morningBefore(cycle: OpenCycle, now: Instant): Instant | undefined {
  const { zone, holidays } = cycle.plan;
  const today = localDate(now, zone);
  const isOne = isWorkingDay(today, holidays) && atTime(today, MORNING, zone) <= now;
  const day = isOne ? today : addWorkingDays(today, -1, holidays);
  const morning = atTime(day, MORNING, zone);
  return morning > asksAt(cycle) ? morning : undefined;
}

/** The first working morning after now. */
export function morningAfter(cycle: OpenCycle, now: Instant): Instant {
  const { zone, holidays } = cycle.plan;
  const today = nextWorkingDay(localDate(now, zone), holidays);
  const morning = atTime(today, MORNING, zone);
  return morning > now ? morning : atTime(addWorkingDays(today, 1, holidays), MORNING, zone);
}
