import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { cyclesIn } from '#mail/compose.ts';
import type { Letter, Table } from '#ports';
import { dayOfMail } from '#records/mail-brake.ts';
import { suppress } from '#records/suppression.ts';
import { aStory, cycleId, type Story } from '#test/mail/story.ts';
import { queued, sesEvent } from '#test/support/ses-events.ts';
import { mailEvents } from '#watch/mail-events.ts';
import { send } from '#watch/send.ts';

/** A sender with a pace, and what it handed over. */
function sender({ world, deps }: Story) {
  const handed: Letter[] = [];
  const run = send({
    world,
    mailer: {
      hand: async (letter) => {
        handed.push(letter);
        return { outcome: 'accepted', messageId: `m-${letter.id}` };
      },
      rate: async () => ({ perSecond: 10_000, leftToday: 50_000 }),
    },
    compose: deps,
    patience: 60_000,
    pause: async () => {},
    log: () => {},
  });
  return { run, handed, addresses: () => handed.map(({ to }) => to) };
}

async function askedMany(count: number): Promise<Story> {
  const story = await aStory();
  for (let n = 0; n < count; n++) await story.ask({ id: `c${n}`, members: 1 });
  return story;
}

const since = '2026-11-01T00:00:00.000Z';

it.each([2, 30])('of %i letters that leave together none goes to a mailbox that refuses', async (count) => {
  const story = await askedMany(count);
  await suppress(story.world.table, 'C1@w1.example', { reason: 'bounce', since, mailId: 'x' });
  const { run, addresses } = sender(story);
  await run();
  expect(addresses()).toContain('c0@w1.example');
  expect(addresses()).not.toContain('c1@w1.example');
});

it('a cycle that could not be read at one moment is read again for the next letter', async () => {
  const story = await askedMany(1);
  const { table } = story.world;
  let broken = true;
  const once: Table = {
    ...table,
    query: async (pk, range) => {
      if (!broken) return table.query(pk, range);
      broken = false;
      throw new Error('the table did not answer');
    },
  };
  const cycles = cyclesIn(once, () => 0);
  await expect(cycles(cycleId)).rejects.toThrow('the table did not answer');
  // Reads of one moment are one.
  await setImmediate();
  expect(await cycles(cycleId)).toMatchObject({ id: cycleId });
});

it('after a cancel no letter of the batch leaves that was not on its way to the provider', async () => {
  const story = await askedMany(140);
  const kinds: string[] = [];
  let [cancelled, passed] = [0, 0];
  const run = send({
    world: story.world,
    mailer: {
      hand: async ({ id, kind }) => {
        kinds.push(kind);
        if (kinds.length === 1) {
          await story.cycle({ type: 'cancelled', reason: 'nhầm danh sách' });
          cancelled = kinds.length;
        }
        return { outcome: 'accepted', messageId: `m-${id}` };
      },
      rate: async () => ({ perSecond: 14, leftToday: 50_000 }),
    },
    compose: story.deps,
    patience: 60_000,
    elapsed: () => passed,
    pause: async (milliseconds) => {
      passed += milliseconds / 14;
    },
    log: () => {},
  });
  await run();
  expect(kinds.slice(cancelled).filter((kind) => kind === 'request').length).toBeLessThan(28);
});

it('a receipt counts neither as sent nor as come back: it says nothing about the list of addresses', async () => {
  const story = await askedMany(1);
  await story.submit('c0', [0]);
  const { run, handed } = sender(story);
  await run();
  const day = story.world.clock.now().slice(0, 10);
  const receipt = handed.find(({ kind }) => kind === 'receipt');
  const request = handed.find(({ kind }) => kind === 'request');
  expect(await dayOfMail(story.world.table, cycleId, day)).toEqual({ sent: request ? 1 : 0, returned: 0 });
  await mailEvents({ world: story.world, log: () => {} })(
    queued(sesEvent.hard({ mailId: receipt?.id ?? '', message: `m-${receipt?.id}`, sentAt: `${day}T02:00:00.000Z` })),
  );
  expect(await dayOfMail(story.world.table, cycleId, day)).toMatchObject({ returned: 0 });
});
