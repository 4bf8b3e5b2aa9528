import { readFileSync } from 'node:fs';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { memoryFiles } from '#adapters/memory-files.ts';
import { memoryTable } from '#adapters/memory-table.ts';
import type { Committee } from '#domain/committee.ts';
import type { Member } from '#domain/member.ts';
import type { Files } from '#ports';
import {
  cellsOfShard,
  currentRoster,
  dropRosters,
  findMembers,
  membersOf,
  rosterCells,
  rosterCommittees,
  rosterManifest,
} from '#records/roster.ts';
import { importRoster, type RosterUpload } from '#steps/roster/import.ts';
import { type Limits, usualLimits } from '#steps/roster/rows.ts';
import {
  aCell,
  aMember,
  aWard,
  bothCsv,
  type Cells,
  committeeCells,
  committeeHeadings,
  committeesCsv,
  csvFile,
  csvText,
  memberCells,
  memberHeadings,
  membersCsv,
  pieces,
  rosterWorkbook,
  workbook,
} from '#test/support/roster-files.ts';

const clock = { now: () => '2026-11-12T02:00:00.000Z' };

const office = (limits: Partial<Limits> = {}, files: Files = memoryFiles()) => {
  const table = memoryTable();
  const run = importRoster({ table, files, clock, limits: { ...usualLimits, ...limits } });
  const upload = (content: Uint8Array, how: Partial<RosterUpload> = {}) =>
    run({ content: pieces(content, 37), dryRun: false, by: 'admin-1', ...how });
  const version = async () => (await currentRoster(table))?.version ?? '';
  const members = async (): Promise<Member[]> => {
    const all: Member[] = [];
    for await (const cell of rosterCells(files, await version())) all.push(...cell.members);
    return all.sort((a, b) => (a.id < b.id ? -1 : 1));
  };
  const committees = async (): Promise<Committee[]> => Array.fromAsync(rosterCommittees(files, await version()));
  const everything = async (): Promise<string> => {
    const texts = [JSON.stringify(table.all())];
    for (const name of await files.list('')) {
      for await (const chunk of (await files.read(name)) ?? []) texts.push(Buffer.from(chunk).toString('utf8'));
    }
    return texts.join('\n');
  };
  return { table, files, upload, version, members, committees, everything };
};

/** An office whose ward is known, so that a list of members alone makes sense. */
const withWard = async (limits: Partial<Limits> = {}) => {
  const here = office(limits);
  await here.upload(committeesCsv(aWard));
  return here;
};

const three = [
  aMember(),
  aMember({ id: 'DV-002', name: 'Trần Thị Bình' }),
  aMember({ id: 'DV-003', name: 'Lê Chi', residenceId: 'CB-02' }),
];

const rows = (...lines: Cells[]) => csvFile([memberHeadings, ...lines]);
const aWardRows: readonly Cells[] = [committeeHeadings, ...aWard.map(committeeCells)];

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

