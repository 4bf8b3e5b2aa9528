import { type ComposeDeps, compose } from '#mail/compose.ts';
import type { Instant, Mailer } from '#ports';
import { finishedShards, readCycle, readShards } from '#records/cycles.ts';
import { mailHolds } from '#records/mail-hold.ts';
import {
  claim,
  type DuePointer,
  dueMails,
  finish,
  OUT_SHARDS,
  postpone,
  type StoredMail,
  URGENT_SHARD,
} from '#records/outbox.ts';
import type { World } from '#records/world.ts';
import { inParallel } from '#steps/job.ts';
import { reserveSlots } from './pace.ts';
import { recordReturn } from './returned.ts';

export interface SendDeps {
  readonly world: World;
  readonly mailer: Mailer;
  readonly compose: Omit<ComposeDeps, 'table'>;
  /** Milliseconds of real time one call may take before it says `more`. */
  readonly patience: number;
  /** Waits real milliseconds, for a slot of the pace. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly log: (event: string, facts: { readonly [name: string]: string | number }) => void;
}

export interface SendResult {
  readonly more: boolean;
  readonly sent: number;
}

const BATCH = 200;
/** So long a claimed mail belongs to its sender; after a crash another takes it up, with the same link. */
const LEASE = 2 * 60_000;
/** Minutes until a delayed mail is tried again, by attempt; after the last it has failed. */
const BACKOFF = [1, 5, 15, 60, 180, 360, 720] as const;
/** Handed over at once where the provider sets no pace. */
const WIDTH = 200;

const later = (now: Instant, milliseconds: number): Instant => new Date(Date.parse(now) + milliseconds).toISOString();

/**
 * Sends what is due, at the pace all senders share, until nothing is due or its patience ends.
 */
export const send = (deps: SendDeps) => async (): Promise<SendResult> => {
  const started = performance.now();
  let sent = 0;
  for (;;) {
    const due = await dueNow(deps);
    if (due.length === 0) return { more: false, sent };
    const round = await sendBatch(deps, due);
    sent += round.sent;
    deps.log('mail.batch', { due: due.length, sent: round.sent });
    if (round.paused || round.handled === 0) return { more: false, sent };
    if (performance.now() - started > deps.patience) return { more: true, sent };
  }
};

async function dueNow({ world }: SendDeps): Promise<DuePointer[]> {
  const now = world.clock.now();
  // While mail is held back, what a person asked for this minute still leaves.
  const all = Array.from({ length: OUT_SHARDS }, (_, shard) => shard);
  const shards = (await mailHolds(world.table)).length > 0 ? [URGENT_SHARD] : all;
  const due = (await Promise.all(shards.map((shard) => dueMails(world.table, shard, now, BATCH)))).flat();
  const held = await heldJobs(world, due);
  return due.filter((pointer) => !pointer.held || !held.has(nameOf(pointer.held)));
}

const nameOf = (held: { cycleId: string; job: string }): string => `${held.cycleId} ${held.job}`;

/** Jobs that have not done all their shards: their mails may still gain a committee. A cancelled cycle holds nothing back. */
async function heldJobs(world: World, due: readonly DuePointer[]): Promise<ReadonlySet<string>> {
  const jobs = new Map(due.flatMap(({ held }) => (held ? [[nameOf(held), held] as const] : [])));
  const unfinished = new Set<string>();
  for (const [name, { cycleId, job }] of jobs) {
    const [work = '', at = ''] = job.split('@');
    const [shards, finished, cycle] = await Promise.all([
      readShards(world.table, cycleId),
      finishedShards(world.table, cycleId, work, at),
      readCycle(world.table, cycleId),
    ]);
    if (finished.size < shards.length && (!cycle.cancelledAt || work === 'cancel')) unfinished.add(name);
  }
  return unfinished;
}

interface Round {
  sent: number;
  /** Mails that are not due any more in the same way: sent, dropped, postponed. */
  handled: number;
  paused: boolean;
}

async function sendBatch(deps: SendDeps, due: readonly DuePointer[]): Promise<Round> {
  const round: Round = { sent: 0, handled: 0, paused: false };
  const { perSecond } = await deps.mailer.rate();
  const paced = Number.isFinite(perSecond);
  const slots = paced
    ? await reserveSlots(deps.world.table, due.length, perSecond, Date.parse(deps.world.clock.now()))
    : undefined;
  const begun = Date.parse(deps.world.clock.now());
  const clocked = performance.now();
  const work = due.map((pointer, n) => ({ pointer, at: slots ? slots.from + n * slots.every - begun : 0 }));
  const failures = await inParallel(
    work,
    paced ? Math.max(2, Math.ceil(perSecond)) : WIDTH,
    async ({ pointer, at }) => {
      if (round.paused) return;
      const wait = at - (performance.now() - clocked);
      if (wait > 0) await deps.pause(wait);
      await sendOne(deps, pointer, round);
    },
  );
  for (const { error } of failures) deps.log('mail.fault', { error: error instanceof Error ? error.name : 'unknown' });
  return round;
}

async function sendOne(deps: SendDeps, pointer: DuePointer, round: Round): Promise<void> {
  const { world, mailer } = deps;
  const { table } = world;
  const now = world.clock.now();
  const claimed = await claim(table, pointer, now, later(now, LEASE));
  if (!claimed) return;
  const composed = await compose({ ...deps.compose, table }, claimed.mail, now);
  round.handled += 1;
  if (composed.outcome === 'drop')
    return finish(table, pointer, claimed, { status: 'dropped', at: now, reason: composed.reason });
  if (composed.outcome === 'later') return postpone(table, pointer, claimed, composed.until, 'not yet');
  const handover = await mailer.hand(composed.letter);
  switch (handover.outcome) {
    case 'accepted':
      round.sent += 1;
      return finish(table, pointer, claimed, { status: 'sent', at: now, messageId: handover.messageId });
    case 'refused':
      await finish(table, pointer, claimed, { status: 'failed', at: now, reason: handover.reason });
      return recordReturn(world, claimed.mail.id, true, handover.reason);
    case 'paused':
      round.paused = true;
      return postpone(table, pointer, claimed, handover.until, handover.reason);
    case 'delayed':
      return delay(deps, pointer, claimed, now, handover.reason);
  }
}

async function delay(
  deps: SendDeps,
  pointer: DuePointer,
  claimed: StoredMail,
  now: Instant,
  reason: string,
): Promise<void> {
  const minutes = BACKOFF[claimed.mail.attempts - 1];
  if (minutes !== undefined) return postpone(deps.world.table, pointer, claimed, later(now, minutes * 60_000), reason);
  await finish(deps.world.table, pointer, claimed, { status: 'failed', at: now, reason });
  await recordReturn(deps.world, claimed.mail.id, false, reason);
}
