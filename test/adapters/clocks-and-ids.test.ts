import { describe, expect, test } from 'vitest';
import { cryptoIds } from '#adapters/crypto-ids.ts';
import { memoryTable } from '#adapters/memory-table.ts';
import { offsetClock } from '#adapters/offset-clock.ts';
import { systemClock } from '#adapters/system-clock.ts';
import type { Table } from '#ports';

const fixed = (now: string) => ({ now: () => now });
const NOON = '2026-11-01T05:00:00.000Z';

describe('a clock that can be moved', () => {
  test('goes on from where it was moved to', async () => {
    const below = { at: NOON, now: () => below.at };
    const clock = await offsetClock(below, memoryTable());
    expect(clock.now()).toBe(NOON);
    expect(await clock.moveTo('2026-12-05T17:00:00.000Z')).toBe(true);
    below.at = '2026-11-01T05:00:01.500Z';
    expect(clock.now()).toBe('2026-12-05T17:00:01.500Z');
  });

  test('never goes back', async () => {
    const clock = await offsetClock(fixed(NOON), memoryTable());
    expect(await clock.moveTo('2026-10-01T00:00:00.000Z')).toBe(false);
    await clock.moveTo('2026-12-01T00:00:00.000Z');
    expect(await clock.moveTo('2026-11-30T23:59:59.999Z')).toBe(false);
    expect(await clock.moveTo('2026-12-01T00:00:00.000Z')).toBe(false);
    expect(clock.now()).toBe('2026-12-01T00:00:00.000Z');
  });

  test('stays where it is over a restart', async () => {
    const table = memoryTable();
    await (await offsetClock(fixed(NOON), table)).moveTo('2026-12-01T00:00:00.000Z');
    expect((await offsetClock(fixed(NOON), table)).now()).toBe('2026-12-01T00:00:00.000Z');
  });

  test('is at the further one of two moves at once', async () => {
    const table = memoryTable();
    const clock = await offsetClock(fixed(NOON), table);
    await Promise.all([clock.moveTo('2027-01-01T00:00:00.000Z'), clock.moveTo('2026-12-01T00:00:00.000Z')]);
    expect(clock.now()).toBe('2027-01-01T00:00:00.000Z');
    expect((await offsetClock(fixed(NOON), table)).now()).toBe('2027-01-01T00:00:00.000Z');
  });

  test('does not fall back when the answers to two moves come in the other order', async () => {
    const table = memoryTable();
    const further = Promise.withResolvers<void>();
    let puts = 0;
    const put: Table['put'] = async (item, when) => {
      const first = ++puts === 1;
      const written = await table.put(item, when);
      if (first) await further.promise;
      return written;
    };
    const clock = await offsetClock(fixed(NOON), { ...table, put });
    const nearer = clock.moveTo('2026-12-01T00:00:00.000Z');
    await clock.moveTo('2027-01-01T00:00:00.000Z');
    further.resolve();
    await nearer;
    expect(clock.now()).toBe('2027-01-01T00:00:00.000Z');
  });

  test('is not moved when that cannot be kept', async () => {
    const broken = { ...memoryTable(), put: () => Promise.reject(new Error('disk full')) };
    const clock = await offsetClock(fixed(NOON), broken);
    await expect(clock.moveTo('2027-01-01T00:00:00.000Z')).rejects.toThrow('disk full');
    expect(clock.now()).toBe(NOON);
  });

  test('refuses what is no moment', async () => {
    const clock = await offsetClock(fixed(NOON), memoryTable());
    await expect(clock.moveTo('tomorrow')).rejects.toThrow(RangeError);
  });
});

test('the machine tells the time as an instant', () => {
  expect(systemClock.now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test('ids are lower-case letters and digits, and never the same', () => {
  const ids = Array.from({ length: 1_000 }, () => cryptoIds.next());
  expect(new Set(ids).size).toBe(1_000);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9]{26,32}$/);
});

test('digits are as many as asked for, leading zeros among them', () => {
  const codes = Array.from({ length: 500 }, () => cryptoIds.digits(8));
  for (const code of codes) expect(code).toMatch(/^\d{8}$/);
  expect(new Set(codes.map((code) => code[0])).size).toBe(10);
});
