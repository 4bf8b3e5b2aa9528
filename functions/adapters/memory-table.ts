import type { Item, Key, Page, Range, Table, When } from '#ports';
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

/** A Table that ends with the process. Bodies are kept as JSON text, so that nobody shares an object with the store. */
export const memoryTable = (): Table & { readonly all: () => Item[] } => {
  const partitions = new Map<string, Partition>();

  const write = (item: Item, text: string, when?: When): boolean => {
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

  return {
    async get(key: Key) {
      checkKey(key);
      const stored = partitions.get(key.pk)?.items.get(key.sk);
      return stored && itemOf(key.pk, key.sk, stored);
    },
    async query(pk: string, range: Range = {}): Promise<Page> {
      const span = spanOf(range);
      const partition = partitions.get(pk);
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
    },
    async put(item: Item, when?: When) {
      return write(item, bodyText(item), when);
    },
    async putMany(items: readonly Item[]) {
      const texts = items.map(bodyText);
      for (const [i, item] of items.entries()) write(item, texts[i] ?? 'null');
    },
    async remove(key: Key, when?: { readonly versionIs: number }) {
      checkKey(key);
      const partition = partitions.get(key.pk);
      const standing = partition?.items.get(key.sk);
      if (partition === undefined || standing === undefined) return true;
      if (when !== undefined && standing.version !== when.versionIs) return false;
      partition.items.delete(key.sk);
      partition.order.splice(placeOf(partition.order, key.sk), 1);
      return true;
    },
    /** Everything in it, for a test that wants to see that something is nowhere. */
    all: () => [...partitions].flatMap(([pk, { items }]) => [...items].map(([sk, stored]) => itemOf(pk, sk, stored))),
  };
};
