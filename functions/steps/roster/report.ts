import type { Problem } from '#domain/refusal.ts';
import type { Field, Kind } from '#domain/roster-columns.ts';
import type { CellFault } from '#domain/roster-rows.ts';

/** What an import found, would do, and did. Counts are complete; lists are cut so that a bad file does not fill a page. */

export type ProblemReason =
  | CellFault
  /** Category C: the row's number and nothing else. */
  | 'category-secret'
  | 'cell-count'
  | 'kind-unknown'
  /** `other` is the row that has the same id; neither of the two is taken. */
  | 'id-twice';

export type WarningReason =
  | 'column-extra'
  | 'sheet-extra'
  | 'no-rows'
  | 'residence-missing'
  | 'residence-unknown'
  | 'workplace-missing'
  | 'workplace-unknown'
  | 'mailbox-missing'
  | 'name-near-duplicate'
  /** The names differ only in where the tone mark stands: `hoà`, `hòa`. */
  | 'name-tone-mark'
  /** The committee is gone from the list, and `count` members still name it as their residence. */
  | 'committee-has-members';

export type FileFault =
  | 'file-empty'
  | 'file-too-large'
  | 'file-kind-unknown'
  | 'file-old-excel'
  | 'workbook-damaged'
  | 'workbook-no-sheet'
  /** Two sheets of one kind: row numbers would not say which. */
  | 'workbook-sheet-twice'
  | 'encoding-utf-16-unmarked'
  | 'encoding-not-utf-8'
  | 'quote-not-closed'
  | 'quote-stray'
  | 'record-too-long'
  | 'too-many-columns'
  | 'too-many-rows'
  | 'no-headings'
  | 'column-missing'
  | 'column-twice'
  | 'kind-column-missing';

export interface Finding<Reason extends string> {
  readonly reason: Reason;
  /** The name of the sheet, in a workbook. */
  readonly sheet?: string;
  /** The line a record begins on in a CSV, the row of the sheet in a workbook; both count from 1. */
  readonly row?: number;
  readonly other?: number;
  /** The field, and its heading as the file has it. */
  readonly field?: Field;
  readonly column?: string;
  readonly value?: string;
  readonly mend?: string;
  readonly count?: number;
}

export interface Findings<Reason extends string> {
  /** The first of them, in the order they were met. */
  readonly list: readonly Finding<Reason>[];
  readonly total: number;
  readonly byReason: Readonly<Partial<Record<Reason, number>>>;
}

export interface Changes {
  readonly create: number;
  readonly change: number;
  /** In force now and absent from the file. No notice follows from that alone. */
  readonly remove: number;
  readonly same: number;
  /** In force now, and stays as it is: the file's row for it is bad, or the whole kind is left alone. */
  readonly kept: number;
}

export interface RosterReport {
  readonly format: 'csv' | 'xlsx' | 'unknown';
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be';
  readonly delimiter?: ',' | ';' | '\t' | '|';
  /** Data rows met, good and bad. */
  readonly rows: { readonly [kind in Kind]: number };
  readonly committees: Changes;
  /** `moved`: another residence, whatever else changed; such a member is not counted under `change`. */
  readonly members: Changes & { readonly moved: number };
  /** Kinds of which no row is taken; whoever is in force stays. */
  readonly leftAlone: readonly Kind[];
  /** Why the file as a whole cannot be taken; then nothing else was looked at. */
  readonly refusal?: Finding<FileFault>;
  readonly problems: Findings<ProblemReason>;
  readonly warnings: Findings<WarningReason>;
  /** What is wrong with the tree of committees as it would be: the launch will ask about it. */
  readonly tree: readonly Problem[];
  readonly dryRun: boolean;
  /** The roster in force is now what this file says. */
  readonly applied: boolean;
  /** The roster this file makes; the same content always has the same version. */
  readonly version?: string;
}

const longestList = 200;

export class Tally<Reason extends string> implements Findings<Reason> {
  readonly list: Finding<Reason>[] = [];
  readonly byReason: Partial<Record<Reason, number>> = {};
  total = 0;
  /** Whom each finding of the list is about. */
  readonly #about = new WeakMap<Finding<Reason>, string>();

  add(finding: Finding<Reason>, about?: string): void {
    this.#count(finding.reason, 1);
    if (this.list.length >= longestList) return;
    this.list.push(finding);
    if (about !== undefined) this.#about.set(finding, about);
  }

  /** Takes back and gives what is listed about somebody who may not be spoken of. */
  withdraw(secret: ReadonlySet<string>): Finding<Reason>[] {
    const told = this.list.splice(0);
    const withdrawn: Finding<Reason>[] = [];
    for (const finding of told) {
      const about = this.#about.get(finding);
      if (about === undefined || !secret.has(about)) this.list.push(finding);
      else {
        this.#count(finding.reason, -1);
        withdrawn.push(finding);
      }
    }
    return withdrawn;
  }

  #count(reason: Reason, by: number): void {
    this.total += by;
    const count = (this.byReason[reason] ?? 0) + by;
    if (count > 0) this.byReason[reason] = count;
    else delete this.byReason[reason];
  }

  /** One of a kind is enough where it says the same of each row. */
  has(reason: Reason): boolean {
    return reason in this.byReason;
  }

  told(): Findings<Reason> {
    return { list: this.list, total: this.total, byReason: this.byReason };
  }
}

/** The file cannot be read any further. Carries no content of a row, because whoever meets it may log it. */
export class Unreadable extends Error {
  readonly finding: Finding<FileFault>;

  constructor(finding: Finding<FileFault>) {
    super(finding.reason);
    this.name = 'Unreadable';
    this.finding = finding;
  }
}
