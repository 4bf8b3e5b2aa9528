import { DAY } from './day.ts';

/**
 * Dates as a roster writes them. They stay text: a birth date taken through an instant moves by a day or an hour, because
 * the zone here was +08 before the middle of 1975. `03/04` means what the declared order says, never what looks likelier.
 */

export type DateOrder = 'dmy' | 'mdy' | 'iso';

export type DateFault = 'date-form' | 'date-not-in-calendar' | 'date-out-of-range';

export type DateReading =
  /** What it means, `YYYY-MM-DD` (or `YYYY-MM`, `YYYY`), and the text to keep. */
  { readonly date: string; readonly written: string } | { readonly fault: DateFault };

const iso = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/;
const slashed = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const monthYear = /^(\d{1,2})[/.-](\d{4})$/;
const yearOnly = /^\d{4}$/;
const serial = /^\d{5}(?:\.0+)?$/;

const daysIn = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
};

const meaning = (year: string, month?: string, day?: string): DateReading => {
  const parts = [year, month, day].filter((part) => part !== undefined);
  const [y = 0, m = 1, d = 1] = parts.map(Number);
  if (m < 1 || m > 12 || d < 1 || d > daysIn(y, m)) return { fault: 'date-not-in-calendar' };
  if (y < 1880 || y > 2100) return { fault: 'date-out-of-range' };
  const date = parts.map((part) => part.padStart(2, '0')).join('-');
  return { date, written: date };
};

/** Day n of a workbook's calendar. Its day 60 is 29 February 1900, which never was, so day 61 is 1 March 1900. */
export const dateOfSerial = (days: number, from1904 = false): string => {
  const whole = Math.floor(days) + (from1904 ? 1462 : 0);
  const epoch = Date.UTC(1899, 11, whole < 60 ? 31 : 30);
  return new Date(epoch + whole * DAY).toISOString().slice(0, 10);
};

const readSlashed = (text: string, order: 'dmy' | 'mdy'): DateReading => {
  const [, first, second, year = ''] = slashed.exec(text) ?? [];
  const [, month, monthsYear = ''] = monthYear.exec(text) ?? [];
  if (month === undefined && first === undefined) return { fault: 'date-form' };
  if (month !== undefined) return meaning(monthsYear, month);
  return order === 'dmy' ? meaning(year, second, first) : meaning(year, first, second);
};

/**
 * ISO is accepted under every declared order, because it can mean only one thing; so are a year, or a month and a year, of
 * which old files know no more. The text is kept as it was written, except where that could later be misread (month
 * first), which is kept as ISO. A workbook's day number is written as ISO too.
 */
export const readDate = (text: string, order: DateOrder, workbook = false): DateReading => {
  const plain = iso.exec(text);
  if (plain) return meaning(plain[1] ?? '', plain[2], plain[3]);
  if (yearOnly.test(text)) return meaning(text);
  if (workbook && serial.test(text))
    return meaning(...(dateOfSerial(Number(text)).split('-') as [string, string, string]));
  if (order === 'iso') return { fault: 'date-form' };
  const reading = readSlashed(text, order);
  return order === 'dmy' && 'date' in reading ? { ...reading, written: text } : reading;
};

/** What two spellings of one date have in common; the text itself where it is none of ours. */
export const dateKey = (written: string): string => {
  const reading = readDate(written, 'dmy');
  return 'date' in reading ? reading.date : written;
};

/** A written date as people here read it, day first; one that was not written as ISO is shown as it was written. */
export const dateShown = (written: string): string =>
  iso.test(written) ? written.split('-').toReversed().join('/') : written;
