import type { Item, Table } from '#ports';

/** A table that fails whoever writes certain items, until it is mended. */
export function faulty(table: Table, isFaulty: (item: Item) => boolean): { table: Table; mend: () => void } {
  let broken = true;
  const check = (item: Item): void => {
    if (broken && isFaulty(item)) throw new TypeError(`nothing is written to ${item.pk}`);
  };
  return {
    mend: () => {
      broken = false;
    },
    table: {
      get: (key) => table.get(key),
      query: (pk, range) => table.query(pk, range),
      remove: (key, when) => table.remove(key, when),
      put: async (item, when) => {
        check(item);
        return table.put(item, when);
      },
      putMany: async (items) => {
        items.forEach(check);
        return table.putMany(items);
      },
    },
  };
}
