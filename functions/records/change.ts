import type { Actor } from '#domain/actor.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Instant } from '#ports';
import { announce, type Intent, settle } from './intents.ts';
import { append, type Entry, type Folded, type Loaded, load, type Stream } from './journal.ts';
import { type Draughted, keepTexts } from './texts.ts';
import type { World } from './world.ts';

export interface Wish {
  /** The same id is the same wish: answered once, and repeated for free. */
  readonly id: string;
  readonly by: Actor;
  /** Of the whole content, where a repeat with another content must be refused. */
  readonly digest?: string;
  /** What the event will point to: kept before it, once the rule has agreed. */
  readonly texts?: readonly Draughted[];
  /**
   * 'intent' (default): a note left before the event lets anybody finish what follows from it. 'job': the caller is a job that
   * will come by again and ask for the same wish until it stands, so no note is needed.
   */
  readonly finishedBy?: 'intent' | 'job';
}

export interface Changed<S, E> {
  readonly state: S;
  /** Undefined when the rule saw nothing to do. */
  readonly entry: Entry<E> | undefined;
  readonly repeated: boolean;
}

/** What follows from a fact: projections, mails, changes of other journals. Must be harmless to repeat. */
export type Follow<S, E> = (world: World, state: S, entry: Entry<E>) => Promise<void>;

/** What follows from a fact is judged on the state as it was then, also when somebody finishes it later. */
export function stateAfter<S extends Folded, E>(
  stream: Stream<S, E>,
  id: string,
  entries: readonly Entry<E>[],
  seq: number,
): S {
  const state = stream.unopened(id);
  for (const entry of entries) if (entry.seq <= seq) stream.evolve(state, entry);
  return state;
}

/** What was written for this wish before. */
function asBefore<E>(entries: readonly Entry<E>[], { id, digest }: Wish): Entry<E> | undefined {
  const entry = entries.find(({ commandId }) => commandId === id);
  if (entry && digest !== undefined && entry.digest !== digest)
    throw new Refusal('Conflict', 'this was sent before with another content');
  return entry;
}

/**
 * What stands before the event. Either may stand alone after a crash: a note of an event that never came is dropped, and a text
 * that nobody points to is written again by whoever repeats the wish.
 */
const prepare = ({ table }: World, intent: Intent, seq: number, { texts, finishedBy }: Wish) =>
  Promise.all([texts && keepTexts(table, intent.id, texts), finishedBy !== 'job' && announce(table, intent, seq)]);

const ATTEMPTS = 12;

/**
 * The one way a journal grows. The rule is asked on the journal as it is at that moment; the conditional put of the next entry
 * decides; whoever loses reads again and asks again. A command seen before is answered as before.
 */
export async function change<S extends Folded, E>(
  world: World,
  stream: Stream<S, E>,
  follow: Follow<S, E>,
  id: string,
  wish: Wish,
  rule: (state: S, now: Instant) => E | undefined | Promise<E | undefined>,
  /** The journal as the caller has it: it is read again only where it has grown since, which the put finds out. */
  known?: Loaded<S, E>,
): Promise<Changed<S, E>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const loaded = known && attempt === 0 ? known : await load(world.table, stream, id);
    const { state } = loaded;
    if (state.commandIds.has(wish.id)) {
      const entry = asBefore(loaded.entries, wish);
      if (entry) await follow(world, stateAfter(stream, id, loaded.entries, entry.seq), entry);
      return { state, entry, repeated: true };
    }
    const now = world.clock.now();
    const event = await rule(state, now);
    if (event === undefined) {
      // The job that wrote the last entry may have died before what follows from it, and may never be called again.
      const last = loaded.entries.at(-1);
      if (last && wish.finishedBy === 'job') await follow(world, state, last);
      return { state, entry: undefined, repeated: false };
    }
    const intent: Intent = { kind: stream.kind, id, commandId: wish.id, at: now };
    const seq = state.seq + 1;
    await prepare(world, intent, seq, wish);
    const command = { id: wish.id, by: wish.by, at: now, ...(wish.digest ? { digest: wish.digest } : {}) };
    const entry = await append(world.table, stream, id, loaded, command, event);
    if (entry) {
      stream.evolve(state, entry);
      await follow(world, state, entry);
    }
    if (wish.finishedBy !== 'job') await settle(world.table, intent, seq);
    if (entry) return { state, entry, repeated: false };
  }
  throw new Refusal('Contended', `${stream.kind} ${id} is being changed by many hands at once`);
}
