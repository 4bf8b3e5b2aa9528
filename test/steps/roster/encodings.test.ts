import { describe, expect, it } from 'vitest';
import {
  aMember,
  aWard,
  bothCsv,
  csvFile,
  csvText,
  memberCells,
  memberHeadings,
  membersCsv,
  workbook,
} from '#test/support/roster-files.ts';
import { office, rows, three, withWard } from '#test/support/roster-office.ts';

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
