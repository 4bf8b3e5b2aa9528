import type { Instant, Item, PauseCause, Table } from '#ports';
import { keys } from './keys.ts';
import { type Brake, brakesAmong } from './mail-brake.ts';
import { fromBody } from './stored.ts';

/**
 * Why mail waits until somebody says go. 'restored': the table is a copy from a backup, and what waits in it may have left
 * before. 'clockJumped': the machine's own clock made a leap, and what is due by it may not be.
 */
export type HoldReason = 'restored' | 'clockJumped';

export interface MailHold {
  readonly reason: HoldReason;
  readonly since: Instant;
}

/** Usually none. */
export async function mailHolds(table: Table): Promise<readonly MailHold[]> {
  const { items } = await table.query(keys.mailHolds());
  return holdsAmong(items);
}

const holdsAmong = (items: readonly Item[]): readonly MailHold[] =>
  items.filter(({ sk }) => !sk.startsWith('#')).map((item) => fromBody<MailHold>(item));

/** All that stops a sender: everything but what somebody waits for at a screen, or the mail of some cycles. */
export interface MailStops {
  readonly holds: readonly MailHold[];
  readonly pause: MailPause | undefined;
  readonly braked: readonly Brake[];
  /** The pace as it stood then; undefined before anybody reserved a slot. */
  readonly pace: Item | undefined;
}

export async function mailStops(table: Table, now: Instant): Promise<MailStops> {
  const { items } = await table.query(keys.mailHolds());
  const [pause, pace] = [keys.mailPause(), keys.pace()].map((key) => items.find(({ sk }) => sk === key.sk));
  return { holds: holdsAmong(items), pause: pause && pauseAt(pause, now), braked: brakesAmong(items), pace };
}

/** From now on mail waits; the first time something was held for a reason stands. */
export async function holdMail(table: Table, reason: HoldReason, since: Instant): Promise<void> {
  await table.put({ ...keys.mailHold(reason), version: 1, body: { reason, since } }, 'absent');
}

/** Somebody has looked and says go. */
export async function releaseMail(table: Table, reasons?: readonly HoldReason[]): Promise<readonly MailHold[]> {
  const released = (await mailHolds(table)).filter(({ reason }) => reasons?.includes(reason) ?? true);
  for (const { reason } of released) await table.remove(keys.mailHold(reason));
  return released;
}

export interface MailPause {
  readonly since: Instant;
  readonly until: Instant;
  /** As the provider worded it. */
  readonly reason: string;
  readonly cause?: PauseCause;
}

/** A pause for the same reason so soon after the last is the same pause still. */
const SAME_PAUSE = 2 * 60 * 60_000;

/** Nobody's mail leaves until then: the provider said so. True when that is news, and worth an alarm. */
export async function pauseMail(
  table: Table,
  { until, reason, cause }: Omit<MailPause, 'since'>,
  now: Instant,
): Promise<boolean> {
  for (;;) {
    const stored = await table.get(keys.mailPause());
    const before = stored && fromBody<MailPause>(stored);
    const goesOn = before?.reason === reason && Date.parse(now) - Date.parse(before.until) < SAME_PAUSE;
    if (goesOn && before.until >= until) return false;
    const body = { since: goesOn ? before.since : now, until, reason, ...(cause ? { cause } : {}) };
    const item = { ...keys.mailPause(), version: (stored?.version ?? 0) + 1, body };
    if (await table.put(item, stored ? { versionIs: stored.version } : 'absent')) return !goesOn;
  }
}

export async function mailPause(table: Table, now: Instant): Promise<MailPause | undefined> {
  const stored = await table.get(keys.mailPause());
  return stored && pauseAt(stored, now);
}

function pauseAt(item: Item, now: Instant): MailPause | undefined {
  const pause = fromBody<MailPause>(item);
  return pause.until > now ? pause : undefined;
}

/**
 * A store that is not the one this table last ran as is a copy: its mail is held. True when that was just noticed. A crash in
 * between is noticed again.
 */
export async function noticeStore(table: Table, identity: string, at: Instant): Promise<boolean> {
  const key = keys.home();
  const known = await table.get(key);
  const before = known && fromBody<{ identity: string }>(known).identity;
  if (before === identity) return false;
  if (before !== undefined) await holdMail(table, 'restored', at);
  await table.put({ ...key, version: (known?.version ?? 0) + 1, body: { identity } });
  return before !== undefined;
}
