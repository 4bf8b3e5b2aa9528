import { createHash } from 'node:crypto';
import type { Files, Instant } from '#ports';
import { deliveryBoardOf } from '#records/boards.ts';
import { listCycles } from '#records/cycles.ts';
import {
  accesses,
  cycles,
  deliveries,
  desks,
  type Folded,
  readJournal,
  requests,
  type Stream,
} from '#records/journal.ts';
import { keys } from '#records/keys.ts';
import { fromBody } from '#records/stored.ts';
import { deskIdsOf } from '#records/totals.ts';
import { type AuditDeps, type FoundFlaw, requestsOf } from './verify.ts';

/**
 * The heads of all journals, each day in a file outside the table: whoever cuts the tail of a journal, or makes a chain of his
 * own, has this against him. Each file carries the hash of the one before.
 *
 *   {"at":"…","before":{"name":"audit/2026-11-01.json","hash":"…"},"heads":[
 *   ["request","2026-11-ab12cd.c1",7,"<hash of entry 7>"],
 *   …
 *   ]}
 */
type Head = readonly [kind: string, id: string, seq: number, hash: string];

interface Digest {
  readonly at: Instant;
  readonly before: { readonly name: string; readonly hash: string } | null;
  readonly heads: readonly Head[];
}

const FOLDER = 'audit/';
const nameOf = (at: Instant): string => `${FOLDER}${at.slice(0, 10)}.json`;

/** Writes the digest of this day, once; the number of journals, or undefined where the day has one. */
export async function digestHeads(deps: AuditDeps): Promise<number | undefined> {
  const { world, files } = deps;
  const at = world.clock.now();
  const names = await files.list(FOLDER);
  if (names.includes(nameOf(at))) return undefined;
  const last = names.at(-1);
  const before = last === undefined ? null : { name: last, hash: hashOf(await textOf(files, last)) };
  let count = 0;
  async function* lines(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`{"at":${JSON.stringify(at)},"before":${JSON.stringify(before)},"heads":[`);
    for await (const head of headsOf(deps)) {
      yield Buffer.from(`${count === 0 ? '' : ','}\n${JSON.stringify(head)}`);
      count += 1;
    }
    yield Buffer.from('\n]}\n');
  }
  await files.write(nameOf(at), lines());
  return count;
}

async function* headsOf(deps: AuditDeps): AsyncGenerator<Head> {
  const { table } = deps.world;
  for (const { id: cycleId } of await listCycles(table)) {
    yield* headOf(deps, cycles, cycleId);
    for (const id of (await requestsOf(deps, cycleId)).keys()) {
      yield* headOf(deps, requests, id);
      yield* headOf(deps, accesses, id);
    }
    for (const deskId of await deskIdsOf(table, cycleId)) yield* headOf(deps, desks, `${cycleId}.${deskId}`);
    for (const { deliveryId } of await deliveryBoardOf(table, cycleId)) yield* headOf(deps, deliveries, deliveryId);
  }
}

async function* headOf<S extends Folded, E>(
  { world }: AuditDeps,
  stream: Stream<S, E>,
  id: string,
): AsyncGenerator<Head> {
  const head = (await readJournal(world.table, stream, id)).at(-1);
  if (head) yield [stream.kind, id, head.seq, head.hash];
}

/** A journal that does not hold what a digest saw, or a digest that is not the one its successor saw. */
type DigestFlaw = Pick<FoundFlaw, 'kind' | 'id' | 'seq'> & { readonly flaw: 'cut' | 'changed' };

export interface DigestCheck {
  /** The newest digest, against which the journals were held; undefined where there is none yet. */
  readonly newest?: string;
  readonly digests: number;
  readonly flaws: readonly DigestFlaw[];
}

/** Holds the journals (of one cycle) against the newest digest, and the digests against each other. */
export async function checkDigests({ world, files }: AuditDeps, cycleId?: string): Promise<DigestCheck> {
  const names = await files.list(FOLDER);
  const flaws: DigestFlaw[] = [];
  let before: { name: string; hash: string } | undefined;
  let newest: Digest | undefined;
  for (const name of names) {
    const text = await textOf(files, name);
    newest = digestIn(text);
    const follows = newest !== undefined && newest.before?.hash === before?.hash;
    if (!follows) flaws.push({ kind: 'digest', id: name, seq: 0, flaw: 'changed' });
    before = { name, hash: hashOf(text) };
  }
  for (const [kind, id, seq, hash] of newest?.heads ?? []) {
    if (cycleId !== undefined && id !== cycleId && !id.startsWith(`${cycleId}.`)) continue;
    const entry = await world.table.get(keys.entry(kind, id, seq));
    if (!entry) flaws.push({ kind, id, seq, flaw: 'cut' });
    else if (fromBody<{ hash: string }>(entry).hash !== hash) flaws.push({ kind, id, seq, flaw: 'changed' });
  }
  return { digests: names.length, ...(before ? { newest: before.name } : {}), flaws };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Undefined where somebody's hand has made it something else. */
function digestIn(text: string): Digest | undefined {
  try {
    const parsed: Digest = JSON.parse(text);
    return Array.isArray(parsed.heads) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

async function textOf(files: Files, name: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await files.read(name)) ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
