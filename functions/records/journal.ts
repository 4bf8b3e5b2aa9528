import { type AccessEvent, type AccessState, evolveAccess, unseen } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import { type CycleEvent, type CycleState, evolveCycle, unopenedCycle } from '#domain/cycle.ts';
import { type DeliveryEvent, type DeliveryState, evolveDelivery, undelivered } from '#domain/delivery.ts';
import { type DeskEvent, type DeskState, evolveDesk, unopenedDesk } from '#domain/desk.ts';
import { evolveParty, type PartyEvent, type PartyState, unchangedParty } from '#domain/party.ts';
import { evolve, type Fact, type RequestState, unopened } from '#domain/request.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import type { Instant, Table } from '#ports';
import { digestOf } from './hash.ts';
import { keys, padded } from './keys.ts';
import { fromBody, toBody } from './stored.ts';

/** What every state folded from a journal has: its length, and the commands it has seen. */
export interface Folded {
  seq: number;
  commandIds: Set<string>;
}

/** A kind of journal and how its facts become a state. */
export interface Stream<S extends Folded, E> {
  readonly kind: string;
  unopened(id: string): S;
  evolve(state: S, fact: Fact<E>): S;
}

export const requests: Stream<RequestState, RequestEvent> = { kind: 'request', unopened, evolve };
export const cycles: Stream<CycleState, CycleEvent> = { kind: 'cycle', unopened: unopenedCycle, evolve: evolveCycle };
export const desks: Stream<DeskState, DeskEvent> = { kind: 'desk', unopened: unopenedDesk, evolve: evolveDesk };
export const deliveries: Stream<DeliveryState, DeliveryEvent> = {
  kind: 'delivery',
  unopened: undelivered,
  evolve: evolveDelivery,
};

/** Of the wards, provinces and workplaces of a cycle, by cycle and committee. */
export const parties: Stream<PartyState, PartyEvent> = { kind: 'party', unopened: unchangedParty, evolve: evolveParty };

export const accesses: Stream<AccessState, AccessEvent> = { kind: 'access', unopened: unseen, evolve: evolveAccess };

/** A fact as it is stored: chained to the one before by its hash. */
export interface Entry<E> extends Fact<E> {
  readonly prev: string;
  readonly hash: string;
  /** Digest of the whole command, where a repeat with another content must be told apart from a repeat. */
  readonly digest?: string;
}

/** Before the first entry of a journal; names the journal, so that a chain cannot be moved to another. */
const root = (kind: string, id: string) => digestOf([kind, id]);

type Unhashed<E> = Omit<Entry<E>, 'hash'>;

const hashOf = <E>({ seq, at, by, commandId, event, prev, digest }: Unhashed<E>): string =>
  digestOf(toBody([seq, at, by, commandId, event, prev, digest ?? null]));

/** The entries of a journal, or those after a number. */
export async function readJournal<S extends Folded, E>(
  table: Table,
  stream: Stream<S, E>,
  id: string,
  { since = 0, eventual = false }: { readonly since?: number; readonly eventual?: boolean } = {},
): Promise<Entry<E>[]> {
  const entries: Entry<E>[] = [];
  let after = since === 0 ? undefined : padded(since);
  do {
    const page = await table.query(keys.journal(stream.kind, id), {
      eventual,
      ...(after === undefined ? {} : { after }),
    });
    for (const item of page.items) entries.push(fromBody<Entry<E>>(item));
    after = page.cursor;
  } while (after !== undefined);
  return entries;
}

export interface Loaded<S, E> {
  readonly state: S;
  readonly entries: readonly Entry<E>[];
  readonly head: string;
}

/**
 * A journal as it is now. An entry never changes, so only those are read that came since the last look; the read of the end of
 * the journal is what makes this as current as reading all of it. An auditor reads everything.
 */
export async function load<S extends Folded, E>(table: Table, stream: Stream<S, E>, id: string): Promise<Loaded<S, E>> {
  const name = keys.journal(stream.kind, id);
  const before = recall<E>(table, name);
  const since = await readJournal(table, stream, id, { since: before.length });
  const entries = since.length === 0 ? before : [...before, ...since];
  if (entries.length > 0) remember(table, name, entries);
  const state = stream.unopened(id);
  for (const entry of entries) stream.evolve(state, entry);
  return { state, entries, head: entries.at(-1)?.hash ?? root(stream.kind, id) };
}

/** Journals of a table that are remembered, the last used: a ward's whole area, or a province's cells for some minutes. */
const REMEMBERED = 2_500;
const remembered = new WeakMap<Table, Map<string, readonly Entry<unknown>[]>>();

// Under the name of its kind stand entries of its kind.
const recall = <E>(table: Table, name: string): readonly Entry<E>[] =>
  (remembered.get(table)?.get(name) ?? []) as readonly Entry<E>[];

function remember(table: Table, name: string, entries: readonly Entry<unknown>[]): void {
  const journals = remembered.get(table) ?? new Map<string, readonly Entry<unknown>[]>();
  remembered.set(table, journals);
  journals.delete(name);
  journals.set(name, entries);
  const [oldest] = journals.size > REMEMBERED ? journals.keys() : [];
  if (oldest !== undefined) journals.delete(oldest);
}

/** A journal that nobody has written into. */
export const unwritten = <S extends Folded, E>(stream: Stream<S, E>, id: string): Loaded<S, E> => ({
  state: stream.unopened(id),
  entries: [],
  head: root(stream.kind, id),
});

export interface Command {
  /** Chosen by the caller: the same id is the same wish, answered once and repeated for free. */
  readonly id: string;
  readonly by: Actor;
  readonly at: Instant;
  readonly digest?: string;
}

/** The commit point of every change: the next number is free, or somebody else was faster. */
export async function append<S extends Folded, E>(
  table: Table,
  stream: Stream<S, E>,
  id: string,
  { state, entries, head }: Loaded<S, E>,
  command: Command,
  event: E,
): Promise<Entry<E> | undefined> {
  const unhashed: Unhashed<E> = {
    seq: state.seq + 1,
    at: command.at,
    by: command.by,
    commandId: command.id,
    event,
    prev: head,
    ...(command.digest ? { digest: command.digest } : {}),
  };
  const entry: Entry<E> = { ...unhashed, hash: hashOf(unhashed) };
  const item = { ...keys.entry(stream.kind, id, entry.seq), version: entry.seq, body: toBody(entry) };
  if (!(await table.put(item, 'absent'))) return undefined;
  remember(table, item.pk, [...entries, entry]);
  return entry;
}

export type Flaw = { readonly seq: number; readonly flaw: 'gap' | 'changed' | 'unchained' };

/** Reads a journal as an auditor: undefined when every entry is there, unchanged and in order; else the first flaw. */
export async function verify<S extends Folded, E>(
  table: Table,
  stream: Stream<S, E>,
  id: string,
): Promise<Flaw | undefined> {
  return flawIn(stream, id, await readJournal(table, stream, id));
}

/** The same of entries that were read already. */
export function flawIn<S extends Folded, E>(
  stream: Stream<S, E>,
  id: string,
  entries: readonly Entry<E>[],
): Flaw | undefined {
  let prev = root(stream.kind, id);
  let seq = 0;
  for (const entry of entries) {
    seq += 1;
    if (entry.seq !== seq) return { seq, flaw: 'gap' };
    if (entry.prev !== prev) return { seq, flaw: 'unchained' };
    const { hash, ...unhashed } = entry;
    if (hashOf(unhashed) !== hash) return { seq, flaw: 'changed' };
    prev = hash;
  }
  return undefined;
}
