import { describe, expect, it } from 'vitest';
import type { Member } from '#domain/member.ts';
import {
  aMember,
  aWard,
  bothCsv,
  csvFile,
  memberCells,
  memberHeadings,
  membersCsv,
  workbook,
} from '#test/support/roster-files.ts';
import { aWardRows, office, rows, three, withWard } from '#test/support/roster-office.ts';

describe('a row of category C', () => {
  const secretRow = ['BM-0007', 'Tên Bí Mật', '02/03/1981', 'CQ-SECRET', 'CB-SECRET', 'C', '', 'bimat@quandoi.example'];
  const traces = ['BM-0007', 'Tên Bí Mật', '1981', 'CQ-SECRET', 'CB-SECRET', 'bimat@'];

  it.each([
    ['a CSV', async () => rows(memberCells(aMember()), secretRow, memberCells(three[1] as Member))],
    ['a CSV where it is also faulty', async () => rows(memberCells(aMember()), ['', '', '', '', '', 'C', 'x', 'x'])],
    ['a CSV where its id stands twice', async () => rows(secretRow, secretRow, memberCells(aMember()))],
    ['a workbook', async () => workbook({ members: [memberHeadings, memberCells(aMember()), secretRow] })],
  ])('in %s is told by its number alone and leaves no trace', async (_, file) => {
    const here = await withWard();
    const report = await here.upload(await file(), { goodRowsOnly: true });
    expect(report.applied).toBe(true);
    for (const { sheet, ...finding } of report.problems.list) {
      expect(finding).toEqual({ reason: 'category-secret', row: expect.any(Number) });
    }
    const left = (await here.everything()) + JSON.stringify(report);
    for (const trace of traces) expect(left).not.toContain(trace);
  });

  it('keeps the file out like any other bad row', async () => {
    const here = await withWard();
    expect(await here.upload(rows(memberCells(aMember()), secretRow))).toMatchObject({ applied: false });
  });

  it('takes a member who is in force out, because they may not be here', async () => {
    const here = await withWard();
    await here.upload(membersCsv(three));
    const file = rows(
      memberCells(three[1] as Member),
      memberCells(three[2] as Member),
      memberCells(aMember({ category: 'C' as never })),
    );
    expect((await here.upload(file, { goodRowsOnly: true })).members).toMatchObject({ same: 2, remove: 1 });
  });

  it.each([
    ['under headings of its own', [...aWardRows, memberHeadings, memberCells(aMember()), secretRow]],
    ['under the headings of committees', [...aWardRows, memberCells(aMember()), secretRow]],
    [
      'under the headings of committees, named as one',
      [...aWardRows, ['BM-0007', 'Tên Bí Mật', 'chi bộ', 'CQ-SECRET', '', 'bimat@', '02/03/1981', 'C']],
    ],
    ['moved by a cell', [memberHeadings, memberCells(aMember()), ['', ...secretRow]]],
    ['moved by a cell that does not count', [memberHeadings, memberCells(aMember()), ['', ...secretRow.slice(0, -1)]]],
  ])('leaves no trace %s', async (_, table) => {
    const here = await withWard();
    const report = await here.upload(csvFile(table), { goodRowsOnly: true });
    expect(report.problems.list).toContainEqual({ reason: 'category-secret', row: table.length });
    const left = (await here.everything()) + JSON.stringify(report);
    for (const trace of traces) expect(left).not.toContain(trace);
  });

  it('takes its id out of the whole file, whatever other rows say, and names it nowhere', async () => {
    const here = await withWard();
    await here.upload(membersCsv([...three, aMember({ id: 'BM-0007', name: 'Lưu' })]));
    const open = aMember({ id: 'bm-0007', name: 'Lưu' });
    const file = rows(
      memberCells(open),
      memberCells(three[0] as Member),
      memberCells(open),
      memberCells({ ...open, birthDate: '31/02/1999' }),
      ['1.2E+11', 'Trần', '1970', 'CQ-01', 'CB-01', 'A', '', ''],
      secretRow,
      memberCells({ ...open, mailbox: 'luu' }),
      memberCells(open),
    );
    const report = await here.upload(file, { goodRowsOnly: true });
    expect(report.problems.list.filter(({ reason }) => reason !== 'id-scientific')).toEqual(
      expect.arrayContaining([2, 4, 5, 7, 8, 9].map((row) => ({ reason: 'category-secret', row }))),
    );
    expect(report.problems).toMatchObject({ total: 7, byReason: { 'category-secret': 6, 'id-scientific': 1 } });
    expect(JSON.stringify(report)).not.toMatch(/bm-0007|Lưu|31\/02\/1999/i);
    expect(report.members).toMatchObject({ same: 1, kept: 2, remove: 1, create: 0 });
    expect((await here.members()).map(({ id }) => id)).toEqual(['DV-001', 'DV-002', 'DV-003']);
  });

  it.each([
    ['of nobody else', () => rows(memberCells(aMember({ category: 'C' as never })))],
    ['of committees besides', () => bothCsv(aWard, [aMember({ category: 'C' as never })])],
  ])('takes its member out of the roster by a file %s', async (_, file) => {
    const here = await withWard();
    await here.upload(membersCsv(three));
    const report = await here.upload(file(), { goodRowsOnly: true });
    expect(report).toMatchObject({
      applied: true,
      members: { remove: 1, kept: 2 },
      leftAlone: expect.arrayContaining(['member']),
    });
    expect((await here.members()).map(({ id }) => id)).toEqual(['DV-002', 'DV-003']);
  });

  it('alone makes no roster where there is none', async () => {
    const here = office();
    expect(await here.upload(rows(secretRow), { goodRowsOnly: true })).toMatchObject({ applied: false });
    expect(await here.version()).toBe('');
  });

  it('is not what a committee is called that keeps secrets, or writes from a mailbox of that name', async () => {
    const here = office();
    const guard = { name: 'Phòng Bảo vệ bí mật nhà nước', mailbox: 'secretariat@so.example' };
    const ward = aWard.map((committee) => (committee.id === 'CQ-01' ? { ...committee, ...guard } : committee));
    const report = await here.upload(bothCsv(ward, [aMember({ mailbox: 'secretary@so.example' })]));
    expect(report).toMatchObject({ applied: true, problems: { total: 0 } });
  });

  it('leaves no trace in a file without headings either', async () => {
    const report = await office().upload(csvFile([secretRow, memberCells(aMember())]));
    expect(report.refusal).toEqual({ reason: 'no-headings', row: 1 });
  });

  it('leaves no trace where a quote spoils the file', async () => {
    const file = Buffer.from(`${memberHeadings.join(',')}\nBM-0007,Tên "Bí Mật",1981,CQ-SECRET,CB-SECRET,C,,\n`);
    const report = await office().upload(file);
    for (const trace of traces) expect(JSON.stringify(report)).not.toContain(trace);
  });
});
