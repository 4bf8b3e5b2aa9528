import type { Committee } from '#domain/committee.ts';
import type { Member } from '#domain/member.ts';
import {
  type Columns,
  type ColumnsFault,
  type Field,
  type Kind,
  knownHeadings,
  readColumns,
} from '#domain/roster-columns.ts';
import {
  type CellProblem,
  idKey,
  type Reading,
  type RowReading,
  readCommittee,
  readMember,
} from '#domain/roster-rows.ts';
import { kindWords, marksSecret, readsAsHeadings } from '#domain/roster-words.ts';
import { foldedWord, textFault, tidy } from '#domain/written-text.ts';
import { aboutOf, Gathered } from './gathered.ts';
import { keepPlaced } from './placed.ts';
import { type Finding, type ProblemReason, Unreadable } from './report.ts';
import type { Limits, Row, Sheet } from './rows.ts';
import { headingWithin } from './sniff.ts';

/** Reads every row once: good members go to the heaps of their residence, committees and problems are held. */

/** No id is longer; what is longer is not looked for in other rows. */
const longestId = 64;

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

class SheetGatherer {
  #columns: Columns | undefined;
  /** Rows above the headings, until those are found: a title, a date. */
  #above: Row[] = [];
  readonly #sheet: Sheet;
  readonly #into: Gathered;
  readonly #reading: Reading;
  readonly #limits: Limits;

  constructor(sheet: Sheet, into: Gathered, reading: Reading, limits: Limits) {
    this.#sheet = sheet;
    this.#into = into;
    this.#reading = reading;
    this.#limits = limits;
  }

