import { claim, type DuePointer, dueMails, finish, type Mail, type MailOrder, OUT_SHARDS } from '#records/outbox.ts';
import { fromBody } from '#records/stored.ts';
import type { MemoryTable } from '#test/support/mortal.ts';

/** An outbox with a mail or two, as a sender takes them out. */
export const NOW = '2026-11-02T02:00:00.000Z';
export const LATER = '2026-11-02T03:00:00.000Z';
export const LEASE = '2026-11-02T02:02:00.000Z';
export const CYCLE = 'k26';

export const order = (more: Partial<MailOrder> = {}, ...cells: readonly string[]): MailOrder => ({
  kind: 'request',
  recipient: { mailbox: 'khoi@x.example', language: 'vi' },
  about: CYCLE,
  subjects: (cells.length > 0 ? cells : ['c1']).map((id) => ({ kind: 'request', id: `${CYCLE}.${id}` })),
  occurrence: 'first',
  cycleId: CYCLE,
  dueAt: NOW,
  ...more,
});

export const pointers = async (table: MemoryTable, now = NOW): Promise<DuePointer[]> =>
  (await Promise.all(Array.from({ length: OUT_SHARDS }, (_, n) => dueMails(table, n, now, 999)))).flat();

export async function onlyDue(table: MemoryTable, now = NOW): Promise<DuePointer> {
  const [due, ...others] = await pointers(table, now);
  if (!due || others.length > 0) throw new Error(`${others.length + (due ? 1 : 0)} mails are due`);
  return due;
}
export async function taken(table: MemoryTable, now = NOW, lease = LEASE) {
  const due = await onlyDue(table, now);
  const claimed = await claim(table, due, now, lease);
  if (!claimed) throw new Error('somebody else has it');
  return { due, claimed };
}
export async function send(table: MemoryTable, now = NOW) {
  const { due, claimed } = await taken(table, now);
  await finish(table, due, claimed, { status: 'sent', at: now, messageId: 'm' });
}
export const all = (table: MemoryTable) =>
  table.all().flatMap((item) => (item.pk.startsWith('MAIL#') ? [fromBody<Mail>(item)] : []));
export const cellsOf = (mail: Mail | undefined) => mail?.subjects.map(({ id }) => id.slice(CYCLE.length + 1)).sort();
