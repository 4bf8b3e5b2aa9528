import type { Language } from '#domain/language.ts';
import { beginAsking, endAsking, findAsking } from '#records/askings.ts';
import { issueCode, isTriedOut, tryCode } from '#records/codes.ts';
import { isKnownDevice, knowDevice } from '#records/devices.ts';
import { sha256 } from '#records/hash.ts';
import { keys } from '#records/keys.ts';
import { countFailure, type Limit, pausedUntil } from '#records/limits.ts';
import type { LinkSubject } from '#records/link-subject.ts';
import { currentLink, type Link, linkOfToken } from '#records/links.ts';
import { foldMailbox, mailboxOpens, mailboxPrint, subjectsOfMailbox } from '#records/mailboxes.ts';
import { endSession, findSession, grantOf, openSession } from '#records/sessions.ts';
import { idling } from '../env.ts';
import type { SubjectDeps } from '../subject.ts';

/** A mail the door asks for. It is rendered when sent; names and ratings have no place in it. */
export interface DoorMail {
  readonly kind: 'code' | 'link';
  /** Folded, as the committee registered it; never as a visitor typed it. */
  readonly to: string;
  readonly language: Language;
  /** What the mailbox opens: a 'link' mail carries the current link of each. */
  readonly subjects: readonly LinkSubject[];
  /** The same wish twice is one mail. */
  readonly occurrence: string;
  /** Of a 'code' mail: eight digits, good for ten minutes from now. */
  readonly code?: string;
}

/** Who may open a subject now, whatever mailboxes opened it before. */
export interface DoorContact {
  readonly mailboxes: readonly string[];
  readonly language: Language;
}

export interface DoorDeps extends SubjectDeps {
  /** The index of mailboxes only leads to subjects; this, the record itself, decides. Undefined: nobody by mail. */
  readonly contactOf: (subject: LinkSubject) => Promise<DoorContact | undefined>;
  /** Puts a mail that is due now into the outbox. */
  readonly enqueue: (mail: DoorMail) => Promise<void>;
}

/** Who is at the door. */
export interface Visitor {
  readonly address: string;
  /** The value of the device cookie, set now where there was none. */
  readonly device: string;
  /** The cookie of a session they may have already. */
  readonly session: string | undefined;
}

/** Failed exchanges from one address: of links, and of codes. */
const perAddress: Limit = { name: 'address', failures: 20, windowSeconds: 60, pauseSeconds: 60 };
/** Wrong mailboxes for one link, existing or not. */
const perLink: Limit = { name: 'link', failures: 10, windowSeconds: 3600, pauseSeconds: 900 };
/** Mails that a stranger can make us send: counted alike for mailboxes we know and do not know. */
const mailsPerMailbox: Limit = { name: 'mails', failures: 5, windowSeconds: 900, pauseSeconds: 900 };
const mailsPerAddress: Limit = { name: 'mailsFrom', failures: 60, windowSeconds: 60, pauseSeconds: 60 };

export type Opened = { readonly outcome: 'opened'; readonly cookie: string; readonly subjects: readonly LinkSubject[] };
export type Paused = { readonly outcome: 'paused' };
export type Asked = { readonly outcome: 'codeAsked'; readonly cookie: string };
export type Refused = { readonly outcome: 'refused' };

/**
 * Trades a token and the mailbox it was sent to for a session. Unknown, revoked and foreign mailbox come out as one `refused`
 * after the same reads and writes.
 */
export async function trade(
  deps: DoorDeps,
  visitor: Visitor,
  token: string,
  mailbox: string,
): Promise<Opened | Asked | Refused | Paused> {
  if (await pausedUntil(idling(deps), perAddress, visitor.address)) return { outcome: 'paused' };
  if (await pausedUntil(idling(deps), perLink, token)) return { outcome: 'paused' };
  const link = await linkOfToken(deps.table, token);
  const print = mailboxPrint(mailbox);
  const fits = await mailboxOpens(deps.table, mailbox, link ?? { kind: 'request', id: sha256(token) });
  const contact = link && fits ? await contactWith(deps, print, link) : undefined;
  if (!link || !contact) {
    await countFailure(idling(deps), perAddress, visitor.address);
    await countFailure(idling(deps), perLink, token);
    return { outcome: 'refused' };
  }
  const proven = await isKnownDevice(deps.table, link, visitor.device);
  if (!proven && (await deps.isWritten(link))) return askForCode(deps, visitor, mailbox, link);
  return open(deps, visitor, { links: [link], via: 'link', proven, print, language: contact.language });
}

/** Mails a code to a mailbox that opens something, and lets nobody see whether it does. */
export async function askForCode(
  deps: DoorDeps,
  visitor: Visitor,
  mailbox: string,
  subject?: LinkSubject,
): Promise<Asked | Paused> {
  if (await countMail(deps, visitor, mailbox)) return { outcome: 'paused' };
  const print = mailboxPrint(mailbox);
  const asking = await beginAsking(idling(deps), { mailboxPrint: print, ...(subject ? { subject } : {}) });
  const code = await issueCode(idling(deps), print, asking.purpose);
  await mailIfKnown(deps, mailbox, { kind: 'code', code, occurrence: asking.purpose });
  return { outcome: 'codeAsked', cookie: asking.cookie };
}

/** Mails the current links of a mailbox again. Pressed twice within ten minutes it is one mail. */
export async function mailLinks(deps: DoorDeps, visitor: Visitor, mailbox: string): Promise<Paused | undefined> {
  if (await countMail(deps, visitor, mailbox)) return { outcome: 'paused' };
  const occurrence = `lost:${deps.clock.now().slice(0, '2026-01-01T00:0'.length)}`;
  await mailIfKnown(deps, mailbox, { kind: 'link', occurrence });
  return undefined;
}

