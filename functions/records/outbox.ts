import type { Instant, Reading, Table } from '#ports';
import { sha256, spread } from './hash.ts';
import { keys } from './keys.ts';
import { fromBody, toBody } from './stored.ts';
import { endTrouble, trouble } from './trouble.ts';

/** What a mail is about; its links open these. */
export interface Subject {
  readonly kind: 'request' | 'desk' | 'delivery' | 'member' | 'cycle' | 'contact';
  readonly id: string;
}

export type MailKind =
  | 'request'
  | 'packs'
  | 'reminder'
  | 'extended'
  | 'sentBack'
  | 'receipt'
  | 'toConfirm'
  | 'halfTime'
  | 'overdue'
  | 'unreachable'
  | 'counts'
  | 'memberTold'
  | 'evaluations'
  | 'evaluationsReminder'
  | 'corrected'
  | 'cancelled'
  | 'formerMailbox'
  | 'code'
  | 'link'
  | 'test';

/** A mail as it is asked for. It is rendered when it leaves, from what is true then; no words of it are kept here. */
export interface MailOrder {
  readonly kind: MailKind;
  readonly recipient: { readonly mailbox: string; readonly language: 'vi' | 'en' | 'fr' };
  /** What its identity is about: the cycle for a mail that gathers several requests, else the one subject. */
  readonly about: string;
  readonly subjects: readonly Subject[];
  /** Tells one mail of a kind from the next of that kind: a step, a morning, an event's number. */
  readonly occurrence: string;
  readonly cycleId?: string;
  readonly dueAt: Instant;
  /** The job (`<work>@<moment>`) that may still add subjects: the mail stays until all its shards are done. */
  readonly job?: string;
  /** Small facts of the kind (a code, an event's number). Never a name, never a comment. */
  readonly facts?: { readonly [name: string]: string | number };
}

export type MailStatus = 'pending' | 'sending' | 'sent' | 'dropped' | 'failed' | 'returned';

export interface Mail extends MailOrder {
  readonly id: string;
  readonly status: MailStatus;
  readonly attempts: number;
  readonly leaseUntil?: Instant;
  readonly endedAt?: Instant;
  readonly messageId?: string;
  readonly reason?: string;
  /** When the recipient's server took it, where the provider tells. */
  readonly deliveredAt?: Instant;
  /** It failed, and somebody had it sent again: it still stands in the list of trouble. */
  readonly again?: true;
  /** Of a mail that came back: for now only (a full mailbox, an absence), which says nothing about the address. */
  readonly soft?: true;
}

export interface StoredMail {
  readonly mail: Mail;
  readonly version: number;
}

/**
 * Partitions of what is due, in the order a sender reads them: what somebody waits for at a screen, then single mails, then
 * those that gather many requests and may be held for their job, which must not stand in anybody's way.
 */
export const OUT_SHARDS = 4;
export const URGENT_SHARD = 0;
export const SINGLE_SHARD = 1;

/** Those from which a page's own mails leave. */
export const pageShards: readonly number[] = [URGENT_SHARD, SINGLE_SHARD];

const URGENT: ReadonlySet<MailKind> = new Set(['code', 'link', 'test']);

/** Nobody but the person who asks this minute waits for these, and they say nothing about a date. */
export const isUrgent = (kind: MailKind): boolean => URGENT.has(kind);

const shardOf = (mail: Mail): number => {
  if (isUrgent(mail.kind)) return URGENT_SHARD;
  // Of a cycle they are single; one import may make thousands.
  const isMany = mail.job !== undefined || (mail.kind === 'formerMailbox' && mail.cycleId === undefined);
  return isMany ? 2 + spread(mail.id, 2) : SINGLE_SHARD;
};

/** The identity of a mail: one row per (recipient, about, kind, occurrence), whoever asks for it and however often. */
export const mailIdOf = (order: Pick<MailOrder, 'recipient' | 'about' | 'kind' | 'occurrence'>): string =>
  sha256(`${order.recipient.mailbox}\n${order.about}\n${order.kind}\n${order.occurrence}`).slice(0, 26);

export const pointer = (mail: Mail) => ({
  ...keys.outRow(shardOf(mail), mail.dueAt, mail.id),
  version: 1,
  body: {
    id: mail.id,
    ...(mail.job && mail.cycleId ? { held: { cycleId: mail.cycleId, job: mail.job, kind: mail.kind } } : {}),
  },
});

