import { expect, onTestFinished, test } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import { spooled } from '#adapters/spool-mailer.ts';
import { holdMail, mailHolds, noticeStore, releaseMail } from '#records/mail-hold.ts';
import { enqueue } from '#records/outbox.ts';
import { machineInMemory } from '#test/support/ground.ts';
import { live, request, STORY } from '#test/support/small-cycle.ts';

const launched = STORY.slice(0, STORY.findIndex(({ title }) => title === 'the cycle is launched') + 1);

test('while mail is held nothing of a cycle leaves, and what a person asks for does', async () => {
  const machine = await machineInMemory();
  onTestFinished(() => machine.close());
  const { table, clock } = machine.ground;
  await live(machine, launched);
  await holdMail(table, 'restored', clock.now());
  await machine.moveClock('2026-11-02T01:00:00.000Z');
  await machine.settle();
  expect(await spooled(table)).toEqual([]);

  await enqueue(table, {
    kind: 'link',
    recipient: { mailbox: 'khoi3@phuong.example', language: 'vi' },
    about: 'door',
    subjects: [{ kind: 'request', id: request('c3') }],
    occurrence: 'lost',
    dueAt: clock.now(),
  });
  await machine.settle();
  expect((await spooled(table)).map(({ kind }) => kind)).toEqual(['link']);

  expect(await releaseMail(table)).toMatchObject([{ reason: 'restored' }]);
  await machine.settle();
  expect((await spooled(table)).map(({ kind }) => kind).sort()).toEqual(['link', 'request', 'request']);
});

test('a store that is a copy is noticed once, and the first store is not', async () => {
  const table = memoryTable();
  expect(await noticeStore(table, 'first', '2026-11-01T00:00:00.000Z')).toBe(false);
  expect(await noticeStore(table, 'first', '2026-11-02T00:00:00.000Z')).toBe(false);
  expect(await mailHolds(table)).toEqual([]);
  expect(await noticeStore(table, 'copy', '2026-11-03T00:00:00.000Z')).toBe(true);
  expect(await mailHolds(table)).toEqual([{ reason: 'restored', since: '2026-11-03T00:00:00.000Z' }]);
  expect(await noticeStore(table, 'copy', '2026-11-04T00:00:00.000Z')).toBe(false);
  await releaseMail(table);
  expect(await mailHolds(table)).toEqual([]);
});
