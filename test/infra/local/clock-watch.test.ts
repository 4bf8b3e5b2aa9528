import { describe, expect, onTestFinished, test } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import { mailHolds, releaseMail } from '#records/mail-hold.ts';
import { clockWatch } from '../../../infra/local/clock-watch.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-11-02T02:00:00.000Z');

async function watched(table = memoryTable(), start = START) {
  let wall = start;
  let steady = 5_000;
  const told: string[] = [];
  const watch = await clockWatch(table, (what, minutes) => told.push(`${what} ${minutes}`), {
    wall: () => wall,
    steady: () => steady,
  });
  onTestFinished(() => watch.close());
  return {
    table,
    told,
    reasons: async () => (await mailHolds(table)).map(({ reason }) => reason),
    /** Time goes by; `leap` is what the clock on the wall adds to it. */
    pass: async (minutes: number, leap = 0) => {
      wall += (minutes + leap) * MINUTE;
      steady += minutes * MINUTE;
      await watch.look();
    },
  };
}

describe('the clock of the machine', () => {
  test('may run for a year and drift by minutes', async () => {
    const { pass, reasons, told } = await watched();
    for (let month = 0; month < 12; month++) await pass(30 * 24 * 60, 0.5);
    expect(await reasons()).toEqual([]);
    expect(told).toEqual([]);
  });

  test.each([11, -11, 60 * 24 * 400])('that leaps by %d minutes stops mail, and says so once', async (leap) => {
    const { pass, reasons, told } = await watched();
    await pass(5, leap);
    await pass(5);
    expect(await reasons()).toEqual(['clockJumped']);
    expect(told).toEqual([`clockJumped ${leap}`]);
  });

  test('that comes back lets mail go by itself', async () => {
    const { pass, reasons, told } = await watched();
    await pass(5, 90);
    await pass(5, -90);
    expect(await reasons()).toEqual([]);
    expect(told).toEqual(['clockJumped 90', 'clockReturned 0']);
  });

  test('that stays is believed once somebody has said go, and watched again', async () => {
    const { pass, reasons, table, told } = await watched();
    await pass(5, 90);
    await releaseMail(table);
    await pass(5);
    await pass(5);
    expect(await reasons()).toEqual([]);
    await pass(5, -90);
    expect(await reasons()).toEqual(['clockJumped']);
    expect(told).toHaveLength(2);
  });

  test('that stands before what it has shown, after a restart, stops mail', async () => {
    const first = await watched();
    await first.pass(60);
    const same = await watched(first.table, START + 61 * MINUTE);
    expect(await same.reasons()).toEqual([]);
    const back = await watched(first.table, START - 24 * 60 * MINUTE);
    expect(await back.reasons()).toEqual(['clockJumped']);
  });
});
