import type { Table } from '#ports';
import { keys } from './keys.ts';
import { pageShards } from './outbox.ts';

const OUT: ReadonlyMap<string, number> = new Map(pageShards.map((shard) => [keys.out(shard), shard]));

/**
 * A table that says in which shard of the outbox a mail was made due: only then has a sender something to do. What is gathered
 * for a job is not told, for the job sees to it.
 */
export const noticingMail = (table: Table, notice: (shard: number) => void): Table => ({
  ...table,
  put: async (item, when) => {
    const stands = await table.put(item, when);
    const shard = OUT.get(item.pk);
    if (stands && shard !== undefined) notice(shard);
    return stands;
  },
});
