import * as z from 'zod/mini';
import type { Committee } from '#domain/committee.ts';
import type { Member } from '#domain/member.ts';
import { idKey } from '#domain/roster-rows.ts';
import { folded } from '#domain/written-text.ts';
import type { Files, Instant, Table } from '#ports';
import { spread } from './hash.ts';
import { keys } from './keys.ts';

/**
 * The roster: who lives and works where. Each version is a folder of files that never changes once its manifest stands, and
 * one table item says which version is in force, so that an import counts all at once or not at all.
 *
 *   rosters/<version>/committees.ndjson     a committee a line, by id
 *   rosters/<version>/cells-<shard>.ndjson  a residence committee a line, with all its members
 *   rosters/<version>/manifest.json         written last
 */

/** Cells are spread over so many heaps for ever; the shards of a version are a power of two of at most as many. */
export const rosterHeaps = 256;

export const heapOf = (committeeId: string): number => spread(idKey(committeeId), rosterHeaps);

const membersPerShard = 4_000;

/** So that a shard is read in one go: about a megabyte. */
export const shardsFor = (members: number): number => {
  let shards = 1;
  while (shards < rosterHeaps && members / shards > membersPerShard) shards *= 2;
  return shards;
};

const Manifest = z.object({ shards: z.number(), committees: z.number(), cells: z.number(), members: z.number() });
export type RosterManifest = z.infer<typeof Manifest>;

const CurrentBody = z.object({
  version: z.string(),
  committees: z.number(),
  members: z.number(),
  at: z.string(),
  by: z.string(),
  /** When a whole file last said the very same. */
  confirmedAt: z.exactOptional(z.string()),
});

export interface CurrentRoster extends z.infer<typeof CurrentBody> {
  /** How many rosters were in force before, for the next writer's condition. */
  readonly turn: number;
}

const CommitteeLine: z.ZodMiniType<Committee> = z.object({
  id: z.string(),
  name: z.string(),
  level: z.enum(['cell', 'commune', 'province', 'workplace']),
  parentId: z.exactOptional(z.string()),
  channel: z.enum(['mailbox', 'ward', 'paper']),
  mailbox: z.exactOptional(z.string()),
  secondContact: z.exactOptional(z.string()),
  language: z.enum(['vi', 'en', 'fr']),
});

const MemberInLine: z.ZodMiniType<Member> = z.object({
  id: z.string(),
  name: z.string(),
  birthDate: z.string(),
  workplaceId: z.string(),
  residenceId: z.string(),
  category: z.enum(['A', 'B']),
  since: z.exactOptional(z.string()),
  mailbox: z.exactOptional(z.string()),
});

/** A residence committee with its members. The id may be empty or unknown: members whose residence is not yet settled. */
const CellLine = z.object({ committeeId: z.string(), members: z.array(MemberInLine) });
export type Cell = z.infer<typeof CellLine>;

/** A line that is not what its kind says stops whoever reads on: a member taken for half of one would be asked about. */
const committeeOf = (line: string): Committee => CommitteeLine.parse(JSON.parse(line));
const cellOf = (line: string): Cell => CellLine.parse(JSON.parse(line));

const fileOf = (version: string, name: string): string => `rosters/${version}/${name}`;
const cellsName = (shard: number): string => `cells-${shard}.ndjson`;

export async function currentRoster(table: Table): Promise<CurrentRoster | undefined> {
  const item = await table.get(keys.rosterCurrent());
  return item && { ...CurrentBody.parse(item.body), turn: item.version };
}

/** True when the version is in force now; false when another import came between, and nothing changed. */
export async function putRosterInForce(
  table: Table,
  roster: { readonly version: string; readonly committees: number; readonly members: number },
  instead: CurrentRoster | undefined,
  how: { readonly at: Instant; readonly by: string },
): Promise<boolean> {
  const turn = (instead?.turn ?? 0) + 1;
  const body = { ...roster, ...how };
  const item = { ...keys.rosterCurrent(), version: turn, body };
  if (await table.put(item, instead === undefined ? 'absent' : { versionIs: instead.turn })) return true;
  // The same file imported twice at once says the same.
  return (await currentRoster(table))?.version === roster.version;
}

/** When somebody last saw to it that the roster is right: it came into force, or the whole file came again and said the same. */
export const lookedAfterAt = ({ at, confirmedAt }: CurrentRoster): Instant => confirmedAt ?? at;

/** Of a roster that another has followed meanwhile there is nothing to confirm. Its turn stays: nothing has changed. */
export async function confirmRoster(table: Table, roster: CurrentRoster, at: Instant): Promise<void> {
  if (at <= lookedAfterAt(roster)) return;
  const { turn, ...body } = roster;
  const item = { ...keys.rosterCurrent(), version: turn, body: { ...body, confirmedAt: at } };
  await table.put(item, { versionIs: turn });
}