describe('encodings and lines', () => {
  it.each([
    ['UTF-8 with a mark', () => membersCsv(three, { bom: true }), 'utf-8'],
    [
      "UTF-16 with a mark, as Excel's Unicode text",
      () => membersCsv(three, { bom: true, encoding: 'utf16le', delimiter: '\t' }),
      'utf-16le',
    ],
    ['UTF-16 the other way round', () => membersCsv(three, { bom: true, encoding: 'utf16le' }).swap16(), 'utf-16be'],
    ['line ends of Windows', () => membersCsv(three, { lineEnd: '\r\n' }), 'utf-8'],
    ['no line end at the end', () => membersCsv(three, { lastLineEnd: false }), 'utf-8'],
    [
      'mixed line ends',
      () => Buffer.from(csvText([memberHeadings, ...three.map(memberCells)]).replace('\n', '\r\n')),
      'utf-8',
    ],
    [
      'headings in another order',
      () => csvFile([memberHeadings, ...three.map(memberCells)].map((row) => [...row].reverse())),
      'utf-8',
    ],
    [
      'blank lines between',
      () => Buffer.from(csvText([memberHeadings, ...three.map(memberCells)]).replaceAll('\n', '\n\n')),
      'utf-8',
    ],
    [
      'a title above',
      () => Buffer.from(`DANH SÁCH ĐẢNG VIÊN,,\n,,\n${csvText([memberHeadings, ...three.map(memberCells)])}`),
      'utf-8',
    ],
    [
      'every cell quoted',
      () =>
        Buffer.from(
          [memberHeadings, ...three.map(memberCells)].map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\n'),
        ),
      'utf-8',
    ],
    [
      "Excel's hint about the separator",
      () => Buffer.from(`sep=;\r\n${csvText([memberHeadings, ...three.map(memberCells)], { delimiter: ';' })}`),
      'utf-8',
    ],
  ])('%s are read', async (_, file, encoding) => {
    const here = await withWard();
    expect(await here.upload(file())).toMatchObject({
      encoding,
      applied: true,
      members: { create: 3 },
      problems: { total: 0 },
    });
    expect(await here.members()).toEqual(three);
  });

  it.each([',', ';', '\t', '|'] as const)('the separator %j is found and named', async (delimiter) => {
    const here = await withWard();
    expect(await here.upload(membersCsv(three, { delimiter }))).toMatchObject({ delimiter, applied: true });
  });

  it('a line break inside quotes and a doubled quote are kept, and rows after it are still numbered by line', async () => {
    const here = await withWard();
    const file = Buffer.from(
      `${memberHeadings.join(',')}\r\nDV-1,"Lê ""Ba""\r\nTư",1970,CQ-01,CB-01,A,,\r\nDV-2,x,1970,CQ-01,CB-01,A,,no\r\n`,
    );
    const report = await here.upload(file, { goodRowsOnly: true });
    expect(report.problems.list).toMatchObject([{ row: 4, reason: 'address-no-at' }]);
    expect((await here.members())[0]?.name).toBe('Lê "Ba"\nTư');
  });

  it('Windows-1258 is refused by name, and nothing of it is stored', async () => {
    const here = await withWard();
    const before = await here.everything();
    const text = csvText([['id', 'name', 'birthDate', 'workplaceId', 'residenceId', 'category']]);
    const row = Buffer.from([
      ...Buffer.from('DV-1,Nguy'),
      0xea,
      0xde,
      0x6e,
      0x20,
      0x56,
      0xe3,
      0x6e,
      ...Buffer.from(',1970,CQ-01,CB-01,A\n'),
    ]);
    const report = await here.upload(Buffer.concat([Buffer.from(text), row]), { goodRowsOnly: true });
    expect(report.refusal).toMatchObject({ reason: 'encoding-not-utf-8', value: 'windows-1258', mend: 'UTF-8' });
    expect(await here.everything()).toBe(before);
  });

  it('UTF-16 without its mark is refused by name', async () => {
    const report = await office().upload(membersCsv(three, { encoding: 'utf16le' }));
    expect(report.refusal).toMatchObject({ reason: 'encoding-utf-16-unmarked' });
  });

  it('one byte that is no UTF-8 is a fault of its row', async () => {
    const here = await withWard();
    const file = membersCsv(three);
    file[file.indexOf('Trần') + 2] = 0xff;
    const report = await here.upload(file, { goodRowsOnly: true });
    expect(report.problems.list).toMatchObject([
      { row: 3, field: 'name', column: 'Họ và tên', reason: 'invalid-utf8' },
    ]);
    expect((await here.members()).map(({ id }) => id)).toEqual(['DV-001', 'DV-003']);
  });

  it.each([
    ['never closed', 'DV-2,"Trần,1970,CQ-01,CB-01,A,,\nDV-3,x,1970,CQ-01,CB-01,A,,\n', 'quote-not-closed'],
    ['closed in the middle of a cell', 'DV-2,"Trần" Bình,1970,CQ-01,CB-01,A,,\n', 'quote-stray'],
    ['opened in the middle of a cell', 'DV-2,Trần "Bình",1970,CQ-01,CB-01,A,,\n', 'quote-stray'],
    [
      'closed by the quote of a later row',
      'DV-2,"Trần,1970,CQ-01,CB-01,A,,\nDV-3,"x",1970,CQ-01,CB-01,A,,\n',
      'quote-stray',
    ],
  ])('a quote %s refuses the file and names the line it opens on', async (_, lines, reason) => {
    const here = await withWard();
    const file = Buffer.from(`${memberHeadings.join(',')}\nDV-1,An,1970,CQ-01,CB-01,A,,\n${lines}`);
    const report = await here.upload(file, { goodRowsOnly: true });
    expect(report).toMatchObject({ applied: false, refusal: { reason, row: 3 } });
  });
});

