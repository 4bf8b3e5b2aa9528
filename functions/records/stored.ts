import type { Item, Json } from '#ports';

/**
 * Between a record and its stored body. A record module is the only writer of its items and writes checked values, journals
 * are chained by hash and texts are compared with the hash that points to them; so a body is taken at its type, in this one
 * place. What comes from outside (forms, files, workflow inputs, environment) is parsed where it comes in.
 */
export const toBody = (record: object): Json => record as Json;

export function fromBody<T extends object>(item: Item): T;
export function fromBody(item: Item): object {
  const { body } = item;
  if (typeof body !== 'object' || body === null) throw new Error(`the item ${item.pk} / ${item.sk} is not a record`);
  return body;
}
