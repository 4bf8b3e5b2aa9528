import type { TextRef } from '#domain/request-events.ts';
import type { Json, Table } from '#ports';
import { digestOf } from './hash.ts';
import { keys } from './keys.ts';

/**
 * Free text and answers: items written once, before the event that points to them. The key carries the command and the
 * content's hash, so two submissions at once can never share one, and a repeat writes the same item again.
 */
export interface Draughted {
  readonly ref: TextRef;
  readonly body: Json;
}

export function draught(commandId: string, place: number, body: Json): Draughted {
  const hash = digestOf(body);
  return { ref: { key: `${commandId}.${place}.${hash.slice(0, 8)}`, hash }, body };
}

/** `owner` is the id of the request (or other subject) whose texts lie together. */
export async function keepTexts(table: Table, owner: string, texts: readonly Draughted[]): Promise<void> {
  const items = texts.map(({ ref, body }) => ({ ...keys.text(owner, ref.key), version: 1, body }));
  const [only] = items;
  if (items.length === 1 && only) await table.put(only);
  else await table.putMany(items);
}

/** The text an event points to; undefined where a lawful order removed it. Rejects when it is not what was pointed to. */
export async function readText(table: Table, owner: string, ref: TextRef): Promise<Json | undefined> {
  const item = await table.get(keys.text(owner, ref.key));
  if (!item) return undefined;
  if (digestOf(item.body) !== ref.hash)
    throw new Error(`text ${ref.key} of ${owner} is not the one the journal points to`);
  return item.body;
}
