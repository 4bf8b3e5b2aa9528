import { localDate } from '#domain/calendar.ts';
import { type CyclePlan, overlap } from '#domain/cycle.ts';
import { DAY } from '#domain/day.ts';
import { may } from '#domain/permissions.ts';
import { isRefusal, Refusal } from '#domain/refusal.ts';
import { datesIn, wordsIn, type YearlyOrder, yearDue } from '#domain/yearly.ts';
import { listCycles, readCycle } from '#records/cycles.ts';
import { sha256 } from '#records/hash.ts';
import { type Person, readPerson } from '#records/people.ts';
import { currentRoster, lookedAfterAt } from '#records/roster.ts';
import type { World } from '#records/world.ts';
import {
  changeYearly,
  keepYearly,
  listYearly,
  openedLast,
  type StandingYearly,
  withOutcome,
  type YearlyOutcome,
} from '#records/yearly-orders.ts';
import { type ControlDeps, launch } from './control.ts';
import { type CycleOrder, type OpenDeps, open } from './open.ts';

export interface YearlyChoice {
  readonly daysAhead: number;
  readonly launches: boolean;
}

const MOST_DAYS_AHEAD = 60;
/** With an older roster nobody is written to before somebody has looked at it. */
const ROSTER_DAYS = 90;

/** From now on this cycle opens itself again every year. Asked for again, the new choice counts. */
export const repeatYearly =
  ({ table, clock }: Pick<World, 'table' | 'clock'>) =>
  async (cycleId: string, by: Pick<Person, 'id' | 'name'>, { daysAhead, launches }: YearlyChoice): Promise<void> => {
    const { plan, launchedAt, cancelledAt } = await readCycle(table, cycleId);
    const bad = (place: string, value: string, reason: string) =>
      new Refusal('Invalid', 'this cycle cannot open itself like that', [{ place, value, reason }]);
    const { formId: _, rosterVersion: __, counts: ___, yearlyOf, ...kept } = plan;
    // Its pattern goes on opening one every year: two of them would ask everybody twice.
    if (yearlyOf) throw bad('from', cycleId, 'opensItself');
    if (!Number.isInteger(daysAhead) || daysAhead < 1 || daysAhead > MOST_DAYS_AHEAD)
      throw bad('daysAhead', String(daysAhead), 'notANumber');
    // Its links were seen to open from elsewhere before it was launched; of another nobody knows.
    if (launches && (!launchedAt || cancelledAt)) throw bad('launches', 'yes', 'neverLaunched');
    const standing: StandingYearly = {
      order: { id: cycleId, plan: kept, daysAhead, launches },
      by: by.name,
      byId: by.id,
      since: clock.now(),
    };
    if (await keepYearly(table, standing, 0)) return;
    await changeYearly(table, cycleId, ({ ended: _, ...before }) => ({ ...before, ...standing }));
  };

export const endYearly =
  ({ table, clock }: Pick<World, 'table' | 'clock'>) =>
  (id: string, by: string): Promise<void> =>
    changeYearly(table, id, (standing) =>
      standing.ended ? undefined : { ...standing, ended: { by, at: clock.now() } },
    );

export interface YearlyDeps extends OpenDeps {
  readonly control: ControlDeps;
  readonly log: (event: string, facts: { readonly [name: string]: string | number }) => void;
}

/**
 * Opens the cycles whose day has come, each once a year whoever looks and however often; the number of them. What fails stops no
 * other, and is thrown when all were tried.
 */
export const openYearly = (deps: YearlyDeps) => async (): Promise<number> => {
  const faults: unknown[] = [];
  let count = 0;
  for (const { standing } of await listYearly(deps.world.table)) {
    try {
      if (await openIfDue(deps, standing)) count += 1;
    } catch (error) {
      faults.push(error);
      deps.log('yearly.fault', { error: error instanceof Error ? error.name : 'unknown' });
    }
  }
  if (faults.length > 0) throw faults[0];
  return count;
};

