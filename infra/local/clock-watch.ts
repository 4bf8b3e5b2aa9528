import { uptime } from 'node:os';
import type { Table } from '#ports';
import { keys } from '#records/keys.ts';
import { holdMail, mailHolds, releaseMail } from '#records/mail-hold.ts';
import { fromBody } from '#records/stored.ts';

const MINUTE = 60_000;
/** A summer time that should not be, a dead battery, a hand: all further than any drift. */
const LEAP = 10 * MINUTE;
const LOOK_EVERY = 5_000;
const NOTE_EVERY = 5 * MINUTE;

export interface TwoClocks {
  /** What the machine says it is, in epoch milliseconds. */
  readonly wall: () => number;
  /** What only ever runs on: the time since the machine was started, sleep included. */
  readonly steady: () => number;
}

const machineClocks: TwoClocks = { wall: () => Date.now(), steady: () => uptime() * 1000 };

export interface ClockWatch {
  look(): Promise<void>;
  close(): void;
}

const minutesOf = (milliseconds: number) => Math.round(milliseconds / MINUTE);

const isHeld = async (table: Table) => (await mailHolds(table)).some(({ reason }) => reason === 'clockJumped');

/** Writes down now and then which moment was shown. */
const notes = (table: Table, { wall, steady }: TwoClocks) => {
  let notedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (steady() - notedAt < NOTE_EVERY) return;
    notedAt = steady();
    const at = wall();
    await table.put({ ...keys.clockSeen(), version: at, body: { at } });
  };
};

/**
 * Stops mail when the machine's clock leaps against its own steady one, or stands before a moment it has already shown. A clock
 * that comes back lets mail go by itself; one that stays needs somebody to say go, and is believed from then on.
 */
export async function clockWatch(
  table: Table,
  tell: (what: 'clockJumped' | 'clockReturned', minutes: number) => void,
  clocks: TwoClocks = machineClocks,
): Promise<ClockWatch> {
  let base = clocks.wall() - clocks.steady();
  let leapt = false;
  const note = notes(table, clocks);
  const hold = async (by: number) => {
    await holdMail(table, 'clockJumped', new Date(clocks.wall()).toISOString());
    tell('clockJumped', minutesOf(by));
  };

  const seen = await table.get(keys.clockSeen());
  const behind = seen ? fromBody<{ at: number }>(seen).at - clocks.wall() : 0;
  if (behind > LEAP) await hold(-behind);

  const look = async () => {
    const by = clocks.wall() - clocks.steady() - base;
    if (Math.abs(by) > LEAP && !leapt) {
      leapt = true;
      await hold(by);
    } else if (leapt && Math.abs(by) <= LEAP) {
      leapt = false;
      await releaseMail(table, ['clockJumped']);
      tell('clockReturned', minutesOf(by));
    } else if (leapt && !(await isHeld(table))) {
      leapt = false;
      base = clocks.wall() - clocks.steady();
    }
    if (!leapt) await note();
  };
  await note();
  const timer = setInterval(() => void look().catch(() => {}), LOOK_EVERY);
  timer.unref();
  return { look, close: () => clearInterval(timer) };
}
