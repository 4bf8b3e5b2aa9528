import { localDate } from '#domain/calendar.ts';
import { closesAt, type OpenCycle } from '#domain/cycle.ts';
import { isRefusal } from '#domain/refusal.ts';
import type { Instant, LinkKey, Table } from '#ports';
import { readCycle } from '#records/cycles.ts';
import { issueLink, type LinkSubject, raiseLink } from '#records/links.ts';
import { addMailbox, foldMailbox, mailboxOpens } from '#records/mailboxes.ts';
import type { Mail, Subject } from '#records/outbox.ts';
import type { CycleFacts } from '../parts.ts';

/** What composing needs of the world. Only who composes holds the whole link key. */
export interface ComposeDeps {
  readonly table: Table;
  readonly linkKey: LinkKey;
  /** The base of every link, 'https://host'. */
  readonly base: string;
  readonly from: { readonly name: string; readonly address: string };
}

/** One mail being composed: everything it says is read again now. */
export interface Reading {
  readonly deps: ComposeDeps;
  readonly mail: Mail;
  readonly now: Instant;
}

export interface CycleReading extends Reading {
  readonly cycle: OpenCycle;
}

/** Why a mail did not leave, as its timeline shows it. */
export type DropReason =
  | 'cycleOver'
  | 'unknown'
  | 'nothingOwed'
  | 'nothingToTell'
  | 'contactChanged'
  | 'notConfirmed'
  | 'acknowledged'
  | 'expired';

export type Drop = { readonly outcome: 'drop'; readonly reason: DropReason };
export type Later = { readonly outcome: 'later'; readonly until: Instant };
export type Halt = Drop | Later;

export const drop = (reason: DropReason): Drop => ({ outcome: 'drop', reason });
export const inMinutes = (now: Instant, minutes: number): Later => ({
  outcome: 'later',
  until: new Date(Date.parse(now) + minutes * 60_000).toISOString(),
});
export const isHalt = (found: object): found is Halt => 'outcome' in found;

/** The record the mail is about is not written yet: a moment's patience. */
export const notThereYet = ({ now }: Reading): Later => inMinutes(now, 1);

const cycleIdIn = (subject: Subject): string => subject.id.split('.', 1)[0] ?? '';
/** The committee's (or member's) part of a subject's id. */
export const partAfterCycle = (id: string): string => id.slice(id.indexOf('.') + 1);

async function cycleNamed(table: Table, cycleId: string): Promise<OpenCycle | undefined> {
  try {
    return await readCycle(table, cycleId);
  } catch (error) {
    if (isRefusal(error, 'NotFound')) return undefined;
    throw error;
  }
}

export const cycleOf = (table: Table, subject: Subject): Promise<OpenCycle | undefined> =>
  cycleNamed(table, cycleIdIn(subject));

/** The cycle a mail speaks for; a code or a link that was asked for names none, and its first subject does. */
export async function cycleOfMail(table: Table, mail: Mail): Promise<OpenCycle | undefined> {
  if (mail.cycleId !== undefined) return cycleNamed(table, mail.cycleId);
  const [first] = mail.subjects;
  return first && cycleOf(table, first);
}

export const isOver = (cycle: OpenCycle, now: Instant): boolean =>
  Boolean(cycle.cancelledAt ?? cycle.finishedAt) || now > closesAt(cycle);

export const cycleFacts = (cycle: OpenCycle, now: Instant): CycleFacts => ({
  title: cycle.plan.title,
  period: cycle.plan.period,
  zone: cycle.plan.zone,
  dates: cycle.dates,
  officer: cycle.plan.officer,
  over: isOver(cycle, now),
});

export const dayIn = (cycle: OpenCycle, at: Instant): string => localDate(at, cycle.plan.zone);

/** Whether the mail's recipient is still this contact: a link is never mailed to a mailbox that was replaced meanwhile. */
export function isTheirs(
  { mail }: Reading,
  contact: { readonly mailbox?: string; readonly secondContact?: string },
): boolean {
  const to = mail.recipient.mailbox;
  const same = (mailbox: string | undefined) =>
    mailbox !== undefined && (mailbox === to || foldMailbox(mailbox) === foldMailbox(to));
  return same(contact.mailbox) || same(contact.secondContact);
}

/**
 * The link of a subject, which its recipient may open from now on. The journal may have replaced the link while its directory
 * still has the old one (a crash in between): no mail carries a link that is about to end.
 */
export async function urlOf(reading: Reading, subject: LinkSubject, version = 1): Promise<string> {
  const { token, isNew } = await linkTo(reading, subject, version);
  await openTo(reading, subject, isNew);
  return `${reading.deps.base.replace(/\/+$/, '')}/r#${token}`;
}

async function linkTo({ deps, now }: Reading, subject: LinkSubject, version: number) {
  const link = await issueLink(deps, subject);
  if (link.version >= version) return link;
  await raiseLink(deps, subject, version, now);
  return issueLink(deps, subject);
}

async function openTo({ deps, mail }: Reading, subject: LinkSubject, isNew = false): Promise<void> {
  const { mailbox } = mail.recipient;
  // Nobody has written to it about this before, so it need not be asked whether it opens it.
  if (isNew || !(await mailboxOpens(deps.table, mailbox, subject))) await addMailbox(deps.table, mailbox, subject);
}
