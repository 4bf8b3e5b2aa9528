import { HOME_ZONE, localDate, type Zone } from '#domain/calendar.ts';
import type { Language } from '#domain/language.ts';
import { consoleCopy } from '#edge/copy/console/index.ts';
import { moment, shortDate } from '#mail/formats.ts';
import type { Instant } from '#ports';

const locales = { vi: 'vi-VN', en: 'en-GB', fr: 'fr-FR' } as const;
const formats = {
  vi: new Intl.NumberFormat(locales.vi),
  en: new Intl.NumberFormat(locales.en),
  fr: new Intl.NumberFormat(locales.fr),
};

const machines: ReadonlySet<string> = new Set(['npm start', 'root']);

/** Who did something: a name as it is, and in words what is no person. */
export function handName(language: Language, by: string): string {
  const { hands } = consoleCopy(language);
  if (by === 'sample') return hands.sample;
  return machines.has(by) ? hands.machine : by;
}

export const number = (language: Language, count: number): string => formats[language].format(count);

/** A moment as the day it is there, with the time where that matters. */
export function day(language: Language, at: Instant, withTime = false, zone: Zone = HOME_ZONE): string {
  const { time, date } = moment(language, zone, at);
  return withTime ? `${time} ${date}` : date;
}

/** A deadline is the end of a local day, so the day alone says it. */
export const deadline = (language: Language, at: Instant, zone: Zone = HOME_ZONE): string =>
  shortDate(language, localDate(at, zone));

export { moment, shortDate };
