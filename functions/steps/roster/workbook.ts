import type { Limits } from './rows.ts';
import { readXml } from './xml.ts';
import type { Archive } from './zip.ts';

/** What a workbook says about itself before its sheets are read: names, formats of numbers, and the texts it shares. */

export interface SheetPart {
  readonly name: string;
  readonly part: string;
}

export type NumberFormat =
  | 'plain'
  | 'date'
  /** So many digits at least: the zeros that lead an id and that only the format shows. */
  | { readonly digits: number };

export interface Workbook {
  readonly sheets: readonly SheetPart[];
  readonly from1904: boolean;
  readonly formats: readonly NumberFormat[];
  readonly shared: readonly string[];
}

const smallPart = 16 * 1024 * 1024;

/** `_x000D_` is how a workbook writes a character that XML cannot. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

const relations = async (archive: Archive): Promise<Map<string, string>> => {
  const targets = new Map<string, string>();
  await readXml(archive.part('xl/_rels/workbook.xml.rels', smallPart), {
    open: (name, { Id, Target }) => {
      if (name !== 'Relationship' || Id === undefined || Target === undefined) return;
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`);
    },
  });
  return targets;
};

const relationOf = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes).find(([name]) => /:id$/.test(name))?.[1] ?? '';

const contents = async (archive: Archive): Promise<Pick<Workbook, 'sheets' | 'from1904'>> => {
  const targets = await relations(archive);
  const sheets: SheetPart[] = [];
  let from1904 = false;
  await readXml(archive.part('xl/workbook.xml', smallPart), {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const part = targets.get(relationOf(attributes));
      if (part && archive.has(part)) sheets.push({ name: unescaped(attributes.name ?? ''), part });
    },
  });
  return { sheets, from1904 };
};

/** The built-in formats that are dates (ECMA-376 part 1, 18.8.30), the East Asian ones included. */
const builtInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

const formatOf = (id: number, codes: ReadonlyMap<number, string>): NumberFormat => {
  const code = codes.get(id);
  if (code === undefined) return builtInDate(id) ? 'date' : 'plain';
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
  if (/^0+$/.test(bare)) return { digits: bare.length };
  return /[dy]/i.test(bare) && !/general/i.test(bare) ? 'date' : 'plain';
};

const formats = async (archive: Archive): Promise<NumberFormat[]> => {
  if (!archive.has('xl/styles.xml')) return [];
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let inCells = false;
  await readXml(archive.part('xl/styles.xml', smallPart), {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) ids.push(Number(attributes.numFmtId ?? 0));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return ids.map((id) => formatOf(id, codes));
};

/** Collects `<t>` of plain and of rich text alike; readings for pronunciation (`rPh`) are left out. */
export class TextCollector {
  #inText = false;
  #inReading = false;
  #parts = '';

  open(name: string): void {
    if (name === 't') this.#inText = true;
    if (name === 'rPh') this.#inReading = true;
  }

  close(name: string): void {
    if (name === 't') this.#inText = false;
    if (name === 'rPh') this.#inReading = false;
  }

  text(text: string): void {
    if (this.#inText && !this.#inReading) this.#parts += text;
  }

  take(): string {
    const text = this.#parts;
    this.#parts = '';
    return unescaped(text);
  }
}

const sharedTexts = async (archive: Archive, limits: Limits): Promise<string[]> => {
  const texts: string[] = [];
  if (!archive.has('xl/sharedStrings.xml')) return texts;
  const collector = new TextCollector();
  await readXml(archive.part('xl/sharedStrings.xml', limits.sharedBytes), {
    open: (name) => collector.open(name),
    close: (name) => {
      collector.close(name);
      if (name === 'si') texts.push(collector.take());
    },
    text: (text) => collector.text(text),
  });
  return texts;
};

export const readWorkbook = async (archive: Archive, limits: Limits): Promise<Workbook> => ({
  ...(await contents(archive)),
  formats: await formats(archive),
  shared: await sharedTexts(archive, limits),
});
