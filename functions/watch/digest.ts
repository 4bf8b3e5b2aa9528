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
import { inParallel } from '#steps/job.ts';
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
/** Journals that are read at once. */
const WIDTH = 100;
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
    yield* headsOfAll(deps, cycles, [cycleId]);
    const requestIds = [...(await requestsOf(deps, cycleId)).keys()];
    yield* headsOfAll(deps, requests, requestIds);
    yield* headsOfAll(deps, accesses, requestIds);
    const deskIds = (await deskIdsOf(table, cycleId)).map((deskId) => `${cycleId}.${deskId}`);
    yield* headsOfAll(deps, desks, deskIds);
    const delivered = (await deliveryBoardOf(table, cycleId)).map(({ deliveryId }) => deliveryId);
    yield* headsOfAll(deps, deliveries, delivered);
  }
}

/** Many are read at once, for a nation's are read in a night; in their order all the same. */
async function* headsOfAll<S extends Folded, E>(
  { world }: AuditDeps,
  stream: Stream<S, E>,
  ids: readonly string[],
): AsyncGenerator<Head> {
  for (let first = 0; first < ids.length; first += WIDTH) {
    const some = ids.slice(first, first + WIDTH);
    const journals = await Promise.all(some.map((id) => readJournal(world.table, stream, id)));
    for (const [n, entries] of journals.entries()) {
      const [id, head] = [some[n], entries.at(-1)];
      if (id !== undefined && head) yield [stream.kind, id, head.seq, head.hash];
    }
  }
}

/** A journal that does not hold what a digest saw, or a digest that is not the one its successor saw. */
type DigestFlaw = Pick<FoundFlaw, 'kind' | 'id' | 'seq'> & { readonly flaw: 'cut' | 'changed' };

export interface DigestCheck {
  /** The newest digest, against which the journals were held; undefined where there is none yet. */
  readonly newest?: string;
  readonly digests: number;
  readonly flaws: readonly DigestFlaw[];
}

/** Every head that any digest saw, each once. One that goes back, or is another under the same number, was cut or made anew. */
class Seen {
  readonly #hashes = new Map<string, Head>();
  readonly #latest = new Map<string, number>();

  get heads(): readonly Head[] {
    return [...this.#hashes.values()];
  }

  take(head: Head): readonly DigestFlaw[] {
    const [kind, id, seq, hash] = head;
    const known = this.#hashes.get(`${kind} ${id} ${seq}`);
    const latest = this.#latest.get(`${kind} ${id}`) ?? 0;
    if (!known) this.#hashes.set(`${kind} ${id} ${seq}`, head);
    this.#latest.set(`${kind} ${id}`, Math.max(latest, seq));
    if (seq < latest) return [{ kind, id, seq: latest, flaw: 'cut' }];
    return known && known[3] !== hash ? [{ kind, id, seq, flaw: 'changed' }] : [];
  }
}

const once = (flaws: readonly DigestFlaw[]): readonly DigestFlaw[] => [
  ...new Map(flaws.map((flaw) => [JSON.stringify(flaw), flaw])).values(),
];

/** Holds the journals (of one cycle) against all that any digest saw, and the digests against each other. */
export async function checkDigests({ world, files }: AuditDeps, cycleId?: string): Promise<DigestCheck> {
  const names = await files.list(FOLDER);
  const flaws: DigestFlaw[] = [];
  let before: { name: string; hash: string } | undefined;
  const seen = new Seen();
  for (const name of names) {
    const text = await textOf(files, name);
    const digest = digestIn(text);
    const follows = digest !== undefined && digest.before?.hash === before?.hash;
    if (!follows) flaws.push({ kind: 'digest', id: name, seq: 0, flaw: 'changed' });
    for (const head of digest?.heads ?? []) flaws.push(...seen.take(head));
    before = { name, hash: hashOf(text) };
  }
  const heads = seen.heads.filter(([, id]) => cycleId === undefined || id === cycleId || id.startsWith(`${cycleId}.`));
  const failures = await inParallel(heads, WIDTH, async ([kind, id, seq, hash]) => {
    const entry = await world.table.get(keys.entry(kind, id, seq));
    if (!entry) flaws.push({ kind, id, seq, flaw: 'cut' });
    else if (fromBody<{ hash: string }>(entry).hash !== hash) flaws.push({ kind, id, seq, flaw: 'changed' });
  });
  for (const { error } of failures) throw error;
  const ofCycle = flaws.filter(({ kind, id }) => kind === 'digest' || cycleId === undefined || id.startsWith(cycleId));
  return { digests: names.length, ...(before ? { newest: before.name } : {}), flaws: once(ofCycle) };
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
