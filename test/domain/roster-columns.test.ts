import { describe, expect, it } from 'vitest';
import { readColumns } from '#domain/roster-columns.ts';

const memberRow = ['Mã đảng viên', 'Họ và tên', 'Ngày sinh', 'Mã nơi công tác', 'Mã nơi cư trú', 'Diện'];

describe('the headings of a roster', () => {
  it.each([
    ['Vietnamese', memberRow],
    ['English', ['id', 'name', 'birthDate', 'workplaceId', 'residenceId', 'category']],
    [
      'without accents, in capitals',
      memberRow.map((cell) => cell.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()),
    ],
    ['decomposed', memberRow.map((cell) => cell.normalize('NFD'))],
    [
      'with other signs between words',
      ['ID', 'Full_Name', 'date-of-birth', 'Workplace ID', 'residence id', 'CATEGORY'],
    ],
  ])('are known %s', (_, cells) => {
    const read = readColumns(cells);
    expect('columns' in read && [...read.columns.at.values()]).toEqual([0, 1, 2, 3, 4, 5]);
    expect('columns' in read && read.columns.holds).toBe('member');
  });

  it('may stand in any order', () => {
    const read = readColumns([...memberRow].reverse());
    expect('columns' in read && read.columns.at.get('id')).toBe(5);
  });

  it('name what is missing', () =>
    expect(readColumns(memberRow.filter((cell) => cell !== 'Diện'))).toEqual({
      fault: { reason: 'column-missing', fields: ['category'] },
    }));

  it('name what nobody knows and go on', () => {
    const read = readColumns([...memberRow, 'Ghi chú']);
    expect('columns' in read && read.columns.extra).toEqual(['Ghi chú']);
  });

  it('are refused when two mean the same', () =>
    expect(readColumns([...memberRow, 'id'])).toEqual({ fault: { reason: 'column-twice', fields: ['id'] } }));

  it('repeat nothing of a first row that is data', () =>
    expect(readColumns(['DV-001', 'Nguyễn Văn An', '01/05/1974', 'CQ-01', 'CB-01', 'C'])).toEqual({
      fault: { reason: 'no-headings' },
    }));

  it('tell committees from members', () => {
    const read = readColumns(['Mã', 'Tên', 'Cấp']);
    expect('columns' in read && read.columns.holds).toBe('committee');
  });

  it('ask for a column of kinds where both are in one list', () => {
    const both = [...memberRow, 'Cấp'];
    expect(readColumns(both)).toEqual({ fault: { reason: 'kind-column-missing' } });
    const read = readColumns(['Loại', ...both]);
    expect('columns' in read && read.columns.holds).toBe('both');
  });
});
