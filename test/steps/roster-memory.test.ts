import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Heaps } from '#steps/roster/heap.ts';
import { IdTable } from '#steps/roster/id-table.ts';

const anId = fc.string({ unit: fc.constantFrom(...'abAB01-_'), minLength: 1, maxLength: 6 });

describe('what an import holds in memory', () => {
  it('finds ids as a map without regard to case would', () => {
    fc.assert(
      fc.property(fc.array(anId, { maxLength: 200 }), fc.array(anId, { maxLength: 20 }), (ids, others) => {
        const table = new IdTable(200);
        const places = new Map<string, number>();
        for (const id of ids) {
          const before = places.get(id.toUpperCase());
          expect(table.add(id)).toEqual({ place: before ?? places.size, isNew: before === undefined });
          if (before === undefined) places.set(id.toUpperCase(), places.size);
        }
        for (const id of [...ids, ...others]) expect(table.find(id)).toBe(places.get(id.toUpperCase()));
      }),
    );
  });

  it('gives lines back as they came, heap by heap', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 400 }).map((text) => text.replaceAll('\n', ' '));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2), line), { maxLength: 300 }),
        fc.integer({ min: 1, max: 40 }),
        (lines, times) => {
          const heaps = new Heaps(3);
          const expected: string[][] = [[], [], []];
          for (let i = 0; i < times; i += 1) {
            for (const [heap, text] of lines) {
              heaps.add(heap, text);
              expected[heap]?.push(text);
            }
          }
          for (const heap of [0, 1, 2]) {
            expect([...heaps.lines(heap)]).toEqual(expected[heap]);
            expect([...heaps.take(heap)]).toEqual(expected[heap]);
            expect([...heaps.lines(heap)]).toEqual([]);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});
