import { office } from '#domain/actor.ts';
import { endOfDay, HOME_ZONE, type Holidays, isLocalDate, yearsWithoutHolidays } from '#domain/calendar.ts';
import { provinceOf } from '#domain/committee.ts';
import { type CycleDates, type CyclePlan, latestClose, type Officer } from '#domain/cycle.ts';
import { formOf, LATEST_FORM } from '#domain/form.ts';
import { NO_DESK } from '#domain/outcome.ts';
import { type Problem, Refusal } from '#domain/refusal.ts';
import type { Files } from '#ports';
import type { Wish } from '#records/change.ts';
import { changeCycle } from '#records/changes.ts';
import { keepShards } from '#records/cycles.ts';
import { digestOf } from '#records/hash.ts';
import { cycles, load } from '#records/journal.ts';
import { keepParties } from '#records/parties.ts';
import { currentRoster } from '#records/roster.ts';
import { writeCells, writeWorkplaces } from '#records/snapshot.ts';
import { toBody } from '#records/stored.ts';
import type { World } from '#records/world.ts';
import { type Categories, linesOf, type Survey, shardsOf, survey } from './survey.ts';

/** What an administrator decides; everything else has a default that the plan then keeps. */
export interface CycleOrder {
  readonly title: string;
  readonly period: string;
  readonly dates: CycleDates;
  readonly officer: Officer;
  readonly formId?: string;
  readonly categories?: Categories;
  readonly onDemandReason?: string;
  readonly zone?: string;
  readonly holidays?: Holidays;
  readonly reminders?: readonly number[];
  readonly minimumGap?: number;
  readonly holdMinutes?: number;
  /** The standing order that opens it; nobody types this. */
  readonly yearlyOf?: string;
}

const DEFAULTS = {
  reminders: [-10, -3, -1, 2],
  minimumGap: 2,
  escalateAfter: { desk: 1, province: 3 },
  holdMinutes: 60,
} as const;

export interface DryRun extends Omit<Survey, 'committees' | 'desks' | 'workplaces'> {
  readonly rosterVersion: string;
  readonly wards: number;
  readonly workplaces: number;
}

export interface OpenDeps {
  readonly world: World;
  readonly files: Files;
}

/** The routing dry run: exactly what would be opened, and everything that is wrong with it. Changes nothing. */
export const dryRun =
  (deps: OpenDeps) =>
  async (order: CycleOrder): Promise<DryRun> => {
    const { found, rosterVersion } = await look(deps, order, 'dry-run');
    const { committees: _, desks, workplaces, ...counts } = found;
    const wards = [...desks.keys()].filter((id) => id !== NO_DESK).length;
    return { ...counts, rosterVersion, wards, workplaces: workplaces.length };
  };

/**
 * Opens a cycle: the roster of this moment, the routing, the form's version and the dates become its own for ever. Nothing
 * leaves before it is launched. Problems of the routing refuse it, unless they are knowingly accepted.
 */
export const open =
  (deps: OpenDeps) =>
  async (
    order: CycleOrder,
    how: { readonly by: string; readonly commandId: string; readonly accept: boolean },
  ): Promise<{ cycleId: string }> => {
    const { world, files } = deps;
    const cycleId = `${order.dates.opensOn.slice(0, 7)}-${how.commandId.slice(0, 6)}`;
    const wish = { id: how.commandId, by: office(how.by), digest: digestOf(toBody(order)) };
    if ((await load(world.table, cycles, cycleId)).state.seq > 0) return again(world, cycleId, wish);
    const { found, rosterVersion, problems } = await look(deps, order, cycleId);
    if (problems.length > 0) throw new Refusal('Invalid', 'the order for a cycle has mistakes', problems);
    if (found.members === 0)
      throw new Refusal('Invalid', 'nobody would be asked about', [{ place: 'roster', reason: 'rosterEmpty' }]);
    if (found.problems.length > 0 && !how.accept)
      throw new Refusal('Invalid', 'the routing has problems that nobody has accepted', found.problems);
    const categories = order.categories ?? ['A'];
    const shards = shardsOf(found);
    for (const shard of shards) {
      const mine = new Set(shard.desks);
      await writeCells(
        files,
        cycleId,
        shard.id,
        only(linesOf(files, rosterVersion, found.committees, categories), mine),
      );
    }
    await writeWorkplaces(files, cycleId, found.workplaces);
    await keepShards(world.table, cycleId, shards);
    await keepParties(world.table, cycleId, partiesOf(found));
    const plan = planOf(order, rosterVersion, found);
    await changeCycle(world, cycleId, wish, (state) => (state.seq > 0 ? taken(cycleId) : { type: 'opened', plan }));
    return { cycleId };
  };

