import { committee } from '#domain/actor.ts';
import { addDays, addWorkingDays, atTime } from '#domain/calendar.ts';
import type { CycleDates } from '#domain/cycle.ts';
import type { Instant } from '#ports';
import type { World } from '#records/world.ts';
import { confirmAnswers } from '#steps/confirm/confirm.ts';
import { acknowledgeDelivery } from '#steps/deliver/receive.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import { pool, signing } from '../workload.ts';
import { CELLS_A_WARD, cellId, commentOn, numbers, type Size, wardId, workplacesOf } from './town.ts';

export const START = '2026-10-30T02:00:00.000Z';
/** Forty days, the reminders that a cycle has unless somebody chooses others. */
export const DATES: CycleDates = {
  opensOn: '2026-11-02',
  dueOn: '2026-11-30',
  confirmBy: '2026-12-05',
  closesOn: '2026-12-11',
};

/**
 * How the 36 cells of a ward behave, as in the workload: seven in ten answer before the first reminder, two after it, one never.
 * Each ward the same, so that twice as many wards are twice as much work and nothing else.
 */
const BEHAVIOUR = [
  { cells: 25, from: 1, days: 8 },
  { cells: 7, from: 12, days: 3 },
] as const;
const CONFIRMED_AFTER = 1;

/** What is done to a cycle from outside, and when. */
export interface Deed {
  readonly at: Instant;
  readonly act: () => Promise<void>;
}

/** How a deed reaches the exchange. */
export interface Hands {
  /** A form of the page of that name, with the mail it leaves. */
  onPage(who: string, act: (world: World) => Promise<unknown>): Promise<void>;
  beat(): Promise<unknown>;
  night(): Promise<void>;
}

/** Everything that is done to a cycle until its workplaces have acknowledged, in the order of time. */
export function deedsOf(size: Size, cycleId: string, hands: Hands): Deed[] {
  const onDay = (day: number) => addWorkingDays(DATES.opensOn, day);
  const days = Map.groupBy(numbers(size.committees), dayOfAnswer);
  const deeds = [...days].flatMap(([day, cells]): Deed[] => {
    if (day === undefined) return [];
    return [
      { at: atTime(onDay(day), '10:00'), act: () => answer(hands, cycleId, cells, size) },
      { at: atTime(onDay(day + CONFIRMED_AFTER), '14:00'), act: () => confirm(hands, cycleId, cells, size) },
    ];
  });
  const last = addWorkingDays(DATES.closesOn, 2);
  deeds.push({ at: atTime(last, '09:00'), act: () => acknowledge(hands, cycleId, size) });
  for (let day = addDays(START.slice(0, 10), 1); day <= last; day = addDays(day, 1))
    deeds.push({ at: atTime(day, '02:30'), act: () => hands.night() });
  return deeds.sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Working days after the first; undefined for a committee that never answers. */
function dayOfAnswer(n: number): number | undefined {
  let place = n % CELLS_A_WARD;
  for (const { cells, from, days } of BEHAVIOUR) {
    if (place < cells) return from + (place % days);
    place -= cells;
  }
  return undefined;
}

async function answer({ onPage }: Hands, cycleId: string, cells: readonly number[], { members }: Size): Promise<void> {
  for (const n of cells)
    await onPage('respond', (world) =>
      submitAnswers(world)(`${cycleId}.${cellId(n)}`, {
        commandId: `answer${n}`,
        by: committee(cellId(n)),
        via: 'link',
        answers: numbers(members).map((slot) => ({ slot, answer: commentOn(n, slot) })),
        signing,
      }),
    );
}

async function confirm({ onPage }: Hands, cycleId: string, cells: readonly number[], { members }: Size): Promise<void> {
  for (const n of cells)
    await onPage('confirm', (world) =>
      confirmAnswers(world)(
        `${cycleId}.${cellId(n)}`,
        { commandId: `confirm${n}`, by: committee(wardId(n)) },
        numbers(members),
      ),
    );
}

async function acknowledge({ onPage, beat }: Hands, cycleId: string, size: Size): Promise<void> {
  await beat();
  await pool(numbers(workplacesOf(size)), (e) =>
    onPage('evaluations', (world) =>
      acknowledgeDelivery(world)(`${cycleId}.e${e}`, { commandId: `has${e}`, by: committee(`e${e}`) }),
    ),
  );
}
