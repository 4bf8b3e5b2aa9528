import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorkingDays, isWorkingDay, localDate } from '#domain/calendar.ts';
import { halfTime, type Owing, overdueBy, reminderStep } from '#domain/schedule.ts';
import { cycleOf, DATES, launched, morning, running } from '#test/support/scheduled.ts';

describe('reminder steps', () => {
  const asked: Owing = {
    owes: 1,
    dueAt: '2026-11-30T16:59:59.999Z',
    askedAt: morning('2026-11-02'),
    byMail: true,
    unreachable: false,
    excused: false,
  };
  const cycle = running({ reminders: [-10, -3, -1, 2], minimumGap: 2 });
  const step = (request: Partial<Owing>, day: string, of = cycle) =>
    reminderStep(of, { ...asked, ...request }, morning(day));

  it.each<[string, Partial<Owing>, string, string | undefined]>([
    ['nothing before the first step', {}, '2026-11-13', undefined],
    ['ten working days before', {}, '2026-11-16', '2026-11-30-10'],
    ['nothing to who is asked on paper', { byMail: false }, '2026-11-16', undefined],
    ['a day missed is made up for', {}, '2026-11-18', '2026-11-30-10'],
    ['once only', { lastStep: '2026-11-30-10', lastWrittenAt: morning('2026-11-16') }, '2026-11-17', undefined],
    [
      'three working days before',
      { lastStep: '2026-11-30-10', lastWrittenAt: morning('2026-11-16') },
      '2026-11-25',
      '2026-11-30-3',
    ],
    [
      'of two missed steps the last one',
      { lastStep: '2026-11-30-10', lastWrittenAt: morning('2026-11-16') },
      '2026-11-27',
      '2026-11-30-1',
    ],
    [
      'the eve, but not within the gap',
      { lastStep: '2026-11-30-3', lastWrittenAt: morning('2026-11-26') },
      '2026-11-27',
      undefined,
    ],
    [
      'the eve made up for when the gap is over',
      { lastStep: '2026-11-30-3', lastWrittenAt: morning('2026-11-26') },
      '2026-11-30',
      '2026-11-30-1',
    ],
    [
      'not on the very day that only an earlier step is for',
      { lastStep: '2026-11-30-1', lastWrittenAt: morning('2026-11-27') },
      '2026-12-01',
      undefined,
    ],
    [
      'two working days after',
      { lastStep: '2026-11-30-1', lastWrittenAt: morning('2026-11-27') },
      '2026-12-02',
      '2026-11-30+2',
    ],
    [
      'never again after the last',
      { lastStep: '2026-11-30+2', lastWrittenAt: morning('2026-12-02') },
      '2026-12-09',
      undefined,
    ],
    ['to nobody who owes nothing', { owes: 0 }, '2026-11-25', undefined],
    ['to nobody out of reach', { unreachable: true }, '2026-11-25', undefined],
    ['to nobody excused', { excused: true }, '2026-11-25', undefined],
    ['to nobody who was never asked', { askedAt: '' }, '2026-11-25', undefined],
    ['asked late: a step of before is not made up for', { askedAt: morning('2026-11-26') }, '2026-11-26', undefined],
    ['asked late: the next step comes', { askedAt: morning('2026-11-24') }, '2026-11-27', '2026-11-30-1'],
    [
      'asked late: within the gap of being asked nobody is reminded',
      { askedAt: morning('2026-11-26') },
      '2026-11-27',
      undefined,
    ],
    [
      'pressed by the ward yesterday: the gap counts from there',
      { lastWrittenAt: morning('2026-11-24') },
      '2026-11-25',
      undefined,
    ],
    [
      'given time: the steps move with the date',
      { dueAt: '2026-12-04T16:59:59.999Z', lastStep: '2026-11-30-10', lastWrittenAt: morning('2026-11-16') },
      '2026-11-27',
      '2026-12-04-10',
    ],
    [
      'given time: none for the old date',
      { dueAt: '2026-12-31T16:59:59.999Z', lastStep: '2026-11-30+2', lastWrittenAt: morning('2026-12-02') },
      '2026-12-04',
      undefined,
    ],
  ])('%s', (_, request, day, expected) => {
    expect(step(request, day)).toBe(expected);
  });

  it('where a day’s gap is enough, a step of the day on which the committee was asked is not made up for', () => {
    const close = running({ reminders: [-3], minimumGap: 1 });
    expect(step({ askedAt: morning('2026-11-25') }, '2026-11-26', close)).toBeUndefined();
    expect(step({ askedAt: morning('2026-11-24') }, '2026-11-26', close)).toBe('2026-11-30-3');
  });

  it('over Tết 2027 count working days only: ten days before the date lie before the holiday', () => {
    // The holiday of 2027 is Friday 5 to Thursday 11 February.
    const dates = { opensOn: '2027-01-11', dueOn: '2027-02-19', confirmBy: '2027-02-23', closesOn: '2027-02-26' };
    const tet = cycleOf({ dates, reminders: [-10, -3], minimumGap: 1 }, launched);
    const request = { dueAt: '2027-02-19T16:59:59.999Z', askedAt: morning('2027-01-11') };
    const mornings = Array.from({ length: 40 }, (_, n) =>
      new Date(Date.UTC(2027, 0, 11 + n)).toISOString().slice(0, 10),
    );
    const steps = mornings.filter((day) => isWorkingDay(day)).map((day) => [day, step(request, day, tet)] as const);
    const first = (name: string) => steps.find(([, found]) => found === name)?.[0];
    expect(first('2027-02-19-10')).toBe(addWorkingDays('2027-02-19', -10));
    expect(first('2027-02-19-10')).toBe('2027-01-29');
    expect(first('2027-02-19-3')).toBe('2027-02-16');
    for (const day of ['2027-02-05', '2027-02-08', '2027-02-11']) expect(isWorkingDay(day)).toBe(false);
  });

  it('an office’s own holidays move them too', () => {
    const closed = running({ reminders: [-1], holidays: { closed: ['2026-11-27'], open: [] } });
    expect(step({}, '2026-11-26', closed)).toBe('2026-11-30-1');
    expect(step({}, '2026-11-26')).not.toBe('2026-11-30-1');
  });

  it('whatever mornings are kept, nobody hears a step twice, two within the gap, or one after it was done', () => {
    const days = Array.from({ length: 45 }, (_, n) => new Date(Date.UTC(2026, 10, 2 + n)).toISOString().slice(0, 10));
    const kept = fc.subarray(days.filter((day) => isWorkingDay(day)));
    const offsets = fc.uniqueArray(fc.integer({ min: -15, max: 8 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(kept, offsets, fc.integer({ min: 0, max: 4 }), (mornings, reminders, minimumGap) => {
        const of = running({ reminders, minimumGap });
        let request = asked;
        const heard: string[] = [];
        for (const day of mornings) {
          const name = step(request, day, of);
          if (!name) continue;
          expect(heard).not.toContain(name);
          const last = localDate(request.lastWrittenAt ?? request.askedAt ?? '');
          expect(addWorkingDays(last, minimumGap) <= day).toBe(true);
          heard.push(name);
          request = { ...request, lastStep: name, lastWrittenAt: morning(day) };
        }
        const steps = heard.map((name) => Number(name.slice('2026-11-30'.length)));
        expect(steps).toEqual(steps.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('lateness', () => {
  const cycle = running();
  const DUE = '2026-11-30T16:59:59.999Z';

  it.each([
    ['2026-11-30', 0, true],
    ['2026-11-30', 1, false],
    ['2026-12-01', 1, true],
    ['2026-12-02', 3, false],
    ['2026-12-03', 3, true],
  ])('on the morning of %s, %i working days after the date due: %s', (day, days, late) => {
    expect(overdueBy(cycle, DUE, days, morning(day))).toBe(late);
  });

  it('a date due on a Friday is one working day ago on Monday', () => {
    const friday = '2026-11-27T16:59:59.999Z';
    expect(overdueBy(cycle, friday, 1, morning('2026-11-28'))).toBe(false);
    expect(overdueBy(cycle, friday, 1, morning('2026-11-30'))).toBe(true);
  });

  it('half-time is when half of the working days are gone, one at least, and moves with the date due', () => {
    expect(halfTime(cycle)).toBe(morning('2026-11-16'));
    expect(halfTime(running({ dates: { ...DATES, dueOn: '2026-11-03' } }))).toBe(morning('2026-11-03'));
    const extended = running({}, [
      '2026-11-20T02:00:00.000Z',
      { type: 'extended', dates: { ...DATES, dueOn: '2026-12-08' } },
    ]);
    expect(halfTime(extended) > halfTime(cycle)).toBe(true);
  });
});
