import * as z from 'zod/mini';
import type { Clock, Instant, Item, Table } from '#ports';
import { sha256 } from './hash.ts';
import { keys } from './keys.ts';

/**
 * How many failures somebody may make before a pause. Only failures count, because a whole commune may share one address
 * behind its carrier; and every pause ends by itself, because a lock that stays is a weapon against its owner.
 */
export interface Limit {
  readonly name: string;
  readonly failures: number;
  readonly windowSeconds: number;
  readonly pauseSeconds: number;
}

const Count = z.object({ count: z.number(), since: z.string(), pausedUntil: z.optional(z.string()) });
type Count = z.infer<typeof Count>;

const after = (at: Instant, seconds: number): Instant => new Date(Date.parse(at) + seconds * 1000).toISOString();
const epoch = (at: Instant): number => Math.ceil(Date.parse(at) / 1000);

/** Until when this one has to wait; undefined when nothing is in the way. */
export async function pausedUntil(
  deps: { readonly table: Table; readonly clock: Clock },
  limit: Limit,
  whom: string,
): Promise<Instant | undefined> {
  const item = await deps.table.get(keys.failures(limit.name, sha256(whom)));
  const until = item ? Count.parse(item.body).pausedUntil : undefined;
  return until !== undefined && until > deps.clock.now() ? until : undefined;
}

/** Counts one failure; the one that fills the limit begins the pause. */
export async function countFailure(
  deps: { readonly table: Table; readonly clock: Clock },
  limit: Limit,
  whom: string,
): Promise<void> {
  const key = keys.failures(limit.name, sha256(whom));
  // A lost race means that others failed at the same moment, and each of them was counted: ten in a row are a flood.
  for (let attempt = 0; attempt < 10; attempt++) {
    const before = await deps.table.get(key);
    const now = deps.clock.now();
    const count = counted(limit, before, now);
    const item: Item = {
      ...key,
      version: (before?.version ?? 0) + 1,
      body: count,
      expiresAt: epoch(after(now, limit.windowSeconds + limit.pauseSeconds)),
    };
    if (await deps.table.put(item, before ? { versionIs: before.version } : 'absent')) return;
  }
}

function counted(limit: Limit, before: Item | undefined, now: Instant): Count {
  const last = before ? Count.parse(before.body) : undefined;
  if (last?.pausedUntil !== undefined && last.pausedUntil > now) return last;
  const running = last && last.pausedUntil === undefined && after(last.since, limit.windowSeconds) > now;
  const next = running ? { count: last.count + 1, since: last.since } : { count: 1, since: now };
  return next.count >= limit.failures ? { ...next, pausedUntil: after(now, limit.pauseSeconds) } : next;
}

/**
 * Counts a try before it is looked at, so that a thousand at once still are a few. False when it may not be looked at: there is
 * a pause, or another try was counted at the same moment.
 */
export async function takeTry(
  deps: { readonly table: Table; readonly clock: Clock },
  limit: Limit,
  whom: string,
): Promise<boolean> {
  const key = keys.failures(limit.name, sha256(whom));
  const before = await deps.table.get(key);
  const now = deps.clock.now();
  const last = before ? Count.parse(before.body) : undefined;
  if (last?.pausedUntil !== undefined && last.pausedUntil > now) return false;
  const expiresAt = epoch(after(now, limit.windowSeconds + limit.pauseSeconds));
  const item: Item = { ...key, version: (before?.version ?? 0) + 1, body: counted(limit, before, now), expiresAt };
  return deps.table.put(item, before ? { versionIs: before.version } : 'absent');
}

/** The try was right: what was counted before it is forgotten. */
export async function forgive(table: Table, limit: Limit, whom: string): Promise<void> {
  await table.remove(keys.failures(limit.name, sha256(whom)));
}
