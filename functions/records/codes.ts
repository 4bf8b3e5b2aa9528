import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { Clock, Ids, Item, Table } from '#ports';
import { sha256 } from './hash.ts';
import { keys } from './keys.ts';

/** Eight digits, ten minutes, five tries, once: the way in without a link, and the proof that a mailbox is somebody's. */
export const codeDigits = 8;
export const codeMinutes = 10;
export const codeTries = 5;

const CodeBody = z.object({
  salt: z.string(),
  print: z.string(),
  tries: z.number(),
  spent: z.boolean(),
  expiresAt: z.string(),
});

/** Makes a code that is good for this mailbox and this purpose only, and ends the one before it. */
export async function issueCode(
  deps: { readonly table: Table; readonly clock: Clock; readonly ids: Ids },
  mailboxPrint: string,
  purpose: string,
): Promise<string> {
  const code = deps.ids.digits(codeDigits);
  const salt = deps.ids.next();
  const now = Date.parse(deps.clock.now());
  const expires = now + codeMinutes * 60_000;
  const key = keys.code(mailboxPrint, purpose);
  const before = await deps.table.get(key);
  await deps.table.put({
    ...key,
    // Above every version the code before reached, so that a try still in flight for that one cannot write over this one.
    version: Math.max(now, (before?.version ?? 0) + codeTries * 2),
    body: { salt, print: sha256(salt + code), tries: 0, spent: false, expiresAt: new Date(expires).toISOString() },
    expiresAt: Math.ceil(expires / 1000),
  });
  return code;
}

/**
 * Whether this is the code; one that fits is spent by it. A try is counted before it is compared, so that a thousand at once
 * still are five.
 */
export async function tryCode(
  deps: { readonly table: Table; readonly clock: Clock },
  mailboxPrint: string,
  purpose: string,
  typed: string,
): Promise<boolean> {
  const key = keys.code(mailboxPrint, purpose);
  // Each lost race is another try that was counted: after as many as there are tries, nothing is left to win.
  for (let attempt = 0; attempt <= codeTries; attempt++) {
    const item = await deps.table.get(key);
    if (!item) return false;
    const body = CodeBody.parse(item.body);
    if (body.tries >= codeTries || body.expiresAt <= deps.clock.now()) return false;
    const counted = { ...item, version: item.version + 1, body: { ...body, tries: body.tries + 1 } };
    if (!(await deps.table.put(counted, { versionIs: item.version }))) continue;
    return same(sha256(body.salt + typed), body.print) && spend(deps.table, counted);
  }
  return false;
}

/** Whether all tries were used: only another code helps then. */
export async function isTriedOut(table: Table, mailboxPrint: string, purpose: string): Promise<boolean> {
  const item = await table.get(keys.code(mailboxPrint, purpose));
  return item !== undefined && CodeBody.parse(item.body).tries >= codeTries;
}

/** Marks the code that fitted; false when another request spent it first. A try counted meanwhile does not spoil it. */
async function spend(table: Table, item: Item): Promise<boolean> {
  const { print } = CodeBody.parse(item.body);
  let current: Item | undefined = item;
  for (let attempt = 0; attempt <= codeTries && current; attempt++) {
    const body = CodeBody.parse(current.body);
    if (body.spent || body.print !== print) return false;
    const spent = { ...current, version: current.version + 1, body: { ...body, spent: true } };
    if (await table.put(spent, { versionIs: current.version })) return true;
    current = await table.get(item);
  }
  return false;
}

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Digits as people type them from a mail: with spaces, dots or hyphens, or in the full-width shapes of some keyboards. */
export const codeAsTyped = (typed: string): string => typed.normalize('NFKC').replaceAll(/[\s.-]/g, '');