export const item = (mail: Mail, version: number) => ({ ...keys.mail(mail.id), version, body: toBody(mail) });

export async function readMail(table: Table, id: string, how: Reading = {}): Promise<StoredMail | undefined> {
  const found = await table.get(keys.mail(id), how);
  return found && { mail: fromBody<Mail>(found), version: found.version };
}

/**
 * Puts a mail into the outbox, once: the record first, then the pointer that makes it due. Subjects asked for in several
 * calls are gathered in the one mail while it waits; one that comes when it has left gets a mail of its own. Returns the id
 * of the mail that holds the order's subjects.
 */
export async function enqueue(table: Table, order: MailOrder): Promise<string> {
  const mail: Mail = { ...order, id: mailIdOf(order), status: 'pending', attempts: 0 };
  if (await table.put(item(mail, 1), 'absent')) {
    await table.put(pointer(mail));
    return mail.id;
  }
  const left = await gather(table, mail);
  if (left.length === 0) return mail.id;
  return enqueue(table, { ...order, subjects: left, occurrence: `${order.occurrence}+` });
}

/** Adds the order's subjects to the waiting mail; returns those that came too late for it. */
async function gather(table: Table, mail: Mail): Promise<readonly Subject[]> {
  for (;;) {
    const stored = await readMail(table, mail.id);
    if (!stored) return mail.subjects;
    const missing = mail.subjects.filter((s) => !stored.mail.subjects.some((t) => t.kind === s.kind && t.id === s.id));
    if (stored.mail.status !== 'pending') return missing;
    const whole = { ...stored.mail, subjects: [...stored.mail.subjects, ...missing] };
    if (missing.length > 0 && !(await table.put(item(whole, stored.version + 1), { versionIs: stored.version })))
      continue;
    await table.put(pointer(stored.mail));
    return [];
  }
}

export interface DuePointer {
  readonly shard: number;
  readonly sk: string;
  readonly id: string;
  /** Not to be sent before this job has done all its shards. */
  readonly held?: { readonly cycleId: string; readonly job: string; readonly kind?: MailKind };
}

/** Pointers of mails due by now in one shard of the outbox, earliest first; `after` is the `sk` of the last one seen. */
export async function dueMails(
  table: Table,
  shard: number,
  now: Instant,
  limit: number,
  after?: string,
): Promise<readonly DuePointer[]> {
  const range = { upTo: `${now}#~`, limit, ...(after === undefined ? {} : { after }) };
  const { items } = await table.query(keys.out(shard), range);
  return items.map((found) => ({ ...fromBody<Pick<DuePointer, 'id' | 'held'>>(found), shard, sk: found.sk }));
}

/** When the next mail of a shard is due, or undefined when none waits. */
export async function firstDue(table: Table, shard: number): Promise<Instant | undefined> {
  const { items } = await table.query(keys.out(shard), { limit: 1 });
  return items[0]?.sk.slice(0, 24);
}

const hasNotLeft = ({ mail }: StoredMail): boolean => mail.status === 'pending' || mail.status === 'sending';

/**
 * A due mail as its next attempt, for a mailer where a letter replaces itself. Undefined: another sender has it, or it has left
 * already and only its pointer was left behind, which is removed.
 */
export async function attempt(table: Table, due: DuePointer, now: Instant): Promise<StoredMail | undefined> {
  const stored = await readMail(table, due.id);
  if (!stored || !hasNotLeft(stored)) {
    await removePointer(table, due);
    return undefined;
  }
  const { mail, version } = stored;
  if (mail.status === 'sending' && (mail.leaseUntil ?? '') > now) return undefined;
  return { mail: { ...mail, attempts: mail.attempts + 1 }, version };
}

/** An attempt that no other sender makes for the time of a lease, and no late subject joins. */
export async function claim(
  table: Table,
  due: DuePointer,
  now: Instant,
  leaseUntil: Instant,
): Promise<StoredMail | undefined> {
  const found = await attempt(table, due, now);
  if (!found) return undefined;
  const claimed: StoredMail = { mail: { ...found.mail, status: 'sending', leaseUntil }, version: found.version + 1 };
  return (await table.put(item(claimed.mail, claimed.version), { versionIs: found.version })) ? claimed : undefined;
}

