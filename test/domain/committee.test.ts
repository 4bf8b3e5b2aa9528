import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Committee,
  type CommitteeLevel,
  committeesById,
  isWithin,
  lineUp,
  provinceOf,
  routingProblems,
  treeProblems,
  wardOf,
} from '#domain/committee.ts';

const committee = (id: string, level: CommitteeLevel, parentId?: string, more: Partial<Committee> = {}): Committee => ({
  id,
  name: `Name of ${id}`,
  level,
  channel: 'mailbox',
  mailbox: `${id}@committee.example`,
  language: 'vi',
  ...(parentId !== undefined && { parentId }),
  ...more,
});
const { mailbox: _none, ...unreachableCell } = committee('c1', 'cell', 'w1');
const { mailbox: _neither, ...unreachableWard } = committee('w1', 'commune', 'p');
const province = committee('p', 'province');
const above = [province, committee('w1', 'commune', 'p')];
const cell = committee('c1', 'cell', 'w1');
const tree = [
  ...above,
  cell,
  committee('c2', 'cell', 'w1'),
  committee('f', 'workplace', 'p'),
  committee('f1', 'workplace', 'f'),
];
const member = (id: string, residenceId: string, workplaceId: string) => ({ id, residenceId, workplaceId });
const reasons = (problems: readonly { place: string; reason: string }[]) =>
  problems.map(({ place, reason }) => `${place}: ${reason}`);

describe('the committee tree', () => {
  it('is sound from cell to province, with workplaces beside it', () => {
    expect(treeProblems(tree)).toEqual([]);
  });

  it('is climbed to the ward and the province', () => {
    const byId = committeesById(tree);
    expect(lineUp('c1', byId).map(({ id }) => id)).toEqual(['c1', 'w1', 'p']);
    expect(wardOf('c1', byId)?.id).toBe('w1');
    expect(wardOf('w1', byId)?.id).toBe('w1');
    expect(provinceOf('f1', byId)?.id).toBe('p');
    expect(wardOf('f1', byId)).toBeUndefined();
    expect([isWithin('c1', 'w1', byId), isWithin('c1', 'c1', byId), isWithin('w1', 'c1', byId)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(isWithin('nobody', 'p', byId)).toBe(false);
  });

  it('takes the first of two with one id', () => {
    expect(committeesById([...tree, committee('c1', 'workplace', 'f')]).get('c1')).toBe(cell);
  });

  it.each<[string, Committee[], string[]]>([
    ['an id twice', [committee('c1', 'cell', 'w1')], ['committee c1: committeeTwice']],
    [
      'a name twice below one parent',
      [committee('c9', 'cell', 'w1', { name: 'NAME OF C1' })],
      ['committee c9: nameTwice'],
    ],
    ['a parent nobody has', [committee('c9', 'cell', 'w9')], ['committee c9: parentUnknown']],
    ['a cell right below a province', [committee('c9', 'cell', 'p')], ['committee c9: parentLevel']],
    ['a cell below a cell', [committee('c9', 'cell', 'c1')], ['committee c9: parentLevel']],
    ['a ward below a workplace', [committee('w9', 'commune', 'f')], ['committee w9: parentLevel']],
    ['a province with a parent', [committee('p9', 'province', 'p')], ['committee p9: parentLevel']],
    ['a committee above itself', [committee('f9', 'workplace', 'f9')], ['committee f9: loop']],
    [
      'two above one another, and one below them',
      [committee('f7', 'workplace', 'f8'), committee('f8', 'workplace', 'f9'), committee('f9', 'workplace', 'f8')],
      ['committee f8: loop'],
    ],
  ])('names %s', (_what, added, expected) => {
    expect(reasons(treeProblems([...tree, ...added]))).toEqual(expected);
  });

  it('names each loop once, and climbing one comes to an end', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 12 }), (parents) => {
        const all = parents.map((parent, i) => committee(`f${i}`, 'workplace', `f${parent % parents.length}`));
        const byId = committeesById(all);
        // Everybody has a parent, so every line runs into a loop: as many loops as sets of committees that never leave.
        const ends = all.map(({ id }) => {
          let here = id;
          for (let i = 0; i < all.length; i++) here = byId.get(here)?.parentId ?? '';
          const round = new Set<string>();
          for (; !round.has(here); here = byId.get(here)?.parentId ?? '') round.add(here);
          return [...round].sort().join();
        });
        const loops = treeProblems(all).filter(({ reason }) => reason === 'loop');
        expect(loops).toHaveLength(new Set(ends).size);
        expect(all.every(({ id }) => lineUp(id, byId).length <= all.length)).toBe(true);
      }),
    );
  });
});

describe('the dry run of routing', () => {
  it('is clean when everybody has a residence, a workplace and a way to be reached', () => {
    expect(routingProblems(tree, [member('m1', 'c1', 'f1'), member('m2', 'w1', 'f')])).toEqual([]);
  });

  it.each([
    ['without residence', member('m', '', 'f'), 'residenceMissing'],
    ['without workplace', member('m', 'c1', ''), 'workplaceMissing'],
    ['with a residence nobody knows', member('m', 'c9', 'f'), 'residenceUnknown'],
    ['with a workplace nobody knows', member('m', 'c1', 'f9'), 'workplaceUnknown'],
    ['whose residence is a workplace', member('m', 'f', 'f1'), 'residenceLevel'],
    ['whose workplace is a cell', member('m', 'c1', 'c2'), 'workplaceLevel'],
  ])('names a member %s', (_what, one, reason) => {
    expect(reasons(routingProblems(tree, [one]))).toEqual([`member m: ${reason}`]);
  });

  it('names a member who stands there twice', () => {
    const twice = [member('m', 'c1', 'f'), member('m', 'c2', 'f')];
    expect(reasons(routingProblems(tree, twice))).toEqual(['member m: memberTwice']);
  });

  const byWard = { channel: 'ward' } as const;
  it.each<[string, Committee[], string[]]>([
    ['no mailbox', [...above, unreachableCell], ['committee c1: mailboxMissing']],
    ['a ward without mailbox', [province, unreachableWard, cell], ['committee w1: mailboxMissing']],
    [
      'a ward that cannot carry',
      [province, unreachableWard, { ...unreachableCell, ...byWard }],
      ['committee c1: wardUnreachable', 'committee w1: mailboxMissing'],
    ],
    [
      'no ward at all',
      [committee('c1', 'cell', undefined, byWard)],
      ['committee c1: noWardAbove', 'committee c1: noWardToCarry'],
    ],
    [
      'a ward that would carry for itself',
      [province, committee('w1', 'commune', 'p', byWard), cell],
      ['committee w1: noWardToCarry'],
    ],
    ['no ward above', [committee('c1', 'cell')], ['committee c1: noWardAbove']],
    ['a way on paper', [...above, { ...unreachableCell, channel: 'paper' }], []],
    ['a way through the ward', [...above, { ...unreachableCell, ...byWard }], []],
  ])('of a cell that has %s', (_what, committees, expected) => {
    const all = [...committees, committee('f', 'workplace')];
    expect(reasons(routingProblems(all, [member('m', 'c1', 'f')]))).toEqual(expected);
  });

  it('does not ask how to reach a committee that nobody lives with', () => {
    const all = [...above, unreachableCell, committee('c2', 'cell', 'w1'), committee('f', 'workplace')];
    expect(routingProblems(all, [member('m', 'c2', 'f')])).toEqual([]);
  });

  it('tells the tree’s own problems too', () => {
    const all = [...tree, committee('f9', 'workplace', 'f9')];
    expect(reasons(routingProblems(all, []))).toEqual(['committee f9: loop']);
  });
});
