import { localDate } from '#domain/calendar.ts';
import { isRefusal, Refusal } from '#domain/refusal.ts';
import { datesIn, wordsIn, type YearlyOrder, yearDue } from '#domain/yearly.ts';
import { readCycle } from '#records/cycles.ts';
import { sha256 } from '#records/hash.ts';
import type { World } from '#records/world.ts';
import {
  changeYearly,
  keepYearly,
  listYearly,
  openedLast,
  type StandingYearly,
  type YearlyOutcome,
} from '#records/yearly-orders.ts';
import { type ControlDeps, launch } from './control.ts';
import { type CycleOrder, type OpenDeps, open } from './open.ts';

export interface YearlyChoice {
  readonly daysAhead: number;
  readonly launches: boolean;
}

const MOST_DAYS_AHEAD = 60;

/** From now on this cycle opens itself again every year. Asked for again, the new choice counts. */
export const repeatYearly =
  ({ table, clock }: Pick<World, 'table' | 'clock'>) =>
  async (cycleId: string, by: string, { daysAhead, launches }: YearlyChoice): Promise<void> => {
    const { plan, launchedAt, cancelledAt } = await readCycle(table, cycleId);
    const bad = (place: string, value: string, reason: string) =>
      new Refusal('Invalid', 'this cycle cannot open itself like that', [{ place, value, reason }]);
    if (!Number.isInteger(daysAhead) || daysAhead < 1 || daysAhead > MOST_DAYS_AHEAD)
      throw bad('daysAhead', String(daysAhead), 'notANumber');
    // Its links were seen to open from elsewhere before it was launched; of another nobody knows.
    if (launches && (!launchedAt || cancelledAt)) throw bad('launches', 'yes', 'neverLaunched');
    const { formId: _, rosterVersion: __, counts: ___, ...kept } = plan;
    const standing: StandingYearly = {
      order: { id: cycleId, plan: kept, daysAhead, launches },
      by,
      since: clock.now(),
    };
    if (await keepYearly(table, standing, 0)) return;
    await changeYearly(table, cycleId, ({ last }) => ({ ...standing, ...(last ? { last } : {}) }));
  };

export const endYearly =
  ({ table, clock }: Pick<World, 'table' | 'clock'>) =>
  (id: string, by: string): Promise<void> =>
    changeYearly(table, id, (standing) =>
      standing.ended ? undefined : { ...standing, ended: { by, at: clock.now() } },
    );

export interface YearlyDeps extends OpenDeps {
  readonly control: ControlDeps;
}

/** Opens the cycles whose day has come, each once a year whoever looks and however often; the number of them. */
export const openYearly = (deps: YearlyDeps) => async (): Promise<number> => {
  const { table, clock } = deps.world;
  let count = 0;
  for (const { standing } of await listYearly(table)) {
    if (standing.ended) continue;
    const { order } = standing;
    const year = yearDue(order, localDate(clock.now(), order.plan.zone), openedLast(standing));
    if (year === undefined) continue;
    const last = await openOne(deps, standing, year);
    await changeYearly(table, order.id, (now) => (openedLast(now) >= year ? undefined : { ...now, last }));
    if (last.outcome !== 'notOpened') count += 1;
  }
  return count;
};

/** The same year of the same order is the same wish, so that a second look finds the cycle of the first. */
const commandOf = (order: YearlyOrder, year: number): string =>
  sha256(`yearly ${order.id} ${year}`).replace(/[^A-Za-z0-9]/g, 'x');

async function openOne(deps: YearlyDeps, { order, by }: StandingYearly, year: number): Promise<YearlyOutcome> {
  const when = { year, at: deps.world.clock.now() };
  const commandId = commandOf(order, year);
  let cycleId: string;
  try {
    ({ cycleId } = await open(deps)(orderFor(order, year), { by, commandId, accept: false }));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { ...when, outcome: 'notOpened', reason: error.name, problems: error.problems.length };
  }
  if (!order.launches) return { ...when, outcome: 'opened', cycleId };
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
  };
}
