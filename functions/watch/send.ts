import { type ComposeDeps, type Composed, compose, cyclesIn } from '#mail/compose.ts';
import type { Handover, Instant, Mailer } from '#ports';
import { type MailStops, mailStops, pauseMail } from '#records/mail-hold.ts';
import {
  attempt,
  claim,
  type DuePointer,
  finish,
  isUrgent,
  type Mail,
  pageShards,
  postpone,
  removePointer,
  type StoredMail,
} from '#records/outbox.ts';
import { suppressedAmong } from '#records/suppression.ts';
import type { World } from '#records/world.ts';
import { inParallel } from '#steps/job.ts';
import { type Tally, tallyOf } from './brake.ts';
import { ALL_SHARDS, dueNow, shardsOpen } from './due.ts';
import { BUSY, reserveSlots, type Slots } from './pace.ts';
import { recordReturn, tellSubjects } from './returned.ts';

export interface SendDeps {
  readonly world: World;
  readonly mailer: Mailer;
  readonly compose: Omit<ComposeDeps, 'table' | 'cycles'>;
  /** Milliseconds of real time one call may take before it says `more`. */
  readonly patience: number;
  /** Waits real milliseconds, for a slot of the pace. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Milliseconds since some moment, by a clock that nobody moves; the process's own unless told otherwise. */
  readonly elapsed?: (() => number) | undefined;
  readonly log: (event: string, facts: { readonly [name: string]: string | number }) => void;
}

export interface SendInput {
  /** Only in these shards of the outbox: a page left something there, and jobs see to theirs. All where it is absent. */
  readonly shards?: readonly number[] | undefined;
}

export interface SendResult {
  readonly more: boolean;
  readonly sent: number;
}

const BATCH = 200;
/**
 * The pace makes the batches: not so long that a call ends late after its patience, or that what a dead sender had reserved is
 * missed, and not so short that the look between two of them is.
 */
const BATCH_SECONDS = 10;
/** So long a claimed mail belongs to its sender; after a crash another takes it up, with the same link. */
const LEASE = 2 * 60_000;
/** Minutes until a delayed mail is tried again, by attempt; after the last it has failed. */
const BACKOFF = [1, 5, 15, 60, 180, 360, 720] as const;
/** Over the provider's rate in spite of the pace: somebody else sends too. */
const THROTTLED = 60_000;
/** Until a mail of a cycle that is held back is looked at again. */
const HELD = 15 * 60_000;
/** Handed over at once where the provider sets no pace. */
const WIDTH = 200;

const later = (now: Instant, milliseconds: number): Instant => new Date(Date.parse(now) + milliseconds).toISOString();

/**
 * Sends what is due, at the pace all senders share, until nothing is due or its patience ends.
 */
export const send =
  (deps: SendDeps) =>
  async ({ shards: asked }: SendInput = {}): Promise<SendResult> => {
    const { table, clock } = deps.world;
    const elapsed = elapsedOf(deps);
    const started = elapsed();
    let shards = asked ?? ALL_SHARDS;
    let sent = 0;
    for (;;) {
      const { perSecond } = await deps.mailer.rate();
      const paced = Number.isFinite(perSecond);
      const most = paced ? Math.max(1, Math.ceil(perSecond * BATCH_SECONDS)) : BATCH;
      const stops = await mailStops(table, clock.now());
      const due = await dueNow(deps.world, shardsOpen(stops, shards), most, paced);
      if (due.length === 0) return { more: false, sent };
      const now = Date.parse(clock.now());
      const slots = paced ? await reserveSlots(table, due.length, perSecond, now, stops.pace) : undefined;
      if (slots && 'busyFor' in slots) {
        // Whoever is busy so long looks again when done, for what pages left too.
        if (asked) return { more: false, sent };
        await deps.pause(slots.busyFor);
      } else {
        const round = await sendBatch(deps, due, stops, { perSecond, slots });
        sent += round.sent;
        deps.log('mail.batch', { due: due.length, sent: round.sent });
        if (round.paused || round.handled === 0) return { more: false, sent };
        const wasLong = slots !== undefined && slots.from + due.length * slots.every - now > BUSY;
        if (wasLong) shards = [...new Set([...pageShards, ...shards])];
        // All that was due was claimed and has left. Whoever adds to it meanwhile calls a sender too.
        else if (paced && due.length < most && round.sent === due.length) return { more: false, sent };
      }
      if (elapsed() - started > deps.patience) return { more: true, sent };
    }
  };

const elapsedOf = ({ elapsed = () => performance.now() }: SendDeps) => elapsed;

interface Round {
  sent: number;
  /** Mails that are not due any more in the same way: sent, dropped, postponed. */
  handled: number;
  paused: boolean;
  /** Cycles whose mail waits, because too much of it came back. */
  readonly braked: ReadonlySet<string>;
  readonly tally: Tally;
  /** What is so for all letters of the round, and is not read for each: the list of suppressed mailboxes as the round began. */
  readonly compose: ComposeDeps;
  readonly isSuppressed: (mailbox: string) => Promise<boolean>;
}

function roundOf(deps: SendDeps, due: readonly DuePointer[], stops: MailStops, paced: boolean): Round {
  const { table } = deps.world;
  const braked = new Set(stops.braked.map(({ cycleId }) => cycleId));
  return {
    sent: 0,
    handled: 0,
    paused: false,
    braked,
    tally: tallyOf(deps, paced, (cycleId) => braked.add(cycleId)),
    compose: { ...deps.compose, table, cycles: cyclesIn(table, elapsedOf(deps)) },
    isSuppressed: suppressedAmong(table, due.length),
  };
}

