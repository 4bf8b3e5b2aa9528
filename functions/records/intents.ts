import type { Instant, Table } from '#ports';
import { spread } from './hash.ts';
import { keys, padded } from './keys.ts';
import { fromBody } from './stored.ts';

/**
 * "This is about to happen": written before an event, removed when everything that follows from it stands. Whoever finds one
 * later finishes it, so that nothing has to be searched for after a crash.
 */
export interface Intent {
  readonly kind: string;
  readonly id: string;
  readonly commandId: string;
  readonly at: Instant;
}

export const INTENT_SHARDS = 4;

const keyOf = (intent: Intent, seq: number) =>
  keys.intent(spread(intent.id, INTENT_SHARDS), `${intent.kind}#${intent.id}#${padded(seq)}#${intent.commandId}`);

export async function announce(table: Table, intent: Intent, seq: number): Promise<void> {
  await table.put({ ...keyOf(intent, seq), version: 1, body: { ...intent } });
}

export async function settle(table: Table, intent: Intent, seq: number): Promise<void> {
  await table.remove(keyOf(intent, seq));
}

export interface Found extends Intent {
  readonly sk: string;
  readonly shard: number;
}

/** Unsettled intents of a shard, oldest key first; at most 500 at a time. */
export async function unsettled(table: Table, shard: number): Promise<readonly Found[]> {
  const { items } = await table.query(keys.intents(shard), { limit: 500 });
  return items.map((item) => ({ ...fromBody<Intent>(item), sk: item.sk, shard }));
}

export async function drop(table: Table, found: Found): Promise<void> {
  await table.remove({ pk: keys.intents(found.shard), sk: found.sk });
}
