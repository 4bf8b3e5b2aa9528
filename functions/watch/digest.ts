import { DAY } from '#domain/day.ts';
import type { Instant } from '#ports';
import { looksSince, MARKS_LAST } from '#records/access.ts';
import { deliveryBoardOf } from '#records/boards.ts';
import { type CycleRow, listCycles } from '#records/cycles.ts';
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
import { changesOfParties } from '#records/parties.ts';
import { deskIdsOf } from '#records/totals.ts';
import { FOLDER, FORM, type Head, nameOf, readDigest } from './digest-file.ts';
import { type AuditDeps, requestsOf } from './verify.ts';

/** Journals that are read at once. */
const WIDTH = 100;
/** Each journal is read once in so many nights whatever boards and marks say, for whoever can change those as well. */
const ROUND = 30;
/** So long after its end a cycle may still gain facts day by day; later it is looked at in its turn, all of it. */
const SETTLED = 30 * DAY;

/**
 * Writes the digest of this day, once; the number of journals, or undefined where the day has one. A journal is read where it
 * has grown since the digest before, by its row on the board or by the marks of looks; else its head is taken over from there.
 */
export async function digestHeads(deps: AuditDeps): Promise<number | undefined> {
  const { world, files } = deps;
  const at = world.clock.now();
  const names = await files.list(FOLDER);
  if (names.includes(nameOf(at))) return undefined;
  // A clock that was ahead for a night has left a later one.
  const name = names.findLast((one) => one < nameOf(at));
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
  const passed = last ? Date.parse(at) - Date.parse(last.at) : Number.NaN;
  const isMarked = last?.form === FORM && passed >= 0 && passed < MARKS_LAST - DAY;
  return {
    known: new Map(last?.heads.map((head) => [nameIn(head[0], head[1]), head])),
    marksFrom: isMarked ? last.at : undefined,
    isTurnOf: (id) => spread(id, ROUND) === day % ROUND,
  };
}

const NOTHING_KNOWN = { known: new Map(), marksFrom: undefined } as const;

/** Of a cycle that ended long ago nothing is taken over: a night looks at all of it or at none. What was seen once stays in its file. */
function nightFor({ id, endedAt }: CycleRow, night: Night, now: Instant): Night | undefined {
  const isSettled = endedAt !== undefined && Date.parse(now) - Date.parse(endedAt) > SETTLED;
  if (!isSettled) return night;
  return night.isTurnOf(id) ? { ...night, ...NOTHING_KNOWN } : undefined;
}

async function* headsOf(deps: AuditDeps, night: Night): AsyncGenerator<Head> {
  const { table, clock } = deps.world;
  for (const cycle of await listCycles(table)) {
    const its = nightFor(cycle, night, clock.now());
    if (its) yield* headsOfCycle(deps, its, cycle.id);
  }
}

async function* headsOfCycle(deps: AuditDeps, night: Night, cycleId: string): AsyncGenerator<Head> {
  const { table, clock } = deps.world;
  const always = () => true;
  const grewTo = (seen: ReadonlyMap<string, number>) => (id: string, head: Head | undefined) =>
    (head?.[2] ?? 0) !== seen.get(id);
  yield* headsOfAll(deps, night, cycles, [cycleId], always);
  const seen = await requestsOf(deps, cycleId, { eventual: true });
  const requestIds = [...seen.keys()];
  yield* headsOfAll(deps, night, requests, requestIds, grewTo(seen));
  const looked = night.marksFrom && (await looksSince(table, cycleId, night.marksFrom, clock.now()));
  yield* headsOfAll(deps, night, accesses, requestIds, (id) => !looked || looked.has(id));
  const deskIds = (await deskIdsOf(table, cycleId)).map((deskId) => `${cycleId}.${deskId}`);
  yield* headsOfAll(deps, night, desks, deskIds, always);
  const delivered = (await deliveryBoardOf(table, cycleId)).map(({ deliveryId }) => deliveryId);
  yield* headsOfAll(deps, night, deliveries, delivered, always);
  const changed = await changesOfParties(table, cycleId, { eventual: true });
  const partyIds = new Map([...changed].map(([id, seq]) => [`${cycleId}.${id}`, seq]));
  yield* headsOfAll(deps, night, parties, [...partyIds.keys()], grewTo(partyIds));
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
