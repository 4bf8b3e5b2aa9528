import type { Instant } from '#ports';
import {
  countReturned,
  countSent,
  type DayOfMail,
  dayOf,
  dayOfMail,
  pullBrake,
  readBrake,
  returnedOfDay,
} from '#records/mail-brake.ts';
import type { Mail } from '#records/outbox.ts';
import type { World } from '#records/world.ts';

/** Providers look at a sender closely above 5 %, so a cycle stops before. Few mails prove nothing. */
const TOO_MANY = 0.03;
const ENOUGH = 20;

export const isTooMuch = ({ sent, returned }: DayOfMail): boolean => sent >= ENOUGH && returned > sent * TOO_MANY;

export interface BrakeDeps {
  readonly world: World;
  readonly log: (event: string, facts: { readonly [name: string]: string | number }) => void;
}

/**
 * When too many of the mails that a cycle sent on a day came back for good, its list of addresses is wrong: the rest of its mail
 * waits until somebody has looked.
 */
async function look({ world, log }: BrakeDeps, cycleId: string, day: string, found: DayOfMail): Promise<boolean> {
  const { table, clock } = world;
  // Nearly always: nothing is read to learn that nothing is too much.
  if (found.returned === 0) return false;
  const before = await readBrake(table, cycleId);
  const since = before?.released && before.day === day ? before : { sent: 0, returned: 0 };
  const counts = { sent: found.sent - since.sent, returned: found.returned - since.returned };
  if (!isTooMuch(counts)) return false;
  if (await pullBrake(table, { cycleId, day, ...counts, since: clock.now() }))
    log('mail.braked', { work: cycleId, sent: counts.sent });
  return true;
}

/**
 * The cycle a mail counts for. A receipt goes to somebody who was just here, and a former mailbox may well be dead: neither proves
 * anything about the list of addresses.
 */
const countedFor = ({ cycleId, kind }: Mail): string | undefined =>
  kind === 'receipt' || kind === 'formerMailbox' ? undefined : cycleId;

/** A mail came back for good; `sentAt` says with which day's mails it counts. */
export async function brakeFor(deps: BrakeDeps, mail: Mail, sentAt: Instant): Promise<boolean> {
  const cycleId = countedFor(mail);
  if (cycleId === undefined) return false;
  await countReturned(deps.world.table, cycleId, dayOf(sentAt), mail.id);
  return look(deps, cycleId, dayOf(sentAt), await dayOfMail(deps.world.table, cycleId, dayOf(sentAt)));
}

/** Counted in portions, so that what comes back is held against nearly all that has left, and not every mail is a write. */
const PORTION = 20;

/**
 * What one sender has sent. Where nothing has a pace, no provider looks at what comes back, and nothing is counted.
 * `onBraked` hears of each cycle whose mail should wait now.
 */
export function tallyOf(deps: BrakeDeps, paced: boolean, onBraked: (cycleId: string) => void) {
  const counts = new Map<string, number>();
  const hand = async (cycleId: string): Promise<void> => {
    const count = counts.get(cycleId) ?? 0;
    counts.delete(cycleId);
    const day = dayOf(deps.world.clock.now());
    const { table } = deps.world;
    const sent = await countSent(table, cycleId, day, count);
    const returned = await returnedOfDay(table, cycleId, day);
    if (await look(deps, cycleId, day, { sent, returned })) onBraked(cycleId);
  };
  return {
    async sent(mail: Mail): Promise<void> {
      const cycleId = countedFor(mail);
      if (!paced || cycleId === undefined) return;
      const count = (counts.get(cycleId) ?? 0) + 1;
      counts.set(cycleId, count);
      if (count >= PORTION) await hand(cycleId);
    },
    async refused(mail: Mail): Promise<void> {
      if (!paced || mail.cycleId === undefined) return;
      if (await brakeFor(deps, mail, deps.world.clock.now())) onBraked(mail.cycleId);
    },
    async close(): Promise<void> {
      for (const cycleId of [...counts.keys()]) await hand(cycleId);
    },
  };
}

export type Tally = ReturnType<typeof tallyOf>;
