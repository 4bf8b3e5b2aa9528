import type { Instant, Table } from '#ports';
import { keys } from './keys.ts';
import { mailboxPrint } from './mailboxes.ts';
import { fromBody, toBody } from './stored.ts';

/** A mailbox that refused for good, or whose owner called our mail unwanted: nothing is sent there until somebody lifts it. */
export interface Suppression {
  readonly reason: 'bounce' | 'complaint';
  readonly since: Instant;
  /** Which mail told. */
  readonly mailId: string;
  /** An administrator has looked; only what happens later counts again. */
  readonly lifted?: { readonly at: Instant; readonly by: string };
}

export interface SuppressedMailbox extends Suppression {
  /** The fingerprint of the folded mailbox; the address itself is not kept here. */
  readonly print: string;
}

/** A complaint weighs more than a bounce, and the earliest of its kind stands, in whatever order they are told. */
const weight = ({ reason, since, mailId }: Suppression): string =>
  `${reason === 'complaint' ? 0 : 1} ${since} ${mailId}`;

/** Nothing is sent there from now on. True when that is new. */
export async function suppress(
  table: Table,
  mailbox: string,
  suppression: Omit<Suppression, 'lifted'>,
): Promise<boolean> {
  const key = keys.suppression(mailboxPrint(mailbox));
  for (;;) {
    const stored = await table.get(key);
    const before = stored && fromBody<Suppression>(stored);
    if (before?.lifted && suppression.since <= before.lifted.at) return false;
    if (before && !before.lifted && weight(before) <= weight(suppression)) return false;
    const item = { ...key, version: (stored?.version ?? 0) + 1, body: toBody(suppression) };
    if (await table.put(item, stored ? { versionIs: stored.version } : 'absent'))
      return !before || Boolean(before.lifted);
  }
}

export async function suppressionOf(table: Table, mailbox: string): Promise<Suppression | undefined> {
  const stored = await table.get(keys.suppression(mailboxPrint(mailbox)));
  const found = stored && fromBody<Suppression>(stored);
  return found?.lifted ? undefined : found;
}

/** From so many letters on, the list of all is the cheaper read. */
const MANY = 10;

/** Whether mailboxes are suppressed, for so many letters that leave within seconds of each other. */
export function suppressedAmong(table: Table, letters: number): (mailbox: string) => Promise<boolean> {
  if (letters < MANY) return async (mailbox) => (await suppressionOf(table, mailbox)) !== undefined;
  let prints: Promise<ReadonlySet<string>> | undefined;
  const read = async () => new Set((await listSuppressions(table)).map(({ print }) => print));
  return async (mailbox) => {
    prints ??= read().catch((error: unknown) => {
      prints = undefined;
      throw error;
    });
    return (await prints).has(mailboxPrint(mailbox));
  };
}

/** As it was last written, lifted or not. */
export async function readSuppression(table: Table, print: string): Promise<Suppression | undefined> {
  const stored = await table.get(keys.suppression(print));
  return stored && fromBody<Suppression>(stored);
}

/** All that are in force, for administrators. */
export async function listSuppressions(table: Table): Promise<readonly SuppressedMailbox[]> {
  const all: SuppressedMailbox[] = [];
  let after: string | undefined;
  do {
    const page = await table.query(keys.suppressions(), after === undefined ? {} : { after });
    all.push(...page.items.map((item) => ({ ...fromBody<Suppression>(item), print: item.sk })));
    after = page.cursor;
  } while (after !== undefined);
  return all.filter(({ lifted }) => !lifted);
}

/** The mailbox of this fingerprint may be written to again; news of before this moment change nothing any more. */
export async function liftSuppression(table: Table, print: string, by: string, at: Instant): Promise<boolean> {
  const stored = await table.get(keys.suppression(print));
  const before = stored && fromBody<Suppression>(stored);
  if (!before || before.lifted) return false;
  const body = toBody({ ...before, lifted: { at, by } });
  return table.put({ ...keys.suppression(print), version: stored.version + 1, body }, { versionIs: stored.version });
}
