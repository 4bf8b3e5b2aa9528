import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import {
  claim,
  dueMails,
  enqueue,
  finish,
  firstDue,
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
import { troubledMails } from '#records/troubled-mails.ts';
import { faulty } from '#test/support/faulty.ts';
import { all, CYCLE, cellsOf, LATER, LEASE, NOW, onlyDue, order, pointers, send, taken } from './pigeonholes.ts';

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
