import { describe, expect, it } from 'vitest';
import type { Member } from '#domain/member.ts';
import { currentRoster } from '#records/roster.ts';
import {
  aCell,
  aMember,
  aWard,
  bothCsv,
  committeesCsv,
  csvFile,
  memberCells,
  memberHeadings,
  membersCsv,
  rosterWorkbook,
} from '#test/support/roster-files.ts';
import { aWardRows, office, rows, three, withWard } from '#test/support/roster-office.ts';

describe('a roster file', () => {
  it.each([
    ['a CSV with a column of kinds', () => bothCsv(aWard, three)],
    ['a workbook of two sheets', () => rosterWorkbook(aWard, three)],
  ])('comes into force from %s', async (_, file) => {
    const here = office();
    const report = await here.upload(await file());
    expect(report).toMatchObject({
      applied: true,
      rows: { committee: 5, member: 3 },
      committees: { create: 5, change: 0, remove: 0, same: 0 },
      members: { create: 3, change: 0, moved: 0, remove: 0, same: 0 },
      problems: { total: 0 },
      tree: [],
    });
    expect(await here.members()).toEqual(three);
    expect(new Map((await here.committees()).map((c) => [c.id, c])).get('CB-02')).toEqual(aWard[3]);
    expect(await currentRoster(here.table)).toMatchObject({ version: report.version, members: 3, by: 'admin-1' });
  });

  it('makes the same version whatever its form and the order of its rows', async () => {
    const csv = await office().upload(bothCsv(aWard, three));
    const xlsx = await office().upload(await rosterWorkbook([...aWard].reverse(), [...three].reverse()));
    expect(xlsx.version).toBe(csv.version);
  });

  it('changes nothing in a dry run', async () => {
    const here = office();
    const report = await here.upload(bothCsv(aWard, three), { dryRun: true });
    expect(report).toMatchObject({ applied: false, dryRun: true, members: { create: 3 } });
    expect(await here.version()).toBe('');
    expect(await here.files.list('')).toEqual([]);
  });

  it('changes nothing when it comes again', async () => {
    const here = office();
    await here.upload(bothCsv(aWard, three));
    const before = here.table.all();
    const report = await here.upload(bothCsv(aWard, three));
    expect(report).toMatchObject({
      applied: true,
      committees: { same: 5, change: 0 },
      members: { same: 3, change: 0 },
    });
    expect(here.table.all()).toEqual(before);
  });

  it('says what it creates, changes, moves and removes', async () => {
    const here = office();
    await here.upload(bothCsv(aWard, three));
    const next = [
      aMember({ name: 'Nguyễn Văn Ân' }),
      aMember({ id: 'DV-003', name: 'Lê Chi', residenceId: 'CB-01' }),
      aMember({ id: 'DV-004', name: 'Phạm Dung' }),
    ];
    const ward = aWard.map((c) => (c.id === 'CB-02' ? { ...c, name: 'Chi bộ Hai' } : c));
    const report = await here.upload(bothCsv(ward, next), { dryRun: true });
    expect(report.members).toEqual({ create: 1, change: 1, moved: 1, remove: 1, same: 0, kept: 0 });
    expect(report.committees).toEqual({ create: 0, change: 1, remove: 0, same: 4, kept: 0 });
  });

  it('of members alone keeps the committees, and of committees alone keeps the members', async () => {
    const here = office();
    await here.upload(bothCsv(aWard, three));
    const members = await here.upload(membersCsv(three.slice(0, 2)));
    expect(members).toMatchObject({ committees: { change: 0, remove: 0 }, members: { same: 2, remove: 1 }, tree: [] });
    expect(await here.committees()).toHaveLength(5);
    const committees = await here.upload(committeesCsv([...aWard, aCell({ id: 'CB-03', name: 'Chi bộ 3' })]));
    expect(committees).toMatchObject({ committees: { create: 1, same: 5 }, members: { remove: 0, create: 0 } });
    expect(await here.members()).toEqual(three.slice(0, 2));
    expect(await here.committees()).toHaveLength(6);
  });

  it('may be one CSV with a table under the other, and headings that come again', async () => {
    const here = office();
    const members = three.map(memberCells);
    const [first = [], ...others] = members;
    const file = csvFile([...aWardRows, ['', ''], memberHeadings, first, memberHeadings, ...others]);
    expect(await here.upload(file)).toMatchObject({
      applied: true,
      rows: { committee: 5, member: 3 },
      committees: { create: 5 },
      members: { create: 3 },
      problems: { total: 0 },
    });
    expect(await here.members()).toEqual(three);
  });

  it('is refused by the row of later headings that lack a column', async () => {
    const file = csvFile([...aWardRows, memberHeadings.slice(0, 5), ...three.map(memberCells)]);
    const report = await office().upload(file);
    expect(report.refusal).toEqual({ reason: 'column-missing', row: 7, mend: 'category' });
  });

  it('of one kind says that the other is left as it is', async () => {
    const here = office();
    expect(await here.upload(bothCsv(aWard, three))).toMatchObject({ leftAlone: [] });
    expect(await here.upload(committeesCsv(aWard))).toMatchObject({
      leftAlone: ['member'],
      members: { same: 0, kept: 3, remove: 0 },
    });
    expect(await here.upload(membersCsv(three))).toMatchObject({
      leftAlone: ['committee'],
      committees: { same: 0, kept: 5, remove: 0 },
    });
    expect(await here.upload(csvFile([memberHeadings]))).toMatchObject({
      leftAlone: ['committee', 'member'],
      committees: { kept: 5 },
      members: { kept: 3 },
    });
  });

  it('lists a committee that goes while members still live there', async () => {
    const here = office();
    await here.upload(bothCsv(aWard, three));
    const report = await here.upload(committeesCsv(aWard.filter(({ id }) => id !== 'CB-02')));
    expect(report.committees.remove).toBe(1);
    expect(report.warnings.list).toEqual([{ reason: 'committee-has-members', value: 'CB-02', count: 1 }]);
  });
});

