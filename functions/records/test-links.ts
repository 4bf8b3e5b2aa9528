import * as z from 'zod/mini';
import { DAY } from '#domain/day.ts';
import type { Clock, Ids, Instant, Table } from '#ports';
import { sha256 } from './hash.ts';
import { keys } from './keys.ts';

/**
 * Before a launch somebody mails a link to themselves and opens it as a committee will: on another machine. It opens nothing and
 * proves one thing: that the base of all links can be reached from outside.
 */
const LinkBody = z.object({ cycleId: z.string() });
const TestedBody = z.object({ openedAt: z.string() });

const KEPT_DAYS = 60;

const end = (clock: Clock): number => Math.ceil((Date.parse(clock.now()) + KEPT_DAYS * DAY) / 1000);

export async function makeTestLink(
  deps: { readonly table: Table; readonly clock: Clock; readonly ids: Ids },
  cycleId: string,
): Promise<string> {
  const token = deps.ids.next();
  await deps.table.put({ ...keys.testLink(sha256(token)), version: 1, body: { cycleId }, expiresAt: end(deps.clock) });
  return token;
}

/** False when no such link was mailed. */
export async function openTestLink(
  deps: { readonly table: Table; readonly clock: Clock },
  token: string,
): Promise<boolean> {
  const item = await deps.table.get(keys.testLink(sha256(token)));
  if (!item) return false;
  const { cycleId } = LinkBody.parse(item.body);
  await deps.table.put({ ...keys.testedLink(cycleId), version: 1, body: { openedAt: deps.clock.now() } }, 'absent');
  return true;
}

/** When a test link of the cycle was first opened elsewhere. */
export async function testedAt(table: Table, cycleId: string): Promise<Instant | undefined> {
  const item = await table.get(keys.testedLink(cycleId));
  return item && TestedBody.parse(item.body).openedAt;
}
