import { stringify } from 'csv-stringify/sync';
import writeExcelFile from 'write-excel-file/node';
import type { Committee } from '#domain/committee.ts';
import type { Member } from '#domain/member.ts';

/** Roster files as offices make them. People and places are invented. */

export type Cells = readonly string[];

export const committeeHeadings: Cells = [
  'Mã',
  'Tên cấp ủy',
  'Cấp',
  'Mã cấp trên',
  'Kênh',
  'Hộp thư',
  'Liên hệ thứ hai',
  'Ngôn ngữ',
];
export const memberHeadings: Cells = [
  'Mã đảng viên',
  'Họ và tên',
  'Ngày sinh',
  'Mã nơi công tác',
  'Mã nơi cư trú',
  'Diện',
  'Từ ngày',
  'Hộp thư',
];

export const committeeCells = (c: Committee): Cells => [
  c.id,
  c.name,
  c.level,
  c.parentId ?? '',
  c.channel,
  c.mailbox ?? '',
  c.secondContact ?? '',
  c.language,
];
export const memberCells = (m: Member): Cells => [
  m.id,
  m.name,
  m.birthDate,
  m.workplaceId,
  m.residenceId,
  m.category,
  m.since ?? '',
  m.mailbox ?? '',
];

export interface CsvShape {
  readonly delimiter?: string;
  readonly lineEnd?: string;
  readonly bom?: boolean;
  readonly encoding?: 'utf8' | 'utf16le';
  readonly lastLineEnd?: boolean;
}

export const csvText = (rows: readonly Cells[], shape: CsvShape = {}): string => {
  const text = stringify(
    rows.map((row) => [...row]),
    {
      delimiter: shape.delimiter ?? ',',
      record_delimiter: shape.lineEnd ?? '\n',
      quoted_match: /[\r\n]/,
    },
  );
  const cut = shape.lastLineEnd === false ? text.slice(0, -(shape.lineEnd ?? '\n').length) : text;
  return shape.bom ? `\uFEFF${cut}` : cut;
};

export const csvFile = (rows: readonly Cells[], shape: CsvShape = {}): Buffer =>
  Buffer.from(csvText(rows, shape), shape.encoding ?? 'utf8');

export const committeesCsv = (committees: readonly Committee[], shape: CsvShape = {}): Buffer =>
  csvFile([committeeHeadings, ...committees.map(committeeCells)], shape);

export const membersCsv = (members: readonly Member[], shape: CsvShape = {}): Buffer =>
  csvFile([memberHeadings, ...members.map(memberCells)], shape);

/** One file for both, told apart by a column. */
export const bothCsv = (committees: readonly Committee[], members: readonly Member[]): Buffer => {
  const headings = ['Loại', ...committeeHeadings.slice(0, 5), 'Hộp thư', ...memberHeadings.slice(2, 6)];
  const blank = (n: number): string[] => Array.from({ length: n }, () => '');
  return csvFile([
    headings,
    ...committees.map((c) => ['cấp ủy', ...committeeCells(c).slice(0, 6), ...blank(4)]),
    ...members.map((m) => ['đảng viên', m.id, m.name, ...blank(3), m.mailbox ?? '', ...memberCells(m).slice(2, 6)]),
  ]);
};

/** A cell of a workbook: text, a number, a day, or a number shown by a format. */
export type SheetCell = string | number | Date | { readonly value: number; readonly format: string };

export const workbook = async (
  sheets: Readonly<Record<string, readonly (readonly SheetCell[])[]>>,
): Promise<Buffer> => {
  const cell = (value: SheetCell) => {
    if (value instanceof Date) return { value, type: Date, format: 'dd/mm/yyyy' };
    if (typeof value === 'object') return { value: value.value, type: Number, format: value.format };
    return value === '' ? null : { value, type: typeof value === 'number' ? Number : String };
  };
  const content = Object.entries(sheets).map(([sheet, rows]) => ({ sheet, data: rows.map((row) => row.map(cell)) }));
  return writeExcelFile(content).toBuffer();
};

export const rosterWorkbook = (committees: readonly Committee[], members: readonly Member[]): Promise<Buffer> =>
  workbook({
    'Cấp ủy': [committeeHeadings, ...committees.map(committeeCells)],
    'Đảng viên': [memberHeadings, ...members.map(memberCells)],
  });

/** As an upload arrives: in pieces, whose ends fall in the middle of letters. */
export async function* pieces(content: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

export const aCell = (changes: Partial<Committee> = {}): Committee => ({
  id: 'CB-01',
  name: 'Chi bộ 1',
  level: 'cell',
  parentId: 'PX-01',
  channel: 'mailbox',
  mailbox: 'chibo1@phuong.example',
  language: 'vi',
  ...changes,
});

export const aMember = (changes: Partial<Member> = {}): Member => ({
  id: 'DV-001',
  name: 'Nguyễn Văn An',
  birthDate: '01/05/1974',
  workplaceId: 'CQ-01',
  residenceId: 'CB-01',
  category: 'A',
  ...changes,
});

/** A province, a ward with two cells, and a workplace. */
export const aWard: readonly Committee[] = [
  { id: 'TU-01', name: 'Tỉnh ủy', level: 'province', channel: 'mailbox', mailbox: 'tinh@tinh.example', language: 'vi' },
  aCell({ id: 'PX-01', name: 'Đảng ủy phường', level: 'commune', parentId: 'TU-01', mailbox: 'phuong@phuong.example' }),
  aCell(),
  aCell({ id: 'CB-02', name: 'Chi bộ 2', mailbox: 'chibo2@phuong.example' }),
  aCell({ id: 'CQ-01', name: 'Sở Nội vụ', level: 'workplace', parentId: 'TU-01', mailbox: 'so@tinh.example' }),
];
