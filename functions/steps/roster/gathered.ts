import type { Committee } from '#domain/committee.ts';
import type { Kind } from '#domain/roster-columns.ts';
import { idKey } from '#domain/roster-rows.ts';
import { rosterHeaps } from '#records/roster.ts';
import { Heaps } from './heap.ts';
import { MemberIndex } from './member-index.ts';
import { type Finding, type ProblemReason, Tally, type WarningReason } from './report.ts';
import type { Limits } from './rows.ts';

/** What is held of a file while its rows are read, and of whom nothing may be. */

type Place = Pick<Finding<string>, 'sheet' | 'row'>;

const kinds: readonly Kind[] = ['committee', 'member'];

/** Whom a finding is about. */
export const aboutOf = (kind: Kind, id: string): string => `${kind} ${idKey(id)}`;

interface HeldCommittee {
  readonly committee: Committee;
  readonly sheet?: string;
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
  /** Ids of rows of category C: told, stored and logged nowhere. */
  readonly secret = { committee: new Set<string>(), member: new Set<string>() };
  /** A bad row does not say whose it is: then nobody is taken for having left. */
  readonly unnamed = { committee: false, member: false };

  constructor(limits: Limits) {
    this.members = new MemberIndex(limits.rows);
  }

  goodCommittees(): Committee[] {
    return [...this.committees.values()].filter(({ good }) => good).map(({ committee }) => committee);
  }

  isSecret(kind: Kind, id: string): boolean {
    return this.secret[kind].has(idKey(id));
  }

  /** Whether one that is absent from the good rows is to stay. */
  stays(kind: Kind, id: string): boolean {
    return this.unnamed[kind] || this.held[kind].has(idKey(id));
  }

  /** Kinds of which the file has no good row. */
  leftAlone(): Kind[] {
    const good = { committee: this.goodCommittees().length, member: this.members.good };
    return kinds.filter((kind) => good[kind] === 0);
  }

  /** Where one row says C, no row with that id is taken, and of all that was found in such rows their numbers are left. */
  withhold(): void {
    const places: Place[] = kinds.flatMap((kind) => [...this.secret[kind]].flatMap((key) => this.#refuse(kind, key)));
    const secret = new Set(kinds.flatMap((kind) => [...this.secret[kind]].map((key) => aboutOf(kind, key))));
    places.push(...this.problems.withdraw(secret));
    this.warnings.withdraw(secret);
    const seen = new Set<string>();
    for (const { sheet, row } of places.sort((a, b) => (a.row ?? 0) - (b.row ?? 0))) {
      const place = { ...(sheet === undefined ? {} : { sheet }), ...(row === undefined ? {} : { row }) };
      const key = JSON.stringify(place);
      if (!seen.has(key)) this.problems.add({ reason: 'category-secret', ...place });
      seen.add(key);
    }
  }

  #refuse(kind: Kind, key: string): Place[] {
    if (kind === 'committee') {
      const held = this.committees.get(key);
      this.committees.delete(key);
      return held === undefined ? [] : [held];
    }
    const row = this.members.refuse(key);
    if (row === undefined) return [];
    return [this.memberSheet === undefined ? { row } : { sheet: this.memberSheet, row }];
  }
}
