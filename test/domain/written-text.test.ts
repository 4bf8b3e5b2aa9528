import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateKey, dateOfSerial, dateShown } from '#domain/written-date.ts';
import { folded, textFault, tidy, toneKey } from '#domain/written-text.ts';

describe('names are compared by keys', () => {
  it('without accents, and with Đ as d, which never decomposes', () => {
    expect(folded('Đỗ  Thị Hoà')).toBe('do thi hoa');
    expect(folded('ĐẶNG ƯƠNG'.normalize('NFD'))).toBe('dang uong');
  });

  it('that see through the place of a tone mark, and nothing more', () => {
    expect(toneKey('Nguyễn Thị Hoà')).toBe(toneKey('Nguyễn Thị Hòa'));
    expect(toneKey('Thuỷ')).toBe(toneKey('Thủy'));
    expect(toneKey('Hoa')).not.toBe(toneKey('Hòa'));
    expect(toneKey('Hoá')).not.toBe(toneKey('Hoà'));
  });
});

describe('tidy text', () => {
  it('stays as it is when tidied again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(tidy(tidy(text))).toBe(tidy(text));
      }),
    );
  });

  it('of any kind is judged quickly', () => {
    const started = performance.now();
    for (const text of ['\u0301'.repeat(100_000), ' '.repeat(100_000), '\n '.repeat(50_000), 'a '.repeat(50_000)]) {
      textFault(text, 200);
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('dates of a workbook', () => {
  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [27_150, '1974-05-01'],
    [46_096, '2026-03-15'],
  ])('day %i is %s', (day, date) => expect(dateOfSerial(day)).toBe(date));

  it('count from 1904 in some', () => expect(dateOfSerial(25_688, true)).toBe('1974-05-01'));

  it('are the same however they were written', () => {
    expect(dateKey('01/05/1974')).toBe('1974-05-01');
    expect(dateKey('1974-5-1')).toBe('1974-05-01');
    expect(dateKey('1974')).toBe('1974');
  });
});

it('a date is shown day first, and as it was written where it was not written as ISO', () => {
  expect(['1995-09-12', '1995-09', '1995', '02/03/1970', '3.1970'].map(dateShown)).toEqual([
    '12/09/1995',
    '09/1995',
    '1995',
    '02/03/1970',
    '3.1970',
  ]);
});