async function openIfDue(deps: YearlyDeps, standing: StandingYearly): Promise<boolean> {
  const { table, clock } = deps.world;
  const { order } = standing;
  if (standing.ended) return false;
  const year = yearDue(order, localDate(clock.now(), order.plan.zone), openedLast(standing));
  if (year === undefined) return false;
  const last = await openOne(deps, standing, year);
  await changeYearly(table, order.id, (now) => withOutcome(now, last));
  if (last.outcome === 'notOpened' || last.outcome === 'notLaunched')
    deps.log(`yearly.${last.outcome}`, { work: order.id, error: last.reason });
  return last.outcome !== 'notOpened';
}

/** The same year of the same order is the same wish, so that a second look finds the cycle of the first. */
const commandOf = (order: YearlyOrder, year: number): string =>
  sha256(`yearly ${order.id} ${year}`).replace(/[^A-Za-z0-9]/g, 'x');

async function openOne(deps: YearlyDeps, standing: StandingYearly, year: number): Promise<YearlyOutcome> {
  const { order, by } = standing;
  const when = { year, at: deps.world.clock.now() };
  const commandId = commandOf(order, year);
  const other = await alreadyThere(deps.world, order, year);
  if (other) return { ...when, outcome: 'notOpened', reason: 'alreadyThere', problems: 0, cycleId: other };
  let cycleId: string;
  try {
    ({ cycleId } = await open(deps)(orderFor(order, year), { by, commandId, accept: false }));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { ...when, outcome: 'notOpened', reason: error.name, problems: error.problems.length };
  }
  if (!order.launches) return { ...when, outcome: 'opened', cycleId };
  const reason = await whyNotLaunched(deps.world, standing);
  if (reason) return { ...when, outcome: 'notLaunched', cycleId, reason };
  try {
    await launch(deps.control)(cycleId, { by, commandId: `${commandId}launch` });
    return { ...when, outcome: 'launched', cycleId };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    // Somebody was quicker: what it was to do is done.
    if (error.name === 'AlreadyDone') return { ...when, outcome: 'launched', cycleId };
    return { ...when, outcome: 'notLaunched', cycleId, reason: error.name };
  }
}

/** A cycle of that time which asks about the same members, by a hand or by another order: nobody is asked twice. */
async function alreadyThere({ table }: World, order: YearlyOrder, year: number): Promise<string | undefined> {
  const dates = datesIn(order, year);
  const shares = ({ categories }: CyclePlan) => categories.some((one) => order.plan.categories.includes(one));
  for (const { id } of await listCycles(table)) {
    const { plan, dates: theirs, cancelledAt } = await readCycle(table, id);
    // Its own of this year, where the process ended before it could say so.
    const isOwn = plan.yearlyOf === order.id;
    if (!isOwn && !cancelledAt && overlap(theirs, dates) && shares(plan)) return id;
  }
  return undefined;
}

/** Letters leave in the name of somebody who may still send them, and to the people of today. */
async function whyNotLaunched({ table, clock }: World, { byId }: StandingYearly): Promise<string | undefined> {
  const person = (await readPerson(table, byId))?.person;
  if (!person || person.disabled || !may(person, 'cycles')) return 'whoIsGone';
  const roster = await currentRoster(table);
  const oldest = new Date(Date.parse(clock.now()) - ROSTER_DAYS * DAY).toISOString();
  return !roster || lookedAfterAt(roster) < oldest ? 'rosterOld' : undefined;
}

function orderFor(yearly: YearlyOrder, year: number): CycleOrder {
  const { title, period, dates: _, escalateAfter: __, officer, ...rest } = yearly.plan;
  // The paper that announced the last cycle announces no other.
  const { letterNumber: ___, ...who } = officer;
  return {
    ...rest,
    officer: who,
    title: wordsIn(yearly, title, year),
    period: wordsIn(yearly, period, year),
    dates: datesIn(yearly, year),
    yearlyOf: yearly.id,
  };
}
