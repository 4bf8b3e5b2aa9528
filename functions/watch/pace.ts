import type { Item, Table } from '#ports';
import { keys } from '#records/keys.ts';
import { fromBody } from '#records/stored.ts';

/** All senders together stay under the provider's rate with this margin, since it answers nothing but a refusal above it. */
const SHARE = 0.8;
/**
 * Milliseconds that slots may be given away ahead before another sender reserves any. Each reserves for all it finds due, also
 * for what another is about to take: without an end to that, a rush of senders would give the slots of hours away in a minute.
 */
export const BUSY = 3_000;

export interface Slots {
  /** The moment of the first (epoch milliseconds). */
  readonly from: number;
  /** Milliseconds between two. */
  readonly every: number;
}

/**
 * Reserves a block of sending slots on the one pace item that all senders share, or says for how many milliseconds others are
 * busy with theirs. `seen` is the pace as the caller has read it: where nobody reserved since, it need not be read again.
 */
export async function reserveSlots(
  table: Table,
  count: number,
  perSecond: number,
  now: number,
  seen?: Item,
): Promise<Slots | { readonly busyFor: number }> {
  const every = 1000 / (perSecond * SHARE);
  for (let item = seen ?? (await table.get(keys.pace())); ; item = await table.get(keys.pace())) {
    const free = item ? fromBody<{ free: number }>(item).free : 0;
    if (free - now > BUSY) return { busyFor: free - now };
    const from = Math.max(now, free);
    const next = { ...keys.pace(), version: (item?.version ?? 0) + 1, body: { free: from + count * every } };
    if (await table.put(next, item ? { versionIs: item.version } : 'absent')) return { from, every };
  }
}
