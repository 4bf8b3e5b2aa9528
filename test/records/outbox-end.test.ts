import { describe, expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import { noteNews } from '#records/mail-news.ts';
import { claim, dueMails, enqueue, finish, postpone, readMail } from '#records/outbox.ts';
import { pointAgain, sendAgain, troubledMails } from '#records/troubled-mails.ts';
import { faulty } from '#test/support/faulty.ts';
import type { MemoryTable } from '#test/support/mortal.ts';
import { all, CYCLE, cellsOf, LATER, LEASE, NOW, order, pointers, send, taken } from './pigeonholes.ts';

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
