import { describe, expect, it } from 'vitest';
import { byName, inMemberOrder } from '#domain/names.ts';

describe('names of committees', () => {
  it('stand in the order of the Vietnamese alphabet, numbers by their size', () => {
    const names = ['Chi bộ Đông', 'Chi bộ khối 10', 'Chi bộ Dũng', 'Chi bộ khối 2'];
    const sorted = names.map((name) => ({ name })).sort(byName);
    expect(sorted.map(({ name }) => name)).toEqual(['Chi bộ Dũng', 'Chi bộ Đông', 'Chi bộ khối 2', 'Chi bộ khối 10']);
  });
});

describe('members', () => {
  const sorted = (...names: readonly string[]) =>
    inMemberOrder(
      names.map((name, n) => ({ of: { id: `m${names.length - n}`, name } })),
      ({ of }) => of,
    ).map(({ of }) => `${of.name} ${of.id}`);

  it('stand by the given name, then by what stands before it', () => {
    expect(sorted('Nguyễn Văn Yên', 'Vũ Thị An', 'Đỗ Đức', 'Bùi Văn An', 'Dương Dũng')).toEqual([
      'Bùi Văn An m2',
      'Vũ Thị An m4',
      'Dương Dũng m1',
      'Đỗ Đức m3',
      'Nguyễn Văn Yên m5',
    ]);
  });

  it('of one name stand by their number, however the name was spaced', () => {
    expect(sorted('Lê  Văn An ', 'Lê Văn An')).toEqual(['Lê Văn An m1', 'Lê  Văn An  m2']);
  });
});
