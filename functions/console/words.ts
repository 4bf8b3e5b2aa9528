import { HOME_ZONE, localDate, type Zone } from '#domain/calendar.ts';
import type { Language } from '#domain/language.ts';
import { consoleCopy } from '#edge/copy/console/index.ts';
import { moment, numbersIn, shortDate } from '#mail/formats.ts';
import type { Instant } from '#ports';

const formats = { vi: numbersIn('vi'), en: numbersIn('en'), fr: numbersIn('fr') };

const machines: ReadonlySet<string> = new Set(['npm start', 'root']);

/** Who did something: a name as it is, and in words what is no person. */
export function handName(language: Language, by: string): string {
  const { hands } = consoleCopy(language);
  if (by === 'sample') return hands.sample;
  return machines.has(by) ? hands.machine : by;
}

export const number = (language: Language, count: number): string => formats[language](count);

/** A moment as the day it is there, with the time where that matters. */
export function day(language: Language, at: Instant, withTime = false, zone: Zone = HOME_ZONE): string {
  const { time, date } = moment(language, zone, at);
  return withTime ? `${time} ${date}` : date;
}

/** A deadline is the end of a local day, so the day alone says it. */
export const deadline = (language: Language, at: Instant, zone: Zone = HOME_ZONE): string =>
  shortDate(language, localDate(at, zone));

export { moment, shortDate };
