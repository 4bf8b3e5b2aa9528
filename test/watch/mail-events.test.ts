import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item, Table } from '#ports';
import { load, requests } from '#records/journal.ts';
import { keys } from '#records/keys.ts';
import { dayOfMail } from '#records/mail-brake.ts';
import { claim, dueMails, type Mail, readMail } from '#records/outbox.ts';
import { liftSuppression, listSuppressions, suppressionOf } from '#records/suppression.ts';
import { troubledMails } from '#records/troubled-mails.ts';
import { aStory, cycleId, requestId, type Story } from '#test/mail/story.ts';
import { sesEvent } from '#test/support/ses-events.ts';
import { listening } from './listening.ts';

const SOON = '2026-11-02T02:02:00.000Z';

/** One committee was asked, and a sender has its mail in hand. */
async function inHand(): Promise<{ story: Story; mailId: string }> {
  const story = await aStory();
  await story.ask({ id: 'c1' });
  const { table, clock } = story.world;
  for (const shard of [0, 1, 2, 3])
    for (const due of await dueMails(table, shard, '9999', 10)) {
      const claimed = await claim(table, due, clock.now(), SOON);
      if (claimed?.mail.kind === 'request') return { story, mailId: claimed.mail.id };
    }
  throw new Error('no request waits');
}

/** A table whose reads, where they may be a moment old, are: they see each item as it was before its last write. */
function behind(table: Table): Table {
  const before = new Map<string, Item | undefined>();
  return {
    ...table,
    get: async (key, how) => {
      const name = `${key.pk} ${key.sk}`;
      return how?.eventual && before.has(name) ? before.get(name) : table.get(key);
    },
    put: async (item, when) => {
      const was = await table.get(item);
      const stands = await table.put(item, when);
      if (stands) before.set(`${item.pk} ${item.sk}`, was);
      return stands;
    },
  };
}

const { logged, takeIn } = listening();

const mailOf = async ({ world }: Story, mailId: string): Promise<Mail> => {
  const stored = await readMail(world.table, mailId);
  if (!stored) throw new Error('no such mail');
  return stored.mail;
};

/** Everything that events of a mail leave behind. */
async function endOf(story: Story, mailId: string) {
  const { table } = story.world;
  const { status, reason, deliveredAt, messageId, soft, leaseUntil } = await mailOf(story, mailId);
  const { state } = await load(table, requests, requestId('c1'));
  return {
    mail: { status, reason, deliveredAt, messageId, soft, leaseUntil },
    suppressed: await listSuppressions(table),
    unreachable: state.unreachableSince !== undefined,
    events: state.seq,
    day: await dayOfMail(table, cycleId, '2026-11-02'),
    unreachableMails: (await story.mails('unreachable')).length,
    troubled: (await troubledMails(table, cycleId)).map(({ id }) => id),
  };
}

