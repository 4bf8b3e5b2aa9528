import { describe, expect, it } from 'vitest';
import { datesIn, nextOpening, wordsIn, type YearlyOrder, yearDue } from '#domain/yearly.ts';

const order = (dates = {}, over: Partial<YearlyOrder> = {}): YearlyOrder => ({
  id: '2026-11-open01',
  plan: {
    title: 'Lấy ý kiến năm 2026',
    period: 'năm 2026',
    categories: ['A'],
    zone: 'Asia/Ho_Chi_Minh',
    holidays: { closed: [], open: [] },
    dates: { opensOn: '2026-11-02', dueOn: '2026-11-30', confirmBy: '2026-12-05', closesOn: '2026-12-10', ...dates },
    reminders: [-3],
    minimumGap: 2,
    escalateAfter: { desk: 1, province: 3 },
    holdMinutes: 60,
    officer: { name: 'Trần Thị Hoa', telephone: '0238 000 000', replyTo: 'hoi-dap@tinh.example' },
  },
  daysAhead: 7,
  launches: false,
  ...over,
});

describe('a cycle that opens itself every year', () => {
  it('has the same days of the calendar, and the last of February where there is no 29th', () => {
    expect(datesIn(order(), 2028)).toEqual({
      opensOn: '2028-11-02',
      dueOn: '2028-11-30',
      confirmBy: '2028-12-05',
      closesOn: '2028-12-10',
    });
    expect(datesIn(order({ opensOn: '2028-02-29' }), 2029).opensOn).toBe('2029-02-28');
    expect(datesIn(order({ closesOn: '2027-01-08' }), 2030).closesOn).toBe('2031-01-08');
  });

  it.each([
    ['Lấy ý kiến năm 2026', 'Lấy ý kiến năm 2029'],
    ['Đợt 2026-2027', 'Đợt 2029-2030'],
    ['Quy định 213-QĐ/TW năm 2020', 'Quy định 213-QĐ/TW năm 2020 (2029)'],
    ['Hướng dẫn 2026-HD/TU', 'Hướng dẫn 2026-HD/TU (2029)'],
    ['Đợt 2026 theo 20265', 'Đợt 2029 theo 20265'],
    ['Thường kỳ', 'Thường kỳ (2029)'],
  ])('is called %s, then %s', (words, then) => {
    expect(wordsIn(order(), words, 2029)).toBe(then);
  });

  it.each([
    ['the day before its day', '2027-10-25', 0, undefined],
    ['its day', '2027-10-26', 0, 2027],
    ['a day that was missed', '2027-11-10', 0, 2027],
    ['the last day that leaves two weeks', '2027-11-16', 0, 2027],
    ['a day too late', '2027-11-17', 0, undefined],
    ['its day, opened already', '2027-10-27', 2027, undefined],
    ['the year it was made in', '2026-11-01', 0, undefined],
  ] as const)('on %s', (_, today, opened, year) => {
    expect(yearDue(order(), today, opened)).toBe(year);
  });

  it('opens in December where its letters leave in January', () => {
    const early = order({ opensOn: '2026-01-04', dueOn: '2026-01-31' });
    expect(yearDue(early, '2026-12-28', 0)).toBe(2027);
  });

  it.each([
    ['2026-11-26', 0, '2027-10-26'],
    ['2027-10-30', 0, '2027-10-30'],
    ['2027-10-30', 2027, '2028-10-26'],
    ['2027-11-20', 0, '2028-10-26'],
  ])('says on %s when it will', (today, opened, next) => {
    expect(nextOpening(order(), today, opened)).toBe(next);
  });
});
