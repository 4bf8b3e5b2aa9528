import { foldedWord } from './written-text.ts';

/**
 * The headings a roster may use. Each field answers to its English name and to the usual Vietnamese ones, in any case, with
 * or without accents, spaces, `_` or `-`: `Ngày sinh`, `ngay_sinh` and `birthDate` are one column. Order is free.
 */

export type Kind = 'committee' | 'member';

export type CommitteeField =
  | 'id'
  | 'name'
  | 'level'
  | 'parentId'
  | 'channel'
  | 'mailbox'
  | 'secondContact'
  | 'language';

export type MemberField =
  | 'id'
  | 'name'
  | 'birthDate'
  | 'workplaceId'
  | 'residenceId'
  | 'category'
  | 'since'
  | 'mailbox';

export type Field = CommitteeField | MemberField | 'kind';

export const acceptedHeadings: Readonly<Record<Field, readonly string[]>> = {
  kind: ['kind', 'loại', 'loại dòng', 'loại bản ghi'],
  id: ['id', 'code', 'mã', 'mã số', 'mã cấp ủy', 'mã đảng viên', 'committee id', 'member id'],
  name: ['name', 'full name', 'tên', 'họ tên', 'họ và tên', 'tên cấp ủy', 'họ tên đảng viên'],
  level: ['level', 'cấp', 'cấp ủy cấp', 'loại cấp ủy', 'loại hình'],
  parentId: ['parent', 'parent id', 'mã cấp trên', 'cấp trên', 'cấp ủy cấp trên', 'mã cấp ủy cấp trên', 'trực thuộc'],
  channel: ['channel', 'kênh', 'kênh liên lạc', 'cách gửi', 'hình thức gửi'],
  mailbox: ['mailbox', 'email', 'e-mail', 'mail', 'hộp thư', 'hộp thư điện tử', 'thư điện tử', 'địa chỉ thư điện tử'],
  secondContact: ['second contact', 'liên hệ thứ hai', 'liên hệ phụ', 'liên hệ dự phòng'],
  language: ['language', 'ngôn ngữ'],
  birthDate: ['birth date', 'date of birth', 'ngày sinh', 'ngày tháng năm sinh', 'năm sinh'],
  workplaceId: [
    'workplace',
    'workplace id',
    'mã nơi công tác',
    'nơi công tác',
    'cấp ủy nơi công tác',
    'mã cấp ủy nơi công tác',
  ],
  residenceId: [
    'residence',
    'residence id',
    'mã nơi cư trú',
    'nơi cư trú',
    'chi bộ nơi cư trú',
    'cấp ủy nơi cư trú',
    'mã chi bộ nơi cư trú',
    'mã cấp ủy nơi cư trú',
  ],
  category: ['category', 'diện', 'diện đảng viên', 'nhóm', 'đối tượng'],
  since: ['since', 'từ ngày', 'ngày chuyển đến', 'cư trú từ ngày', 'ngày giới thiệu'],
};

const fieldByWord = new Map(
  Object.entries(acceptedHeadings).flatMap(([field, words]) =>
    words.map((word) => [foldedWord(word), field as Field] as const),
  ),
);

/** What a heading names, however it is written. */
export const fieldOf = (heading: string): Field | undefined => fieldByWord.get(foldedWord(heading));

const committeeOnly: readonly Field[] = ['level', 'parentId', 'channel', 'secondContact', 'language'];
const memberOnly: readonly Field[] = ['birthDate', 'workplaceId', 'residenceId', 'category', 'since'];

export const fieldsOf: { readonly [kind in Kind]: readonly Field[] } = {
  committee: ['id', 'name', 'level', 'parentId', 'channel', 'mailbox', 'secondContact', 'language'],
  member: ['id', 'name', 'birthDate', 'workplaceId', 'residenceId', 'category', 'since', 'mailbox'],
};

/** What a file of that kind must have a column for; a column may be there and stay empty where the row allows it. */
export const requiredFields: Record<Kind, readonly Field[]> = {
  committee: ['id', 'name', 'level'],
  member: ['id', 'name', 'birthDate', 'workplaceId', 'residenceId', 'category'],
};

export interface Columns {
  /** Whose rows these are; 'both' where a `kind` column says so row by row. */
  readonly holds: Kind | 'both';
  /** The position of each field. */
  readonly at: ReadonlyMap<Field, number>;
  /** The heading as written, per field: problems are named by it. */
  readonly headings: ReadonlyMap<Field, string>;
  /** Headings that mean nothing here; their cells are not read. */
  readonly extra: readonly string[];
  readonly count: number;
}

export type ColumnsFault =
  /** No heading is known: probably a list without headings, so nothing of that row is repeated. */
  | { readonly reason: 'no-headings' }
  | { readonly reason: 'column-missing'; readonly fields: readonly Field[] }
  | { readonly reason: 'column-twice'; readonly fields: readonly Field[] }
  | { readonly reason: 'kind-column-missing' };

export type ColumnsReading = { readonly columns: Columns } | { readonly fault: ColumnsFault };

export const knownHeadings = (cells: readonly string[]): number =>
  cells.filter((cell) => fieldOf(cell) !== undefined).length;

const holding = (fields: ReadonlyMap<Field, number>): Kind | 'both' | undefined => {
  if (fields.has('kind')) return 'both';
  const committee = committeeOnly.filter((field) => fields.has(field)).length;
  const member = memberOnly.filter((field) => fields.has(field)).length;
  // A column of the other kind (the language of a member, say) does not make a list two lists; all of its own would.
  if (committee > 0 && member > 0) {
    const both = ['level', 'birthDate'].every((field) => fields.has(field as Field));
    if (both) return undefined;
  }
  return member > committee || (member === committee && member > 0) ? 'member' : 'committee';
};

/** Reads a heading row; `told` is what the name of a sheet says it holds. */
export const readColumns = (cells: readonly string[], told?: Kind): ColumnsReading => {
  const at = new Map<Field, number>();
  const written = new Map<Field, string>();
  const extra: string[] = [];
  const twice: Field[] = [];
  for (const [position, cell] of cells.entries()) {
    const field = fieldOf(cell);
    if (field === undefined || (field === 'kind' && told !== undefined)) {
      if (cell.trim() !== '') extra.push(cell.trim().slice(0, 60));
    } else if (at.has(field)) twice.push(field);
    else {
      at.set(field, position);
      written.set(field, cell.trim());
    }
  }
  if (at.size === 0) return { fault: { reason: 'no-headings' } };
  if (twice.length > 0) return { fault: { reason: 'column-twice', fields: twice } };
  const holds = told ?? holding(at);
  if (holds === undefined) return { fault: { reason: 'kind-column-missing' } };
  const needed = holds === 'both' ? [...requiredFields.committee, ...requiredFields.member] : requiredFields[holds];
  const missing = [...new Set(needed)].filter((field) => !at.has(field));
  if (missing.length > 0) return { fault: { reason: 'column-missing', fields: missing } };
  return { columns: { holds, at, headings: written, extra, count: cells.length } };
};
