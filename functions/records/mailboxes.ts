import { domainToASCII } from 'node:url';
import * as z from 'zod/mini';
import type { Table } from '#ports';
import { sha256 } from './hash.ts';
import { keys } from './keys.ts';
import { type LinkSubject, linkKinds } from './link-subject.ts';

const SubjectBody = z.object({ kind: z.enum(linkKinds), id: z.string() });

/**
 * One spelling for one mailbox. Capitals are folded in the local part too: people type them, and no provider here tells two
 * mailboxes apart by them. Domains are compared in punycode.
 */
export function foldMailbox(mailbox: string): string {
  const folded = mailbox.normalize('NFC').trim().toLowerCase();
  const at = folded.lastIndexOf('@');
  const domain = at < 0 ? '' : domainToASCII(folded.slice(at + 1));
  return domain ? `${folded.slice(0, at)}@${domain}` : folded;
}

export const mailboxPrint = (mailbox: string): string => sha256(foldMailbox(mailbox));

/** From now on this mailbox opens the subject. Adding again changes nothing. */
export async function addMailbox(table: Table, mailbox: string, subject: LinkSubject): Promise<void> {
  const { kind, id } = subject;
  await table.put({ ...keys.mailboxSubject(mailboxPrint(mailbox), kind, id), version: 1, body: { kind, id } });
}

/** The mailbox opens the subject no more; revoke its link as well when a committee's contact changed. */
export async function removeMailbox(table: Table, mailbox: string, subject: LinkSubject): Promise<void> {
  await table.remove(keys.mailboxSubject(mailboxPrint(mailbox), subject.kind, subject.id));
}

export async function mailboxOpens(table: Table, mailbox: string, subject: LinkSubject): Promise<boolean> {
  return (await table.get(keys.mailboxSubject(mailboxPrint(mailbox), subject.kind, subject.id))) !== undefined;
}

/** Every subject of a mailbox, by its fingerprint: a session holds no address. */
export async function subjectsOfMailbox(table: Table, print: string): Promise<readonly LinkSubject[]> {
  const found: LinkSubject[] = [];
  let after: string | undefined;
  do {
    const page = await table.query(keys.mailbox(print), after === undefined ? {} : { after });
    found.push(...page.items.map((item) => SubjectBody.parse(item.body)));
    after = page.cursor;
  } while (after !== undefined);
  return found;
}
