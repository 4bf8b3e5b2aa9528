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
import { isSecret, kindWords } from '#domain/roster-words.ts';
import { foldedWord } from '#domain/written-text.ts';
import { rosterHeaps } from '#records/roster.ts';
import { Heaps } from './heap.ts';
import { MemberIndex } from './member-index.ts';
import { keepPlaced } from './placed.ts';
import { type Finding, type ProblemReason, Tally, Unreadable, type WarningReason } from './report.ts';
import type { Limits, Row, Sheet } from './rows.ts';
import { headingWithin } from './sniff.ts';

/** Reads every row once: good members go to the heaps of their residence, committees and problems are held. */

interface HeldCommittee {
  readonly committee: Committee;
  readonly row: number;
  readonly good: boolean;
}

export class Gathered {
  readonly problems = new Tally<ProblemReason>();
  readonly warnings = new Tally<WarningReason>();
  readonly rows = { committee: 0, member: 0 };
  readonly committees = new Map<string, HeldCommittee>();
  readonly members: MemberIndex;
  /** Members with their places, by residence. */
  readonly heaps = new Heaps(rosterHeaps);
  /** The sheet the members stand on, in a workbook. */
  memberSheet: string | undefined;
  /** Ids of bad rows: whoever has one of them now stays as they are. */
  readonly held = { committee: new Set<string>(), member: new Set<string>() };
  /** A bad row does not say whose it is: then nobody is taken for having left. */
  readonly unnamed = { committee: false, member: false };

  constructor(limits: Limits) {
    this.members = new MemberIndex(limits.rows);
  }

  goodCommittees(): Committee[] {
    return [...this.committees.values()].filter(({ good }) => good).map(({ committee }) => committee);
  }

  /** Whether one that is absent from the good rows is to stay. */
  stays(kind: Kind, id: string): boolean {
    return this.unnamed[kind] || this.held[kind].has(idKey(id));
  }
}

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
    if (this.#columns !== undefined) this.#takeData(row, this.#columns);
    else if (knownHeadings(row.cells) >= 2) this.#useHeadings(row);
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
      this.#into.warnings.add({ reason: 'column-extra', ...this.#where(row), column });
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
    if (isSecret(cell('category'))) this.#secret(row);
    else if (!this.#fits(row, columns)) {
      this.#unnamed(row, kind, 'cell-count', `${row.cells.length} ≠ ${columns.count}`);
    } else if (kind === undefined) this.#unnamed(row, kind, 'kind-unknown', 'cấp ủy | đảng viên');
    else if (kind === 'committee')
      this.#read(row, columns, kind, readCommittee(cell), (kept) => this.#committee(kept, row));
    else this.#read(row, columns, kind, readMember(cell, this.#reading), (kept) => this.#member(kept, row));
  }

  #fits(row: Row, columns: Columns): boolean {
    if (this.#sheet.sparse || row.cells.length === columns.count) return true;
    return row.cells.length > columns.count && isBlank(row.cells.slice(columns.count));
  }

  #read<Kept>(row: Row, columns: Columns, kind: Kind, reading: RowReading<Kept>, keep: (kept: Kept) => void): void {
    if ('kept' in reading) keep(reading.kept);
    else if ('secret' in reading) this.#secret(row);
    else {
      for (const problem of reading.problems) this.#problem(row, cellFinding(problem, columns));
      if (reading.id === undefined) this.#into.unnamed[kind] = true;
      else this.#into.held[kind].add(idKey(reading.id));
    }
  }

  #secret(row: Row): void {
    this.#problem(row, { reason: 'category-secret' });
  }

  #committee(committee: Committee, row: Row): void {
    const { committees, held, warnings } = this.#into;
    const key = idKey(committee.id);
    const before = committees.get(key);
    if (before !== undefined) {
      committees.set(key, { ...before, good: false });
      held.committee.add(key);
      this.#twice(row, committee.id, before.row);
      return;
    }
    committees.set(key, { committee, row: row.number, good: true });
    if (committee.channel !== 'mailbox' || committee.mailbox !== undefined) return;
    warnings.add({ reason: 'mailbox-missing', ...this.#where(row), field: 'mailbox', value: committee.id });
  }

  #member(member: Member, row: Row): void {
    const { members, heaps, held } = this.#into;
    this.#into.memberSheet = this.#sheet.name;
    const added = members.add(member, row.number);
    if ('place' in added) keepPlaced(heaps, added.place, member);
    else {
      held.member.add(idKey(member.id));
      this.#twice(row, member.id, added.twiceWith);
    }
  }

  #twice(row: Row, value: string, other: number): void {
    this.#problem(row, { reason: 'id-twice', field: 'id', value, other });
  }

  #unnamed(row: Row, kind: Kind | undefined, reason: ProblemReason, mend: string): void {
    if (kind !== 'member') this.#into.unnamed.committee = true;
    if (kind !== 'committee') this.#into.unnamed.member = true;
    this.#problem(row, { reason, mend });
  }

  #problem(row: Row, finding: Finding<ProblemReason>): void {
    this.#into.problems.add({ ...finding, ...this.#where(row) });
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
  return gathered;
};
