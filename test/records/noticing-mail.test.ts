import { expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import { noticingMail } from '#records/noticing-mail.ts';
import { enqueue, type MailOrder } from '#records/outbox.ts';

const order: MailOrder = {
  kind: 'receipt',
  recipient: { mailbox: 'c1@xa.example', language: 'vi' },
  about: '2026.c1',
  subjects: [{ kind: 'request', id: '2026.c1' }],
  occurrence: '2',
  dueAt: '2026-11-02T01:00:00.000Z',
};

it('a mail that is made due is noticed, and where, and nothing else', async () => {
  const noticed: number[] = [];
  const table = noticingMail(memoryTable(), (shard) => noticed.push(shard));
  await table.put({ pk: 'DRAFT#2026.c1', sk: '1', version: 1, body: {} });
  await table.put({ pk: 'MAIL#x', sk: 'mail', version: 1, body: {} });
  // A job sees to what is gathered for it.
  await enqueue(table, { ...order, kind: 'reminder', job: 'remind@2026-11-02T01:00:00.000Z' });
  expect(noticed).toEqual([]);
  await enqueue(table, order);
  await enqueue(table, { ...order, kind: 'code' });
  expect(noticed).toEqual([1, 0]);
});
