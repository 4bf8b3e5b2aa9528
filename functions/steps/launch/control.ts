import { office } from '#domain/actor.ts';
import { addDays, endOfDay, isLocalDate, localDate } from '#domain/calendar.ts';
import {
  asksAt,
  type CycleDates,
  type CycleEvent,
  type CycleState,
  closesAt,
  dueAt,
  latestClose,
  opened,
  statusOf,
} from '#domain/cycle.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Instant } from '#ports';
import { changeCycle } from '#records/changes.ts';
import type { World } from '#records/world.ts';

export interface ControlDeps {
  readonly world: World;
  /** Makes the workflow look again, now. */
  readonly wake: (cycleId: string) => Promise<unknown>;
}

export interface Hand {
  readonly by: string;
  readonly commandId: string;
}

/** An administrator's decision about a whole cycle: the event, then the workflow looks again. */
const decide =
  <A extends readonly unknown[]>(rule: (state: CycleState, now: Instant, ...args: A) => CycleEvent) =>
  (deps: ControlDeps) =>
  async (cycleId: string, hand: Hand, ...args: A): Promise<CycleState> => {
    const wish = { id: hand.commandId, by: office(hand.by) };
    const { state } = await changeCycle(deps.world, cycleId, wish, (before, now) => {
      if (before.seq === 0) throw new Refusal('NotFound', `there is no cycle ${cycleId}`);
      return rule(before, now, ...args);
    });
    await deps.wake(cycleId);
    return state;
  };

function expectNotOver(state: CycleState): void {
  if (state.cancelledAt) throw new Refusal('CycleOver', 'the cycle was cancelled');
  if (state.finishedAt) throw new Refusal('CycleOver', 'the cycle is over');
}

function expectBeforeClose(state: CycleState, now: Instant): void {
  expectNotOver(state);
  // While it is stopped nothing is assembled, whatever the date.
  if (!state.stoppedAt && now > closesAt(state))
    throw new Refusal('TooLate', 'the cycle has closed and its evaluations are assembled');
}

/** Starts the hold; when it is over (and the opening day has come) the requests leave. */
export const launch = decide((state, now) => {
  expectNotOver(state);
  if (state.launchedAt) throw new Refusal('AlreadyDone', 'the cycle is launched already');
  const cycle = opened(state);
  const holdUntil = new Date(Date.parse(now) + cycle.plan.holdMinutes * 60_000).toISOString();
  // Nobody is said to be silent who was never asked in time.
  if (dueAt(cycle) <= asksAt({ ...cycle, holdUntil }))
    throw new Refusal('TooLate', 'the date due has passed before the requests could leave', [
      { place: 'dueOn', value: state.dates.dueOn, reason: 'dateInPast' },
    ]);
  return { type: 'launched', holdUntil };
});

/** The stop button: nothing leaves until somebody resumes. */
export const stop = decide((state, now, reason: string) => {
  expectBeforeClose(state, now);
  if (!state.launchedAt) throw new Refusal('TooEarly', 'the cycle is not launched');
  if (state.stoppedAt) throw new Refusal('AlreadyDone', 'the cycle is stopped already');
  return { type: 'stopped', reason };
});

export const resume = decide((state) => {
  expectNotOver(state);
  if (!state.stoppedAt) throw new Refusal('AlreadyDone', 'the cycle is not stopped');
  return { type: 'resumed' };
});

/** Later dates for everybody who still owes; reminders move along, and each is told once. */
export const extendCycle = decide((state, now, dates: CycleDates) => {
  expectBeforeClose(state, now);
  const zone = state.plan?.zone ?? 'UTC';
  const before = state.dates;
  const bad = (place: keyof CycleDates, reason: string, mend?: string) =>
    new Refusal('Invalid', 'these dates do not extend the cycle', [
      { place, value: dates[place], reason, ...(mend === undefined ? {} : { mend }) },
    ]);
  for (const place of ['dueOn', 'confirmBy', 'closesOn'] as const) {
    if (!isLocalDate(dates[place])) throw bad(place, 'notADate');
    const latest = place === 'dueOn' ? before.dueOn : addDays(before[place], -1);
    if (dates[place] < before[place]) throw bad(place, 'extensionNotLater', latest);
  }
  if (dates.dueOn <= before.dueOn || endOfDay(dates.dueOn, zone) <= now)
    throw bad('dueOn', 'extensionNotLater', [before.dueOn, addDays(localDate(now, zone), -1)].sort().at(-1));
  if (dates.confirmBy <= dates.dueOn) throw bad('confirmBy', 'dateNotAfter', `dueOn ${dates.dueOn}`);
  if (dates.closesOn <= dates.confirmBy) throw bad('closesOn', 'dateNotAfter', `confirmBy ${dates.confirmBy}`);
  const latest = latestClose(before.opensOn);
  if (dates.closesOn > latest) throw bad('closesOn', 'cycleTooLong', latest);
  return { type: 'extended', dates: { ...dates, opensOn: before.opensOn } };
});

/** Closes now: evaluations are assembled from what there is. */
export const closeEarly = decide((state, now) => {
  expectBeforeClose(state, now);
  const status = statusOf(state, now);
  if (status !== 'running' && status !== 'stopped')
    throw new Refusal('TooEarly', 'only a cycle whose requests have left can be closed');
  return { type: 'closedEarly' };
});

/** Ends the cycle without evaluations; links stop working, and each committee that was asked gets the one notice. */
export const cancel = decide((state, now, reason: string) => {
  expectBeforeClose(state, now);
  return { type: 'cancelled', reason };
});
