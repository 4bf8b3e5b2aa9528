import writeXlsxFile, { type Row } from 'write-excel-file/node';
import { cellsOf, type EvaluationRow, headings, type Rows, xmlText } from './rows.ts';

/** A cell of Excel takes no more. */
const LONGEST_CELL = 32_767;

/** Every cell is a string, so nothing in it is a formula, a date or a number, whatever it begins with. */
const cell = (text: string) => ({
  type: String,
  value: xmlText(text).slice(0, LONGEST_CELL),
  wrap: true,
  alignVertical: 'top' as const,
});

export async function xlsxOf({ telling }: Pick<Rows, 'telling'>, rows: readonly EvaluationRow[]): Promise<Uint8Array> {
  const heads = headings(telling).map((heading) => ({ ...cell(heading), fontWeight: 'bold' as const }));
  const sheet: Row[] = [heads, ...rows.map((row) => cellsOf(row).map(cell))];
  const file = writeXlsxFile(sheet, {
    sheet: telling.words.sheet,
    stickyRowsCount: 1,
    columns: [12, 24, 14, 30, 24, 24, 28, 50, 60, 60, 40, 30, 40, 30, 50, 8].map((width) => ({ width })),
  });
  return file.toBuffer();
}