describe('the size and shape of a file', () => {
  it.each([
    ['of no bytes', Buffer.alloc(0), 'file-empty'],
    ['of blanks', Buffer.from('\n\n  \n'), 'no-headings'],
    ['of the old Excel', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'file-old-excel'],
    ['that is a PDF', Buffer.from('%PDF-1.7\n'), 'file-kind-unknown'],
    ['that only begins like a workbook', Buffer.from('PK\u0003\u0004 and no more'), 'workbook-damaged'],
    ['without a column', csvFile([memberHeadings.slice(0, 5)]), 'column-missing'],
    ['with a column twice', csvFile([[...memberHeadings, 'id']]), 'column-twice'],
    [
      'of 5,000 columns',
      csvFile([[...memberHeadings, ...Array.from({ length: 4_992 }, (_, i) => `c${i}`)]]),
      'too-many-columns',
    ],
    ['with a line of 300 KB', csvFile([memberHeadings, ['x'.repeat(300_000)]]), 'record-too-long'],
  ])('%s is refused', async (_, file, reason) => {
    const report = await office().upload(file);
    expect(report).toMatchObject({ applied: false, refusal: { reason } });
  });

  it('names the missing column', async () => {
    const report = await office().upload(csvFile([memberHeadings.filter((heading) => heading !== 'Diện')]));
    expect(report.refusal).toMatchObject({ mend: 'category' });
  });

  it('of 201 MB is refused before a byte is read', async () => {
    let read = false;
    const content = (async function* () {
      read = true;
      yield membersCsv(three);
    })();
    const report = await office().upload(Buffer.alloc(0), { content, size: 201 * 1024 * 1024 });
    expect(report.refusal).toMatchObject({ reason: 'file-too-large', mend: '200 MB' });
    expect(read).toBe(false);
  });

  it('of an undeclared size is refused while it is read, and the source is let go', async () => {
    let released = false;
    const content = (async function* () {
      try {
        for (;;) yield membersCsv(three);
      } finally {
        released = true;
      }
    })();
    const report = await office({ bytes: 10_000 }).upload(Buffer.alloc(0), { content });
    expect(report.refusal).toMatchObject({ reason: 'file-too-large' });
    expect(released).toBe(true);
  });

  it('of headings only has no rows and changes nothing', async () => {
    const here = office();
    await here.upload(bothCsv(aWard, three));
    const report = await here.upload(csvFile([memberHeadings]));
    expect(report).toMatchObject({ applied: false, rows: { member: 0 }, members: { remove: 0 } });
    expect(report.warnings.list).toEqual([{ reason: 'no-rows' }]);
    expect(await here.members()).toEqual(three);
  });

  it('of one row more than allowed is refused, of as many as allowed is not', async () => {
    const here = await withWard({ rows: 5 });
    const members = Array.from({ length: 6 }, (_, i) => aMember({ id: `DV-${i}` }));
    expect((await here.upload(membersCsv(members))).refusal).toMatchObject({
      reason: 'too-many-rows',
      row: 7,
      mend: '5',
    });
    expect((await here.upload(membersCsv(members.slice(1)))).applied).toBe(true);
  });

  it('warns of columns and sheets it does not know', async () => {
    const here = office();
    const file = await workbook({
      members: [[...memberHeadings, 'Ghi chú'], memberCells(aMember())],
      'Hướng dẫn': [['đọc kỹ']],
    });
    expect((await here.upload(file)).warnings.list).toContainEqual({
      reason: 'column-extra',
      sheet: 'members',
      row: 1,
      column: 'Ghi chú',
    });
    expect((await here.upload(file)).warnings.list).toContainEqual({ reason: 'sheet-extra', sheet: 'Hướng dẫn' });
    expect(await here.everything()).not.toContain('đọc kỹ');
  });

  it('says which row has too many or too few cells', async () => {
    const here = await withWard();
    const short = memberCells(aMember({ id: 'DV-2' })).slice(0, 6);
    const long = [...memberCells(aMember({ id: 'DV-3' })), 'x'];
    const report = await here.upload(rows(memberCells(aMember()), short, long), { goodRowsOnly: true });
    expect(report.problems.list).toEqual([
      { reason: 'cell-count', row: 3, mend: '6 ≠ 8' },
      { reason: 'cell-count', row: 4, mend: '9 ≠ 8' },
    ]);
  });
});

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

