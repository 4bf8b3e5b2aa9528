import { stringify } from 'csv-stringify/sync';
import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import type { Committee } from '#domain/committee.ts';
import type { Member } from '#domain/member.ts';
import type { Town } from './town.ts';

/**
 * The town as an office would hand it in: Vietnamese headings and words, dates as ISO so that they can mean only one thing,
 * every cell as text so that a spreadsheet keeps leading zeros.
 */
type Column<Row> = readonly [heading: string, cell: (row: Row) => string];

const levels = { cell: 'chi bộ', commune: 'đảng ủy xã, phường', province: 'tỉnh', workplace: 'nơi công tác' } as const;
const channels = { mailbox: 'hộp thư', ward: 'qua phường', paper: 'giấy' } as const;
const languages = { vi: 'tiếng Việt', en: 'tiếng Anh', fr: 'tiếng Pháp' } as const;

const committeeColumns: readonly Column<Committee>[] = [
  ['mã', (row) => row.id],
  ['tên', (row) => row.name],
  ['cấp', (row) => levels[row.level]],
  ['mã cấp trên', (row) => row.parentId ?? ''],
  ['kênh', (row) => channels[row.channel]],
  ['hộp thư', (row) => row.mailbox ?? ''],
  ['liên hệ thứ hai', (row) => row.secondContact ?? ''],
  ['ngôn ngữ', (row) => languages[row.language]],
];

const memberColumns: readonly Column<Member>[] = [
  ['mã', (row) => row.id],
  ['tên', (row) => row.name],
  ['ngày sinh', (row) => row.birthDate],
  ['mã nơi công tác', (row) => row.workplaceId],
  ['mã nơi cư trú', (row) => row.residenceId],
  ['diện', (row) => row.category],
  ['từ ngày', (row) => row.since ?? ''],
  ['hộp thư', (row) => row.mailbox ?? ''],
];

const headingsOf = <Row>(columns: readonly Column<Row>[]): string[] => columns.map(([heading]) => heading);

const sheet = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): SheetData => [
  headingsOf(columns).map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
  ...rows.map((row) =>
    columns.map(([, cell]) => {
      const value = cell(row);
      return value === '' ? null : { value, type: String };
    }),
  ),
];

/** A workbook with the sheets `committees` and `members`. */
export const rosterXlsx = async ({ committees, members }: Town): Promise<Uint8Array> =>
  writeExcelFile([
    { sheet: 'committees', data: sheet(committeeColumns, committees), stickyRowsCount: 1 },
    { sheet: 'members', data: sheet(memberColumns, members), stickyRowsCount: 1 },
  ]).toBuffer();

/** One file for both: the first column says row by row which of the two it is. UTF-8 with the mark that Excel looks for. */
export const rosterCsv = ({ committees, members }: Town): string => {
  const headings = [...new Set([...headingsOf(committeeColumns), ...headingsOf(memberColumns)])];
  const lines = <Row>(kind: string, columns: readonly Column<Row>[], rows: readonly Row[]): string[][] => {
    const cellOf = new Map(columns);
    return rows.map((row) => [kind, ...headings.map((heading) => cellOf.get(heading)?.(row) ?? '')]);
  };
  return stringify(
    [
      ['loại', ...headings],
      ...lines('cấp ủy', committeeColumns, committees),
      ...lines('đảng viên', memberColumns, members),
    ],
    { bom: true, record_delimiter: 'windows' },
  );
};
