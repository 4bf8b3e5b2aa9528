import { kindWords } from '#domain/roster-words.ts';
import { dateOfSerial } from '#domain/written-date.ts';
import { foldedWord } from '#domain/written-text.ts';
import { Unreadable } from './report.ts';
import type { Limits, Row, Sheet } from './rows.ts';
import { readWorkbook, type SheetPart, TextCollector, unescaped, type Workbook } from './workbook.ts';
import { xmlReader } from './xml.ts';
import { type Archive, archiveOf } from './zip.ts';

/**
 * The sheets of a workbook as rows of text. Packed bytes stay in memory (they are small), unpacked ones go by: libraries
 * that hand over whole sheets need ten times the memory of the file.
 */

/** Position of a cell from its reference: `A1` 0, `AB7` 27. */
const columnOf = (reference: string): number => {
  let column = 0;
  for (let i = 0; i < reference.length; i += 1) {
    const letter = reference.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
};

/** A number as it would be read aloud: no `1.2E11` for what is a whole number, no day count for a date. */
const numberText = (raw: string, style: number, workbook: Workbook): string => {
  const value = Number(raw);
  if (raw === '' || !Number.isFinite(value)) return raw;
  const format = workbook.formats[style] ?? 'plain';
  if (format === 'date') return value >= 1 && value < 2_958_466 ? dateOfSerial(value, workbook.from1904) : raw;
  // Excel keeps fifteen digits; a longer number has lost its end, and its exponent shows that.
  const text = Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : raw;
  return typeof format === 'object' ? text.padStart(format.digits, '0') : text;
};

class SheetReader {
  #rows: Row[] = [];
  #cells: string[] = [];
  #number = 0;
  #column = -1;
  #type = 'n';
  #style = 0;
  #value = '';
  #inValue = false;
  readonly #inline = new TextCollector();
  readonly #workbook: Workbook;
  readonly #limits: Limits;

  constructor(workbook: Workbook, limits: Limits) {
    this.#workbook = workbook;
    this.#limits = limits;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      this.#number = attributes.r === undefined ? this.#number + 1 : Number(attributes.r);
      this.#cells = [];
      this.#column = -1;
    } else if (name === 'c') {
      this.#column = attributes.r === undefined ? this.#column + 1 : columnOf(attributes.r);
      this.#type = attributes.t ?? 'n';
      this.#style = Number(attributes.s ?? 0);
      this.#value = '';
    } else if (name === 'v') this.#inValue = true;
    else if (this.#type === 'inlineStr') this.#inline.open(name);
  }

  close(name: string): void {
    if (name === 'row') this.#rows.push({ number: this.#number, cells: this.#cells });
    else if (name === 'c') this.#keep();
    else if (name === 'v') this.#inValue = false;
    else if (this.#type === 'inlineStr') this.#inline.close(name);
  }

  text(text: string): void {
    if (this.#inValue) this.#value += text;
    else if (this.#type === 'inlineStr') this.#inline.text(text);
  }

  rows(): readonly Row[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  #keep(): void {
    const text = this.#cellText();
    if (text === '') return;
    if (this.#column >= this.#limits.columns) {
      throw new Unreadable({ reason: 'too-many-columns', row: this.#number, mend: String(this.#limits.columns) });
    }
    while (this.#cells.length < this.#column) this.#cells.push('');
    this.#cells[this.#column] = text;
  }

  #cellText(): string {
    switch (this.#type) {
      case 's':
        return this.#workbook.shared[Number(this.#value)] ?? '';
      case 'inlineStr':
        return this.#inline.take();
      case 'n':
        return numberText(this.#value, this.#style, this.#workbook);
      case 'd':
        return this.#value.slice(0, 10);
      default:
        // The stored result of a formula, a boolean, an error.
        return unescaped(this.#value);
    }
  }
}

/** A sheet of a million short rows is some 600 MB of XML. */
const sheetBytes = 4 * 1024 * 1024 * 1024;

async function* sheetRows(
  archive: Archive,
  part: string,
  workbook: Workbook,
  limits: Limits,
): AsyncGenerator<readonly Row[]> {
  const reader = new SheetReader(workbook, limits);
  const xml = xmlReader({
    open: (name, attributes) => reader.open(name, attributes),
    close: (name) => reader.close(name),
    text: (text) => reader.text(text),
  });
  for await (const chunk of archive.part(part, sheetBytes)) {
    xml.push(chunk);
    yield reader.rows();
  }
  xml.end();
  yield reader.rows();
}

const kindOf = (sheet: SheetPart) => kindWords.get(foldedWord(sheet.name));

/** A broken archive or broken XML, whatever the library calls it; its message may quote a cell and is dropped. */
const asDamaged = (error: unknown): unknown =>
  error instanceof Unreadable ? error : new Unreadable({ reason: 'workbook-damaged' });

async function* guarded(rows: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
  const iterator = rows[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await iterator.next().catch((error: unknown) => Promise.reject(asDamaged(error)));
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

export interface Sheets {
  readonly sheets: readonly Sheet[];
  /** Sheets whose names say nothing to us; a workbook of one sheet may be called anything. */
  readonly extra: readonly string[];
}

export const xlsxSheets = async (content: AsyncIterable<Uint8Array>, limits: Limits): Promise<Sheets> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  const { archive, workbook } = await opened(Buffer.concat(chunks), limits).catch((error: unknown) =>
    Promise.reject(asDamaged(error)),
  );
  const known = workbook.sheets.filter((sheet) => kindOf(sheet) !== undefined);
  const chosen = known.length === 0 && workbook.sheets.length === 1 ? workbook.sheets : known;
  if (chosen.length === 0) throw new Unreadable({ reason: 'workbook-no-sheet', mend: 'cấp ủy · đảng viên' });
  const twice = chosen.find((sheet, i) => chosen.findIndex((other) => kindOf(other) === kindOf(sheet)) < i);
  if (twice !== undefined) throw new Unreadable({ reason: 'workbook-sheet-twice', sheet: twice.name });
  const sheets = chosen.map((sheet) => {
    const told = kindOf(sheet);
    const rows = guarded(sheetRows(archive, sheet.part, workbook, limits));
    return { name: sheet.name, sparse: true, rows, ...(told === undefined ? {} : { told }) };
  });
  return { sheets, extra: workbook.sheets.filter((sheet) => !chosen.includes(sheet)).map(({ name }) => name) };
};

const opened = async (bytes: Buffer, limits: Limits) => {
  const archive = archiveOf(bytes);
  return { archive, workbook: await readWorkbook(archive, limits) };
};
