import { stringify } from 'csv-stringify/sync';
import type { Language } from '#domain/language.ts';
import type { World } from '#records/world.ts';
import { docxOf } from './export-docx.ts';
import { xlsxOf } from './export-xlsx.ts';
import type { ExportedFile, Format } from './formats.ts';
import { inFiles } from './parted.ts';
import { cellsOf, evaluationRows, headings, type Progress, plainOf, type Rows, type Whose } from './rows.ts';

export { evaluationRows, type Whose } from './rows.ts';

/**
 * Members a workbook or a document holds: whatever writes them keeps all of one in memory, some 13 and 170 KB a member, and no
 * program opens a document of a hundred thousand pages.
 */
const MOST = { xlsx: 10_000, docx: 500 } as const;

/**
 * The evaluations as a file. A workbook or a document of more members than one can hold becomes several in a ZIP. Two formats
 * stand on libraries that no page needs, so on AWS what makes files are functions of their own.
 */
export async function exportEvaluations(
  world: Pick<World, 'table'>,
  whose: Whose,
  format: Format,
  language: Language,
  {
    progress,
    most = MOST,
  }: { readonly progress?: Progress; readonly most?: { readonly [f in keyof typeof MOST]: number } } = {},
): Promise<ExportedFile> {
  const rows = await evaluationRows(world, whose, language, progress);
  switch (format) {
    case 'csv':
      return { content: encoded(csvOf(rows)), ending: format };
    case 'json':
      return { content: encoded(jsonOf(rows)), ending: format };
    case 'xlsx':
      return inFiles(rows, most.xlsx, format, xlsxOf);
    case 'docx':
      return inFiles(rows, most.docx, format, docxOf);
  }
}

async function* encoded(texts: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}

/**
 * Text that a spreadsheet could take for a formula gets an apostrophe before it. Spreadsheets skip leading blanks and read
 * full-width signs, so those count as well.
 */
export const inert = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a leading NUL hides what follows it
  /^[\s\u0000]*[=+\-@＝＋－＠]|^[\t\r\n\u0000]/.test(text) ? `'${text}` : text;

/** With a byte order mark, without which Excel takes the letters for another alphabet. */
async function* csvOf({ telling, rows }: Rows): AsyncIterable<string> {
  const line = (cells: readonly string[]) =>
    stringify([cells.map(inert)], { quoted: true, record_delimiter: 'windows' });
  yield `\uFEFF${line(headings(telling))}`;
  for await (const row of rows) yield line(cellsOf(row));
}

/** An array of plain objects, ids beside words. */
async function* jsonOf({ rows }: Rows): AsyncIterable<string> {
  let before = '[';
  for await (const row of rows) {
    yield `${before}\n${JSON.stringify(plainOf(row))}`;
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}
