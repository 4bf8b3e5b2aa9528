import type { Item, Page, Range, Table, When } from '#ports';
import { bodyText, byBytes, checkKey, itemOf, type Stored, spanOf } from './table-rules.ts';

interface Partition {
  readonly items: Map<string, Stored>;
  /** In byte order. */
  readonly order: string[];
}

/** The first place whose key is not below this one. */
const placeOf = (order: readonly string[], key: string): number => {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (byBytes(order[middle] ?? '', key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

const holds = (standing: Stored | undefined, when: When | undefined): boolean => {
  if (when === undefined) return true;
  if (when === 'absent') return standing === undefined;
  if ('versionIs' in when) return standing?.version === when.versionIs;
  return standing === undefined || standing.version < when.olderThan;
};

const write = (partitions: Map<string, Partition>, item: Item, text: string, when?: When): boolean => {
  const { pk, sk, version, expiresAt } = item;
  let partition = partitions.get(pk);
  const standing = partition?.items.get(sk);
  if (!holds(standing, when)) return false;
  if (partition === undefined) {
    partition = { items: new Map(), order: [] };
    partitions.set(pk, partition);
  }
  partition.items.set(sk, { version, text, expiresAt });
  if (standing === undefined) partition.order.splice(placeOf(partition.order, sk), 0, sk);
  return true;
};

const queried = (partition: Partition | undefined, pk: string, range: Range): Page => {
  const span = spanOf(range);
  if (span === undefined || partition === undefined) return { items: [] };
  const { order } = partition;
  const start = placeOf(order, span.from);
  const end = span.to === undefined ? order.length : placeOf(order, span.to);
  const chosen = order.slice(start, Math.min(end, start + span.limit));
  const items = chosen.flatMap((sk) => {
    const stored = partition.items.get(sk);
    return stored ? [itemOf(pk, sk, stored)] : [];
  });
  const last = chosen.at(-1);
  return chosen.length === span.limit && last !== undefined ? { items, cursor: last } : { items };
};

const erase = (partition: Partition | undefined, sk: string, when?: { readonly versionIs: number }): boolean => {
  const standing = partition?.items.get(sk);
  if (partition === undefined || standing === undefined) return true;
  if (when !== undefined && standing.version !== when.versionIs) return false;
  partition.items.delete(sk);
  partition.order.splice(placeOf(partition.order, sk), 1);
  return true;
};

/** A Table that ends with the process. Bodies are kept as JSON text, so that nobody shares an object with the store. */
export const memoryTable = (): Table & { readonly all: () => Item[] } => {
  const partitions = new Map<string, Partition>();
  return {
    async get(key) {
      checkKey(key);
      const stored = partitions.get(key.pk)?.items.get(key.sk);
      return stored && itemOf(key.pk, key.sk, stored);
    },
    query: async (pk, range = {}) => queried(partitions.get(pk), pk, range),
    put: async (item, when) => write(partitions, item, bodyText(item), when),
    async putMany(items) {
      const texts = items.map(bodyText);
      for (const [i, item] of items.entries()) write(partitions, item, texts[i] ?? 'null');
    },
    async remove(key, when) {
      checkKey(key);
      return erase(partitions.get(key.pk), key.sk, when);
    },
    /** Everything in it, for a test that wants to see that something is nowhere. */
    all: () => [...partitions].flatMap(([pk, { items }]) => [...items].map(([sk, stored]) => itemOf(pk, sk, stored))),
  };
};
