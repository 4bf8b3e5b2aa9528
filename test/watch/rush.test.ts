import { expect, it } from 'vitest';
import type { Handover, Letter, Table } from '#ports';
import { enqueue, URGENT_SHARD } from '#records/outbox.ts';
import { aStory } from '#test/mail/story.ts';
import { countingIds, testLinkKey } from '#test/support/ground.ts';
import { send } from '#watch/send.ts';
import { sleepers } from '../../bench/counted/virtual-time.ts';

/** What the provider allows in a second; senders keep to 80 % of it. */
const PER_SECOND = 14;
/** Of time that passes: a call of the table, and a letter's way to the provider. */
const [TABLE_MS, MAIL_MS] = [5, 50];

/** Senders that share a table and a provider in virtual time, as functions of their own do. */
async function mailroom() {
  const story = await aStory();
  const store = story.world.table;
  const time = sleepers(story.world.clock.now());
  const late =
    <A extends readonly unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await time.sleep(TABLE_MS);
      return work(...args);
    };
  const table: Table = {
    get: late((key) => store.get(key)),
    query: late((...args) => store.query(...args)),
    put: late((...args) => store.put(...args)),
    putMany: late((...args) => store.putMany(...args)),
    remove: late((...args) => store.remove(...args)),
  };
  const asked = new Map<string, number>();
  const left = new Map<string, number[]>();
  const hand = async ({ id }: Letter): Promise<Handover> => {
    await time.sleep(MAIL_MS);
    left.set(id, [...(left.get(id) ?? []), time.elapsed()]);
    return { outcome: 'accepted', messageId: id };
  };
  let [alive, most] = [0, 0];
  const sender = async (shards?: readonly number[]): Promise<void> => {
    alive += 1;
    most = Math.max(most, alive);
    const run = send({
      world: { table, clock: time, ids: countingIds(), linkKey: testLinkKey },
      mailer: { hand, rate: async () => ({ perSecond: PER_SECOND, leftToday: 1e9 }) },
      compose: story.deps,
      patience: 240_000,
      pause: time.sleep,
      elapsed: time.elapsed,
      log: () => {},
    });
    for (let more = true; more; ) more = (await run(shards ? { shards } : {})).more;
    alive -= 1;
  };
  const code = async (n: number): Promise<string> => {
    const id = await enqueue(store, {
      kind: 'code',
      recipient: { mailbox: `c${n}@tinh.example`, language: 'vi' },
      about: 'door',
      subjects: [],
      occurrence: String(n),
      dueAt: time.now(),
      facts: { code: '12345678' },
    });
    asked.set(id, time.elapsed());
    return id;
  };
  return { story, time, asked, left, sender, code, atMost: () => most };
}

it('in a rush of forms each calls a sender: all letters leave once, soon, and few senders wait at a time', async () => {
  const { time, asked, left, sender, code, atMost } = await mailroom();
  const rush = async () => {
    const senders: Promise<void>[] = [];
    for (let n = 0; n < 600; n++) {
      await time.sleep(1000 / 15);
      await code(n);
      senders.push(sender([URGENT_SHARD]));
    }
    await Promise.all(senders);
  };
  await time.until(rush());
  expect(left.size).toBe(asked.size);
  expect([...left.values()].every(({ length }) => length === 1)).toBe(true);
  // 600 at 11.2 a second are 54 seconds.
  expect(time.elapsed()).toBeLessThan(90_000);
  expect(atMost()).toBeLessThan(30);
});

it('a launch that is under way keeps no code waiting, and is not kept by codes', async () => {
  const { story, time, asked, left, sender, code } = await mailroom();
  for (let n = 0; n < 900; n++) await story.ask({ id: `c${n}`, members: 1 });
  const codes: string[] = [];
  const launch = async () => {
    const work = sender();
    for (let n = 0; n < 60; n++) {
      await time.sleep(1_000);
      codes.push(await code(n));
      void sender([URGENT_SHARD]);
    }
    await work;
  };
  await time.until(launch());
  const waited = codes.map((id) => (left.get(id)?.[0] ?? Number.POSITIVE_INFINITY) - (asked.get(id) ?? 0));
  expect(Math.max(...waited)).toBeLessThan(20_000);
  expect(left.size).toBe(960);
  // 960 at 11.2 a second are 86 seconds.
  expect(time.elapsed()).toBeLessThan(110_000);
});
