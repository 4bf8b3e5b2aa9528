import type { Instant, Item, Table } from '#ports';
import { brakeMark, keys } from './keys.ts';
import { fromBody, toBody } from './stored.ts';

/** Of the mails of a cycle that left on one day. */
export interface DayOfMail {
  readonly sent: number;
  /** For good. */
  readonly returned: number;
}

/** A cycle whose mail waits, because too much of it came back. */
export interface Brake extends DayOfMail {
  readonly cycleId: string;
  readonly day: string;
  readonly since: Instant;
  /** Somebody has looked and said go: what had come back by then counts no more. */
  readonly released?: Instant;
}

export const dayOf = (at: Instant): string => at.slice(0, 10);

/** Returns how many it are with these. */
export async function countSent(table: Table, cycleId: string, day: string, more: number): Promise<number> {
  const key = keys.mailsOfDay(cycleId, day);
  for (;;) {
    const stored = await table.get(key);
    const sent = stored ? fromBody<{ sent: number }>(stored).sent : 0;
    const item = { ...key, version: (stored?.version ?? 0) + 1, body: { sent: sent + more } };
    if (await table.put(item, stored ? { versionIs: stored.version } : 'absent')) return sent + more;
  }
}

/** A mail that came back counts once, however often that is told. */
export async function countReturned(table: Table, cycleId: string, day: string, mailId: string): Promise<void> {
  await table.put({ ...keys.returnOfDay(cycleId, day, mailId), version: 1, body: {} }, 'absent');
}

export async function dayOfMail(table: Table, cycleId: string, day: string): Promise<DayOfMail> {
  const stored = await table.get(keys.mailsOfDay(cycleId, day));
  const sent = stored ? fromBody<{ sent: number }>(stored).sent : 0;
  return { sent, returned: await returnedOfDay(table, cycleId, day) };
}

export async function returnedOfDay(table: Table, cycleId: string, day: string): Promise<number> {
  let returned = 0;
  let after: string | undefined;
  do {
    const page = await table.query(keys.returnsOfDay(cycleId, day), after === undefined ? {} : { after });
    returned += page.items.length;
    after = page.cursor;
  } while (after !== undefined);
  return returned;
}

export async function readBrake(table: Table, cycleId: string): Promise<Brake | undefined> {
  const stored = await table.get(keys.brake(cycleId));
  return stored && fromBody<Brake>(stored);
}

/** Cycles whose mail waits. */
export async function brakedCycles(table: Table): Promise<readonly Brake[]> {
  const { items } = await table.query(keys.mailHolds(), { prefix: brakeMark });
  return brakesAmong(items);
}

export const brakesAmong = (items: readonly Item[]): readonly Brake[] =>
  items
    .filter(({ sk }) => sk.startsWith(brakeMark))
    .map((item) => fromBody<Brake>(item))
    .filter(({ released }) => !released);

/** True when this pulled it; false when it was pulled already. */
export async function pullBrake(table: Table, brake: Omit<Brake, 'released'>): Promise<boolean> {
  const key = keys.brake(brake.cycleId);
  const stored = await table.get(key);
  if (stored && !fromBody<Brake>(stored).released) return false;
  const item = { ...key, version: (stored?.version ?? 0) + 1, body: toBody(brake) };
  return table.put(item, stored ? { versionIs: stored.version } : 'absent');
}

/** Somebody has looked and says go. */
export async function releaseBrake(table: Table, cycleId: string, at: Instant): Promise<boolean> {
  const stored = await table.get(keys.brake(cycleId));
  const before = stored && fromBody<Brake>(stored);
  if (!before || before.released) return false;
  const day = dayOf(at);
  const body = toBody({ ...before, day, ...(await dayOfMail(table, cycleId, day)), released: at });
  return table.put({ ...keys.brake(cycleId), version: stored.version + 1, body }, { versionIs: stored.version });
}