/** Trades the code for a session over everything that the mailbox opens. */
export async function enterCode(
  deps: DoorDeps,
  visitor: Visitor,
  cookie: string,
  typed: string,
): Promise<Opened | Refused | Paused | { readonly outcome: 'notAsked' } | { readonly outcome: 'spent' }> {
  if (await pausedUntil(idling(deps), perAddress, visitor.address)) return { outcome: 'paused' };
  const asking = await findAsking(idling(deps), cookie);
  if (!asking) return { outcome: 'notAsked' };
  const fits = await tryCode(idling(deps), asking.mailboxPrint, asking.purpose, typed);
  const { links, language } = fits ? await openedBy(deps, asking.mailboxPrint) : nothing;
  if (links.length === 0) {
    await countFailure(idling(deps), perAddress, visitor.address);
    // A mailbox we do not know has a code too, that nobody was sent: so this tells nothing of it.
    const spent = await isTriedOut(deps.table, asking.mailboxPrint, asking.purpose);
    return { outcome: spent ? 'spent' : 'refused' };
  }
  await endAsking(deps.table, cookie);
  for (const link of links) await knowDevice(idling(deps), link, visitor.device);
  const { subject } = asking;
  const first = links.filter(({ kind, id }) => kind === subject?.kind && id === subject.id);
  const opened = await open(deps, visitor, { links, via: 'code', proven: true, print: asking.mailboxPrint, language });
  return first.length > 0 ? { ...opened, subjects: first } : opened;
}

interface Way {
  readonly links: readonly Link[];
  readonly via: 'link' | 'code';
  readonly proven: boolean;
  readonly print: string;
  readonly language: Language;
}

async function open(deps: DoorDeps, visitor: Visitor, way: Way): Promise<Opened> {
  const granted = way.links.map(({ kind, id, version }) => ({ kind, id, linkVersion: version }));
  const kept = way.proven ? await keptGrants(deps, visitor, way.print) : [];
  const others = kept.filter((old) => !granted.some(({ kind, id }) => kind === old.kind && id === old.id));
  const cookie = await openSession(idling(deps), {
    subjects: [...granted, ...others],
    via: way.via,
    proven: way.proven,
    language: way.language,
    devicePrint: sha256(visitor.device),
    mailboxPrint: way.print,
  });
  return { outcome: 'opened', cookie, subjects: way.links };
}

/** A mail may carry several links, and opening the second must not close the first: both proven, and the same mailbox. */
async function keptGrants(deps: DoorDeps, visitor: Visitor, print: string) {
  const session = visitor.session === undefined ? undefined : await findSession(idling(deps), visitor.session);
  if (visitor.session === undefined || !session?.proven || session.mailboxPrint !== print) return [];
  const holding = await Promise.all(session.subjects.map(({ kind, id }) => grantOf(deps.table, session, kind, id)));
  await endSession(deps.table, visitor.session);
  return holding.flatMap((grant) => (grant ? [grant] : []));
}

const nothing = { links: [] as readonly Link[], language: 'vi' as Language };

/** Every link that a mailbox opens now, and the language of the first. */
async function openedBy(deps: DoorDeps, print: string): Promise<typeof nothing> {
  const subjects = await subjectsOfMailbox(deps.table, print);
  const found = await Promise.all(
    subjects.map(async (subject) => {
      const link = await currentLink(deps.table, subject);
      const contact = link && (await contactWith(deps, print, subject));
      return link && contact ? [{ link, language: contact.language }] : [];
    }),
  );
  const opened = found.flat();
  return { links: opened.map(({ link }) => link), language: opened[0]?.language ?? 'vi' };
}

async function contactWith(deps: DoorDeps, print: string, subject: LinkSubject): Promise<DoorContact | undefined> {
  const contact = await deps.contactOf(subject);
  return contact?.mailboxes.some((mailbox) => mailboxPrint(mailbox) === print) ? contact : undefined;
}

/** True when it is one too many. */
async function countMail(deps: DoorDeps, visitor: Visitor, mailbox: string): Promise<boolean> {
  const folded = foldMailbox(mailbox);
  if (await pausedUntil(idling(deps), mailsPerAddress, visitor.address)) return true;
  if (await pausedUntil(idling(deps), mailsPerMailbox, folded)) return true;
  await countFailure(idling(deps), mailsPerAddress, visitor.address);
  await countFailure(idling(deps), mailsPerMailbox, folded);
  return false;
}

async function mailIfKnown(
  deps: DoorDeps,
  mailbox: string,
  mail: Pick<DoorMail, 'kind' | 'code' | 'occurrence'>,
): Promise<void> {
  const to = foldMailbox(mailbox);
  const { links, language } = await openedBy(deps, mailboxPrint(mailbox));
  if (links.length > 0) {
    await deps.enqueue({ ...mail, to, language, subjects: links.map(({ kind, id }) => ({ kind, id })) });
    return;
  }
  // As much work as queueing a mail, so that the time of the answer does not tell a mailbox we know from one we do not.
  const expiresAt = Math.ceil(Date.parse(deps.sessionClock.now()) / 1000) + 60;
  for (const part of ['mail', 'due']) {
    await deps.table.put({ ...keys.failures(`decoy.${part}`, sha256(to)), version: 1, body: null, expiresAt });
  }
}
