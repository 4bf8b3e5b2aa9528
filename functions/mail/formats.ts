import { type LocalDate, localDate, type Zone } from '#domain/calendar.ts';
import { DAY } from '#domain/day.ts';
import type { Language } from '#domain/language.ts';
import type { Instant } from '#ports';

/** How each language writes a day and a time. Formatters cost a hundred times what using one costs, so each is made once. */
const LOCALES: { readonly [language in Language]: string } = { vi: 'vi-VN', en: 'en-GB', fr: 'fr-FR' };

type Style = 'long' | 'short';
const STYLES: { readonly [language in Language]: { readonly [style in Style]: Intl.DateTimeFormatOptions } } = {
  vi: {
    long: { weekday: 'long', day: '2-digit', month: '2-digit', year: 'numeric' },
    short: { day: '2-digit', month: '2-digit', year: 'numeric' },
  },
  en: {
    long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    short: { day: 'numeric', month: 'short', year: 'numeric' },
  },
  fr: {
    long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    short: { day: '2-digit', month: '2-digit', year: 'numeric' },
  },
};

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(LOCALES[language], options);
  formatters.set(key, made);
  return made;
}

/** The few days that a cycle's letters name, as they were written before. */
const days = new Map<string, string>();
const MOST_DAYS = 1_000;

/** A day has no zone any more, so it is written as the UTC day of that name. */
function dayIn(language: Language, style: Style, date: LocalDate): string {
  const key = `${language} ${style} ${date}`;
  const known = days.get(key);
  if (known !== undefined) return known;
  if (days.size >= MOST_DAYS) days.clear();
  const options = { ...STYLES[language][style], timeZone: 'UTC' };
  const made = formatter(language, style, options).format(Date.parse(date));
  days.set(key, made);
  return made;
}

/** With its weekday, as it stands within a sentence: 'thứ Hai, 30/11/2026', 'lundi 1er novembre 2027'. */
export function longDate(language: Language, date: LocalDate): string {
  const written = dayIn(language, 'long', date);
  if (language === 'vi') return written.charAt(0).toLowerCase() + written.slice(1);
  return language === 'fr' ? written.replace(/^(\S+) 1 /, '$1 1er ') : written.replace(',', '');
}

export const shortDate = (language: Language, date: LocalDate): string => dayIn(language, 'short', date);

/** The time on the clocks there: '14:32'. */
const timeOfDay = (language: Language, zone: Zone, at: Instant): string =>
  formatter(language, `time ${zone}`, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(Date.parse(at));

/** A moment as the clock and the calendar there show it. */
export const moment = (language: Language, zone: Zone, at: Instant) => ({
  time: timeOfDay(language, zone, at),
  date: shortDate(language, localDate(at, zone)),
});

/** Nights until that day: 0 on the day itself, negative after it. */
export const daysUntil = (today: LocalDate, date: LocalDate): number =>
  Math.round((Date.parse(date) - Date.parse(today)) / DAY);

/** How a language writes numbers. Made when the first is written: a function that starts has no time to waste. */
export function numbersIn(language: Language): (count: number) => string {
  let format: Intl.NumberFormat | undefined;
  return (count) => {
    format ??= new Intl.NumberFormat(LOCALES[language]);
    return format.format(count);
  };
}
