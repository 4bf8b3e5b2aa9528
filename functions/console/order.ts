import { addDays, type LocalDate, localDate, nextWorkingDay } from '#domain/calendar.ts';
import type { CycleDates } from '#domain/cycle.ts';
import { readAddress } from '#domain/mail-address.ts';
import type { Problem } from '#domain/refusal.ts';
import type { Instant } from '#ports';
import type { CycleOrder } from '#steps/launch/open.ts';

/** The form of a new cycle: what is typed into it, and the order it makes. */
export const orderFields = [
  'title',
  'period',
  'opensOn',
  'dueOn',
  'confirmBy',
  'closesOn',
  'officerName',
  'telephone',
  'replyTo',
  'letterNumber',
  'onDemandReason',
  'remindersBefore',
  'remindersAfter',
  'minimumGap',
  'holdMinutes',
] as const;

export type TypedOrder = { readonly [field in (typeof orderFields)[number]]: string } & {
  readonly categories: readonly string[];
};

const ENOUGH_DAYS = 14;

/** The yearly dates; once November is too far gone, the same stretch from the next working day. */
function usualDates(now: Instant): CycleDates {
  const today = localDate(now);
  const year = today.slice(0, 4);
  const next = nextWorkingDay(addDays(today, 1));
  const opensOn = next > `${year}-11-01` ? next : `${year}-11-01`;
  if (addDays(opensOn, ENOUGH_DAYS) <= `${year}-11-30`)
    return { opensOn, dueOn: `${year}-11-30`, confirmBy: `${year}-12-05`, closesOn: `${year}-12-10` };
  const dueOn = nextWorkingDay(addDays(next, 29));
  return { opensOn: next, dueOn, confirmBy: addDays(dueOn, 5), closesOn: addDays(dueOn, 10) };
}

export function usualOrder(now: Instant, words: { title: (year: string) => string; period: (year: string) => string }) {
  const dates = usualDates(now);
  const year = localDate(now).slice(0, 4);
  const typed: TypedOrder = {
    title: words.title(year),
    period: words.period(year),
    ...dates,
    officerName: '',
    telephone: '',
    replyTo: '',
    letterNumber: '',
    onDemandReason: '',
    remindersBefore: '10, 3, 1',
    remindersAfter: '2',
    minimumGap: '2',
    holdMinutes: '60',
    categories: ['A'],
  };
  return typed;
}

const LONGEST = { title: 200, period: 100, officerName: 100, telephone: 50, letterNumber: 50, onDemandReason: 1000 };

/** What an order's form cannot say; what an order may not say is the step's to find. */
export function readOrder(typed: TypedOrder): { readonly order: CycleOrder; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const bad = (place: string, reason: string, value?: string) =>
    problems.push({ place, reason, ...(value === undefined ? {} : { value }) });
  for (const [field, longest] of Object.entries(LONGEST) as [keyof typeof LONGEST, number][])
    if (typed[field].length > longest) bad(placeOf(field), 'too-long');
  const reading = readAddress(typed.replyTo.trim());
  if (typed.replyTo.trim() !== '' && 'fault' in reading) bad('officer.replyTo', reading.fault, typed.replyTo);
  const before = daysIn(typed.remindersBefore);
  if (!before) bad('remindersBefore', 'notDays', typed.remindersBefore);
  const after = daysIn(typed.remindersAfter);
  if (!after) bad('remindersAfter', 'notDays', typed.remindersAfter);
  const reminders =
    before && after && [...new Set([...before.map((days) => 0 - days), ...after])].sort((a, b) => a - b);
  const gap = wholeNumber(typed.minimumGap, 30);
  if (gap === undefined) bad('minimumGap', 'notANumber', typed.minimumGap);
  const hold = wholeNumber(typed.holdMinutes, 24 * 60);
  if (hold === undefined) bad('holdMinutes', 'notANumber', typed.holdMinutes);
  const categories = (['A', 'B'] as const).filter((category) => typed.categories.includes(category));
  if (categories.length === 0) bad('categories', 'missing');
  const { title, period, opensOn, dueOn, confirmBy, closesOn, letterNumber, onDemandReason } = typed;
  const order: CycleOrder = {
    title: title.trim(),
    period: period.trim(),
    dates: { opensOn, dueOn, confirmBy, closesOn },
    officer: {
      name: typed.officerName.trim(),
      telephone: typed.telephone.trim(),
      replyTo: 'address' in reading ? reading.address : typed.replyTo.trim(),
      ...(letterNumber.trim() ? { letterNumber: letterNumber.trim() } : {}),
    },
    categories,
    ...(onDemandReason.trim() ? { onDemandReason: onDemandReason.trim() } : {}),
    ...(reminders ? { reminders } : {}),
    ...(gap === undefined ? {} : { minimumGap: gap }),
    ...(hold === undefined ? {} : { holdMinutes: hold }),
  };
  return { order, problems };
}

const placeOf = (field: string): string =>
  ({ officerName: 'officer.name', telephone: 'officer.telephone' })[field] ?? field;

/** Working days from the date due, to one side of it: '10, 3, 1'. */
function daysIn(text: string): readonly number[] | undefined {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  const days = parts.map((part) => wholeNumber(part, 60));
  const right = days.length <= 6 && new Set(days).size === days.length;
  return right && days.every((day) => day !== undefined) ? days : undefined;
}

function wholeNumber(text: string, most: number): number | undefined {
  const value = /^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value <= most ? value : undefined;
}

/** 'YYYY-MM-DD' as a date field sends it, or as a Vietnamese hand types it where a browser has no such field. */
export function typedDate(text: string): LocalDate {
  const written = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  const [, day = '', month = '', year = ''] = written ?? [];
  return written ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.trim();
}
