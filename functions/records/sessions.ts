import * as z from 'zod/mini';
import type { Clock, Ids, Instant, Item, Table } from '#ports';
import { sha256 } from './hash.ts';
import { keys } from './keys.ts';
import { type LinkSubject, linkKinds } from './link-subject.ts';
import { isCurrent } from './links.ts';

export const idleMinutes = 60;
export const longestHours = 12;
/** How stale `lastSeen` may be: a page view is a read, and a write at most this often. */
const refreshMinutes = 5;

const Grant = z.object({
  /** A kind with a link, or what else a session may stand for: an operator, an administrator. */
  kind: z.string(),
  id: z.string(),
  /** Present where a link granted it: the grant dies when that link is revoked. */
  linkVersion: z.optional(z.number()),
});
export type Grant = z.infer<typeof Grant>;

const SessionBody = z.object({
  subjects: z.readonly(z.array(Grant)),
  via: z.enum(['link', 'code', 'operator', 'console']),
  /** Whoever holds it has shown more than a link: a code from the mailbox, a known device, a sign-in. */
  proven: z.boolean(),
  /** Of the committee or person behind it. */
  language: z.optional(z.enum(['vi', 'en', 'fr'])),
  devicePrint: z.optional(z.string()),
  mailboxPrint: z.optional(z.string()),
  createdAt: z.string(),
  lastSeen: z.string(),
  /** The end whatever happens. */
  expiresAt: z.string(),
});
export type Session = z.infer<typeof SessionBody>;

export type NewSession = Omit<Session, 'createdAt' | 'lastSeen' | 'expiresAt'>;

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
}

const later = (at: Instant, minutes: number): Instant => new Date(Date.parse(at) + minutes * 60_000).toISOString();

const itemFor = (cookie: string, version: number, session: Session): Item => ({
  ...keys.session(sha256(cookie)),
  version,
  body: session,
  expiresAt: Math.ceil(Date.parse(session.expiresAt) / 1000),
});

/** Opens a session and gives the cookie that leads to it: 256 random bits, of which only the hash is stored. */
export async function openSession(deps: Deps & { readonly ids: Ids }, granted: NewSession): Promise<string> {
  const cookie = deps.ids.next() + deps.ids.next();
  const now = deps.clock.now();
  const session = { ...granted, createdAt: now, lastSeen: now, expiresAt: later(now, longestHours * 60) };
  await deps.table.put(itemFor(cookie, 1, session), 'absent');
  return cookie;
}

/** The session of a cookie while it lives. What it grants is asked apart, for each subject, with `grantOf`. */
export async function findSession(deps: Deps, cookie: string): Promise<Session | undefined> {
  const item = await deps.table.get(keys.session(sha256(cookie)));
  if (!item) return undefined;
  const session = SessionBody.parse(item.body);
  const now = deps.clock.now();
  if (session.expiresAt <= now || later(session.lastSeen, idleMinutes) <= now) return undefined;
  if (later(session.lastSeen, refreshMinutes) <= now) {
    // When another request refreshed it first, or ended it, that stands.
    const seen = { ...session, lastSeen: now };
    await deps.table.put(itemFor(cookie, item.version + 1, seen), { versionIs: item.version });
  }
  return session;
}

/** The holder has shown more than the link by now. */
export async function proveSession(deps: Deps, cookie: string): Promise<void> {
  for (;;) {
    const item = await deps.table.get(keys.session(sha256(cookie)));
    if (!item) return;
    const session = SessionBody.parse(item.body);
    if (session.proven) return;
    const proven = itemFor(cookie, item.version + 1, { ...session, proven: true });
    if (await deps.table.put(proven, { versionIs: item.version })) return;
  }
}

export async function endSession(table: Table, cookie: string): Promise<void> {
  await table.remove(keys.session(sha256(cookie)));
}

/**
 * The session's grant for a subject, if it has one that still holds. A link revoked a moment ago ends it at this look: nothing
 * is cached.
 */
export async function grantOf(table: Table, session: Session, kind: string, id: string): Promise<Grant | undefined> {
  const grant = session.subjects.find((subject) => subject.kind === kind && subject.id === id);
  if (!grant || grant.linkVersion === undefined) return grant;
  const linkKind = linkKinds.find((known) => known === kind);
  if (!linkKind) return undefined;
  const subject: LinkSubject = { kind: linkKind, id };
  return (await isCurrent(table, subject, grant.linkVersion)) ? grant : undefined;
}
