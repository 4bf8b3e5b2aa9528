import { CsvError, type Info, type Parser, parse } from 'csv-parse';
import { Unreadable } from './report.ts';
import type { Limits, Row } from './rows.ts';
import type { Encoding, Heading } from './sniff.ts';

/** The rows of a CSV, streamed: quoted line breaks, mixed line ends, a missing last one. */

/** The parser counts bytes, so UTF-16 is turned into UTF-8 on the way; a mark at the start is taken off. */
async function* utf8(content: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Uint8Array> {
  if (encoding === 'utf-8') {
    yield* content;
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of content) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

const lineBreaks = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);

const reasons: Readonly<Record<string, 'quote-not-closed' | 'quote-stray' | 'record-too-long'>> = {
  CSV_QUOTE_NOT_CLOSED: 'quote-not-closed',
  CSV_INVALID_CLOSING_QUOTE: 'quote-stray',
  INVALID_OPENING_QUOTE: 'quote-stray',
  CSV_MAX_RECORD_SIZE: 'record-too-long',
};

/**
 * After a quote that does not belong nobody knows where the next row begins, and a row that is swallowed would look like a
 * member who left: so the whole file is refused, naming the line where that record opens. The parser's own message quotes
 * the cell and is dropped.
 */
const unreadable = (error: unknown, line: number): unknown => {
  if (!(error instanceof CsvError)) return error;
  return new Unreadable({ reason: reasons[error.code] ?? 'quote-stray', row: line, mend: '""' });
};

class Records {
  /** The line on which the next record begins. */
  line = 1;
  #batch: Row[] = [];
  #linesRead = 0;

  take(cells: readonly string[], info: Info): void {
    this.#batch.push({ number: this.line, cells });
    // The parser counts a quoted CRLF as two lines; ours are counted only where there is one.
    const plain = info.lines === this.#linesRead + 1;
    this.line += plain ? 1 : 1 + lineBreaks(cells);
    this.#linesRead = info.lines;
  }

  batch(): readonly Row[] {
    const batch = this.#batch;
    this.#batch = [];
    return batch;
  }
}

const parserFor = (heading: Heading, limits: Limits, records: Records): Parser =>
  parse({
    bom: true,
    delimiter: heading.delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: limits.recordBytes,
    on_record: (cells: string[], info) => {
      records.take(cells, info);
      return null;
    },
  });

const settled = (act: (done: (error?: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => act((error) => (error ? reject(error) : resolve())));

export async function* csvRows(
  content: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  heading: Heading,
  limits: Limits,
): AsyncGenerator<readonly Row[]> {
  const records = new Records();
  const parser = parserFor(heading, limits, records);
  // Every fault reaches the write or the end that met it; without a listener it would also end the process.
  parser.on('error', () => {}).resume();
  let skip = heading.hinted ? 1 : 0;
  const ready = () => {
    const batch = records.batch().slice(skip);
    skip = 0;
    return batch;
  };
  try {
    for await (const chunk of utf8(content, encoding)) {
      await settled((done) => parser.write(chunk, done));
      if (records.line > 1) yield ready();
    }
    await settled((done) => parser.end(done));
    yield ready();
  } catch (error) {
    throw unreadable(error, records.line);
  } finally {
    parser.destroy();
  }
}
