import type { Instant, Table } from '#ports';
import { looksSince, MARKS_LAST } from '#records/access.ts';
import { deliveryBoardOf } from '#records/boards.ts';
import { contactChangesSince } from '#records/contact-changes.ts';
import { listCycles } from '#records/cycles.ts';
import { spread } from '#records/hash.ts';
import {
  accesses,
  cycles,
  deliveries,
  desks,
  type Folded,
  parties,
  readJournal,
  requests,
  type Stream,
} from '#records/journal.ts';
import { deskIdsOf } from '#records/totals.ts';
import { FOLDER, FORM, type Head, nameOf, readDigest } from './digest-file.ts';
import { type AuditDeps, requestsOf } from './verify.ts';

/** Journals that are read at once. */
const WIDTH = 100;
/** Each journal is read once in so many nights whatever boards and marks say, for whoever can change those as well. */
const ROUND = 30;
const DAY = 24 * 60 * 60_000;

/**
 * Writes the digest of this day, once; the number of journals, or undefined where the day has one. A journal is read where it
 * has grown since the digest before, by its row on the board or by the marks of looks; else its head is taken over from there.
 */
export async function digestHeads(deps: AuditDeps): Promise<number | undefined> {
  const { world, files } = deps;
  const at = world.clock.now();
  const names = await files.list(FOLDER);
  if (names.includes(nameOf(at))) return undefined;
  const name = names.at(-1);
  const last = name === undefined ? undefined : { name, ...(await readDigest(files, name)) };
  const before = last ? { name: last.name, hash: last.hash } : null;
  const night = nightOf(at, last?.digest);
  let count = 0;
  async function* lines(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`{"at":${JSON.stringify(at)},"form":${FORM},"before":${JSON.stringify(before)},"heads":[`);
    for await (const head of headsOf(deps, night)) {
      yield Buffer.from(`${count === 0 ? '' : ','}\n${JSON.stringify(head)}`);
      count += 1;
    }
    yield Buffer.from('\n]}\n');
  }
  await files.write(nameOf(at), lines());
  return count;
}

/** What this night knows from the one before. */
interface Night {
  readonly known: ReadonlyMap<string, Head>;
  /** From when on marks of looks say which journals of looks have grown; undefined where they cannot be relied on. */
  readonly marksFrom: Instant | undefined;
  readonly isTurnOf: (id: string) => boolean;
}

const nameIn = (kind: string, id: string): string => `${kind} ${id}`;

function nightOf(at: Instant, last: Awaited<ReturnType<typeof readDigest>>['digest']): Night {
  const day = Math.floor(Date.parse(at) / DAY);
  const isMarked = last?.form === FORM && Date.parse(at) - Date.parse(last.at) < MARKS_LAST - DAY;
  return {
    known: new Map(last?.heads.map((head) => [nameIn(head[0], head[1]), head])),
    marksFrom: isMarked ? last.at : undefined,
    isTurnOf: (id) => spread(id, ROUND) === day % ROUND,
  };
}

async function* headsOf(deps: AuditDeps, night: Night): AsyncGenerator<Head> {
  const { table, clock } = deps.world;
  const always = () => true;
  for (const { id: cycleId } of await listCycles(table)) {
    yield* headsOfAll(deps, night, cycles, [cycleId], always);
    const seen = await requestsOf(deps, cycleId, { eventual: true });
    const requestIds = [...seen.keys()];
    yield* headsOfAll(deps, night, requests, requestIds, (id, head) => (head?.[2] ?? 0) !== seen.get(id));
    const looked = night.marksFrom && (await looksSince(table, cycleId, night.marksFrom, clock.now()));
    yield* headsOfAll(deps, night, accesses, requestIds, (id) => !looked || looked.has(id));
    const deskIds = (await deskIdsOf(table, cycleId)).map((deskId) => `${cycleId}.${deskId}`);
    yield* headsOfAll(deps, night, desks, deskIds, always);
    const delivered = (await deliveryBoardOf(table, cycleId)).map(({ deliveryId }) => deliveryId);
    yield* headsOfAll(deps, night, deliveries, delivered, always);
    yield* headsOfAll(deps, night, parties, await partiesChanged(table, cycleId, night), always);
  }
}

/** Few parties of a cycle ever have a journal; one that had one the night before is not forgotten with its row. */
async function partiesChanged(table: Table, cycleId: string, { known }: Night): Promise<readonly string[]> {
  const changes = await contactChangesSince(table, cycleId);
  const now = changes.flatMap(({ of, committeeId }) => (of === 'party' ? [`${cycleId}.${committeeId}`] : []));
  const before = [...known.values()].flatMap(([kind, id]) =>
    kind === parties.kind && id.startsWith(`${cycleId}.`) ? [id] : [],
  );
  return [...new Set([...now, ...before])];
}

/** Many are read at once, for a nation's are read in a night; in their order all the same. */
async function* headsOfAll<S extends Folded, E>(
  deps: AuditDeps,
  night: Night,
  stream: Stream<S, E>,
  ids: readonly string[],
  hasGrown: (id: string, head: Head | undefined) => boolean,
): AsyncGenerator<Head> {
  for (let first = 0; first < ids.length; first += WIDTH) {
    const heads = ids.slice(first, first + WIDTH).map(async (id) => {
      const head = night.known.get(nameIn(stream.kind, id));
      if (night.isTurnOf(id)) return headOf(deps, stream, id);
      return hasGrown(id, head) ? headOf(deps, stream, id, head) : head;
    });
    for (const head of await Promise.all(heads)) if (head) yield head;
  }
}

/** From the known head on. Where that is not there any more, what is left of the journal has a head too, and tells on whoever cut it. */
async function headOf<S extends Folded, E>(
  deps: AuditDeps,
  stream: Stream<S, E>,
  id: string,
  known?: Head,
): Promise<Head | undefined> {
  const since = (known?.[2] ?? 1) - 1;
  const last = (await readJournal(deps.world.table, stream, id, { since, eventual: true })).at(-1);
  if (last) return [stream.kind, id, last.seq, last.hash];
  return known && headOf(deps, stream, id);
}
