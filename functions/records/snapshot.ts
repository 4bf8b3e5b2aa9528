import type { Committee } from '#domain/committee.ts';
import type { Files } from '#ports';
import type { SliceMember } from './slices.ts';

/**
 * The roster as a cycle was opened with it: files that nobody writes again. A cell stands with its members under the shard of
 * its ward; a workplace with the requests that hold its members.
 */
export interface CellLine {
  readonly committee: Committee;
  readonly deskId: string;
  readonly members: readonly SliceMember[];
}

export interface WorkplaceLine {
  readonly workplaceId: string;
  readonly requests: readonly string[];
  readonly members: number;
}

const cellsFile = (cycleId: string, shard: string) => `cycles/${cycleId}/cells-${shard}.ndjson`;
const workplacesFile = (cycleId: string) => `cycles/${cycleId}/workplaces.ndjson`;

export async function writeCells(
  files: Files,
  cycleId: string,
  shard: string,
  lines: AsyncIterable<CellLine> | Iterable<CellLine>,
): Promise<void> {
  await files.write(cellsFile(cycleId, shard), encoded(lines));
}

export async function writeWorkplaces(files: Files, cycleId: string, lines: Iterable<WorkplaceLine>): Promise<void> {
  await files.write(workplacesFile(cycleId), encoded(lines));
}

export const readCells = (files: Files, cycleId: string, shard: string): AsyncIterable<CellLine> =>
  decoded(files, cellsFile(cycleId, shard));
export const readWorkplaces = (files: Files, cycleId: string): AsyncIterable<WorkplaceLine> =>
  decoded(files, workplacesFile(cycleId));

const CHUNK = 64 * 1024;

async function* encoded(lines: AsyncIterable<object> | Iterable<object>): AsyncIterable<Uint8Array> {
  let text = '';
  for await (const line of lines) {
    text += `${JSON.stringify(line)}\n`;
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text) yield Buffer.from(text);
}

/** The exchange wrote these files itself, so a line is taken at its type; one that is cut short fails to parse. */
async function* decoded<T>(files: Files, name: string): AsyncIterable<T> {
  const content = await files.read(name);
  if (!content) throw new Error(`the file ${name} is missing`);
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of content) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line);
  }
  if (rest) yield JSON.parse(rest);
}
