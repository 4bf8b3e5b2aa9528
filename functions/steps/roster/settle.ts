import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Committee } from '#domain/committee.ts';
import type { Member } from '#domain/member.ts';
import { idKey } from '#domain/roster-rows.ts';
import { folded, toneKey } from '#domain/written-text.ts';
import { type RosterContent, rosterHeaps, shardsFor } from '#records/roster.ts';
import type { Gathered } from './gathered.ts';
import { carried, placedOf } from './placed.ts';
import type { WarningReason } from './report.ts';

/** Turns the heaps of rows into the lines of a roster version, and lists what somebody should look at. */

interface Settled {
  readonly member: Member;
  /** Its row in the file; undefined where it comes from the roster in force. */
  readonly row: number | undefined;
}

class Settling {
  cellCount = 0;
  memberCount = 0;
  readonly #gathered: Gathered;
  readonly #committees: ReadonlyMap<string, Committee>;
  #telling = true;

  constructor(gathered: Gathered, committees: readonly Committee[]) {
    this.#gathered = gathered;
    this.#committees = new Map(committees.map((committee) => [idKey(committee.id), committee]));
  }

  /** The cells of one heap, each a line, in one order for ever. The second time nothing is listed again, and the heap goes. */
  *lines(heap: number): Generator<string> {
    const { heaps } = this.#gathered;
    const cells = new Map<string, Settled[]>();
    for (const line of this.#telling ? heaps.lines(heap) : heaps.take(heap)) {
      const { place, member } = placedOf(line);
      const { members } = this.#gathered;
      if (place !== carried && !members.isGood(place)) continue;
      const settled = this.#settled(member, place === carried ? undefined : members.row(place));
      const key = idKey(member.residenceId);
      const cell = cells.get(key);
      if (cell === undefined) cells.set(key, [settled]);
      else cell.push(settled);
    }
    for (const key of [...cells.keys()].sort()) yield this.#cell(key, cells.get(key) ?? []);
  }

  told(): void {
    this.#telling = false;
  }

  #cell(key: string, placed: Settled[]): string {
    placed.sort((a, b) => (idKey(a.member.id) < idKey(b.member.id) ? -1 : 1));
    const committee = this.#committees.get(key);
    const committeeId = committee?.id ?? placed[0]?.member.residenceId ?? '';
    if (this.#telling) {
      this.cellCount += 1;
      this.memberCount += placed.length;
      this.#nearDuplicates(placed);
      this.#withoutCommittee(committeeId, committee, placed);
    }
    return `${JSON.stringify({ committeeId, members: placed.map(({ member }) => member) })}\n`;
  }

  /** Ids spelled as their owners are; references that lead nowhere stay as written and are listed. */
  #settled(member: Member, row: number | undefined): Settled {
    const residenceId = this.#reference(member.residenceId, 'residence', row);
    const workplaceId = this.#reference(member.workplaceId, 'workplace', row);
    return { row, member: { ...member, id: this.#gathered.members.spelled(member.id), residenceId, workplaceId } };
  }

  #reference(id: string, what: 'residence' | 'workplace', row: number | undefined): string {
    const committee = this.#committees.get(idKey(id));
    if (committee !== undefined) return committee.id;
    if (row === undefined || !this.#telling) return id;
    const reason: WarningReason = `${what}-${id === '' ? 'missing' : 'unknown'}`;
    const value = id === '' ? {} : { value: id };
    this.#gathered.warnings.add({ reason, ...this.#at(row), field: `${what}Id`, ...value });
    return id;
  }

  #at(row: number): { sheet?: string; row: number } {
    const { memberSheet } = this.#gathered;
    return memberSheet === undefined ? { row } : { sheet: memberSheet, row };
  }

  #withoutCommittee(value: string, committee: Committee | undefined, placed: readonly Settled[]): void {
    const count = placed.filter(({ row }) => row === undefined).length;
    if (committee === undefined && value !== '' && count > 0) {
      this.#gathered.warnings.add({ reason: 'committee-has-members', value, count });
    }
  }

  /** Two people of a cell whose names differ by accents or by nothing: perhaps one person with two ids. */
  #nearDuplicates(placed: readonly Settled[]): void {
    const before = new Map<string, Settled>();
    for (const here of placed) {
      const key = folded(here.member.name);
      const there = before.get(key);
      if (there === undefined) before.set(key, here);
      else this.#nearDuplicate(there, here);
    }
  }

  #nearDuplicate(there: Settled, here: Settled): void {
    // Both stand in force already: somebody has seen it.
    if (there.row === undefined && here.row === undefined) return;
    const [one, two] = [there.member.name, here.member.name];
    const toneOnly = one !== two && toneKey(one) === toneKey(two);
    this.#gathered.warnings.add({
      reason: toneOnly ? 'name-tone-mark' : 'name-near-duplicate',
      field: 'name',
      value: `${there.member.id} ${one} · ${here.member.id} ${two}`,
      ...(here.row === undefined ? {} : this.#at(here.row)),
      ...(there.row === undefined ? {} : { other: there.row }),
    });
  }
}

/**
 * The version these committees and members make. Its name is a hash of what it says, so that equal content has equal names.
 * The lines are made twice, once to be named and once to be written: keeping them would double the memory of an import.
 */
export const settle = async (gathered: Gathered, committees: readonly Committee[]): Promise<RosterContent> => {
  const settling = new Settling(gathered, committees);
  const committeeLines = committees.map((committee) => `${JSON.stringify(committee)}\n`);
  const hash = createHash('sha256').update('roster 1\n');
  for (const line of committeeLines) hash.update(line);
  for (let heap = 0; heap < rosterHeaps; heap += 1) {
    for (const line of settling.lines(heap)) hash.update(line);
    // Nobody else on this machine waits for longer than one heap takes.
    await setImmediate();
  }
  settling.told();
  const shards = shardsFor(settling.memberCount);
  return {
    version: hash.digest('hex').slice(0, 40),
    shards,
    committees: committees.length,
    cells: settling.cellCount,
    members: settling.memberCount,
    committeeLines: () => committeeLines,
    cellLines: function* (shard) {
      for (let heap = shard; heap < rosterHeaps; heap += shards) yield* settling.lines(heap);
    },
  };
};
