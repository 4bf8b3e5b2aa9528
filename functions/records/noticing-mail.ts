import type { Table } from '#ports';
import { keys } from './keys.ts';
import { OUT_SHARDS } from './outbox.ts';

const OUT: ReadonlySet<string> = new Set(Array.from({ length: OUT_SHARDS }, (_, shard) => keys.out(shard)));

/** A table that says when a mail was made due in it: only then has a sender something to do. */
export const noticingMail = (table: Table, notice: () => void): Table => ({
  ...table,
  put: async (item, when) => {
    const stands = await table.put(item, when);
    if (stands && OUT.has(item.pk)) notice();
    return stands;
  },
});
