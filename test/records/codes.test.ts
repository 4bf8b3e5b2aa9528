import { describe, expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import { codeAsTyped, codeTries, issueCode, tryCode } from '#records/codes.ts';
import { countedIds, handClock } from '#test/support/edge.ts';

const world = () => ({ table: memoryTable(), clock: handClock(), ids: countedIds() });
const wrong = (code: string): string => (code === '00000000' ? '00000001' : '00000000');

describe('a code (A10)', () => {
  it('has eight digits, fits once and is kept as a hash', async () => {
    const w = world();
    const code = await issueCode(w, 'box', 'enter');
    expect(code).toMatch(/^\d{8}$/);
    expect(JSON.stringify(w.table.all())).not.toContain(code);
    expect(await tryCode(w, 'box', 'enter', code)).toBe(true);
    expect(await tryCode(w, 'box', 'enter', code)).toBe(false);
  });

  it('is spent by one of four at once', async () => {
    const w = world();
    const code = await issueCode(w, 'box', 'enter');
    const results = await Promise.all(Array.from({ length: 4 }, () => tryCode(w, 'box', 'enter', code)));
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  it('still fits at ten minutes less a second, not at ten', async () => {
    for (const [seconds, fits] of [
      [599, true],
      [600, false],
      [601, false],
    ] as const) {
      const w = world();
      const code = await issueCode(w, 'box', 'enter');
      w.clock.move(seconds);
      expect(await tryCode(w, 'box', 'enter', code)).toBe(fits);
    }
  });

  it('fits after four wrong tries, and after five no more', async () => {
    for (const [tries, fits] of [
      [codeTries - 1, true],
      [codeTries, false],
    ] as const) {
      const w = world();
      const code = await issueCode(w, 'box', 'enter');
      for (let i = 0; i < tries; i++) expect(await tryCode(w, 'box', 'enter', wrong(code))).toBe(false);
      expect(await tryCode(w, 'box', 'enter', code)).toBe(fits);
    }
  });

  it('compares no more than five of a hundred tries at once', async () => {
    const w = world();
    const code = await issueCode(w, 'box', 'enter');
    await Promise.all(Array.from({ length: 100 }, () => tryCode(w, 'box', 'enter', wrong(code))));
    expect(await tryCode(w, 'box', 'enter', code)).toBe(false);
  });

  it('is good for its mailbox and purpose only', async () => {
    const w = world();
    const code = await issueCode(w, 'box', 'enter');
    await issueCode(w, 'other box', 'enter');
    await issueCode(w, 'box', 'countersign');
    expect(await tryCode(w, 'other box', 'enter', code)).toBe(false);
    expect(await tryCode(w, 'box', 'countersign', code)).toBe(false);
    expect(await tryCode(w, 'box', 'enter', code)).toBe(true);
  });

  it('ends the one before it, and five tries begin anew', async () => {
    const w = world();
    const first = await issueCode(w, 'box', 'enter');
    for (let i = 0; i < codeTries; i++) await tryCode(w, 'box', 'enter', wrong(first));
    const second = await issueCode(w, 'box', 'enter');
    expect(await tryCode(w, 'box', 'enter', first)).toBe(false);
    expect(await tryCode(w, 'box', 'enter', second)).toBe(true);
  });

  it('may be typed with spaces, hyphens or full-width digits', () => {
    expect(codeAsTyped(' 1234 5678 ')).toBe('12345678');
    expect(codeAsTyped('1234-5678')).toBe('12345678');
    expect(codeAsTyped('１２３４５６７８')).toBe('12345678');
  });
});
