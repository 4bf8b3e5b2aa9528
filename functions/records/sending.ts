import type { OpenCycle } from '#domain/cycle.ts';
import { dueBy } from '#domain/schedule.ts';
import type { Instant, Table } from '#ports';
import { finishedShards, readShards } from './cycles.ts';
import { keys } from './keys.ts';
import { type DuePointer, OUT_SHARDS } from './outbox.ts';
import { fromBody } from './stored.ts';
import { troubledMails } from './troubled-mails.ts';

/** How far the mails have come with which a cycle asks. */
export interface Sending {
  readonly total: number;
  readonly sent: number;
  readonly waiting: number;
  readonly failed: number;
}

/** Undefined before its time. Counted from what waits, so that nobody has to count what leaves. */
export async function sendingOf(table: Table, cycle: OpenCycle, now: Instant): Promise<Sending | undefined> {
  const ask = dueBy(cycle, now).find(({ work }) => work === 'ask');
  if (!ask) return undefined;
  const total = cycle.plan.counts.mailboxes;
  const [shards, finished] = await Promise.all([
    readShards(table, cycle.id),
    finishedShards(table, cycle.id, ask.work, ask.at),
  ]);
  // Until the last committee was looked at, every mail is held for those behind the same mailbox.
  if (finished.size < shards.length) return { total, sent: 0, waiting: total, failed: 0 };
  const troubled = await troubledMails(table, cycle.id);
  const failed = troubled.filter(({ kind, status }) => kind === 'request' && status === 'failed').length;
  const waiting = await countWaiting(table, cycle.id, `${ask.work}@${ask.at}`);
  return { total, sent: Math.max(0, total - waiting - failed), waiting, failed };
}

async function countWaiting(table: Table, cycleId: string, job: string): Promise<number> {
  let count = 0;
  for (let shard = 0; shard < OUT_SHARDS; shard++) {
    for (let after: string | undefined, more = true; more; more = after !== undefined) {
      const page = await table.query(keys.out(shard), after === undefined ? {} : { after });
      for (const item of page.items) {
        const { held } = fromBody<Pick<DuePointer, 'held'>>(item);
        if (held?.cycleId === cycleId && held.job === job && held.kind === 'request') count += 1;
      }
      after = page.cursor;
    }
  }
  return count;
}
