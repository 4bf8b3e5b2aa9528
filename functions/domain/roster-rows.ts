import type { Committee } from './committee.ts';
import type { AddressFault } from './mail-address.ts';
import { readAddress } from './mail-address.ts';
import type { Category, Member } from './member.ts';
import type { CommitteeField, Field, MemberField } from './roster-columns.ts';
import { categoryOf, channelWords, isSecret, languageWords, levelWords } from './roster-words.ts';
import type { DateFault, DateOrder } from './written-date.ts';
import { readDate } from './written-date.ts';
import type { TextFault } from './written-text.ts';
import { foldedWord, textFault, tidy } from './written-text.ts';

/** One row of a roster, cells already found by their headings, becomes a committee, a member, or what is wrong with it. */

export type CellFault =
  | TextFault
  | AddressFault
  | DateFault
  | 'empty'
  | 'id-form'
  | 'id-scientific'
  | 'word-unknown'
  | 'category-unknown'
  | 'date-in-future'
  | 'cell-error';

export interface CellProblem {
  readonly column: Field;
  readonly value?: string;
  readonly reason: CellFault;
  /** What would do instead, the same in every language: `A | B`, `dd/mm/yyyy`. */
  readonly mend?: string;
}

export type RowReading<Kept> =
  | { readonly kept: Kept }
  | { readonly problems: readonly CellProblem[]; readonly id?: string }
  /** Category C: nothing but the row's number may be known of it from here on. */
  | { readonly secret: true };

export interface Reading {
  readonly dates: DateOrder;
  /** Cells come from a workbook, where a date may stand as a day number. */
  readonly workbook: boolean;
  /** The local date, so that nobody is born tomorrow. */
  readonly today: string;
}

/** Letters, digits, `-` and `_`: what a key may hold. Leading zeros are part of the id. */
const idForm = /^[A-Za-z0-9_-]{1,64}$/;
/** What Excel makes of a long number: digits are lost, so that it is no id any more. */
const scientific = /^\d+(?:[.,]\d+)?[eE](?:\+\d+)$|^\d+[.,]\d+[eE]\d+$/;
/** What a workbook stores where a formula failed. */
const failedFormula = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)$/;

const longestName = 200;
const dateForms: Record<DateOrder, string> = { dmy: 'dd/mm/yyyy', mdy: 'mm/dd/yyyy', iso: 'yyyy-mm-dd' };

/** A value that can be shown in a report: short, without what does not print. */
const shown = (text: string): string =>
  text
    .slice(0, 80)
    .replace(/[\p{C}\u2028\u2029]/gu, '\u00B7')
    .replace(/\p{M}{7,}/gu, '\u00B7');

/** Two ids that differ only in case are one id; each keeps the spelling it came with first. */
export const idKey = (id: string): string => id.toUpperCase();

class Row<Name extends Field> {
  readonly problems: CellProblem[] = [];
  readonly #cell: (field: Name) => string;

  constructor(cell: (field: Name) => string) {
    this.#cell = cell;
  }

  fault(column: Name, reason: CellFault, value?: string, mend?: string): undefined {
    this.problems.push({
      column,
      reason,
      ...(value === undefined || value === '' ? {} : { value: shown(value) }),
      ...(mend === undefined ? {} : { mend }),
    });
    return undefined;
  }

  /** '' where the cell is empty, undefined where it cannot be kept. */
  text(column: Name, longest = longestName): string | undefined {
    const raw = this.#cell(column);
    const fault = failedFormula.test(raw) ? 'cell-error' : textFault(raw, longest);
    return fault === undefined ? tidy(raw) : this.fault(column, fault, raw);
  }

  needed(column: Name, longest = longestName): string | undefined {
    const text = this.text(column, longest);
    return text === '' ? this.fault(column, 'empty') : text;
  }