/** What a cycle was opened with stays as it was, whatever the roster is by now: the same wish is only answered. */
async function again(world: World, cycleId: string, wish: Wish): Promise<{ cycleId: string }> {
  await changeCycle(world, cycleId, wish, () => taken(cycleId));
  return { cycleId };
}

const taken = (cycleId: string): never => {
  throw new Refusal('Conflict', `another cycle is called ${cycleId}`);
};

async function look({ world, files }: OpenDeps, order: CycleOrder, cycleId: string) {
  const roster = await currentRoster(world.table);
  if (!roster) throw new Refusal('TooEarly', 'there is no roster yet', [{ place: 'roster', reason: 'rosterMissing' }]);
  const found = await survey(files, cycleId, roster.version, order.categories ?? ['A']);
  return { found, rosterVersion: roster.version, problems: orderProblems(order, world.clock.now()) };
}

/** What is wrong with an order itself, place by place. */
export function orderProblems(order: CycleOrder, now: string): Problem[] {
  const problems: Problem[] = [];
  const { dates, officer } = order;
  const missing = (place: string, text: string) => {
    if (text.trim() === '') problems.push({ place, reason: 'missing' });
  };
  missing('title', order.title);
  missing('period', order.period);
  missing('officer.name', officer.name);
  missing('officer.telephone', officer.telephone);
  missing('officer.replyTo', officer.replyTo);
  const order4 = [
    ['opensOn', dates.opensOn],
    ['dueOn', dates.dueOn],
    ['confirmBy', dates.confirmBy],
    ['closesOn', dates.closesOn],
  ] as const;
  const wrong = order4.filter(([, date]) => !isLocalDate(date));
  for (const [place, value] of wrong) problems.push({ place, value, reason: 'notADate' });
  if (wrong.length > 0) return problems;
  order4.forEach(([place, date], n) => {
    const before = order4[n - 1];
    if (before && date <= before[1])
      problems.push({ place, value: date, reason: 'dateNotAfter', mend: before.join(' ') });
  });
  if (dates.closesOn > latestClose(dates.opensOn))
    problems.push({
      place: 'closesOn',
      value: dates.closesOn,
      reason: 'cycleTooLong',
      mend: latestClose(dates.opensOn),
    });
  if (endOfDay(dates.dueOn, order.zone ?? HOME_ZONE) <= now)
    problems.push({ place: 'dueOn', value: dates.dueOn, reason: 'dateInPast' });
  for (const year of yearsWithoutHolidays(dates.opensOn, dates.closesOn, order.holidays))
    problems.push({ place: 'dates', value: String(year), reason: 'holidaysUnknown' });
  if (order.categories?.includes('B') && !order.onDemandReason?.trim())
    problems.push({ place: 'onDemandReason', reason: 'onDemandReasonMissing' });
  return problems;
}

async function* only<T extends { deskId: string }>(
  lines: AsyncIterable<T>,
  desks: ReadonlySet<string>,
): AsyncIterable<T> {
  for await (const line of lines) if (desks.has(line.deskId)) yield line;
}

/** Everybody a cycle writes to besides the cells: the wards concerned, their provinces, the workplaces. */
function partiesOf(found: Survey) {
  const ids = new Set<string>(found.workplaces.map(({ workplaceId }) => workplaceId));
  for (const deskId of found.desks.keys()) {
    ids.add(deskId);
    const province = provinceOf(deskId, found.committees);
    if (province) ids.add(province.id);
  }
  return [...ids].flatMap((id) => found.committees.get(id) ?? []);
}

function planOf(order: CycleOrder, rosterVersion: string, found: Survey): CyclePlan {
  return {
    title: order.title,
    period: order.period,
    formId: formOf(order.formId ?? LATEST_FORM).id,
    rosterVersion,
    categories: order.categories ?? ['A'],
    ...(order.onDemandReason ? { onDemandReason: order.onDemandReason } : {}),
    zone: order.zone ?? HOME_ZONE,
    holidays: order.holidays ?? { closed: [], open: [] },
    dates: order.dates,
    reminders: order.reminders ?? DEFAULTS.reminders,
    minimumGap: order.minimumGap ?? DEFAULTS.minimumGap,
    escalateAfter: DEFAULTS.escalateAfter,
    holdMinutes: order.holdMinutes ?? DEFAULTS.holdMinutes,
    officer: order.officer,
    ...(order.yearlyOf ? { yearlyOf: order.yearlyOf } : {}),
    counts: { requests: found.requests, members: found.members, mailboxes: found.mailboxes, leftOut: found.leftOut },
  };
}