describe('what is told about a mail', () => {
  it('changes nothing while it is only late, wanted after all, or about the mail of others', async () => {
    const { story, mailId } = await inHand();
    const before = await endOf(story, mailId);
    const quiet = [
      sesEvent.delay({ mailId }),
      sesEvent.wanted({ mailId }),
      sesEvent.hard({}),
      sesEvent.hard({ mailId: 'x' }),
    ];
    const open = { ...sesEvent.send({ mailId }), eventType: 'Open' };
    expect(await takeIn(story.world, ...quiet, open)).toEqual({ batchItemFailures: [] });
    expect(await endOf(story, mailId)).toEqual(before);
  });

  it('makes a hard bounce the ward’s business, within the call', async () => {
    const { story, mailId } = await inHand();
    await takeIn(story.world, sesEvent.hard({ mailId }));
    expect(await endOf(story, mailId)).toMatchObject({
      mail: { status: 'returned', reason: 'Permanent General 5.1.1' },
      suppressed: [{ reason: 'bounce', mailId, since: '2026-11-02T02:01:00.000Z' }],
      unreachable: true,
      unreachableMails: 1,
      troubled: [mailId],
    });
    // Folded: another spelling is the same mailbox.
    expect(await suppressionOf(story.world.table, 'C1@W1.example')).toBeDefined();
  });

  it('makes a complaint weigh more than a bounce', async () => {
    const { story, mailId } = await inHand();
    await takeIn(story.world, sesEvent.hard({ mailId }));
    await takeIn(story.world, sesEvent.complaint({ mailId }));
    expect(await listSuppressions(story.world.table)).toMatchObject([{ reason: 'complaint' }]);
  });

  it('is kept on the mail alone when it came back for now', async () => {
    const { story, mailId } = await inHand();
    for (const event of [sesEvent.soft, sesEvent.undetermined]) {
      await takeIn(story.world, event({ mailId }));
      expect(await endOf(story, mailId)).toMatchObject({
        mail: { status: 'returned', soft: true },
        suppressed: [],
        unreachable: false,
        day: { returned: 0 },
      });
    }
  });

  it('takes an answering machine for no return: the mail had arrived', async () => {
    const { story, mailId } = await inHand();
    await takeIn(story.world, sesEvent.delivery({ mailId }));
    await takeIn(story.world, sesEvent.soft({ mailId }));
    expect((await endOf(story, mailId)).mail).toMatchObject({
      status: 'sent',
      deliveredAt: '2026-11-02T02:00:09.000Z',
    });
  });

  it.each([['notRendered'], ['reject']] as const)(
    'fails a mail that never was one (%s), and tells once',
    async (what) => {
      const { story, mailId } = await inHand();
      logged.length = 0;
      await takeIn(story.world, sesEvent[what]({ mailId }), sesEvent[what]({ mailId }));
      expect(await endOf(story, mailId)).toMatchObject({
        mail: { status: 'failed' },
        suppressed: [],
        unreachable: false,
        troubled: [mailId],
      });
      expect(logged).toEqual(['mail.failed']);
    },
  );

  it('tells that a mail has left whose sender died before he wrote it down: it does not leave again', async () => {
    const { story, mailId } = await inHand();
    await takeIn(story.world, sesEvent.send({ mailId, message: 'msg-9' }));
    expect(await mailOf(story, mailId)).toMatchObject({ status: 'sent', messageId: 'msg-9' });
    const { table } = story.world;
    const due = (await Promise.all([0, 1, 2, 3].map((shard) => dueMails(table, shard, '9999', 10)))).flat();
    const pointer = due.find(({ id }) => id === mailId);
    expect(pointer).toBeDefined();
    if (pointer)
      expect(await claim(table, pointer, '2026-11-03T02:00:00.000Z', '2026-11-03T02:02:00.000Z')).toBeUndefined();
    expect(await story.mails('request')).toEqual([]);
  });

  it('is the same end in any order, early or late, once or three times, whoever reads what is a moment old', async () => {
    const kinds = ['send', 'delivery', 'soft', 'hard', 'complaint', 'delay', 'notRendered'] as const;
    const told = fc
      .subarray([...kinds], { minLength: 1 })
      .chain((some) =>
        fc.tuple(
          fc.constant(some),
          fc.shuffledSubarray([...some, ...some, ...some], { minLength: some.length * 3, maxLength: some.length * 3 }),
          fc.integer({ min: 1, max: 4 }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(told, async ([some, repeated, size]) => {
        const [straight, crooked] = [await inHand(), await inHand()];
        const late = { ...crooked.story.world, table: behind(crooked.story.world.table) };
        for (const kind of some) await takeIn(straight.story.world, sesEvent[kind]({ mailId: straight.mailId }));
        for (let n = 0; n < repeated.length; n += size) {
          const batch = repeated.slice(n, n + size).map((kind) => sesEvent[kind]({ mailId: crooked.mailId }));
          expect(await takeIn(late, ...batch)).toEqual({ batchItemFailures: [] });
        }
        expect(await endOf(crooked.story, crooked.mailId)).toEqual(await endOf(straight.story, straight.mailId));
      }),
      { numRuns: 60 },
    );
  });

  it('is taken in too where the mail was written a moment ago, and is not seen everywhere yet', async () => {
    const { story, mailId } = await inHand();
    const { table } = story.world;
    const nothingYet: Table = { ...table, get: async (key, how) => (how?.eventual ? undefined : table.get(key)) };
    await takeIn({ ...story.world, table: nothingYet }, sesEvent.send({ mailId }));
    expect((await mailOf(story, mailId)).status).toBe('sent');
  });

  it('is taken in too where the mail is seen as it was before its sender took it in hand', async () => {
    const story = await aStory();
    await story.ask({ id: 'c1' });
    const { table, clock } = story.world;
    const due = (await Promise.all([0, 1, 2, 3].map((shard) => dueMails(table, shard, '9999', 10)))).flat();
    const [pointer] = due;
    const before = pointer && (await table.get(keys.mail(pointer.id)));
    if (!pointer || !before) throw new Error('no request waits');
    await claim(table, pointer, clock.now(), SOON);
    const old: Table = { ...table, get: async (key, how) => (how?.eventual ? before : table.get(key)) };
    await takeIn({ ...story.world, table: old }, sesEvent.reject({ mailId: pointer.id }));
    expect((await mailOf(story, pointer.id)).status).toBe('failed');
  });

  it('of a message before the last says nothing of the mail any more, save that the address refused', async () => {
    const { story, mailId } = await inHand();
    await takeIn(story.world, sesEvent.send({ mailId, message: 'second' }));
    await takeIn(
      story.world,
      sesEvent.soft({ mailId, message: 'first' }),
      sesEvent.notRendered({ mailId, message: 'first' }),
    );
    expect((await endOf(story, mailId)).mail).toMatchObject({ status: 'sent', messageId: 'second' });
    await takeIn(story.world, sesEvent.hard({ mailId, message: 'first' }));
    expect((await endOf(story, mailId)).mail.status).toBe('returned');
  });
});

describe('a batch', () => {
  it('hands back alone what cannot be read', async () => {
    const { story, mailId } = await inHand();
    const bad = ['no json', '{}', { ...sesEvent.hard({ mailId }), bounce: undefined }, { eventType: 'Send' }];
    const answer = await takeIn(story.world, ...bad, sesEvent.hard({ mailId }));
    const handedBack = answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    expect(handedBack.toSorted()).toEqual(bad.map((_, n) => `q${n}`));
    expect((await mailOf(story, mailId)).status).toBe('returned');
  });

  it('is understood without the topic’s wrapping too', async () => {
    const { story, mailId } = await inHand();
    await takeIn(story.world, JSON.stringify(sesEvent.hard({ mailId })));
    expect((await mailOf(story, mailId)).status).toBe('returned');
  });

  it('that broke off in the middle is finished when it comes again', async () => {
    const whole = await inHand();
    await takeIn(whole.story.world, sesEvent.hard({ mailId: whole.mailId }));
    const expected = await endOf(whole.story, whole.mailId);
    for (let writes = 0; writes < 12; writes++) {
      const { story, mailId } = await inHand();
      let left = writes;
      const { table } = story.world;
      const broken: Table = {
        ...table,
        put: async (...args) => {
          if (left-- <= 0) throw new Error('the store is away');
          return table.put(...args);
        },
      };
      const answer = await takeIn({ ...story.world, table: broken }, sesEvent.hard({ mailId }));
      if (answer.batchItemFailures.length === 0) expect(left).toBeGreaterThanOrEqual(0);
      await takeIn(story.world, sesEvent.hard({ mailId }));
      expect(await endOf(story, mailId)).toEqual(expected);
    }
  });
});

describe('a mailbox that refused', () => {
  it('may be lifted by an administrator, and what is told late does not undo that', async () => {
    const { story, mailId } = await inHand();
    const { table } = story.world;
    await takeIn(story.world, sesEvent.hard({ mailId }));
    const [suppressed] = await listSuppressions(table);
    expect(await liftSuppression(table, suppressed?.print ?? '', 'An', '2026-11-02T08:00:00.000Z')).toBe(true);
    await takeIn(story.world, sesEvent.hard({ mailId }));
    expect(await listSuppressions(table)).toEqual([]);
    await takeIn(story.world, sesEvent.hard({ mailId, message: 'later', at: '2026-11-03T02:00:00.000Z' }));
    expect(await listSuppressions(table)).toHaveLength(1);
  });
});
