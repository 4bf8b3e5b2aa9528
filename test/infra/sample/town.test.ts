import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { committeesById, lineUp, routingProblems } from '#domain/committee.ts';
import type { Member } from '#domain/member.ts';
import { folded } from '#domain/written-text.ts';
import { sampleTown, sampleVillage, type Town, vinh } from '#infra/local/sample/town.ts';
import { anyTown, cellsOf, counted } from './towns.ts';

const sizesOf = (town: Town): number[] => {
  const sizes = new Map(cellsOf(town).map(({ id }) => [id, 0]));
  for (const { residenceId } of town.members) sizes.set(residenceId, (sizes.get(residenceId) ?? Number.NaN) + 1);
  return [...sizes.values()];
};
const addressesOf = (town: Town): string[] => [
  ...town.committees.flatMap(({ mailbox, secondContact }) => [mailbox ?? [], secondContact ?? []].flat()),
  ...town.members.flatMap(({ mailbox }) => mailbox ?? []),
];

describe('a sample town of any seed and size', () => {
  it('has exactly the cells, wards, workplaces and members asked for', () => {
    fc.assert(
      fc.property(anyTown, (size) => {
        const town = sampleTown(size);
        const levels = counted(town.committees.map(({ level }) => level));
        expect(levels.get('cell')).toBe(size.committees);
        expect(levels.get('commune')).toBe(size.wards);
        expect(levels.get('province')).toBe(1);
        expect(levels.get('workplace')).toBe(size.workplaces);
        expect(town.members).toHaveLength(size.members);
        expect(sizesOf(town).reduce((sum, many) => sum + many, 0)).toBe(size.members);
      }),
    );
  });

  it('leaves no cell empty while there are members for each', () => {
    fc.assert(
      fc.property(anyTown, (size) => {
        const empty = sizesOf(sampleTown(size)).filter((many) => many === 0).length;
        expect(empty).toBe(Math.max(0, size.committees - size.members));
      }),
    );
  });

  it('shows a cell of 207 and a cell of one where the totals allow', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 3, max: 60 }),
        fc.integer({ min: 0, max: 2_000 }),
        (seed, n, more) => {
          const sizes = sizesOf(sampleTown({ seed, committees: n, members: 207 + n - 1 + more }));
          expect(sizes).toContain(207);
          expect(sizes).toContain(1);
        },
      ),
    );
  });

  it('is refused without a cell, a ward or a workplace, or with part of a member', () => {
    const size = { seed: 1, committees: 2, members: 9 };
    for (const wrong of [{ committees: 0 }, { wards: 0 }, { workplaces: 0 }, { members: -1 }, { members: 1.5 }]) {
      expect(() => sampleTown({ ...size, ...wrong })).toThrow(RangeError);
    }
  });

  it('passes the dry run before a launch: a sound tree, everybody routed, everybody reachable', () => {
    fc.assert(
      fc.property(anyTown, (size) => {
        const town = sampleTown(size);
        expect(routingProblems(town.committees, town.members)).toEqual([]);
        const byId = committeesById(town.committees);
        for (const cell of cellsOf(town)) {
          expect(lineUp(cell.id, byId).map(({ level }) => level)).toEqual(['cell', 'commune', 'province']);
        }
      }),
    );
  });

  it('writes to nobody: every address ends in .example', () => {
    fc.assert(
      fc.property(anyTown, (size) => {
        for (const address of addressesOf(sampleTown(size)))
          expect(address).toMatch(/^[a-z0-9.-]+@[a-z0-9-]+\.example$/);
      }),
    );
  });

  it('never has two members of one mailbox', () => {
    fc.assert(
      fc.property(anyTown, (size) => {
        const mailboxes = sampleTown(size).members.flatMap(({ mailbox }) => mailbox ?? []);
        expect(new Set(mailboxes).size).toBe(mailboxes.length);
      }),
    );
  });

  it('never has two members of one name and birthday, accents aside, however many share a name', () => {
    const { members } = sampleTown({ seed: 1, committees: 900, members: 50_000 });
    const people = members.map(({ name, birthDate }) => `${folded(name)} ${birthDate}`);
    expect(new Set(people).size).toBe(people.length);
  });

  it('is the same town for the same seed, and another for another', () => {
    fc.assert(
      fc.property(anyTown, (size) => {
        expect(sampleTown(size)).toEqual(sampleTown(size));
        const other = sampleTown({ ...size, seed: size.seed + 1 });
        if (size.members > 5) expect(other.members).not.toEqual(sampleTown(size).members);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the town of the measure of Vinh', () => {
  const town = sampleTown({ seed: 1, ...vinh });
  const cells = cellsOf(town);

  it('has its wards and workplaces by default', () => {
    const { committees, members } = vinh;
    expect(sampleTown({ seed: 1, committees, members })).toEqual(town);
  });

  it('has cells of 1, 55 and 207 and none larger, skewed around a mean of 55', () => {
    const sizes = sizesOf(town).toSorted((a, b) => a - b);
    expect(sizes).toEqual(expect.arrayContaining([1, 55, 207]));
    expect(sizes.at(-1)).toBe(207);
    expect(sizes.filter((many) => many === 207 || many === 1)).toHaveLength(2);
    const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
    expect(median).toBeGreaterThan(35);
    expect(median).toBeLessThan(55);
  });

  it('has every channel and language, and mailboxes that two cells share in one language', () => {
    expect([...counted(cells.map(({ channel }) => channel)).keys()].toSorted()).toEqual(['mailbox', 'paper', 'ward']);
    expect([...counted(cells.map(({ language }) => language)).keys()].toSorted()).toEqual(['en', 'fr', 'vi']);
    const behind = Map.groupBy(cells, ({ mailbox }) => mailbox ?? 'none');
    behind.delete('none');
    const shared = [...behind.values()].filter((sharers) => sharers.length > 1);
    expect(shared).toHaveLength(7);
    for (const sharers of shared) expect(new Set(sharers.map(({ language }) => language)).size).toBe(1);
  });

  it('has about 8 % in category B, 30 % with a mailbox, and many who share a name', () => {
    const share = (test: (member: Member) => boolean) => town.members.filter(test).length / town.members.length;
    expect(share(({ category }) => category === 'B')).toBeCloseTo(0.08, 2);
    expect(share(({ mailbox }) => mailbox !== undefined)).toBeCloseTo(0.3, 1);
    expect(share(({ name }) => name.startsWith('Nguyễn '))).toBeCloseTo(0.38, 1);
    expect(share(({ name }) => name.startsWith('Đ'))).toBeGreaterThan(0.04);
    expect(new Set(town.members.map(({ name }) => name)).size).toBeLessThan(town.members.length * 0.6);
  });

  it('writes names composed, with both places of the tone', () => {
    const names = town.members.map(({ name }) => name);
    expect(names.filter((name) => name !== name.normalize('NFC'))).toEqual([]);
    for (const spelling of ['Hoà', 'Hòa', 'Thuý', 'Thúy']) {
      expect(names.some((name) => name.split(' ').includes(spelling.normalize('NFC')))).toBe(true);
    }
  });
});

describe('the small town that an empty directory is offered', () => {
  it('shows one of everything that the large one has', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const town = sampleVillage(seed);
        const cells = cellsOf(town);
        expect(cells).toHaveLength(12);
        expect(town.members).toHaveLength(180);
        for (const channel of ['mailbox', 'ward', 'paper'])
          expect(cells.map((cell) => cell.channel)).toContain(channel);
        for (const language of ['vi', 'en', 'fr']) expect(cells.map((cell) => cell.language)).toContain(language);
        const workplaces = new Set(town.members.map(({ workplaceId }) => workplaceId));
        expect(workplaces.size).toBe(6);
      }),
    );
  });
});
