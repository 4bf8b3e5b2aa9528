import { localDate } from '#domain/calendar.ts';
import { closesAt, type OpenCycle } from '#domain/cycle.ts';
import { isRefusal } from '#domain/refusal.ts';
import type { Instant, LinkKey, Table } from '#ports';
import { readCycle } from '#records/cycles.ts';
import type { LinkSubject } from '#records/link-subject.ts';
import { issueLink, raiseLink } from '#records/links.ts';
import { foldMailbox } from '#records/mailboxes.ts';
import type { Mail, Subject } from '#records/outbox.ts';
import type { CycleFacts } from '../parts.ts';

/** A cycle by its id; undefined where there is none. */
export type Cycles = (cycleId: string) => Promise<OpenCycle | undefined>;

/** What composing needs of the world. Only who composes holds the whole link key. */
export interface ComposeDeps {
  readonly table: Table;
  readonly cycles: Cycles;
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

/** So old a cycle may be in a letter, in milliseconds: after a cancel none leaves for longer than its way to the provider takes. */
const FRESH = 1_000;

/** Each cycle is read once a second, however many letters are about it; `elapsed`: milliseconds since some moment. */
export function cyclesIn(table: Table, elapsed: () => number): Cycles {
  const reads = new Map<string, { readonly at: number; readonly cycle: Promise<OpenCycle | undefined> }>();
  return (cycleId) => {
    const [known, now] = [reads.get(cycleId), elapsed()];
    if (known && now - known.at < FRESH) return known.cycle;
    const cycle = readIfThere(table, cycleId);
    reads.set(cycleId, { at: now, cycle });
    // A fault is one letter's, and the next tries again.
    cycle.catch(() => reads.delete(cycleId));
    return cycle;
  };
}

async function readIfThere(table: Table, cycleId: string): Promise<OpenCycle | undefined> {
  try {
    return await readCycle(table, cycleId);
  } catch (error) {
    if (isRefusal(error, 'NotFound')) return undefined;
    throw error;
  }
}

export const cycleOf = (cycles: Cycles, subject: Subject): Promise<OpenCycle | undefined> => cycles(cycleIdIn(subject));

/** The cycle a mail speaks for; a code or a link that was asked for names none, and its first subject does. */
export async function cycleOfMail(cycles: Cycles, mail: Mail): Promise<OpenCycle | undefined> {
  if (mail.cycleId !== undefined) return cycles(mail.cycleId);
  const [first] = mail.subjects;
  return first && cycleOf(cycles, first);
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
  const { token } = await linkTo(reading, subject, version);
  return `${reading.deps.base.replace(/\/+$/, '')}/r#${token}`;
}

async function linkTo({ deps, mail, now }: Reading, subject: LinkSubject, version: number) {
  const { mailbox } = mail.recipient;
  const link = await issueLink(deps, subject, mailbox, version);
  if (link.version === version) return link;
  await raiseLink(deps, subject, version, now);
  return issueLink(deps, subject, mailbox, version);
}
