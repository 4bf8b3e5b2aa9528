import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import { noteNews } from '#records/mail-news.ts';
import {
  claim,
  type DuePointer,
  dueMails,
  enqueue,
  finish,
  firstDue,
  type Mail,
  type MailOrder,
  mailIdOf,
  mailOf,
  OUT_SHARDS,
  postpone,
  readMail,
  releaseClaims,
  URGENT_SHARD,
  waitingMails,
} from '#records/outbox.ts';
import { fromBody } from '#records/stored.ts';
import { pointAgain, sendAgain, troubledMails } from '#records/troubled-mails.ts';
import { faulty } from '#test/support/faulty.ts';
import type { MemoryTable } from '#test/support/mortal.ts';

const NOW = '2026-11-02T02:00:00.000Z';
const LATER = '2026-11-02T03:00:00.000Z';
const LEASE = '2026-11-02T02:02:00.000Z';
const CYCLE = 'k26';

const order = (more: Partial<MailOrder> = {}, ...cells: readonly string[]): MailOrder => ({
  kind: 'request',
  recipient: { mailbox: 'khoi@x.example', language: 'vi' },
  about: CYCLE,
  subjects: (cells.length > 0 ? cells : ['c1']).map((id) => ({ kind: 'request', id: `${CYCLE}.${id}` })),
  occurrence: 'first',
  cycleId: CYCLE,
  dueAt: NOW,
  ...more,
});

const pointers = async (table: MemoryTable, now = NOW): Promise<DuePointer[]> =>
  (await Promise.all(Array.from({ length: OUT_SHARDS }, (_, n) => dueMails(table, n, now, 999)))).flat();

async function onlyDue(table: MemoryTable, now = NOW): Promise<DuePointer> {
  const [due, ...others] = await pointers(table, now);
  if (!due || others.length > 0) throw new Error(`${others.length + (due ? 1 : 0)} mails are due`);
  return due;
}
async function taken(table: MemoryTable, now = NOW, lease = LEASE) {
  const due = await onlyDue(table, now);
  const claimed = await claim(table, due, now, lease);
  if (!claimed) throw new Error('somebody else has it');
  return { due, claimed };
}
async function send(table: MemoryTable, now = NOW) {
  const { due, claimed } = await taken(table, now);
  await finish(table, due, claimed, { status: 'sent', at: now, messageId: 'm' });
}
const all = (table: MemoryTable) =>
  table.all().flatMap((item) => (item.pk.startsWith('MAIL#') ? [fromBody<Mail>(item)] : []));
const cellsOf = (mail: Mail | undefined) => mail?.subjects.map(({ id }) => id.slice(CYCLE.length + 1)).sort();

