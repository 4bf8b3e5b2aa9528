import { describe, expect, it } from 'vitest';
import { daysUntil, longDate, moment, shortDate } from '#mail/formats.ts';

describe('dates as each language writes them', () => {
  it.each([
    ['vi', '2026-11-30', 'thứ Hai, 30/11/2026', '30/11/2026'],
    ['vi', '2026-12-06', 'chủ Nhật, 06/12/2026', '06/12/2026'],
    ['en', '2026-11-30', 'Monday 30 November 2026', '30 Nov 2026'],
    ['fr', '2026-12-01', 'mardi 1er décembre 2026', '01/12/2026'],
    ['fr', '2026-12-11', 'vendredi 11 décembre 2026', '11/12/2026'],
  ] as const)('%s %s', (language, date, long, short) => {
    expect([longDate(language, date), shortDate(language, date)]).toEqual([long, short]);
  });

  it('tell a moment by the clock of the zone', () => {
    expect(moment('vi', 'Asia/Ho_Chi_Minh', '2026-11-30T17:05:00.000Z')).toEqual({ time: '00:05', date: '01/12/2026' });
    expect(moment('fr', 'Europe/Paris', '2026-11-30T17:05:00.000Z')).toEqual({ time: '18:05', date: '30/11/2026' });
  });

  it('count days over the end of a month', () => {
    expect(daysUntil('2026-11-28', '2026-12-01')).toBe(3);
    expect(daysUntil('2026-12-01', '2026-12-01')).toBe(0);
    expect(daysUntil('2026-12-02', '2026-11-30')).toBe(-2);
  });
});