/**
 * The mail's end: what became of it, then the pointer goes. A mail that was changed meanwhile has its end by somebody else, or,
 * where nobody claimed it, a subject more, and is still due.
 */
export async function finish(
  table: Table,
  due: DuePointer,
  claimed: StoredMail,
  end: { status: 'sent' | 'dropped' | 'failed'; at: Instant; messageId?: string; reason?: string },
): Promise<void> {
  const { leaseUntil: _, again, ...rest } = claimed.mail;
  const mail: Mail = {
    ...rest,
    status: end.status,
    endedAt: end.at,
    ...(end.messageId ? { messageId: end.messageId } : {}),
    ...(end.reason ? { reason: end.reason } : {}),
  };
  if (end.status === 'failed') await table.put(trouble(mail));
  if (!(await table.put(item(mail, claimed.version + 1), { versionIs: claimed.version }))) {
    const changed = await readMail(table, due.id);
    if (changed && hasNotLeft(changed)) return;
  } else if (again && end.status !== 'failed') await endTrouble(table, mail);
  await removePointer(table, due);
}

/** Not now: the mail waits again, under a later pointer. What was not `tried` (its time had not come) is no attempt. */
export async function postpone(
  table: Table,
  due: DuePointer,
  claimed: StoredMail,
  { until, reason, tried }: { readonly until: Instant; readonly reason: string; readonly tried: boolean },
): Promise<void> {
  const { leaseUntil: _, ...rest } = claimed.mail;
  const attempts = tried ? rest.attempts : rest.attempts - 1;
  const mail: Mail = { ...rest, status: 'pending', dueAt: until, attempts, reason };
  if (!(await table.put(item(mail, claimed.version + 1), { versionIs: claimed.version }))) return;
  await table.put(pointer(mail));
  await removePointer(table, due);
}

/** The mail's record as it is from now on; false when somebody else was faster. Trouble is noted first, so that none is missed. */
export async function replaceMail(table: Table, before: StoredMail, mail: Mail): Promise<boolean> {
  if (mail.status === 'failed' || mail.status === 'returned') await table.put(trouble(mail));
  return table.put(item(mail, before.version + 1), { versionIs: before.version });
}

/** What a dead sender had in hand waits again, without its lease: for a place where no other sender can be alive. */
export async function releaseClaims(table: Table): Promise<void> {
  for (let shard = 0; shard < OUT_SHARDS; shard++) {
    for (let after: string | undefined, more = true; more; more = after !== undefined) {
      const page = await table.query(keys.out(shard), after === undefined ? {} : { after });
      for (const found of page.items) await releaseClaim(table, fromBody<{ id: string }>(found).id);
      after = page.cursor;
    }
  }
}

async function releaseClaim(table: Table, id: string): Promise<void> {
  const stored = await readMail(table, id);
  if (stored?.mail.status !== 'sending') return;
  const { leaseUntil: _, ...rest } = stored.mail;
  await table.put(item({ ...rest, status: 'pending' }, stored.version + 1), { versionIs: stored.version });
}

/** Mails of a cycle that wait to be sent, earliest first; at most as many of each shard as the limit. */
export async function waitingMails(table: Table, cycleId: string, limit: number): Promise<readonly Mail[]> {
  const shards = Array.from({ length: OUT_SHARDS }, (_, shard) => table.query(keys.out(shard), { limit }));
  const ids = (await Promise.all(shards)).flatMap(({ items }) =>
    items.map((found) => fromBody<{ id: string }>(found).id),
  );
  const mails = await Promise.all(ids.map((id) => readMail(table, id)));
  return mails.flatMap((found) => (found?.mail.cycleId === cycleId ? found.mail : []));
}

/** The mail that holds an order's first subject: of a kind that gathers, a late subject has one of its own. */
export async function mailOf(table: Table, order: MailOrder): Promise<Mail | undefined> {
  const [subject] = order.subjects;
  let occurrence = order.occurrence;
  for (;;) {
    const stored = await readMail(table, mailIdOf({ ...order, occurrence }));
    if (!stored) return undefined;
    if (stored.mail.subjects.some(({ kind, id }) => kind === subject?.kind && id === subject.id)) return stored.mail;
    occurrence = `${occurrence}+`;
  }
}

export async function removePointer(table: Table, due: DuePointer): Promise<void> {
  await table.remove({ pk: keys.out(due.shard), sk: due.sk });
}
