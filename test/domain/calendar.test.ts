import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addWorkingDays,
  atTime,
  endOfDay,
  HOME_ZONE,
  holidaysKnownFor,
  isLocalDate,
  isWorkingDay,
  localDate,
  nextWorkingDay,
  startOfDay,
  workingDaysBetween,
  yearsWithoutHolidays,
} from '#domain/calendar.ts';

const aDay = fc.integer({ min: 0, max: 11 * 365 }).map((n) => addDays('2025-01-01', n));
const aZone = fc.constantFrom(HOME_ZONE, 'Europe/Paris', 'America/New_York', 'Pacific/Apia', 'UTC');

describe('a local date', () => {
  it.each([
    ['2026-02-28', true],
    ['2026-02-29', false],
    ['2028-02-29', true],
    ['2100-02-29', false],
    ['2000-02-29', true],
    ['2026-02-31', false],
    ['2026-04-31', false],
    ['2026-12-31', true],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-01-00', false],
    ['31/02/2026', false],
    ['2026-2-3', false],
    ['0026-02-03', false],
    ['2026-02-03T00:00', false],
    ['２０２６-02-03', false],
    ['', false],
  ])('%s exists: %s', (text, exists) => {
    expect(isLocalDate(text)).toBe(exists);
  });

  it('is counted over month ends and leap days', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  it('that does not exist is never counted from', () => {
    expect(() => addDays('2026-02-31', 1)).toThrow(RangeError);
    expect(() => isWorkingDay('2026-02-31')).toThrow(RangeError);
  });
});

describe('a day in its zone', () => {
  it('ends at the last millisecond before midnight +07', () => {
    expect(endOfDay('2026-11-30')).toBe('2026-11-30T16:59:59.999Z');
    expect(startOfDay('2026-12-01')).toBe('2026-11-30T17:00:00.000Z');
    expect(atTime('2026-11-30', '08:00')).toBe('2026-11-30T01:00:00.000Z');
  });

  it.each([
    ['2026-11-30T16:59:59.999Z', '2026-11-30'],
    ['2026-11-30T17:00:00.000Z', '2026-12-01'],
    ['2026-12-31T16:59:59.999Z', '2026-12-31'],
    ['2026-12-31T17:00:00.000Z', '2027-01-01'],
    ['2028-02-28T17:00:00.000Z', '2028-02-29'],
    ['2028-02-29T17:00:00.000Z', '2028-03-01'],
  ])('at %s is %s', (at, date) => {
    expect(localDate(at)).toBe(date);
  });

  it('holds its own start and end and nothing of its neighbours, in any zone', () => {
    fc.assert(
      fc.property(aDay, aZone, (date, zone) => {
        const start = startOfDay(date, zone);
        const end = endOfDay(date, zone);
        expect([localDate(start, zone), localDate(end, zone)]).toEqual([date, date]);
        expect(localDate(new Date(Date.parse(end) + 1).toISOString(), zone)).toBe(addDays(date, 1));
        expect(localDate(new Date(Date.parse(start) - 1).toISOString(), zone)).toBe(addDays(date, -1));
      }),
    );
  });

  it('may be 23 or 25 hours long where there is summer time', () => {
    const hours = (date: string) =>
      (Date.parse(endOfDay(date, 'Europe/Paris')) + 1 - Date.parse(startOfDay(date, 'Europe/Paris'))) / 3_600_000;
    expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-11-30')]).toEqual([23, 25, 24]);
  });

  it('that a zone skipped has no moment', () => {
    expect(localDate('2011-12-30T09:59:59.999Z', 'Pacific/Apia')).toBe('2011-12-29');
    expect(localDate('2011-12-30T10:00:00.000Z', 'Pacific/Apia')).toBe('2011-12-31');
  });
});

describe('working days', () => {
  it.each([
    ['2026-11-27', true, 'a Friday'],
    ['2026-11-28', false, 'a Saturday'],
    ['2026-11-29', false, 'a Sunday'],
    ['2026-02-13', true, 'the Friday before Tết 2026'],
    ['2026-02-16', false, 'the eve of Tết 2026'],
    ['2026-02-17', false, 'Tết 2026'],
    ['2026-02-20', false, 'the last day of Tết 2026'],
    ['2026-02-23', true, 'the Monday after Tết 2026'],
    ['2027-02-05', false, 'the eve of Tết 2027'],
    ['2027-02-09', false, 'the last day of Tết 2027'],
    ['2027-02-11', false, 'a day in lieu of the weekend in Tết 2027'],
    ['2027-02-12', true, 'the first day after Tết 2027'],
    ['2026-04-26', false, 'the Hùng kings (a Sunday)'],
    ['2026-04-27', false, 'in lieu of the Hùng kings'],
    ['2026-04-30', false, 'Reunification Day'],
    ['2026-05-01', false, 'Labour Day'],
    ['2026-09-02', false, 'National Day'],
    ['2026-11-20', true, 'Teachers’ Day, which is observed and worked'],
    ['2030-02-02', false, 'Tết 2030, a day before the Chinese one'],
  ])('%s is worked: %s (%s)', (date, worked) => {
    expect(isWorkingDay(date)).toBe(worked);
  });

  it('an office closes on days of its own and works on others', () => {
    const office = { closed: ['2026-11-24', '2026-11-21'], open: ['2026-11-21', '2026-02-16'] };
    expect(isWorkingDay('2026-11-24', office)).toBe(false);
    expect(isWorkingDay('2026-11-21', office)).toBe(true);
    expect(isWorkingDay('2026-02-16', office)).toBe(true);
    expect(addWorkingDays('2026-11-20', 2, office)).toBe('2026-11-23');
  });

  it('are counted over Tết', () => {
    expect(addWorkingDays('2026-02-13', 1)).toBe('2026-02-23');
    expect(addWorkingDays('2026-02-23', -1)).toBe('2026-02-13');
    expect(addWorkingDays('2027-02-04', 1)).toBe('2027-02-12');
    expect(workingDaysBetween('2027-02-01', '2027-02-15')).toBe(5);
  });

  it('the next working day is today when today is worked', () => {
    expect(nextWorkingDay('2026-11-27')).toBe('2026-11-27');
    expect(nextWorkingDay('2026-11-28')).toBe('2026-11-30');
    expect(nextWorkingDay('2026-02-14')).toBe('2026-02-23');
  });

  it('counting nothing stays on the day, worked or not', () => {
    expect(addWorkingDays('2026-11-28', 0)).toBe('2026-11-28');
  });

  it('refuses to count a part of a day', () => {
    expect(() => addWorkingDays('2026-11-27', 0.5)).toThrow(RangeError);
    expect(() => addWorkingDays('2026-11-27', Number.NaN)).toThrow(RangeError);
  });

  const aCount = fc.integer({ min: -60, max: 60 });
  const anOffice = fc.record({ closed: fc.array(aDay, { maxLength: 5 }), open: fc.array(aDay, { maxLength: 5 }) });

  it('counted forth and back come to the same working day', () => {
    fc.assert(
      fc.property(aDay, aCount, anOffice, (date, n, office) => {
        const worked = nextWorkingDay(date, office);
        const there = addWorkingDays(worked, n, office);
        expect(isWorkingDay(there, office)).toBe(true);
        expect(addWorkingDays(there, -n, office)).toBe(worked);
      }),
    );
  });

  it('between two days are what was added', () => {
    fc.assert(
      fc.property(aDay, aCount, anOffice, (date, n, office) => {
        const worked = nextWorkingDay(date, office);
        expect(workingDaysBetween(worked, addWorkingDays(worked, n, office), office)).toBe(n);
      }),
    );
  });
});

describe('years whose holidays nobody knows', () => {
  it.each([
    [2024, false],
    [2025, true],
    [2035, true],
    [2036, false],
  ])('%i is known: %s', (year, known) => {
    expect(holidaysKnownFor(year)).toBe(known);
  });

  it('are named for a span of days', () => {
    expect(yearsWithoutHolidays('2034-11-01', '2035-12-31')).toEqual([]);
    expect(yearsWithoutHolidays('2035-11-01', '2037-01-10')).toEqual([2036, 2037]);
  });

  it('become known when the office enters days for them', () => {
    const office = { closed: ['2036-01-28'], open: [] };
    expect(holidaysKnownFor(2036, office)).toBe(true);
    expect(yearsWithoutHolidays('2036-01-01', '2037-12-31', office)).toEqual([2037]);
  });

  it('have weekends all the same', () => {
    expect(isWorkingDay('2036-11-29')).toBe(false);
    expect(isWorkingDay('2036-11-28')).toBe(true);
  });
});
