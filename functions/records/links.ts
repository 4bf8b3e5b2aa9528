import * as z from 'zod/mini';
import type { Instant, LinkKey, Table } from '#ports';
import { sha256 } from './hash.ts';
import { keys } from './keys.ts';

export const linkKinds = ['request', 'desk', 'delivery', 'member'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** What a link opens. */
export interface LinkSubject {
  readonly kind: LinkKind;
  readonly id: string;
}

export interface Link extends LinkSubject {
  /** Raised by a revocation; tokens, sessions and devices of a lower version are refused from then on. */
  readonly version: number;
  /** The key its token is made with: an older link keeps its own when new links use a new key. */
  readonly keyId: string;
}

const LinkBody = z.object({ keyId: z.string() });
const TokenBody = z.object({ kind: z.enum(linkKinds), id: z.string() });

/** 256 bits in base64url. The same link gives the same token for ever, so a resend needs no stored secret. */
export const tokenFor = async (linkKey: Pick<LinkKey, 'mac'>, link: Link): Promise<string> =>
  Buffer.from(await linkKey.mac(`${link.kind}:${link.id}:${link.version}`, link.keyId)).toString('base64url');

/** The link as it stands; undefined where none was ever issued. */
export async function currentLink(table: Table, subject: LinkSubject): Promise<Link | undefined> {
  const item = await table.get(keys.link(subject.kind, subject.id));
  if (!item) return undefined;
  return { kind: subject.kind, id: subject.id, version: item.version, keyId: LinkBody.parse(item.body).keyId };
}

/**
 * The current link of a subject, made on first use. Only who sends mail may do this: the web functions hold no right to the
 * key, so nobody who breaks into them can make a token.
 */
export async function issueLink(
  deps: { readonly table: Table; readonly linkKey: LinkKey },
  subject: LinkSubject,
): Promise<Link & { readonly token: string; readonly isNew?: true }> {
  const { table, linkKey } = deps;
  const first: Link = { kind: subject.kind, id: subject.id, version: 1, keyId: linkKey.keyId };
  let link = await currentLink(table, subject);
  if (!link) {
    // The directory first, so that where a first link stands its token does; without a link it opens nothing.
    const token = await tokenFor(linkKey, first);
    await table.put(entryOf(first, token));
    const body = { keyId: first.keyId };
    if (await table.put({ ...keys.link(first.kind, first.id), version: 1, body }, 'absent'))
      return { ...first, token, isNew: true };
    link = (await currentLink(table, subject)) ?? first;
  }
  const token = await tokenFor(linkKey, link);
  // After the link was raised it is missing, and after a crash; a read is the cheaper way to see that it stands.
  const entry = entryOf(link, token);
  if (link.version > 1 && !(await table.get(entry))) await table.put(entry);
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
