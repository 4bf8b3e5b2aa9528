import { Zip, ZipPassThrough } from 'fflate';
import type { ExportedFile, Format } from './formats.ts';
import type { EvaluationRow, Rows } from './rows.ts';

/** A file that is whole in memory when it is made. */
type Writer = (head: Omit<Rows, 'rows'>, rows: readonly EvaluationRow[]) => Promise<Uint8Array>;

/** One file where it holds all rows, or else as many as it takes, each with at most so many rows, in a ZIP. */
export async function inFiles(
  { rows, ...head }: Rows,
  most: number,
  format: Format,
  write: Writer,
): Promise<ExportedFile> {
  const parts = parted(rows, most);
  const first = (await parts.next()).value ?? [];
  const second = await parts.next();
  if (second.done) return { content: once(() => write(head, first)), ending: format };
  const files = async function* () {
    let n = 0;
    const file = async (some: readonly EvaluationRow[]) => ({
      name: `${String(++n).padStart(3, '0')}.${format}`,
      content: await write(head, some),
    });
    yield await file(first);
    yield await file(second.value);
    for await (const some of parts) yield await file(some);
  };
  return { content: zipped(files()), ending: 'zip' };
}

async function* once(make: () => Promise<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield await make();
}

async function* parted<T>(rows: AsyncIterable<T>, most: number): AsyncGenerator<readonly T[], undefined> {
  let part: T[] = [];
  for await (const row of rows) {
    if (part.length === most) {
      yield part;
      part = [];
    }
    part.push(row);
  }
  if (part.length > 0) yield part;
  return undefined;
}

/** Stored as they are: workbooks and documents are packed already. */
async function* zipped(
  files: AsyncIterable<{ readonly name: string; readonly content: Uint8Array }>,
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  for await (const { name, content } of files) {
    const file = new ZipPassThrough(name);
    // Of the day it is made nothing is said, so that the same rows make the same bytes.
    file.mtime = '2000-01-01T00:00:00';
    zip.add(file);
    file.push(content, true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}
