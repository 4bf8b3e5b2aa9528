import type { RequestEvent } from '#domain/request-events.ts';
import type { Files, Reading } from '#ports';
import { boardOf, deliveryBoardOf } from '#records/boards.ts';
import { readCycle, readShards } from '#records/cycles.ts';
import {
  accesses,
  cycles,
  deliveries,
  desks,
  type Entry,
  type Flaw,
  type Folded,
  flawIn,
  parties,
  readJournal,
  requests,
  type Stream,
} from '#records/journal.ts';
import { keys } from '#records/keys.ts';
import { listParties } from '#records/parties.ts';
import { readCells } from '#records/snapshot.ts';
import { readText } from '#records/texts.ts';
import { deskIdsOf } from '#records/totals.ts';
import type { World } from '#records/world.ts';
import { inParallel, readAhead } from '#steps/job.ts';

export interface AuditDeps {
  readonly world: Pick<World, 'table' | 'clock'>;
  readonly files: Files;
}

export interface FoundFlaw {
  readonly kind: string;
  readonly id: string;
  readonly seq: number;
  /**
   * gap, changed, unchained: the chain itself. cut: entries are missing at its end that a board has seen. text: words are not
   * the ones the entry points to.
   */
  readonly flaw: Flaw['flaw'] | 'cut' | 'text';
}

export interface Audit {
  readonly journals: number;
  readonly entries: number;
  readonly texts: number;
  /** Texts that a lawful order removed: their chain is whole. */
  readonly hidden: number;
  /** The first flaw of each journal that has one. */
  readonly flaws: readonly FoundFlaw[];
  /** The hash of each entry that was read, for whoever holds it against what was noted elsewhere. */
  readonly hashes: ReadonlyMap<string, string>;
}

/** An entry's name among the hashes. */
export const entryName = (kind: string, id: string, seq: number): string => `${kind} ${id} ${seq}`;

/** Journals that are looked at at once. More would be no faster: at 5 ms a call a processor has its hands full with so many. */
const WIDTH = 100;

interface Tally {
  journals: number;
  entries: number;
  texts: number;
  hidden: number;
  readonly flaws: FoundFlaw[];
  readonly hashes: Map<string, string>;
}

/** Reads every journal of a cycle as an auditor, and everything that its entries point to. Changes nothing. */
export async function verifyCycle({ world, files }: AuditDeps, cycleId: string): Promise<Audit> {
  const { table } = world;
  await readCycle(table, cycleId);
  const tally: Tally = { journals: 0, entries: 0, texts: 0, hidden: 0, flaws: [], hashes: new Map() };
  const row = await table.get(keys.cycleRow(cycleId));
  await look(world, tally, cycles, cycleId, row?.version ?? 0);
  const seen = await requestsOf({ world, files }, cycleId);
  await atOnce([...seen], async ([id, seq]) => {
    const entries = await look(world, tally, requests, id, seq);
    for (const entry of entries) await lookAtTexts(world, tally, id, entry);
    await look(world, tally, accesses, id, 0);
  });
  await atOnce(await deskIdsOf(table, cycleId), async (deskId) => {
    await look(world, tally, desks, `${cycleId}.${deskId}`, 0);
  });
  await atOnce(await deliveryBoardOf(table, cycleId), async ({ deliveryId }) => {
    const stands = await table.get(keys.deliveryRow(cycleId, deliveryId));
    await look(world, tally, deliveries, deliveryId, stands?.version ?? 0);
  });
  await atOnce(await listParties(table, cycleId), async ({ id }) => {
    await look(world, tally, parties, `${cycleId}.${id}`, 0);
  });
  // Many were looked at at once: in one order, whoever came first.
  tally.flaws.sort((a, b) => (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1));
  return tally;
}

/** Every one of them, or the first fault. */
export async function atOnce<T>(items: readonly T[], each: (item: T) => Promise<void>): Promise<void> {
  for (const { error } of await inParallel(items, WIDTH, each)) throw error;
}

/** Requests by id with the journal number their board has seen; those of the snapshot too, should a board have lost one. */
export async function requestsOf(
  { world, files }: AuditDeps,
  cycleId: string,
  how: Reading = {},
): Promise<ReadonlyMap<string, number>> {
  const seen = new Map<string, number>();
  for (const { id: shard } of await readShards(world.table, cycleId))
    for await (const { committee } of readCells(files, cycleId, shard)) seen.set(`${cycleId}.${committee.id}`, 0);
  const boards = readAhead(await deskIdsOf(world.table, cycleId), WIDTH, (deskId) =>
    boardOf(world.table, cycleId, deskId, how),
  );
  for await (const rows of boards) for (const { requestId, seq } of rows) seen.set(requestId, seq);
  return seen;
}

/** One journal: its chain, and whether it is as long as the board that follows it says. */
async function look<S extends Folded, E>(
  { table }: AuditDeps['world'],
  tally: Tally,
  stream: Stream<S, E>,
  id: string,
  seen: number,
): Promise<readonly Entry<E>[]> {
  const entries = await readJournal(table, stream, id);
  if (entries.length === 0 && seen === 0) return entries;
  tally.journals += 1;
  tally.entries += entries.length;
  for (const { seq, hash } of entries) tally.hashes.set(entryName(stream.kind, id, seq), hash);
  const flaw = flawIn(stream, id, entries);
  if (flaw) tally.flaws.push({ kind: stream.kind, id, ...flaw });
  else if (entries.length < seen) tally.flaws.push({ kind: stream.kind, id, seq: entries.length + 1, flaw: 'cut' });
  return entries;
}

async function lookAtTexts(
  { table }: AuditDeps['world'],
  tally: Tally,
  requestId: string,
  { seq, event }: Entry<RequestEvent>,
): Promise<void> {
  for (const ref of refsOf(event)) {
    tally.texts += 1;
    try {
      if ((await readText(table, requestId, ref)) === undefined) tally.hidden += 1;
    } catch {
      tally.flaws.push({ kind: requests.kind, id: requestId, seq, flaw: 'text' });
    }
  }
}

function refsOf(event: RequestEvent): readonly { readonly key: string; readonly hash: string }[] {
  switch (event.type) {
    case 'submitted':
      return event.chunks;
    case 'sentBack':
    case 'excused':
      return [event.reason];
    case 'countersigned':
    case 'reportedUnlisted':
    case 'viewStated':
      return [event.text];
    default:
      return [];
  }
}
