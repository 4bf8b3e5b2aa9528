import { addDays, isLocalDate, type LocalDate } from './calendar.ts';
import type { CycleDates, CyclePlan } from './cycle.ts';

/** A cycle that opens itself again every year, as it was opened once: same days of the calendar, same officer, same reminders. */
export interface YearlyOrder {
  /** Of the cycle it was made from. */
  readonly id: string;
  readonly plan: Omit<CyclePlan, 'formId' | 'rosterVersion' | 'counts' | 'yearlyOf'>;
  /** It opens so many days before its letters are to leave, so that somebody can still look. */
  readonly daysAhead: number;
  /** It is launched as well, if the dry run finds nothing; else somebody does that. */
  readonly launches: boolean;
}

const yearIn = (date: LocalDate): number => Number(date.slice(0, 4));
const DAYS_TO_ANSWER = 14;

/** The same day of another year; the 29th of February is the 28th where there is none. */
function moved(date: LocalDate, years: number): LocalDate {
  const year = yearIn(date) + years;
  const day: string = `${year}${date.slice(4)}`;
  const exists: boolean = isLocalDate(day);
  return exists ? day : `${year}-02-28`;
}

export function datesIn({ plan }: YearlyOrder, year: number): CycleDates {
  const { opensOn, dueOn, confirmBy, closesOn } = plan.dates;
  const years = year - yearIn(opensOn);
  return {
    opensOn: moved(opensOn, years),
    dueOn: moved(dueOn, years),
    confirmBy: moved(confirmBy, years),
    closesOn: moved(closesOn, years),
  };
}

/** Four digits by themselves that are not the number of a document ("2026-HD/TU"). */
const YEAR = /(?<!\d)\d{4}(?!\d)(?!-\p{L})/gu;

/** A title or a period that names its year names the other; one that names none has it added. */
export function wordsIn({ plan }: YearlyOrder, words: string, year: number): string {
  const from = yearIn(plan.dates.opensOn);
  const renamed = words.replace(YEAR, (found) =>
    Math.abs(Number(found) - from) <= 1 ? String(Number(found) + year - from) : found,
  );
  return renamed === words ? `${words} (${year})` : renamed;
}

/**
 * The year whose cycle is to be opened by this day; undefined while there is none. One whose day was missed is opened as long as
 * committees keep two weeks to answer, and is else left to a hand.
 */
export function yearDue(order: YearlyOrder, today: LocalDate, openedLast: number): number | undefined {
  const first = yearIn(order.plan.dates.opensOn) + 1;
  return [yearIn(today), yearIn(today) + 1].find((year) => {
    const { opensOn, dueOn } = datesIn(order, year);
    const inTime = today >= addDays(opensOn, 0 - order.daysAhead) && addDays(today, DAYS_TO_ANSWER) <= dueOn;
    return year >= first && year > openedLast && inTime;
  });
}

/** The day on which it opens itself next. */
export function nextOpening(order: YearlyOrder, today: LocalDate, openedLast: number): LocalDate {
  const first = Math.max(yearIn(order.plan.dates.opensOn), openedLast) + 1;
  const ahead = (year: number) => addDays(datesIn(order, year).opensOn, 0 - order.daysAhead);
  const due = yearDue(order, today, openedLast);
  if (due !== undefined) return today;
  for (let year = Math.max(first, yearIn(today)); ; year++) if (ahead(year) > today) return ahead(year);
}