async function sendBatch(
  deps: SendDeps,
  due: readonly DuePointer[],
  stops: MailStops,
  { perSecond, slots }: { readonly perSecond: number; readonly slots: Slots | undefined },
): Promise<Round> {
  const paced = slots !== undefined;
  const round = roundOf(deps, due, stops, paced);
  const begun = Date.parse(deps.world.clock.now());
  const elapsed = elapsedOf(deps);
  const clocked = elapsed();
  const work = due.map((pointer, n) => ({ pointer, at: slots ? slots.from + n * slots.every - begun : 0 }));
  const failures = await inParallel(
    work,
    paced ? Math.max(2, Math.ceil(perSecond)) : WIDTH,
    async ({ pointer, at }) => {
      if (round.paused) return;
      const wait = at - (elapsed() - clocked);
      if (wait > 0) await deps.pause(wait);
      // As many as the pace has lanes were waiting for their slot when the provider said no.
      if (!round.paused) await sendOne(deps, pointer, round);
    },
  );
  await round.tally.close();
  for (const { error } of failures) deps.log('mail.fault', { error: error instanceof Error ? error.name : 'unknown' });
  return round;
}

async function sendOne(deps: SendDeps, pointer: DuePointer, round: Round): Promise<void> {
  const { world, mailer } = deps;
  const { table } = world;
  const now = world.clock.now();
  const claimed = mailer.replaces
    ? await attempt(table, pointer, now)
    : await claim(table, pointer, now, later(now, LEASE));
  if (!claimed) return;
  if (isBraked(claimed.mail, round)) {
    round.handled += 1;
    return postpone(table, pointer, claimed, { until: later(now, HELD), reason: 'held', tried: false });
  }
  let composed: Composed;
  try {
    composed = await compose(round.compose, claimed.mail, now);
  } catch (error) {
    // Tried again with growing pauses like a mail that nobody takes, so that it stands in nobody's way.
    const fault = error instanceof Error ? error.name : 'unknown';
    deps.log('mail.fault', { error: fault });
    round.handled += 1;
    return delay(deps, pointer, claimed, now, `fault ${fault}`);
  }
  round.handled += 1;
  if (composed.outcome === 'drop')
    return finish(table, pointer, claimed, { status: 'dropped', at: now, reason: composed.reason });
  if (composed.outcome === 'later')
    return postpone(table, pointer, claimed, { until: composed.until, reason: 'not yet', tried: false });
  if (await round.isSuppressed(composed.letter.to)) {
    await tellSubjects(world, claimed.mail, true);
    // That a former mailbox is dead is often why there is another.
    const status = claimed.mail.kind === 'formerMailbox' ? 'dropped' : 'failed';
    return finish(table, pointer, claimed, { status, at: now, reason: 'suppressed' });
  }
  return settle(deps, pointer, claimed, round, await mailer.hand(composed.letter));
}

/** Writes down what became of the attempt. */
async function settle(
  deps: SendDeps,
  pointer: DuePointer,
  claimed: StoredMail,
  round: Round,
  handover: Handover,
): Promise<void> {
  const { world } = deps;
  const { table } = world;
  const now = world.clock.now();
  const { mail } = claimed;
  switch (handover.outcome) {
    case 'accepted':
      round.sent += 1;
      await finish(table, pointer, claimed, { status: 'sent', at: now, messageId: handover.messageId });
      return round.tally.sent(mail);
    case 'refused':
      await recordReturn(world, mail.id, true, handover.reason);
      await removePointer(table, pointer);
      return round.tally.refused(mail);
    case 'paused':
      round.paused = true;
      await postpone(table, pointer, claimed, { until: handover.until, reason: handover.reason, tried: false });
      if (await pauseMail(table, handover, now)) deps.log('mail.paused', {});
      return;
    case 'delayed':
      if (!handover.throttled) return delay(deps, pointer, claimed, now, handover.reason);
      return postpone(table, pointer, claimed, {
        until: later(now, THROTTLED),
        reason: handover.reason,
        tried: false,
      });
  }
}

const isBraked = ({ cycleId, kind }: Mail, { braked }: Round): boolean =>
  cycleId !== undefined && braked.has(cycleId) && !isUrgent(kind);

async function delay(
  deps: SendDeps,
  pointer: DuePointer,
  claimed: StoredMail,
  now: Instant,
  reason: string,
): Promise<void> {
  const { table } = deps.world;
  const minutes = BACKOFF[claimed.mail.attempts - 1];
  if (minutes !== undefined)
    return postpone(table, pointer, claimed, { until: later(now, minutes * 60_000), reason, tried: true });
  // Told first, as of a refusal: of a mail that has failed nobody asks any more. Who cannot be told keeps no mail from its end.
  try {
    await recordReturn(deps.world, claimed.mail.id, false, reason);
  } catch (error) {
    deps.log('mail.fault', { error: error instanceof Error ? error.name : 'unknown' });
  }
  await finish(table, pointer, claimed, { status: 'failed', at: now, reason });
  // Of what kind it was and not why: a provider's words may name the mailbox.
  deps.log('mail.failed', { work: claimed.mail.kind });
}
