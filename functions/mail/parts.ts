import type { LocalDate, Zone } from '#domain/calendar.ts';
import type { CycleDates, Officer } from '#domain/cycle.ts';
import type { Language } from '#domain/language.ts';
import type { Instant } from '#ports';
import { type Copy, mailCopy } from './copy/index.ts';
import { daysUntil, longDate, moment } from './formats.ts';

/** What a mail says, before it is laid out: the same blocks make its text and its HTML. Everything in them is plain text. */
export type Block =
  | { readonly is: 'paragraph'; readonly text: string }
  | { readonly is: 'heading'; readonly text: string }
  | { readonly is: 'rows'; readonly rows: readonly Row[] }
  | { readonly is: 'list'; readonly items: readonly string[] }
  | { readonly is: 'code'; readonly code: string }
  | { readonly is: 'link'; readonly words: string; readonly url: string };

export type Row = readonly [label: string, value: string];

export interface Parts {
  readonly subject: string;
  readonly greeting: string;
  readonly blocks: readonly Block[];
  /** Whom to call, of a mail that speaks for no cycle. */
  readonly officer?: Officer;
}

/** What every mail of a cycle tells about it. */
export interface CycleFacts {
  readonly title: string;
  readonly period: string;
  readonly zone: Zone;
  readonly dates: CycleDates;
  readonly officer: Officer;
  /** Closed or cancelled: nothing is asked any more. */
  readonly over: boolean;
}

/** The language a mail is written in and the day it is written on. */
export interface Say {
  readonly language: Language;
  readonly copy: Copy;
  readonly zone: Zone;
  readonly today: LocalDate;
}

export const sayIn = (language: Language, zone: Zone, today: LocalDate): Say => ({
  language,
  copy: mailCopy[language],
  zone,
  today,
});

export const paragraph = (text: string): Block => ({ is: 'paragraph', text });
export const paragraphs = (texts: readonly string[]): Block[] => texts.map(paragraph);
export const rows = (...all: readonly (Row | undefined)[]): Block => ({
  is: 'rows',
  rows: all.filter((row) => row !== undefined),
});
export const link = (words: string, url: string): Block => ({ is: 'link', words, url });

/** "the end of Monday 30 November 2026 (Vietnam time), 12 days left" */
export const dueWords = ({ copy, language, zone, today }: Say, date: LocalDate): string =>
  copy.due(longDate(language, date), copy.zone(zone), copy.left(daysUntil(today, date)));

export function momentWords({ copy, language, zone }: Say, at: Instant): string {
  const { time, date } = moment(language, zone, at);
  return copy.at(time, date, copy.zone(zone));
}

/** Which cycle it is, at the head of the facts of every mail about one. */
export const cycleRows = ({ copy }: Say, cycle: CycleFacts): readonly Row[] => [
  [copy.labels.cycle, cycle.title],
  [copy.labels.period, cycle.period],
];

/** The number of the telephone stays on one line. */
export const contactWords = (copy: Copy, { name, telephone }: Officer): string =>
  copy.contact(name, telephone.replaceAll(' ', '\u00a0'));

export const letterRow = ({ copy }: Say, { officer }: CycleFacts): Row | undefined =>
  officer.letterNumber ? [copy.labels.letter, copy.values.letter(officer.letterNumber)] : undefined;