describe('a mail', () => {
  it('is one row an identity, whoever asks for it and however often (I2)', async () => {
    const table = memoryTable();
    const ids = await Promise.all(Array.from({ length: 20 }, () => enqueue(table, order())));
    expect(new Set(ids).size).toBe(1);
    expect(all(table)).toHaveLength(1);
    expect(await pointers(table)).toHaveLength(1);
  });

  it.each<[string, Partial<MailOrder>]>([
    ['recipient', { recipient: { mailbox: 'other@x.example', language: 'vi' } }],
    ['subject', { about: 'k27' }],
    ['kind', { kind: 'reminder' }],
    ['occurrence', { occurrence: 'second' }],
  ])('of another %s is another mail', async (_, more) => {
    const table = memoryTable();
    await enqueue(table, order());
    await enqueue(table, order(more));
    expect(all(table)).toHaveLength(2);
  });

  it('gathers all that is asked for while it waits, in whatever order they come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.subarray(['c1', 'c2', 'c3', 'c4'], { minLength: 1 }), { minLength: 1 }),
        async (asked) => {
          const table = memoryTable();
          await Promise.all(asked.map((cells) => enqueue(table, order({}, ...cells))));
          expect(all(table)).toHaveLength(1);
          expect(cellsOf(all(table)[0])).toEqual([...new Set(asked.flat())].sort());
          expect(await pointers(table)).toHaveLength(1);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('that has left is not changed: who comes late has one of their own, and those who were in it none', async () => {
    const table = memoryTable();
    const first = await enqueue(table, order({}, 'c1'));
    await send(table);
    expect(await enqueue(table, order({}, 'c1'))).toBe(first);
    const late = await enqueue(table, order({}, 'c1', 'c2'));
    expect(late).toBe(mailIdOf(order({ occurrence: 'first+' })));
    expect(cellsOf((await readMail(table, late))?.mail)).toEqual(['c2']);
    expect(await enqueue(table, order({}, 'c2'))).toBe(late);
    await send(table);
    const later = await enqueue(table, order({}, 'c1', 'c2', 'c3'));
    expect(cellsOf((await readMail(table, later))?.mail)).toEqual(['c3']);
    expect(all(table)).toHaveLength(3);
    for (const [cell, mail] of [
      ['c1', first],
      ['c2', late],
      ['c3', later],
    ] as const)
      expect((await mailOf(table, order({}, cell)))?.id).toBe(mail);
    expect(await mailOf(table, order({}, 'c9'))).toBeUndefined();
  });

  it('in a sender’s hands takes nobody in', async () => {
    const table = memoryTable();
    await enqueue(table, order({}, 'c1'));
    const { due, claimed } = await taken(table);
    await enqueue(table, order({}, 'c2'));
    await finish(table, due, claimed, { status: 'sent', at: NOW });
    expect(
      all(table)
        .map(({ status, ...mail }) => [status, cellsOf({ status, ...mail })])
        .sort(),
    ).toEqual([
      ['pending', ['c2']],
      ['sent', ['c1']],
    ]);
  });

  it('whose pointer a crash swallowed is due again when its order is', async () => {
    const store = memoryTable();
    const { table } = faulty(store, ({ pk }) => pk.startsWith('OUT#'));
    await expect(enqueue(table, order())).rejects.toThrow();
    expect(await pointers(store)).toEqual([]);
    await enqueue(store, order());
    expect(await pointers(store)).toHaveLength(1);
  });

  it('no words of it are kept: only what it is about', async () => {
    const table = memoryTable();
    await enqueue(table, order({ facts: { event: 3 } }));
    expect(Object.keys(all(table)[0] ?? {}).sort()).toEqual([
      'about',
      'attempts',
      'cycleId',
      'dueAt',
      'facts',
      'id',
      'kind',
      'occurrence',
      'recipient',
      'status',
      'subjects',
    ]);
  });
});

describe('a claim', () => {
  it('of many senders at once is one’s', async () => {
    const table = memoryTable();
    await enqueue(table, order());
    const due = await onlyDue(table);
    const claims = await Promise.all(Array.from({ length: 9 }, () => claim(table, due, NOW, LEASE)));
    expect(claims.filter((claimed) => claimed !== undefined)).toHaveLength(1);
  });

  it('holds for its lease, and not a moment longer', async () => {
    const table = memoryTable();
    await enqueue(table, order());
    const { due } = await taken(table);
    expect(await claim(table, due, '2026-11-02T02:01:59.999Z', LATER)).toBeUndefined();
    expect(await claim(table, due, LEASE, LATER)).toMatchObject({ mail: { attempts: 2, leaseUntil: LATER } });
  });

  it('of a mail that has left takes away the pointer that a crash left', async () => {
    const table = memoryTable();
    await enqueue(table, order());
    const left = await onlyDue(table);
    await send(table);
    await table.put({ pk: `OUT#${left.shard}`, sk: left.sk, version: 1, body: { id: left.id } });
    expect(await claim(table, left, NOW, LEASE)).toBeUndefined();
    expect(await pointers(table)).toEqual([]);
  });

  it('is given up at the start of a host, where no sender can be alive', async () => {
    const table = memoryTable();
    await enqueue(table, order());
    await taken(table);
    await releaseClaims(table);
    expect(await taken(table)).toMatchObject({ claimed: { mail: { status: 'sending' } } });
  });

  it('that outlived its lease does not undo what the next sender did', async () => {
    const table = memoryTable();
    await enqueue(table, order());
    const slow = await taken(table);
    const next = await claim(table, slow.due, LEASE, LATER);
    if (!next) throw new Error('the lease is over');
    await finish(table, slow.due, next, { status: 'sent', at: LEASE, messageId: 'second' });
    await finish(table, slow.due, slow.claimed, { status: 'failed', at: LEASE, reason: 'slow' });
    expect((await readMail(table, slow.due.id))?.mail).toMatchObject({ status: 'sent', messageId: 'second' });
    await postpone(table, slow.due, slow.claimed, { until: LATER, reason: 'slow', tried: true });
    expect(await pointers(table, '9999')).toEqual([]);
    expect(await troubledMails(table, CYCLE)).toEqual([]);
  });
});

describe('the end of a mail', () => {
  it('sent: no pointer, no lease, and when', async () => {
    const table = memoryTable();
    await enqueue(table, order());
    await send(table);
    expect(all(table)).toMatchObject([{ status: 'sent', endedAt: NOW, messageId: 'm' }]);
    expect(all(table)[0]).not.toHaveProperty('leaseUntil');
    expect(await pointers(table, '9999')).toEqual([]);
  });

  it('not now: due later, and gathering again until then', async () => {
    const table = memoryTable();
    await enqueue(table, order({}, 'c1'));
    const { due, claimed } = await taken(table);
    await postpone(table, due, claimed, { until: LATER, reason: '451', tried: true });
    expect(await pointers(table)).toEqual([]);
    await enqueue(table, order({}, 'c2'));
    expect(await pointers(table)).toEqual([]);
    const again = await taken(table, LATER, '2026-11-02T04:00:00.000Z');
    expect(again.claimed.mail.attempts).toBe(2);
    expect(cellsOf(again.claimed.mail)).toEqual(['c1', 'c2']);
  });

  it('not its time yet: that was no attempt', async () => {
    const table = memoryTable();
    await enqueue(table, order());
    const { due, claimed } = await taken(table);
    await postpone(table, due, claimed, { until: LATER, reason: 'not yet', tried: false });
    expect(all(table)).toMatchObject([{ status: 'pending', attempts: 0, dueAt: LATER }]);
  });

  it('failed: listed for whoever looks after mails, until it is sent again', async () => {
    const table = memoryTable();
    const id = await enqueue(table, order());
    const { due, claimed } = await taken(table);
    await finish(table, due, claimed, { status: 'failed', at: NOW, reason: '451' });
    expect(await troubledMails(table, CYCLE)).toMatchObject([{ id, reason: '451' }]);
    expect(await sendAgain(table, id, LATER)).toBe(true);
    expect(await sendAgain(table, id, LATER)).toBe(true);
    expect(await pointers(table, '9999')).toHaveLength(1);
    expect(await troubledMails(table, CYCLE)).toEqual([]);
    expect((await taken(table, LATER)).claimed.mail).toMatchObject({ attempts: 1, status: 'sending' });
  });

  describe('sent again', () => {
    const failed = async () => {
      const table = memoryTable();
      const id = await enqueue(table, order());
      const { due, claimed } = await taken(table);
      await finish(table, due, claimed, { status: 'failed', at: NOW, reason: '451' });
      return { table, id };
    };
    const rows = (table: MemoryTable) => table.all().filter(({ pk }) => pk === `TROUBLED#${CYCLE}`);

    /** The record says that it waits, and the process was gone before anything was due. */
    const torn = async () => {
      const { table, id } = await failed();
      const { table: broken } = faulty(table, ({ pk }) => pk.startsWith('OUT#'));
      await expect(sendAgain(broken, id, LATER)).rejects.toThrow(TypeError);
      expect(await pointers(table, '9999')).toEqual([]);
      return { table, id };
    };

    it('is due when it is asked for once more, though the process had ended between', async () => {
      const { table, id } = await torn();
      expect(await sendAgain(table, id, LATER)).toBe(true);
      expect(await pointers(table, LATER)).toMatchObject([{ id }]);
    });

    it('is due in the end, though nobody asks once more', async () => {
      const { table, id } = await torn();
      expect(await pointAgain(table, CYCLE)).toBe(1);
      expect(await pointers(table, LATER)).toMatchObject([{ id }]);
    });

    it('leaves the list of trouble when it was sent, and stays in it when it fails once more', async () => {
      const { table, id } = await failed();
      await sendAgain(table, id, NOW);
      const { due, claimed } = await taken(table);
      await finish(table, due, claimed, { status: 'failed', at: NOW, reason: '452' });
      expect(await troubledMails(table, CYCLE)).toMatchObject([{ id, reason: '452' }]);
      expect(await pointAgain(table, CYCLE)).toBe(0);
      await sendAgain(table, id, NOW);
      await send(table);
      expect(rows(table)).toEqual([]);
    });

    it('keeps the trouble that is told while it is recorded as sent', async () => {
      const { table, id } = await failed();
      await sendAgain(table, id, NOW);
      const { due, claimed } = await taken(table);
      const told: MemoryTable = {
        ...table,
        remove: async (key, when) => {
          if (key.pk.startsWith('TROUBLED#')) await noteNews(table, id, { what: 'hard', at: LATER, reason: '550' });
          return table.remove(key, when);
        },
      };
      await finish(told, due, claimed, { status: 'sent', at: NOW, messageId: 'm' });
      expect(await troubledMails(table, CYCLE)).toMatchObject([{ id, status: 'returned' }]);
    });
  });

  it('never in trouble costs no removal more than its pointer’s', async () => {
    const table = memoryTable();
    await enqueue(table, order());
    const removed: string[] = [];
    const { due, claimed } = await taken(table);
    const watched: MemoryTable = {
      ...table,
      remove: async (key, when) => {
        removed.push(key.pk);
        return table.remove(key, when);
      },
    };
    await finish(watched, due, claimed, { status: 'sent', at: NOW, messageId: 'm' });
    expect(removed).toEqual(['OUT#1']);
  });

  it('failed, with a thousand others and more: all are listed', async () => {
    const table = memoryTable();
    for (let n = 0; n < 1100; n += 1) await enqueue(table, order({ about: `a${n}` }));
    for (const due of (await Promise.all([dueMails(table, 1, NOW, 2000)])).flat()) {
      const claimed = await claim(table, due, NOW, LEASE);
      if (claimed) await finish(table, due, claimed, { status: 'failed', at: NOW, reason: '451' });
    }
    expect(await troubledMails(table, CYCLE)).toHaveLength(1100);
  });

  it.each(['before', 'after', 'twice'])(
    'come back, told %s it was recorded as sent: the same end (F13)',
    async (when) => {
      const table = memoryTable();
      const id = await enqueue(table, order());
      const { due, claimed } = await taken(table);
      const back = () => noteNews(table, id, { what: 'hard', at: LATER, reason: '550' });
      if (when !== 'after') await back();
      await finish(table, due, claimed, { status: 'sent', at: NOW, messageId: 'm' });
      if (when !== 'before') await back();
      const { mail } = (await readMail(table, id)) ?? {};
      expect(mail).toMatchObject({ status: 'returned', reason: '550', endedAt: LATER });
      expect(mail).not.toHaveProperty('leaseUntil');
      expect(await troubledMails(table, CYCLE)).toMatchObject([{ id }]);
      expect(await pointers(table, '9999')).toEqual([]);
    },
  );
});

describe('what is due', () => {
  it('comes earliest first, page by page, and nothing before its time', async () => {
    const table = memoryTable();
    for (let n = 0; n < 25; n += 1)
      await enqueue(table, order({ about: `a${n}`, dueAt: `2026-11-02T0${n % 5}:00:00.000Z` }));
    const first = await dueMails(table, 1, NOW, 10);
    const second = await dueMails(table, 1, NOW, 10, first.at(-1)?.sk);
    expect([first.length, second.length]).toEqual([10, 5]);
    const times = [...first, ...second].map(({ sk }) => sk.slice(0, 24));
    expect(times).toEqual(times.toSorted());
    expect(times.at(-1)).toBe(NOW);
    expect(await firstDue(table, 1)).toBe('2026-11-02T00:00:00.000Z');
    expect(await firstDue(table, 3)).toBeUndefined();
  });

  it('and urgent lies apart from what gathers and what a job holds', async () => {
    const table = memoryTable();
    for (const kind of ['code', 'link', 'test'] as const) await enqueue(table, order({ kind }));
    await enqueue(table, order({ kind: 'receipt' }));
    for (let n = 0; n < 20; n += 1) await enqueue(table, order({ about: `a${n}`, job: 'ask@x' }));
    const counts = (await Promise.all(Array.from({ length: OUT_SHARDS }, (_, n) => dueMails(table, n, NOW, 99)))).map(
      (due) => due.length,
    );
    expect(counts[URGENT_SHARD]).toBe(3);
    expect(counts[1]).toBe(1);
    expect((counts[2] ?? 0) + (counts[3] ?? 0)).toBe(20);
    expect(Math.min(counts[2] ?? 0, counts[3] ?? 0)).toBeGreaterThan(0);
  });

  it('of one cycle is listed for its page', async () => {
    const table = memoryTable();
    await enqueue(table, order());
    await enqueue(table, order({ cycleId: 'k27', about: 'k27' }));
    expect((await waitingMails(table, CYCLE, 10)).map(({ about }) => about)).toEqual([CYCLE]);
  });
});
