import * as z from 'zod/mini';
import { Refusal } from '#domain/refusal.ts';
import type { Instant, LinkKey, Table } from '#ports';
import { sha256 } from './hash.ts';
import { keys } from './keys.ts';
import { type LinkSubject, linkKinds } from './link-subject.ts';
import { addMailbox, mailboxOpens, mailboxPrint } from './mailboxes.ts';

export interface Link extends LinkSubject {
  /** Raised by a revocation; tokens, sessions and devices of a lower version are refused from then on. */
  readonly version: number;
  /** The key its token is made with: an older link keeps its own when new links use a new key. */
  readonly keyId: string;
  /** The fingerprint of the mailbox it was first mailed to, which opens the subject as long as the link is of this version. */
  readonly opens?: string | undefined;
}

const LinkBody = z.object({ keyId: z.string(), opens: z.optional(z.string()) });
const TokenBody = z.object({ kind: z.enum(linkKinds), id: z.string() });

/** 256 bits in base64url. The same link gives the same token for ever, so a resend needs no stored secret. */
export const tokenFor = async (linkKey: Pick<LinkKey, 'mac'>, link: Link): Promise<string> =>
  Buffer.from(await linkKey.mac(`${link.kind}:${link.id}:${link.version}`, link.keyId)).toString('base64url');

/** The link as it stands; undefined where none was ever issued. */
export async function currentLink(table: Table, subject: LinkSubject): Promise<Link | undefined> {
  const item = await table.get(keys.link(subject.kind, subject.id));
  if (!item) return undefined;
  return { kind: subject.kind, id: subject.id, version: item.version, ...LinkBody.parse(item.body) };
}

/**
 * The current link of a subject, made on first use, and mailed to a mailbox that opens the subject from now on. Only who sends
 * mail may do this: the web functions hold no right to the key, so nobody who breaks into them can make a token.
 *
 * `version`: the newest that the caller knows of. Where a newer one stands, the mailbox may be one that was replaced meanwhile:
 * refused as `Contended`, and nothing is written.
 */
export async function issueLink(
  deps: { readonly table: Table; readonly linkKey: LinkKey },
  subject: LinkSubject,
  mailbox: string,
  version = Number.POSITIVE_INFINITY,
): Promise<Link & { readonly token: string }> {
  const { table, linkKey } = deps;
  const opens = mailboxPrint(mailbox);
  const first: Link = { kind: subject.kind, id: subject.id, version: 1, keyId: linkKey.keyId, opens };
  let link = await currentLink(table, subject);
  if (!link) {
    // The directories first, so that where a first link stands its token does, and its mailbox; without a link they open nothing.
    const token = await tokenFor(linkKey, first);
    await Promise.all([table.put(entryOf(first, token)), addMailbox(table, mailbox, subject)]);
    const body = { keyId: first.keyId, opens };
    if (await table.put({ ...keys.link(first.kind, first.id), version: 1, body }, 'absent')) return { ...first, token };
    link = (await currentLink(table, subject)) ?? first;
  }
  if (link.version > version) throw new Refusal('Contended', 'the link was replaced while a mail with it was made');
  const token = await tokenFor(linkKey, link);
  // After the link was raised it is missing, and after a crash; a read is the cheaper way to see that it stands.
  const entry = entryOf(link, token);
  if (link.version > 1 && !(await table.get(entry))) await table.put(entry);
  if (link.opens !== opens && !(await mailboxOpens(table, mailbox, subject))) await addMailbox(table, mailbox, subject);
  return { ...link, token };
}

const entryOf = ({ kind, id, version }: Link, token: string) => ({
  ...keys.token(sha256(token)),
  version,
  body: { kind, id },
});

/**
 * Ends every link mailed so far for this subject, and with them its sessions and known devices. The next one is made with the
 * key of today. Nothing happens where no link was issued.
 */
export async function revokeLink(
  deps: { readonly table: Table; readonly linkKey: Pick<LinkKey, 'keyId'> },
  subject: LinkSubject,
  at: Instant,
): Promise<void> {
  for (;;) {
    const link = await currentLink(deps.table, subject);
    if (!link) return;
    const next = {
      ...keys.link(subject.kind, subject.id),
      version: link.version + 1,
      body: { keyId: deps.linkKey.keyId, revokedAt: at },
    };
    if (await deps.table.put(next, { versionIs: link.version })) return;
  }
}

/**
 * The link that a token opens; undefined for one that is unknown or revoked. Both cost the same two reads, so that the time of
 * an answer does not tell which it was.
 */
export async function linkOfToken(table: Table, token: string): Promise<Link | undefined> {
  const print = sha256(token);
  const item = await table.get(keys.token(print));
  const subject: LinkSubject = item ? TokenBody.parse(item.body) : { kind: 'request', id: print };
  const link = await currentLink(table, subject);
  return item && link && link.version === item.version ? link : undefined;
}

/** Whether a session or device granted under this version of a link still holds. */
export async function isCurrent(table: Table, subject: LinkSubject, linkVersion: number): Promise<boolean> {
  return (await currentLink(table, subject))?.version === linkVersion;
}

/**
 * Ends every link of the subject below a version, once: asked again, or after a newer one, it changes nothing. A subject that
 * never had a link starts at that version.
 */
export async function raiseLink(
  deps: { readonly table: Table; readonly linkKey: Pick<LinkKey, 'keyId'> },
  subject: LinkSubject,
  version: number,
  at: Instant,
): Promise<void> {
  const body = { keyId: deps.linkKey.keyId, raisedAt: at };
  await deps.table.put({ ...keys.link(subject.kind, subject.id), version, body }, { olderThan: version });
}
