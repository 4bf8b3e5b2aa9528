import { expect, onTestFinished, test } from 'vitest';
import { spooled } from '#adapters/spool-mailer.ts';
import { localDate } from '#domain/calendar.ts';
import { travel } from '#infra/local/travel.ts';
import { readCycle } from '#records/cycles.ts';
import { machineInMemory } from '#test/support/ground.ts';
import { CYCLE, live, STORY } from '#test/support/small-cycle.ts';

const launched = async () => {
  const machine = await machineInMemory();
  onTestFinished(() => machine.close());
  await live(
    machine,
    STORY.slice(
      0,
      STORY.findIndex(({ title }) => title === 'the requests leave'),
    ),
  );
  return machine;
};

test('one leap over a whole cycle tells its whole story, each letter on its own day', async () => {
  const machine = await launched();
  expect(await travel(machine, '2027-01-20T05:00:00.000Z')).toBe(true);
  expect(machine.ground.clock.now()).toBe('2027-01-20T05:00:00.000Z');
  const letters = await spooled(machine.ground.table);
  const daysOf = (kind: string) => [
    ...new Set(letters.filter((letter) => letter.kind === kind).map(({ at }) => localDate(at))),
  ];
  expect(daysOf('request')).toEqual(['2026-11-02']);
  expect(daysOf('reminder')).toEqual(['2026-11-16', '2026-11-25', '2026-11-27', '2026-12-02']);
  expect(daysOf('evaluations')).toHaveLength(1);
  expect(daysOf('evaluationsReminder').length).toBeGreaterThan(1);
  expect((await readCycle(machine.ground.table, CYCLE)).finishedAt).toBeDefined();
});

test('a leap lands where it was meant to, and not at the next moment', async () => {
  const machine = await launched();
  expect(await travel(machine, '2026-11-05T23:30:00.000Z')).toBe(true);
  expect(machine.ground.clock.now()).toBe('2026-11-05T23:30:00.000Z');
  expect(await travel(machine, '2026-11-05T23:30:00.000Z')).toBe(false);
  expect(await travel(machine, '2026-11-01T00:00:00.000Z')).toBe(false);
});

test('a leap of centuries ends', async () => {
  const machine = await launched();
  expect(await travel(machine, '2250-01-01T00:00:00.000Z')).toBe(true);
  expect(machine.ground.clock.now()).toBe('2250-01-01T00:00:00.000Z');
});
