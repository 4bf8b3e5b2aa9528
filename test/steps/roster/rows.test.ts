import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  aCell,
  aMember,
  aWard,
  bothCsv,
  committeesCsv,
  memberHeadings,
  membersCsv,
  rosterWorkbook,
  workbook,
} from '#test/support/roster-files.ts';
import { office, three, withWard } from '#test/support/roster-office.ts';

describe('a workbook', () => {
  it('may hold dates and ids as numbers', async () => {
    const here = await withWard();
    const day = new Date(Date.UTC(1974, 4, 1));
    const file = await workbook({
      'Sheet 1': [
        memberHeadings,
        [{ value: 123, format: '000000' }, 'An', day, 'CQ-01', 'CB-01', 'A', 2020],
        [120_000_000_000, 'Bình', 27_150, 'CQ-01', 'CB-02', 'B'],
      ],
    });
    const report = await here.upload(file);
    expect(report.problems.list).toEqual([]);
    expect(await here.members()).toMatchObject([
      { id: '000123', birthDate: '1974-05-01', since: '2020' },
      { id: '120000000000', birthDate: '1974-05-01', category: 'B' },
    ]);
  });

  it('names sheet, row, column, value and what would do', async () => {
    const here = office();
    const bad = aMember({ id: 'DV-002', birthDate: '31/02/2026' });
    const report = await here.upload(await rosterWorkbook(aWard, [aMember(), bad]));
    expect(report.problems.list).toEqual([
      {
        reason: 'date-not-in-calendar',
        sheet: 'Đảng viên',
        row: 3,
        field: 'birthDate',
        column: 'Ngày sinh',
        value: '31/02/2026',
        mend: 'dd/mm/yyyy',
      },
    ]);
    expect(report.applied).toBe(false);
  });

  it.each([
    ['cut off', (file: Buffer) => file.subarray(0, file.length - 100)],
    ['overwritten', (file: Buffer) => file.fill(0x55, 60, file.length - 1_500)],
    [
      'changed in one letter',
      (file: Buffer) => {
        const unpacked = Buffer.from(zipSync(unzipSync(file), { level: 0 }));
        return unpacked.fill('x', unpacked.indexOf('DV-002'), unpacked.indexOf('DV-002') + 1);
      },
    ],
  ])('that is %s is refused', async (_, spoil) => {
    const file = spoil(await rosterWorkbook(aWard, three));
    expect((await office().upload(file)).refusal).toMatchObject({ reason: 'workbook-damaged' });
  });

  it('with two sheets of one kind is refused', async () => {
    const file = await workbook({ members: [memberHeadings], 'Đảng viên': [memberHeadings] });
    expect((await office().upload(file)).refusal).toEqual({ reason: 'workbook-sheet-twice', sheet: 'Đảng viên' });
  });

  it('with 5,000 columns is refused', async () => {
    const file = await workbook({
      members: [[...memberHeadings, ...Array.from({ length: 4_992 }, (_, i) => `c${i}`)]],
    });
    expect((await office().upload(file)).refusal).toMatchObject({ reason: 'too-many-columns' });
  });
});

