// The functions and not the classes, which every bundle would carry whole.
import * as Moment from 'temporal-polyfill/fns/Instant';
import * as Day from 'temporal-polyfill/fns/PlainDate';
import * as Time from 'temporal-polyfill/fns/PlainTime';
import * as Zoned from 'temporal-polyfill/fns/ZonedDateTime';
import type { Instant } from '#ports';
import { DAY } from './day.ts';
import publicHolidays from './holidays.json' with { type: 'json' };

/** A day where the committees are, 'YYYY-MM-DD', so that text order is day order. */
export type LocalDate = string;

/** An IANA time zone name. Vietnam has none but this one, and no summer time. */
export type Zone = string;
export const HOME_ZONE: Zone = 'Asia/Ho_Chi_Minh';

/**
 * What an office adds to the public holidays (a setting): days on which it is closed, and days on which it works all the
 * same, such as a Saturday exchanged for a bridge day. A day named in both is worked.
 */
export interface Holidays {
  readonly closed: readonly LocalDate[];
  readonly open: readonly LocalDate[];
}
const NONE_ADDED: Holidays = { closed: [], open: [] };

const PUBLIC = new Set(publicHolidays.days.map(({ date }) => date));

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const monthLength = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** Whether the text is a day that exists, written 'YYYY-MM-DD': 31 February is none. */
export function isLocalDate(text: string): text is LocalDate {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8));
  return month >= 1 && month <= 12 && day >= 1 && day <= monthLength(Number(text.slice(0, 4)), month);
}

// Days without a zone are counted as UTC days: exact, and far cheaper than a Temporal object for each step.
function dayNumber(date: LocalDate): number {
  if (!isLocalDate(date)) throw new RangeError(`not a day of the calendar: ${date}`);
  return Date.parse(date) / DAY;
}
const dateOf = (day: number): LocalDate => new Date(day * DAY).toISOString().slice(0, 10);

export const addDays = (date: LocalDate, n: number): LocalDate => dateOf(dayNumber(date) + n);

/** Answers already worked out, dropped all at once when there are too many to be one office's days. */
class Memo<T> {
  readonly #known = new Map<string, T>();

  of(key: string, workOut: () => T): T {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= 10_000) this.#known.clear();
    const value = workOut();
    this.#known.set(key, value);
    return value;
  }
}

/** For each office's holidays: a sweep asks the same of every request. */
const workingDays = new WeakMap<Holidays, Memo<LocalDate | number>>();

function worked<T extends LocalDate | number>(holidays: Holidays, question: string, workOut: () => T): T {
  const known = workingDays.get(holidays) ?? new Memo<LocalDate | number>();
  workingDays.set(holidays, known);
  // What was worked out for a question is of the kind that the question has.
  return known.of(question, workOut) as T;
}

const starts = new Memo<Instant>();
const ends = new Memo<Instant>();
const times = new Memo<Instant>();
const days = new Memo<readonly { readonly from: Instant; readonly date: LocalDate }[]>();

function dayIn(date: LocalDate): Day.Record {
  if (!isLocalDate(date)) throw new RangeError(`not a day of the calendar: ${date}`);
  return Day.create(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8)));
}

const instant = (epochMilliseconds: number): Instant => new Date(epochMilliseconds).toISOString();

/** The first moment of that day there; where summer time skips midnight, the first that exists. */
export const startOfDay = (date: LocalDate, zone: Zone = HOME_ZONE): Instant =>
  starts.of(`${date} ${zone}`, () => instant(Day.toZonedDateTime(dayIn(date), zone).epochMilliseconds));

/** The last millisecond of that day there: a deadline is the end of the local day. */
export const endOfDay = (date: LocalDate, zone: Zone = HOME_ZONE): Instant =>
  ends.of(`${date} ${zone}`, () => instant(Date.parse(startOfDay(addDays(date, 1), zone)) - 1));

/** That time ('08:00') on that day there; a time that summer time skips is read an hour later. */
export const atTime = (date: LocalDate, time: string, zone: Zone = HOME_ZONE): Instant =>
  times.of(`${date} ${time} ${zone}`, () =>
    instant(Day.toZonedDateTime(dayIn(date), { timeZone: zone, plainTime: Time.fromString(time) }).epochMilliseconds),
  );

