import * as z from 'zod/mini';
import type { Clock, Ids, Table } from '#ports';
import { codeMinutes } from './codes.ts';
import { sha256 } from './hash.ts';
import { keys } from './keys.ts';
import { type LinkSubject, linkKinds } from './link-subject.ts';

/** Somebody who was promised a code, and whether or not there was a mailbox to send it to. */
const AskingBody = z.object({
  mailboxPrint: z.string(),
  /** What they were about to open, where a link said it. */
  subject: z.optional(z.object({ kind: z.enum(linkKinds), id: z.string() })),
  expiresAt: z.string(),
});

export interface Asking {
  readonly mailboxPrint: string;
  readonly subject?: LinkSubject | undefined;
  /** Ties the code to the browser that asked for it: a code overheard opens nothing elsewhere. */
  readonly purpose: string;
}

/** The cookie of a new asking, with the purpose that its code is to be made for. */
export async function beginAsking(
  deps: { readonly table: Table; readonly clock: Clock; readonly ids: Ids },
  asked: { readonly mailboxPrint: string; readonly subject?: LinkSubject },
): Promise<{ readonly cookie: string; readonly purpose: string }> {
  const cookie = deps.ids.next() + deps.ids.next();
  const expires = Date.parse(deps.clock.now()) + (codeMinutes + 5) * 60_000;
  const { mailboxPrint, subject } = asked;
  await deps.table.put({
    ...keys.asking(sha256(cookie)),
    version: 1,
    body: {
      mailboxPrint,
      ...(subject ? { subject: { kind: subject.kind, id: subject.id } } : {}),
      expiresAt: new Date(expires).toISOString(),
    },
    expiresAt: Math.ceil(expires / 1000),
  });
  return { cookie, purpose: purposeOf(cookie) };
}

export async function findAsking(
  deps: { readonly table: Table; readonly clock: Clock },
  cookie: string,
): Promise<Asking | undefined> {
  const item = await deps.table.get(keys.asking(sha256(cookie)));
  if (!item) return undefined;
  const { mailboxPrint, subject, expiresAt } = AskingBody.parse(item.body);
  return expiresAt > deps.clock.now() ? { mailboxPrint, subject, purpose: purposeOf(cookie) } : undefined;
}

export const endAsking = (table: Table, cookie: string): Promise<boolean> => table.remove(keys.asking(sha256(cookie)));

const purposeOf = (cookie: string): string => `enter:${sha256(cookie)}`;
