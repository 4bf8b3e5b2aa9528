import { hash } from 'node:crypto';
import type { Member } from '#domain/member.ts';
import { idKey } from '#domain/roster-rows.ts';
import { dateKey } from '#domain/written-date.ts';
import { IdTable } from './id-table.ts';

/**
 * What has to be known of every member at once, as numbers: a million members as objects would take half a gigabyte. Found
 * by id (without regard to case), each has a row, a residence, and a fingerprint of the rest.
 */

const numberAt = (bytes: string, at: number): number =>
  ((bytes.charCodeAt(at) << 24) |
    (bytes.charCodeAt(at + 1) << 16) |
    (bytes.charCodeAt(at + 2) << 8) |
    bytes.charCodeAt(at + 3)) >>>
  0;

/** Two numbers that tell apart what is worth comparing; equal ones differ by chance once in 2⁶⁴. */
const fingerprint = (member: Member): readonly [number, number] => {
  const { name, birthDate, workplaceId, category, since, mailbox } = member;
  const text = JSON.stringify([
    name,
    dateKey(birthDate),
    idKey(workplaceId),
    category,
    since === undefined ? '' : dateKey(since),
    mailbox ?? '',
  ]);
  // As text: a million small buffers are a burden to the collector.
  const digest = hash('sha1', text, 'binary');
  return [numberAt(digest, 0), numberAt(digest, 4)];
};

/** Tells spellings of one id apart; which of them is in force is looked up where it matters. */
const spellingOf = (id: string): number => {
  let sum = 2_166_136_261;
  for (let i = 0; i < id.length; i += 1) sum = Math.imul(sum ^ id.charCodeAt(i), 16_777_619);
  return sum >>> 0;
};

const columns = 6;
const [rowAt, residenceAt, firstAt, secondAt, spellingAt, stateAt] = [0, 1, 2, 3, 4, 5];

const taken = 1;
const twice = 2;
const refused = 3;

export type Standing = 'absent' | 'same' | 'moved' | 'change' | 'twice';

export class MemberIndex {
  readonly #ids: IdTable;
  readonly #residences = new Map<string, number>();
  readonly #spellings = new Map<string, string>();
  readonly #numbers: Uint32Array;
  /** Of those that stand once. */
  good = 0;

  constructor(most: number) {
    this.#ids = new IdTable(most);
    this.#numbers = new Uint32Array(most * columns);
  }

  /** The place of the member, or the row that had the id before; then neither of the two counts. */
  add(member: Member, row: number): { readonly place: number } | { readonly twiceWith: number } {
    const { place, isNew } = this.#ids.add(member.id);
    if (!isNew) {
      if (this.#at(place, stateAt) === taken) this.good -= 1;
      this.#set(place, stateAt, twice);
      return { twiceWith: this.#at(place, rowAt) };
    }
    const [first, second] = fingerprint(member);
    this.#numbers.set(
      [row, this.#residence(member.residenceId), first, second, spellingOf(member.id), taken],
      place * columns,
    );
    this.good += 1;
    return { place };
  }

  /** No row with the id counts from here on. Gives the first that has it. */
  refuse(id: string): number | undefined {
    const place = this.#ids.find(id);
    if (place === undefined) return undefined;
    if (this.#at(place, stateAt) === taken) this.good -= 1;
    this.#set(place, stateAt, refused);
    return this.#at(place, rowAt);
  }

  isGood(place: number): boolean {
    return this.#at(place, stateAt) === taken;
  }

  row(place: number): number {
    return this.#at(place, rowAt);
  }

  /** How a member in force stands in the file; remembers a spelling of the id that is to stay. */
  compare(member: Member): Standing {
    const place = this.#ids.find(member.id);
    if (place === undefined) return 'absent';
    if (!this.isGood(place)) return 'twice';
    if (this.#at(place, spellingAt) !== spellingOf(member.id)) this.#spellings.set(idKey(member.id), member.id);
    if (this.#at(place, residenceAt) !== this.#residences.get(idKey(member.residenceId))) return 'moved';
    const [first, second] = fingerprint(member);
    return this.#at(place, firstAt) === first && this.#at(place, secondAt) === second ? 'same' : 'change';
  }

  /** The id as the roster in force spells it. */
  spelled(id: string): string {
    return this.#spellings.get(idKey(id)) ?? id;
  }

  #residence(id: string): number {
    const key = idKey(id);
    const known = this.#residences.get(key);
    if (known !== undefined) return known;
    this.#residences.set(key, this.#residences.size);
    return this.#residences.size - 1;
  }

  #at(place: number, column: number): number {
    return this.#numbers[place * columns + column] ?? 0;
  }

  #set(place: number, column: number, value: number): void {
    this.#numbers[place * columns + column] = value;
  }
}