describe('ids in a file', () => {
  it('twice are refused, both rows named, and neither is taken', async () => {
    const here = await withWard();
    await here.upload(membersCsv(three));
    const file = rows(
      memberCells(aMember({ name: 'Một' })),
      memberCells(three[1] as Member),
      memberCells(aMember({ name: 'Hai' })),
    );
    const report = await here.upload(file, { goodRowsOnly: true });
    expect(report.problems.list).toEqual([{ reason: 'id-twice', row: 4, other: 2, field: 'id', value: 'DV-001' }]);
    expect(report.members).toMatchObject({ same: 1, kept: 1, remove: 1 });
    expect((await here.members()).map(({ name }) => name)).toEqual(['Nguyễn Văn An', 'Trần Thị Bình']);
  });

  it('twice among committees are refused as well', async () => {
    const report = await office().upload(committeesCsv([...aWard, aCell({ id: 'cb-01' })]));
    expect(report.problems.list).toMatchObject([{ reason: 'id-twice', row: 7, other: 4, value: 'cb-01' }]);
  });

  it('that differ only in case are one id, spelled as it came first', async () => {
    const here = office();
    await here.upload(bothCsv(aWard, three));
    const lower = three.map((member) => ({
      ...member,
      id: member.id.toLowerCase(),
      residenceId: member.residenceId.toLowerCase(),
    }));
    const report = await here.upload(membersCsv(lower));
    expect(report).toMatchObject({ applied: true, members: { same: 3, create: 0, moved: 0 }, warnings: { total: 0 } });
    expect(await here.members()).toEqual(three);
    const twice = await here.upload(membersCsv([aMember(), aMember({ id: 'dv-001' })]));
    expect(twice.problems.list).toMatchObject([{ reason: 'id-twice' }]);
  });

  it('with the name composed otherwise, or the date in another form, make no change', async () => {
    const here = office();
    await here.upload(bothCsv(aWard, three));
    const other = three.map((member) => ({ ...member, name: member.name.normalize('NFD'), birthDate: '1974-05-01' }));
    expect((await here.upload(membersCsv(other), { dryRun: true })).members).toMatchObject({ same: 3, change: 0 });
  });
});