  take(row: Row): void {
    if (isBlank(row.cells)) return;
    const columns = this.#columns;
    // One table may stand under another, and headings may come again on every page.
    if (columns === undefined ? knownHeadings(row.cells) >= 2 : readsAsHeadings(row.cells)) this.#useHeadings(row);
    else if (columns !== undefined) this.#takeData(row, columns);
    else {
      this.#checkWidth(row);
      this.#above.push(row);
      if (this.#above.length >= headingWithin) this.end();
    }
  }

  /** No row looked like headings: the first one has to be them, if only to say what is missing. */
  end(): void {
    const [first] = this.#above;
    if (this.#columns === undefined && first !== undefined) this.#useHeadings(first);
    else if (this.#columns === undefined) throw new Unreadable({ reason: 'no-headings', ...this.#where() });
  }

  #where(row?: Row): { sheet?: string; row?: number } {
    const { name } = this.#sheet;
    return { ...(name === undefined ? {} : { sheet: name }), ...(row === undefined ? {} : { row: row.number }) };
  }

  #checkWidth(row: Row): void {
    if (row.cells.length <= this.#limits.columns) return;
    throw new Unreadable({ reason: 'too-many-columns', ...this.#where(row), mend: String(this.#limits.columns) });
  }

  #useHeadings(row: Row): void {
    this.#checkWidth(row);
    const read = readColumns(row.cells, this.#sheet.told);
    if ('fault' in read) throw new Unreadable(headingsFault(read.fault, this.#where(row)));
    this.#columns = read.columns;
    for (const column of read.columns.extra) {
      const named = marksSecret(column) ? {} : { column };
      this.#into.warnings.add({ reason: 'column-extra', ...this.#where(row), ...named });
    }
  }

  #takeData(row: Row, columns: Columns): void {
    const { rows } = this.#into;
    if (rows.committee + rows.member >= this.#limits.rows) {
      throw new Unreadable({ reason: 'too-many-rows', ...this.#where(row), mend: String(this.#limits.rows) });
    }
    const cell = (field: Field): string => row.cells[columns.at.get(field) ?? -1] ?? '';
    const kind = columns.holds === 'both' ? kindWords.get(foldedWord(cell('kind'))) : columns.holds;
    rows[kind ?? 'member'] += 1;
    // Before anything else is looked at: of such a row only the number goes any further.
    if (this.#saysSecret(row, columns, kind)) this.#secret(row, kind, cell('id'));
    else if (!this.#fits(row, columns)) {
      this.#unnamed(row, kind, 'cell-count', `${row.cells.length} ≠ ${columns.count}`);
    } else if (kind === undefined) this.#unnamed(row, kind, 'kind-unknown', 'cấp ủy | đảng viên');
    else if (kind === 'committee')
      this.#read(row, columns, kind, readCommittee(cell), (kept) => this.#committee(kept, row));
    else this.#read(row, columns, kind, readMember(cell, this.#reading), (kept) => this.#member(kept, row));
  }

  /**
   * Any cell may say it: a row may be shifted, or stand under the headings of another table. Only a committee that is one
   * beyond doubt may be called after secrets.
   */
  #saysSecret(row: Row, columns: Columns, kind: Kind | undefined): boolean {
    if (!row.cells.some(marksSecret)) return false;
    if (kind !== 'committee' || !this.#fits(row, columns)) return true;
    const cell = (field: Field): string => row.cells[columns.at.get(field) ?? -1] ?? '';
    const named = [columns.at.get('name'), columns.at.get('secondContact')];
    return row.cells.some((text, at) => !named.includes(at) && marksSecret(text)) || !('kept' in readCommittee(cell));
  }

  #fits(row: Row, columns: Columns): boolean {
    if (this.#sheet.sparse || row.cells.length === columns.count) return true;
    return row.cells.length > columns.count && isBlank(row.cells.slice(columns.count));
  }

  #read<Kept>(row: Row, columns: Columns, kind: Kind, reading: RowReading<Kept>, keep: (kept: Kept) => void): void {
    if ('kept' in reading) keep(reading.kept);
    else if ('secret' in reading) this.#secret(row, kind, row.cells[columns.at.get('id') ?? -1] ?? '');
    else {
      const about = reading.id === undefined ? undefined : aboutOf(kind, reading.id);
      for (const problem of reading.problems) this.#problem(row, cellFinding(problem, columns), about);
      if (reading.id === undefined) this.#into.unnamed[kind] = true;
      else this.#into.held[kind].add(idKey(reading.id));
    }
  }

  /** The id stays in memory until the file is read, for the other rows that have it. */
  #secret(row: Row, kind: Kind | undefined, inPlace: string): void {
    this.#problem(row, { reason: 'category-secret' });
    const id = inPlace.trim() === '' ? (row.cells.find((text) => text.trim() !== '') ?? '') : inPlace;
    const key = textFault(id, longestId) === undefined ? idKey(tidy(id)) : '';
    if (key === '') return;
    this.#into.secret.member.add(key);
    if (kind === 'committee') this.#into.secret.committee.add(key);
  }

  #committee(committee: Committee, row: Row): void {
    const { committees, held, warnings } = this.#into;
    const key = idKey(committee.id);
    const before = committees.get(key);
    if (before !== undefined) {
      committees.set(key, { ...before, good: false });
      held.committee.add(key);
      this.#twice(row, 'committee', committee.id, before.row);
      return;
    }
    committees.set(key, { committee, ...this.#where(row), row: row.number, good: true });
    if (committee.channel !== 'mailbox' || committee.mailbox !== undefined) return;
    const missing = { reason: 'mailbox-missing', field: 'mailbox', value: committee.id } as const;
    warnings.add({ ...missing, ...this.#where(row) }, aboutOf('committee', committee.id));
  }

  #member(member: Member, row: Row): void {
    const { members, heaps, held } = this.#into;
    this.#into.memberSheet = this.#sheet.name;
    const added = members.add(member, row.number);
    if ('place' in added) keepPlaced(heaps, added.place, member);
    else {
      held.member.add(idKey(member.id));
      this.#twice(row, 'member', member.id, added.twiceWith);
    }
  }

  #twice(row: Row, kind: Kind, value: string, other: number): void {
    this.#problem(row, { reason: 'id-twice', field: 'id', value, other }, aboutOf(kind, value));
  }

  #unnamed(row: Row, kind: Kind | undefined, reason: ProblemReason, mend: string): void {
    if (kind !== 'member') this.#into.unnamed.committee = true;
    if (kind !== 'committee') this.#into.unnamed.member = true;
    this.#problem(row, { reason, mend });
  }

  #problem(row: Row, finding: Finding<ProblemReason>, about?: string): void {
    this.#into.problems.add({ ...finding, ...this.#where(row) }, about);
  }
}

const cellFinding = ({ column: field, ...problem }: CellProblem, columns: Columns): Finding<ProblemReason> => {
  const column = columns.headings.get(field);
  return { ...problem, field, ...(column === undefined ? {} : { column }) };
};

const headingsFault = (fault: ColumnsFault, where: { sheet?: string; row?: number }) => {
  if ('fields' in fault) return { reason: fault.reason, ...where, mend: fault.fields.join(', ') };
  return fault.reason === 'kind-column-missing'
    ? { reason: fault.reason, ...where, mend: 'loại | kind' }
    : { reason: fault.reason, ...where };
};

export const gather = async (
  sheets: readonly Sheet[],
  reading: Reading,
  limits: Limits,
  progress: (rows: number) => void = () => {},
): Promise<Gathered> => {
  const gathered = new Gathered(limits);
  for (const sheet of sheets) {
    const gatherer = new SheetGatherer(sheet, gathered, reading, limits);
    for await (const rows of sheet.rows) {
      for (const row of rows) gatherer.take(row);
      progress(gathered.rows.committee + gathered.rows.member);
    }
    gatherer.end();
  }
  gathered.withhold();
  return gathered;
};