describe('what somebody should look at', () => {
  it('is listed and applied: no residence, an unknown one, no mailbox', async () => {
    const here = office();
    const ward = [...aWard, aCell({ id: 'CB-03', name: 'Chi bộ 3', mailbox: '' })];
    const members = [
      aMember({ residenceId: '' }),
      aMember({ id: 'DV-002', name: 'Bình', residenceId: 'CB-99' }),
      aMember({ id: 'DV-003', name: 'Chi', workplaceId: '' }),
      aMember({ id: 'DV-004', name: 'Dung', workplaceId: 'CQ-99' }),
    ];
    const report = await here.upload(bothCsv(ward, members));
    expect(report.applied).toBe(true);
    expect(report.warnings.byReason).toEqual({
      'mailbox-missing': 1,
      'residence-missing': 1,
      'residence-unknown': 1,
      'workplace-missing': 1,
      'workplace-unknown': 1,
    });
    expect(report.warnings.list).toContainEqual({
      reason: 'residence-unknown',
      row: 9,
      field: 'residenceId',
      value: 'CB-99',
    });
    expect((await here.members()).map(({ id }) => id)).toEqual(['DV-001', 'DV-002', 'DV-003', 'DV-004']);
  });

  it('are names of one committee that are nearly the same', async () => {
    const here = await withWard();
    const members = [
      aMember({ id: '1', name: 'Nguyễn Thị Hoà' }),
      aMember({ id: '2', name: 'Nguyễn Thị Hòa' }),
      aMember({ id: '3', name: 'Lê Dung' }),
      aMember({ id: '4', name: 'Lê Đung' }),
      aMember({ id: '5', name: 'Lê Dung', residenceId: 'CB-02' }),
    ];
    const report = await here.upload(membersCsv(members));
    expect(report.warnings.list).toEqual([
      { reason: 'name-tone-mark', row: 3, other: 2, field: 'name', value: '1 Nguyễn Thị Hoà · 2 Nguyễn Thị Hòa' },
      { reason: 'name-near-duplicate', row: 5, other: 4, field: 'name', value: '3 Lê Dung · 4 Lê Đung' },
    ]);
    expect((await here.members()).slice(0, 2).map(({ name }) => name)).toEqual(['Nguyễn Thị Hoà', 'Nguyễn Thị Hòa']);
  });

  it('is what is wrong with the tree', async () => {
    const report = await office().upload(
      committeesCsv([...aWard, aCell({ id: 'CB-09', name: 'Chi bộ 9', parentId: 'PX-77' })]),
    );
    expect(report.tree).toEqual([{ place: 'committee CB-09', value: 'PX-77', reason: 'parentUnknown' }]);
  });
});

describe('bad rows', () => {
  const bad = aMember({ id: 'DV-002', birthDate: '31/02/2026' });

  it('keep the whole file out unless the good ones alone are asked for', async () => {
    const here = await withWard();
    await here.upload(membersCsv(three));
    const before = await here.version();
    const report = await here.upload(membersCsv([bad, aMember({ id: 'DV-009' })]));
    expect(report).toMatchObject({ applied: false, problems: { total: 1 } });
    expect(await here.version()).toBe(before);
  });

  it('leave their members as they are, while those who are absent go', async () => {
    const here = await withWard();
    await here.upload(membersCsv(three));
    const report = await here.upload(membersCsv([bad, aMember({ id: 'DV-009' })]), { goodRowsOnly: true });
    expect(report).toMatchObject({ applied: true, members: { create: 1, kept: 1, remove: 2 } });
    expect((await here.members()).map(({ id }) => id)).toEqual(['DV-002', 'DV-009']);
  });

  it('that do not say whose they are let nobody go', async () => {
    const here = await withWard();
    await here.upload(membersCsv(three));
    const report = await here.upload(membersCsv([aMember({ id: '1.2E+11' }), aMember({ id: 'DV-009' })]), {
      goodRowsOnly: true,
    });
    expect(report).toMatchObject({ applied: true, members: { create: 1, kept: 3, remove: 0 } });
  });

  it('only, change nothing', async () => {
    const here = await withWard();
    await here.upload(membersCsv(three));
    const report = await here.upload(membersCsv([bad]), { goodRowsOnly: true });
    expect(report).toMatchObject({ applied: false, members: { remove: 0 } });
    expect(await here.members()).toEqual(three);
  });

  it('are counted in full and listed in part', async () => {
    const here = await withWard();
    const many = Array.from({ length: 300 }, (_, i) => aMember({ id: `DV-${i}`, birthDate: 'x' }));
    const report = await here.upload(membersCsv(many));
    expect(report.problems.byReason).toEqual({ 'date-form': 300 });
    expect(report.problems.list).toHaveLength(200);
  });
});
