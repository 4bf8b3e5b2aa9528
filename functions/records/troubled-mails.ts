import type { Instant, Item, Table } from '#ports';
import { keys } from './keys.ts';
import { item, type Mail, pointer, readMail } from './outbox.ts';
import { fromBody } from './stored.ts';
import { AGAIN, endTrouble, trouble } from './trouble.ts';

async function* rowsOf(table: Table, cycleId: string): AsyncGenerator<readonly Item[]> {
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const page = await table.query(keys.troubledMails(cycleId), after === undefined ? {} : { after });
    yield page.items;
    after = page.cursor;
  }
}

const mailOf = (table: Table, row: Item) => readMail(table, fromBody<{ id: string }>(row).id);

/** Mails of a cycle (`-`: of none) that failed or came back and were not sent since. */
export async function troubledMails(table: Table, cycleId: string): Promise<readonly Mail[]> {
  const troubled: Mail[] = [];
  for await (const rows of rowsOf(table, cycleId)) {
    const mails = await Promise.all(rows.map((row) => mailOf(table, row)));
    troubled.push(
      ...mails.flatMap((found) =>
        found?.mail.status === 'failed' || found?.mail.status === 'returned' ? found.mail : [],
      ),
    );
  }
  return troubled;
}

/**
 * A mail that failed waits again, due at once. False when it did not fail, or not any more. Asked for again while it waits, it is
 * made due once more: whoever had asked may have been stopped before.
 */
export async function sendAgain(table: Table, id: string, at: Instant): Promise<boolean> {
  const stored = await readMail(table, id);
  if (stored?.mail.status === 'pending') {
    await table.put(pointer(stored.mail));
    return true;
  }
  if (stored?.mail.status !== 'failed') return false;
  const { endedAt: _, reason: __, ...rest } = stored.mail;
  const mail: Mail = { ...rest, status: 'pending', attempts: 0, dueAt: at, again: true };
  await table.put(trouble(mail, AGAIN));
  if (!(await table.put(item(mail, stored.version + 1), { versionIs: stored.version }))) return false;
  await table.put(pointer(mail));
  return true;
}

/** Makes due what somebody had sent again before the process ended; how many wait. Harmless to repeat. */
export async function pointAgain(table: Table, cycleId: string): Promise<number> {
  let count = 0;
  for await (const rows of rowsOf(table, cycleId)) {
    for (const row of rows.filter(({ version }) => version === AGAIN)) {
      const stored = await mailOf(table, row);
      if (stored?.mail.status === 'pending') {
        await table.put(pointer(stored.mail));
        count += 1;
      } else if (stored?.mail.status === 'sent' || stored?.mail.status === 'dropped')
        await endTrouble(table, stored.mail);
    }
  }
  return count;
}
