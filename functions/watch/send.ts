import { dueBy } from '#domain/schedule.ts';
import { type ComposeDeps, type Composed, compose, cyclesIn } from '#mail/compose.ts';
import type { Handover, Instant, Mailer } from '#ports';
import { finishedShards, readCycle, readShards } from '#records/cycles.ts';
import { type MailStops, mailStops, pauseMail } from '#records/mail-hold.ts';
import {
  attempt,
  claim,
  type DuePointer,
  dueMails,
  finish,
  isUrgent,
  type Mail,
  OUT_SHARDS,
  postpone,
  removePointer,
  type StoredMail,
  URGENT_SHARD,
} from '#records/outbox.ts';
import { suppressedAmong } from '#records/suppression.ts';
import type { World } from '#records/world.ts';
import { inParallel } from '#steps/job.ts';
import { type Tally, tallyOf } from './brake.ts';
import { reserveSlots } from './pace.ts';
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
  async ({ shards = ALL_SHARDS }: SendInput = {}): Promise<SendResult> => {
    const elapsed = elapsedOf(deps);
    const started = elapsed();
    let sent = 0;
    for (;;) {
      const { perSecond } = await deps.mailer.rate();
      const paced = Number.isFinite(perSecond);
      const most = paced ? Math.max(1, Math.ceil(perSecond * BATCH_SECONDS)) : BATCH;
      const stops = await mailStops(deps.world.table, deps.world.clock.now());
      const due = await dueNow(deps, shardsOpen(stops, shards), most, paced);
      if (due.length === 0) return { more: false, sent };
      const round = await sendBatch(deps, due, stops, perSecond);
      sent += round.sent;
      deps.log('mail.batch', { due: due.length, sent: round.sent });
      if (round.paused || round.handled === 0) return { more: false, sent };
      // All that was due was claimed and has left. Whoever adds to it meanwhile calls a sender too.
      if (paced && due.length < most && round.sent === due.length) return { more: false, sent };
      if (elapsed() - started > deps.patience) return { more: true, sent };
    }
  };

const elapsedOf = ({ elapsed = () => performance.now() }: SendDeps) => elapsed;

/** While mail is held back, what a person asked for this minute still leaves, or is tried at least. */
const shardsOpen = ({ holds, pause }: MailStops, shards: readonly number[]): readonly number[] =>
  holds.length > 0 || pause ? shards.filter((shard) => shard === URGENT_SHARD) : shards;

const ALL_SHARDS = Array.from({ length: OUT_SHARDS }, (_, shard) => shard);

/** The first due mails: at most so many of each shard, and of all of them where the provider sets a pace. */
async function dueNow(
  { world }: SendDeps,
  shards: readonly number[],
  most: number,
  paced: boolean,
): Promise<DuePointer[]> {
  const now = world.clock.now();
  const known = new Map<string, Promise<boolean>>();
  const isFree = ({ held }: DuePointer): Promise<boolean> => {
    if (!held) return FREE;
    const name = `${held.cycleId} ${held.job}`;
    const answer = known.get(name) ?? mayStillGain(world, held, now).then((gains) => !gains);
    known.set(name, answer);
    return answer;
  };
  const found = (await Promise.all(shards.map((shard) => freeMails(world, shard, now, isFree, most)))).flat();
  return paced ? found.slice(0, most) : found;
}

const FREE = Promise.resolve(true);

/** The first due mails of a shard that no job holds: those it holds are looked past, however many they are. */
async function freeMails(
  { table }: World,
  shard: number,
  now: Instant,
  isFree: (pointer: DuePointer) => Promise<boolean>,
  most: number,
): Promise<DuePointer[]> {
  const found: DuePointer[] = [];
  for (let after: string | undefined, more = true; more && found.length < most; ) {
    const page = await dueMails(table, shard, now, most, after);
    for (const pointer of page) if (await isFree(pointer)) found.push(pointer);
    after = page.at(-1)?.sk;
    more = page.length === most;
  }
  return found;
}

/**
 * A job that is under way may still add a committee to a mail, and holds it until all its shards are done. One that will not be
 * gone on with, because a later morning, the close or a cancel overtook it, holds nothing.
 */
async function mayStillGain({ table }: World, held: NonNullable<DuePointer['held']>, now: Instant): Promise<boolean> {
  const { stoppedAt: _, ...cycle } = await readCycle(table, held.cycleId);
  const job = dueBy(cycle, now).find(({ work, at }) => `${work}@${at}` === held.job);
  if (!job) return false;
  const [shards, finished] = await Promise.all([
    readShards(table, held.cycleId),
    finishedShards(table, held.cycleId, job.work, job.at),
  ]);
  return finished.size < shards.length;
}

interface Round {
  sent: number;
  /** Mails that are not due any more in the same way: sent, dropped, postponed. */
  handled: number;
  paused: boolean;
  /** Cycles whose mail waits, because too much of it came back. */
  readonly braked: ReadonlySet<string>;
  readonly tally: Tally;
  /** What is so for all letters of the round, and is read once for them: it is as old as the round at most. */
  readonly compose: ComposeDeps;
  readonly isSuppressed: (mailbox: string) => Promise<boolean>;
}

async function sendBatch(
  deps: SendDeps,
  due: readonly DuePointer[],
  stops: MailStops,
  perSecond: number,
): Promise<Round> {
  const paced = Number.isFinite(perSecond);
  const braked = new Set(stops.braked.map(({ cycleId }) => cycleId));
  const tally = tallyOf(deps, paced, (cycleId) => braked.add(cycleId));
  const { table } = deps.world;
  const round: Round = {
    sent: 0,
    handled: 0,
    paused: false,
    braked,
    tally,
    compose: { ...deps.compose, table, cycles: cyclesIn(table) },
    isSuppressed: suppressedAmong(table, due.length),
  };
  const slots = paced
    ? await reserveSlots(table, due.length, perSecond, Date.parse(deps.world.clock.now()), stops.pace)
    : undefined;
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
