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

it('a mail that is made due is noticed, and nothing else', async () => {
  let noticed = 0;
  const table = noticingMail(memoryTable(), () => {
    noticed += 1;
  });
  await table.put({ pk: 'DRAFT#2026.c1', sk: '1', version: 1, body: {} });
  await table.put({ pk: 'MAIL#x', sk: 'mail', version: 1, body: {} });
  expect(noticed).toBe(0);
  await enqueue(table, order);
  expect(noticed).toBe(1);
});