export interface RosterContent extends RosterManifest {
  readonly version: string;
  /** Each with its line end. */
  readonly committeeLines: () => Iterable<string>;
  /** To be read once. */
  readonly cellLines: (shard: number) => Iterable<string>;
}

/** In chunks worth a write each. */
async function* streamed(lines: Iterable<string>): AsyncGenerator<Uint8Array> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length < 65_536) continue;
    yield Buffer.from(chunk);
    chunk = '';
  }
  if (chunk !== '') yield Buffer.from(chunk);
}

/** Writes a version that is not in force yet. Killed in the middle it leaves no manifest, and the next try replaces it. */
export async function writeRoster(files: Files, content: RosterContent): Promise<void> {
  const { version, shards, committees, cells, members } = content;
  await files.write(fileOf(version, 'committees.ndjson'), streamed(content.committeeLines()));
  for (let shard = 0; shard < shards; shard += 1) {
    await files.write(fileOf(version, cellsName(shard)), streamed(content.cellLines(shard)));
  }
  const manifest: RosterManifest = { shards, committees, cells, members };
  await files.write(fileOf(version, 'manifest.json'), Buffer.from(JSON.stringify(manifest)));
}

const contentOf = async (files: Files, version: string, name: string): Promise<AsyncIterable<Uint8Array>> => {
  const content = await files.read(fileOf(version, name));
  if (content === undefined) throw new Error(`the roster ${version} has no ${name}`);
  return content;
};

async function* linesOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      const line = bytes.subarray(start, end);
      yield (rest.length === 0 ? line : Buffer.concat([...rest, line])).toString('utf8');
      rest = [];
      start = end + 1;
    }
    if (start < bytes.length) rest.push(bytes.subarray(start));
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString('utf8');
}

export async function rosterManifest(files: Files, version: string): Promise<RosterManifest> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await contentOf(files, version, 'manifest.json')) chunks.push(chunk);
  return Manifest.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
}

export async function* rosterCommittees(files: Files, version: string): AsyncGenerator<Committee> {
  for await (const line of linesOf(await contentOf(files, version, 'committees.ndjson'))) {
    yield committeeOf(line);
  }
}

export async function* cellsOfShard(files: Files, version: string, shard: number): AsyncGenerator<Cell> {
  for await (const line of linesOf(await contentOf(files, version, cellsName(shard)))) yield cellOf(line);
}

/** Every residence committee with its members, shard after shard. */
export async function* rosterCells(files: Files, version: string): AsyncGenerator<Cell> {
  const { shards } = await rosterManifest(files, version);
  for (let shard = 0; shard < shards; shard += 1) yield* cellsOfShard(files, version, shard);
}

/** The members of one residence committee, by id. */
export async function membersOf(files: Files, version: string, committeeId: string): Promise<readonly Member[]> {
  const { shards } = await rosterManifest(files, version);
  const begins = `{"committeeId":${JSON.stringify(committeeId)},`;
  const content = await contentOf(files, version, cellsName(heapOf(committeeId) % shards));
  for await (const line of linesOf(content)) if (line.startsWith(begins)) return cellOf(line).members;
  return [];
}

/** The members of one workplace, wherever they live. */
export async function membersAt(files: Files, version: string, workplaceId: string): Promise<readonly Member[]> {
  const { shards } = await rosterManifest(files, version);
  // Most cells have none of them, and a line is cheaper to search than to read.
  const holds = `"workplaceId":${JSON.stringify(workplaceId)}`;
  const found: Member[] = [];
  for (let shard = 0; shard < shards; shard += 1)
    for await (const line of linesOf(await contentOf(files, version, cellsName(shard))))
      if (line.includes(holds))
        found.push(...cellOf(line).members.filter((member) => member.workplaceId === workplaceId));
  return found;
}

/** Those of one committee whose name has these words in it, accents or not: `hoa` finds Hòa and Hoà, `do` finds Đỗ. */
export async function findMembers(
  files: Files,
  version: string,
  committeeId: string,
  words: string,
): Promise<readonly Member[]> {
  return withWords(await membersOf(files, version, committeeId), words);
}

export function withWords(members: readonly Member[], words: string): readonly Member[] {
  const wanted = folded(words);
  return members.filter((member) => folded(member.name).includes(wanted));
}

/** Removes versions that are neither kept nor in force, and what a killed import left. */
export async function dropRosters(deps: { table: Table; files: Files }, keep: readonly string[]): Promise<number> {
  const current = await currentRoster(deps.table);
  const kept = new Set([...keep, current?.version]);
  const names = (await deps.files.list('rosters/')).filter((name) => !kept.has(name.split('/')[1]));
  // The manifest last: while it stands, whoever counts versions still sees this one.
  names.sort((a, b) => Number(a.endsWith('manifest.json')) - Number(b.endsWith('manifest.json')));
  for (const name of names) await deps.files.remove(name);
  return names.length;
}
