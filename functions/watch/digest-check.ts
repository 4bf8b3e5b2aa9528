import type { Table } from '#ports';
import { keys } from '#records/keys.ts';
import { fromBody } from '#records/stored.ts';
import { readAhead } from '#steps/job.ts';
import { FOLDER, type Head, readDigest } from './digest-file.ts';
import { type AuditDeps, atOnce, entryName, type FoundFlaw } from './verify.ts';

/** Digests that are read at once: all of a file is in memory. */
const FILES = 4;

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

  take(head: Head, isInTurn: boolean): readonly DigestFlaw[] {
    const [kind, id, seq, hash] = head;
    const known = this.#hashes.get(`${kind} ${id} ${seq}`);
    const latest = this.#latest.get(`${kind} ${id}`) ?? 0;
    if (!known) this.#hashes.set(`${kind} ${id} ${seq}`, head);
    this.#latest.set(`${kind} ${id}`, Math.max(latest, seq));
    if (seq < latest && isInTurn) return [{ kind, id, seq: latest, flaw: 'cut' }];
    return known && known[3] !== hash ? [{ kind, id, seq, flaw: 'changed' }] : [];
  }
}

const once = (flaws: readonly DigestFlaw[]): readonly DigestFlaw[] => [
  ...new Map(flaws.map((flaw) => [JSON.stringify(flaw), flaw])).values(),
];

/**
 * Holds the journals (of one cycle) against all that any digest saw, and the digests against each other. `read`: the hashes of
 * entries that were read just now; the table is asked for the others only.
 */
export async function checkDigests(
  { world, files }: AuditDeps,
  cycleId?: string,
  read: ReadonlyMap<string, string> = new Map(),
): Promise<DigestCheck> {
  const names = await files.list(FOLDER);
  const flaws: DigestFlaw[] = [];
  const hashes = new Map<string, string>();
  const seen = new Seen();
  const found = readAhead(names, FILES, async (name) => ({ name, ...(await readDigest(files, name)) }));
  for await (const { name, digest, hash } of found) {
    const before = digest?.before;
    const follows = digest && (before ? hashes.get(before.name) === before.hash : hashes.size === 0);
    if (!follows) flaws.push({ kind: 'digest', id: name, seq: 0, flaw: 'changed' });
    // A clock that was ahead for a night has left one that was written long before its name says, and saw less than others.
    const isInTurn = before?.name === [...hashes.keys()].at(-1);
    for (const head of digest?.heads ?? []) flaws.push(...seen.take(head, isInTurn));
    hashes.set(name, hash);
  }
  const heads = seen.heads.filter(([, id]) => cycleId === undefined || id === cycleId || id.startsWith(`${cycleId}.`));
  await atOnce(heads, async ([kind, id, seq, hash]) => {
    const stands = read.get(entryName(kind, id, seq)) ?? (await hashIn(world.table, kind, id, seq));
    if (stands === undefined) flaws.push({ kind, id, seq, flaw: 'cut' });
    else if (stands !== hash) flaws.push({ kind, id, seq, flaw: 'changed' });
  });
  const ofCycle = flaws.filter(({ kind, id }) => kind === 'digest' || cycleId === undefined || id.startsWith(cycleId));
  const newest = names.at(-1);
  return { digests: names.length, ...(newest ? { newest } : {}), flaws: once(ofCycle) };
}

async function hashIn(table: Table, kind: string, id: string, seq: number): Promise<string | undefined> {
  const entry = await table.get(keys.entry(kind, id, seq));
  return entry && fromBody<{ hash: string }>(entry).hash;
}