  id(column: Name, mayBeEmpty: boolean): string | undefined {
    const text = mayBeEmpty ? this.text(column) : this.needed(column);
    if (text === undefined || text === '' || idForm.test(text)) return text;
    return this.fault(column, scientific.test(text) ? 'id-scientific' : 'id-form', text, 'A–Z a–z 0–9 - _');
  }

  word<Meaning extends string>(
    column: Name,
    words: ReadonlyMap<string, Meaning>,
    fallback?: Meaning,
  ): Meaning | undefined {
    const text = fallback === undefined ? this.needed(column) : this.text(column);
    if (text === undefined) return undefined;
    if (text === '') return fallback;
    const allowed = [...new Set(words.values())].join(' | ');
    return words.get(foldedWord(text)) ?? this.fault(column, 'word-unknown', text, allowed);
  }

  mailbox(column: Name): string | undefined {
    const text = this.text(column, 1_000);
    if (text === undefined || text === '') return text;
    const reading = readAddress(text);
    return 'address' in reading ? reading.address : this.fault(column, reading.fault, text, 'name@domain.vn');
  }

  date(column: Name, reading: Reading, mayBeEmpty: boolean): string | undefined {
    const text = mayBeEmpty ? this.text(column) : this.needed(column);
    if (text === undefined || text === '') return text;
    const read = readDate(text, reading.dates, reading.workbook);
    if ('fault' in read) return this.fault(column, read.fault, text, dateForms[reading.dates]);
    return read.date > reading.today ? this.fault(column, 'date-in-future', text) : read.written;
  }
}

const present = <Name extends string>(name: Name, value: string | undefined): { [key in Name]?: string } =>
  value === undefined || value === '' ? {} : ({ [name]: value } as { [key in Name]: string });

const idIfReadable = (id: string | undefined): { id?: string } => present('id', id);

export const readCommittee = (cell: (field: CommitteeField) => string): RowReading<Committee> => {
  const row = new Row(cell);
  const id = row.id('id', false);
  const name = row.needed('name');
  const level = row.word('level', levelWords);
  const parentId = row.id('parentId', true);
  const channel = row.word<Committee['channel']>('channel', channelWords, 'mailbox');
  const mailbox = row.mailbox('mailbox');
  const written = row.text('secondContact');
  const secondContact = written?.includes('@') ? row.mailbox('secondContact') : written;
  const language = row.word('language', languageWords, 'vi');
  if (row.problems.length > 0 || !id || !name || !level || !channel || !language) {
    return { problems: row.problems, ...idIfReadable(id) };
  }
  const optional = {
    ...present('parentId', parentId),
    ...present('mailbox', mailbox),
    ...present('secondContact', secondContact),
  };
  return { kept: { id, name, level, channel, language, ...optional } };
};

/** A residence or workplace may be empty: such a member is kept and listed, because the launch has to decide about them. */
export const readMember = (cell: (field: MemberField) => string, reading: Reading): RowReading<Member> => {
  const written = cell('category');
  if (isSecret(written)) return { secret: true };
  const category: Category | undefined = categoryOf(written);
  // Whatever else stands there may be a C that nobody foresaw, so that neither it nor its row is repeated.
  if (category === undefined) {
    const reason = written.trim() === '' ? 'empty' : 'category-unknown';
    return { problems: [{ column: 'category', reason, mend: 'A | B' }] };
  }
  const row = new Row(cell);
  const id = row.id('id', false);
  const name = row.needed('name');
  const birthDate = row.date('birthDate', reading, false);
  const workplaceId = row.id('workplaceId', true);
  const residenceId = row.id('residenceId', true);
  const since = row.date('since', { ...reading, today: '9999' }, true);
  const mailbox = row.mailbox('mailbox');
  if (row.problems.length > 0 || !id || !name || !birthDate || workplaceId === undefined || residenceId === undefined) {
    return { problems: row.problems, ...idIfReadable(id) };
  }
  const optional = { ...present('since', since), ...present('mailbox', mailbox) };
  return { kept: { id, name, birthDate, workplaceId, residenceId, category, ...optional } };
};
