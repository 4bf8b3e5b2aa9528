import fc from 'fast-check';
import type { Committee } from '#domain/committee.ts';
import type { Town } from '#infra/local/sample/town.ts';

export const cellsOf = (town: Town): Committee[] => town.committees.filter(({ level }) => level === 'cell');

export const counted = <T>(values: Iterable<T>): Map<T, number> => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

export const anyTown = fc.record({
  seed: fc.integer(),
  committees: fc.integer({ min: 1, max: 60 }),
  members: fc.integer({ min: 0, max: 1_500 }),
  wards: fc.integer({ min: 1, max: 12 }),
  workplaces: fc.integer({ min: 1, max: 20 }),
});