describe('an import that is interrupted', () => {
  /** Files that fail at the nth write, as a process that is killed there. */
  const killedAt = (n: number) => {
    const files = memoryFiles();
    let writes = 0;
    const failing: Files = {
      ...files,
      write: async (name, content) => {
        writes += 1;
        if (writes === n) throw new Error('killed');
        return files.write(name, content);
      },
    };
    return { failing, writesUntil: () => writes };
  };

  it('at any write leaves the roster in force, and the same file then comes in', async () => {
    const members = Array.from({ length: 40 }, (_, i) => aMember({ id: `DV-${100 + i}`, name: `Người ${i}` }));
    for (let n = 1; ; n += 1) {
      // The first import makes three writes: committees, one shard of cells, manifest.
      const { failing, writesUntil } = killedAt(n + 3);
      const here = office({}, failing);
      await here.upload(bothCsv(aWard, three));
      const before = await here.version();
      const outcome = await here.upload(bothCsv(aWard, members)).catch((error: Error) => error.message);
      if (writesUntil() < n + 3) break;
      expect(outcome).toBe('killed');
      expect(await here.version()).toBe(before);
      expect(await here.members()).toEqual(three);
      expect(await here.upload(bothCsv(aWard, members))).toMatchObject({
        applied: true,
        members: { create: 40, remove: 3 },
      });
      expect(await here.members()).toEqual(members);
    }
  });

  it('by another import is told so, and the other stands', async () => {
    const here = office();
    await here.upload(bothCsv(aWard, three));
    const both = await Promise.allSettled([
      here.upload(membersCsv(three.slice(0, 1))),
      here.upload(membersCsv(three.slice(0, 2))),
    ]);
    const refusals = both.flatMap((one) => (one.status === 'rejected' ? [one.reason.name] : []));
    expect(refusals).toEqual(['Stale']);
    expect([1, 2]).toContain((await here.members()).length);
  });

  it('by the same file is no quarrel', async () => {
    const here = office();
    const both = await Promise.all([here.upload(bothCsv(aWard, three)), here.upload(bothCsv(aWard, three))]);
    expect(both.map(({ applied }) => applied)).toEqual([true, true]);
  });
});

describe('the roster in force', () => {
  it('gives the members of one committee, and finds them by name without accents', async () => {
    const here = office();
    await here.upload(bothCsv(aWard, [...three, aMember({ id: 'DV-005', name: 'Đỗ Thị Hoà' })]));
    const version = await here.version();
    expect((await membersOf(here.files, version, 'CB-01')).map(({ id }) => id)).toEqual(['DV-001', 'DV-002', 'DV-005']);
    expect(await membersOf(here.files, version, 'CB-77')).toEqual([]);
    expect((await findMembers(here.files, version, 'CB-01', 'do thi HÒA')).map(({ id }) => id)).toEqual(['DV-005']);
    expect((await findMembers(here.files, version, 'CB-02', 'do thi')).map(({ id }) => id)).toEqual([]);
  });

  it('of many members lies in shards that hold each committee once', async () => {
    const here = await withWard();
    const members = Array.from({ length: 9_000 }, (_, i) =>
      aMember({ id: `DV-${i}`, name: `Người ${i}`, residenceId: `CB-${i % 90}` }),
    );
    await here.upload(membersCsv(members), { content: pieces(membersCsv(members)) });
    const version = await here.version();
    const { shards, cells } = await rosterManifest(here.files, version);
    expect(shards).toBe(4);
    const seen: string[] = [];
    for (let shard = 0; shard < shards; shard += 1) {
      for await (const cell of cellsOfShard(here.files, version, shard)) {
        seen.push(cell.committeeId);
        expect(await membersOf(here.files, version, cell.committeeId)).toEqual(cell.members);
      }
    }
    expect(new Set(seen).size).toBe(90);
    expect(seen).toHaveLength(cells);
  });

  it('outlives versions that nobody needs', async () => {
    const here = office();
    const first = await here.upload(bothCsv(aWard, three));
    const second = await here.upload(membersCsv(three.slice(0, 2)));
    const third = await here.upload(membersCsv(three.slice(0, 1)));
    expect(await dropRosters(here, [second.version ?? ''])).toBe(3);
    const left = new Set((await here.files.list('rosters/')).map((name) => name.split('/')[1]));
    expect(left).toEqual(new Set([second.version, third.version]));
    expect(left).not.toContain(first.version);
  });
});

describe('the code of the import', () => {
  it('writes nothing of an upload to a log or a temporary file', () => {
    for (const name of [
      'import',
      'gather',
      'csv',
      'xlsx',
      'heap',
      'settle',
      'compare',
      'sniff',
      'workbook',
      'zip',
      'xml',
    ]) {
      const source = readFileSync(new URL(`../../functions/steps/roster/${name}.ts`, import.meta.url), 'utf8');
      expect(source).not.toMatch(/console\.|node:fs|tmpdir/);
    }
    expect(committeeHeadings).toHaveLength(8);
  });
});