export const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);
export const earlierOf = (a: Instant, b: Instant): Instant => (a < b ? a : b);

/** The day it is there at that moment. */
export function localDate(at: Instant, zone: Zone = HOME_ZONE): LocalDate {
  const utcDay = at.slice(0, 10);
  const within = days.of(`${utcDay} ${zone}`, () => localDaysOf(utcDay, zone));
  const found = within.findLast(({ from }) => from <= at);
  if (!found) throw new RangeError(`not a moment in UTC: ${at}`);
  return found.date;
}

/** The local days that begin within one UTC day or hold its first moment, in order. */
function localDaysOf(utcDay: LocalDate, zone: Zone): readonly { from: Instant; date: LocalDate }[] {
  const dayAt = (at: string) =>
    Day.toString(Zoned.toPlainDate(Moment.toZonedDateTimeISO(Moment.fromEpochMilliseconds(Date.parse(at)), zone)));
  const last = dayAt(`${utcDay}T23:59:59.999Z`);
  const result = [];
  for (let date = dayAt(`${utcDay}T00:00:00.000Z`); date <= last; date = addDays(date, 1)) {
    result.push({ from: startOfDay(date, zone), date });
  }
  return result;
}

/** Saturday and Sunday are the weekly days of rest; an office that works on one of them says so as an open day. */
export function isWorkingDay(date: LocalDate, holidays: Holidays = NONE_ADDED): boolean {
  const day = dayNumber(date);
  if (holidays.open.includes(date)) return true;
  // Day 0 was a Thursday, so 2 and 3 are a Saturday and a Sunday.
  const weekday = ((day % 7) + 7) % 7;
  return weekday !== 2 && weekday !== 3 && !PUBLIC.has(date) && !holidays.closed.includes(date);
}

/**
 * The nth working day after the date, or before it where n is negative; the date itself, worked or not, where n is 0.
 * A day that is not worked may be counted from: one working day after a Sunday is Monday.
 */
export function addWorkingDays(date: LocalDate, n: number, holidays: Holidays = NONE_ADDED): LocalDate {
  return worked(holidays, `${date} + ${n}`, () => countedOff(date, n, holidays));
}

function countedOff(date: LocalDate, n: number, holidays: Holidays): LocalDate {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a number of days: ${n}`);
  const step = Math.sign(n);
  let current = date;
  for (let left = Math.abs(n); left > 0; ) {
    current = addDays(current, step);
    if (isWorkingDay(current, holidays)) left--;
  }
  return current;
}

/** The date itself if it is worked, else the first working day after it. */
export const nextWorkingDay = (date: LocalDate, holidays: Holidays = NONE_ADDED): LocalDate =>
  isWorkingDay(date, holidays) ? date : addWorkingDays(date, 1, holidays);

/** Working days after the first date up to and with the second; negative where the second is earlier. */
export function workingDaysBetween(from: LocalDate, to: LocalDate, holidays: Holidays = NONE_ADDED): number {
  return worked(holidays, `${from} to ${to}`, () => counted(from, to, holidays));
}

function counted(from: LocalDate, to: LocalDate, holidays: Holidays): number {
  const forward = from <= to;
  const step = forward ? 1 : -1;
  let count = 0;
  for (let date = from; date !== to; ) {
    date = addDays(date, step);
    if (isWorkingDay(date, holidays)) count += step;
  }
  return count;
}

/**
 * Whether the holidays of a year are known: from the data, or because the office has entered days of its own for it. In a
 * year that is not, only weekends count as days of rest, and whoever sets dates in it must say so (yearsWithoutHolidays).
 */
export const holidaysKnownFor = (year: number, holidays: Holidays = NONE_ADDED): boolean =>
  (year >= publicHolidays.firstYear && year <= publicHolidays.lastYear) ||
  holidays.closed.some((date) => date.startsWith(`${year}-`));

/** The years between two days whose holidays nobody has entered: to be said before a cycle is opened over them. */
export function yearsWithoutHolidays(first: LocalDate, last: LocalDate, holidays: Holidays = NONE_ADDED): number[] {
  const unknown: number[] = [];
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year++) {
    if (!holidaysKnownFor(year, holidays)) unknown.push(year);
  }
  return unknown;
}
