import { describe, expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import { countFailure, type Limit, pausedUntil } from '#records/limits.ts';
import { handClock } from '#test/support/edge.ts';

const limit: Limit = { name: 'test', failures: 3, windowSeconds: 60, pauseSeconds: 900 };

describe('a limit on failures', () => {
  it('pauses at the last failure it allows, and opens again by itself', async () => {
    const w = { table: memoryTable(), clock: handClock() };
    await countFailure(w, limit, 'a');
    await countFailure(w, limit, 'a');
    expect(await pausedUntil(w, limit, 'a')).toBeUndefined();
    await countFailure(w, limit, 'a');
    expect(await pausedUntil(w, limit, 'a')).toBe('2026-11-02T01:15:00.000Z');
    w.clock.move(899);
    expect(await pausedUntil(w, limit, 'a')).toBeDefined();
    w.clock.move(1);
    expect(await pausedUntil(w, limit, 'a')).toBeUndefined();
  });

  it('does not prolong its pause by failures during it, and starts from nought after it', async () => {
    const w = { table: memoryTable(), clock: handClock() };
    for (let i = 0; i < 3; i++) await countFailure(w, limit, 'a');
    w.clock.move(890);
    await countFailure(w, limit, 'a');
    w.clock.move(10);
    expect(await pausedUntil(w, limit, 'a')).toBeUndefined();
    await countFailure(w, limit, 'a');
    await countFailure(w, limit, 'a');
    expect(await pausedUntil(w, limit, 'a')).toBeUndefined();
  });

  it('forgets failures that are older than its window', async () => {
    const w = { table: memoryTable(), clock: handClock() };
    for (let i = 0; i < 10; i++) {
      await countFailure(w, limit, 'a');
      w.clock.move(31);
    }
    expect(await pausedUntil(w, limit, 'a')).toBeUndefined();
  });

  it('counts failures at the same moment, each against its own', async () => {
    const w = { table: memoryTable(), clock: handClock() };
    await Promise.all(Array.from({ length: 20 }, () => countFailure(w, limit, 'a')));
    expect(await pausedUntil(w, limit, 'a')).toBeDefined();
    expect(await pausedUntil(w, limit, 'b')).toBeUndefined();
  });
});
