import { knownHeadings } from '#domain/roster-columns.ts';
import { Unreadable } from './report.ts';
import type { Limits } from './rows.ts';

/** What kind of file it is, from its first bytes; the name it was given proves nothing. */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';
type Delimiter = ',' | ';' | '\t' | '|';

export interface Sniffed {
  readonly format: 'csv' | 'xlsx';
  readonly head: Buffer;
  /** Everything, the head again included. */
  readonly content: AsyncIterable<Uint8Array>;
  /** Lets go of the source, read to its end or not. */
  readonly close: () => Promise<unknown>;
}

const headBytes = 256 * 1024;

/** Counts what comes by, because a size that was declared may be wrong. */
async function* upTo(limit: number, content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.byteLength;
    if (bytes > limit) throw new Unreadable({ reason: 'file-too-large', mend: `${limit / 1024 / 1024} MB` });
    yield chunk;
  }
}

async function* again(head: readonly Uint8Array[], rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* head;
  yield* rest;
}

const startsWith = (head: Buffer, ...bytes: number[]): boolean => bytes.every((byte, i) => head[i] === byte);

export const sniff = async (content: AsyncIterable<Uint8Array>, limits: Limits): Promise<Sniffed> => {
  const rest = upTo(limits.bytes, content);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < headBytes) {
    const next = await rest.next();
    if (next.done) break;
    chunks.push(next.value);
    bytes += next.value.byteLength;
  }
  const head = Buffer.concat(chunks).subarray(0, headBytes);
  if (head.length === 0) throw new Unreadable({ reason: 'file-empty' });
  const close = () => rest.return(undefined);
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) {
    await close();
    throw new Unreadable({ reason: 'file-old-excel', mend: '.xlsx' });
  }
  const format = startsWith(head, 0x50, 0x4b, 0x03, 0x04) ? 'xlsx' : 'csv';
  return { format, head, content: again(chunks, rest), close };
};

const lines = (head: Buffer): Buffer[] => {
  const found: Buffer[] = [];
  for (let start = 0; start < head.length; ) {
    const end = head.indexOf(0x0a, start);
    // The last line may be cut in the middle of a letter.
    if (end < 0 && head.length === headBytes) break;
    found.push(head.subarray(start, end < 0 ? head.length : end));
    start = end < 0 ? head.length : end + 1;
  }
  return found;
};

const isAscii = (bytes: Buffer): boolean => bytes.every((byte) => byte < 0x80);

const isUtf8 = (bytes: Buffer): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

/**
 * One stray byte is a fault of its row. Where most lines with letters beyond ASCII are no UTF-8, the file was saved in an
 * older 8-bit encoding, and reading on would only produce a problem for every row.
 */
const isEightBit = (head: Buffer): boolean => {
  const beyond = lines(head).filter((line) => !isAscii(line));
  const broken = beyond.filter((line) => !isUtf8(line));
  const strange = broken.reduce((sum, line) => sum + line.filter((byte) => byte >= 0x80).length, 0);
  return strange >= 3 && broken.length * 2 > beyond.length;
};

export const encodingOf = (head: Buffer): Encoding => {
  if (startsWith(head, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(head, 0xfe, 0xff)) return 'utf-16be';
  const zeros = head.subarray(0, 4_096).filter((byte) => byte === 0).length;
  if (zeros * 4 > Math.min(head.length, 4_096)) {
    throw new Unreadable({ reason: 'encoding-utf-16-unmarked', value: 'UTF-16', mend: 'UTF-8' });
  }
  if (startsWith(head, 0x25, 0x50, 0x44, 0x46) || zeros > 8) throw new Unreadable({ reason: 'file-kind-unknown' });
  if (isEightBit(head)) {
    throw new Unreadable({ reason: 'encoding-not-utf-8', value: 'windows-1258', mend: 'UTF-8' });
  }
  return 'utf-8';
};

export interface Heading {
  readonly delimiter: Delimiter;
  /** Excel's own hint (`sep=;`) stands on a line of its own before the headings. */
  readonly hinted: boolean;
}

/** A title or two may stand above the headings. */
export const headingWithin = 10;

const delimiters: readonly Delimiter[] = [',', ';', '\t', '|'];

/** The separator under which most headings are known; where none is, the one that occurs most. */
export const headingOf = (head: Buffer, encoding: Encoding): Heading => {
  const text = new TextDecoder(encoding).decode(head);
  const hint = /^sep=([,;\t|])\r?\n/i.exec(text);
  if (hint) return { delimiter: hint[1] as Delimiter, hinted: true };
  const first = text.split(/\r\n|\n|\r/, headingWithin).filter((line) => line.replace(/[\s,;|"]/g, '') !== '');
  const scored = delimiters.flatMap((delimiter) =>
    first.map((line, row) => {
      const cells = line.split(delimiter);
      return { delimiter, known: knownHeadings(cells), count: row === 0 ? cells.length : 0 };
    }),
  );
  scored.sort((a, b) => b.known - a.known || b.count - a.count);
  return { delimiter: scored[0]?.delimiter ?? ',', hinted: false };
};
