import { HOME_ZONE, localDate } from '#domain/calendar.ts';
import type { Instant, Letter } from '#ports';
import { codeMinutes } from '#records/codes.ts';
import type { Mail, MailKind } from '#records/outbox.ts';
import { tellFormer } from './contacts.ts';
import { deliver, remindToAcknowledge, tellCorrected } from './deliveries.ts';
import { askToConfirm, packs, tellCounts, tellHalfTime, tellOverdue, tellUnreachable } from './desks.ts';
import { changesOf } from './gather/contacts.ts';
import { deliveryOf, memberOf } from './gather/delivered.ts';
import { cellsOf, countsOfWards, waitingOf } from './gather/desks.ts';
import { linksOf } from './gather/links.ts';
import {
  type ComposeDeps,
  type CycleReading,
  cycleOfMail,
  type Drop,
  drop,
  type Halt,
  inMinutes,
  isHalt,
  isOver,
  type Later,
  type Reading,
} from './gather/reading.ts';
import { always, askedOf, hasSentBack, stillOwes, wasCancelled } from './gather/requests.ts';
import { tellCode, tellLinks, tellTest } from './keys.ts';
import { htmlOf } from './layout.ts';
import { tellMember } from './members.ts';
import { type Parts, type Say, sayIn } from './parts.ts';
import { ask, receipt, remind, tellCancelled, tellExtended, tellSentBack } from './requests.ts';
import { textOf } from './text.ts';

export { type ComposeDeps, cyclesIn } from './gather/reading.ts';

export type Composed = { readonly outcome: 'letter'; readonly letter: Letter } | Drop | Later;

/** Kinds that ask somebody for something: none leaves after a cancel or close, and all wait while a cycle is stopped. */
const ASKING: ReadonlySet<MailKind> = new Set<MailKind>([
  'request',
  'packs',
  'reminder',
  'extended',
  'sentBack',
  'toConfirm',
  'halfTime',
  'overdue',
  'unreachable',
  'counts',
]);

const STOPPED_MINUTES = 15;

/** What a mail says, as far as its facts still hold; else why it does not leave (now). */
type Write = (reading: Reading, say: Say, cycle: CycleReading['cycle'] | undefined) => Promise<Parts | Halt>;

const ofCycle =
  <F extends object>(
    gather: (reading: CycleReading) => Promise<F | Halt>,
    write: (facts: F, say: Say, mail: Mail) => Parts,
  ): Write =>
  async (reading, say, cycle) => {
    if (!cycle) return drop('unknown');
    const facts = await gather({ ...reading, cycle });
    return isHalt(facts) ? facts : write(facts, say, reading.mail);
  };

/** An order that follows from one fact of one request carries the fact's number; one that gathers a mailbox's requests does not. */
const followsOneFact = ({ facts }: Mail): boolean => facts?.event !== undefined;

const WRITERS: { readonly [kind in MailKind]: Write } = {
  request: ofCycle(
    (reading) => askedOf(reading, stillOwes),
    (facts, say, mail) => ask(facts, say, followsOneFact(mail)),
  ),
  reminder: ofCycle(
    (reading) => askedOf(reading, stillOwes, { drafts: true }),
    (facts, say, mail) => remind(facts, say, followsOneFact(mail)),
  ),
  extended: ofCycle((reading) => askedOf(reading, stillOwes), tellExtended),
  sentBack: ofCycle((reading) => askedOf(reading, hasSentBack), tellSentBack),
  receipt: ofCycle((reading) => askedOf(reading, always, { receipt: true }), receipt),
  cancelled: ofCycle(
    (reading) => askedOf(reading, wasCancelled, { withoutLink: true, onlyAsked: true }),
    tellCancelled,
  ),
  packs: ofCycle((reading) => cellsOf(reading, 'packs'), packs),
  halfTime: ofCycle((reading) => cellsOf(reading, 'halfTime'), tellHalfTime),
  overdue: ofCycle((reading) => cellsOf(reading, 'overdue'), tellOverdue),
  unreachable: ofCycle((reading) => cellsOf(reading, 'unreachable'), tellUnreachable),
  toConfirm: ofCycle(waitingOf, askToConfirm),
  counts: ofCycle(countsOfWards, tellCounts),
  evaluations: ofCycle((reading) => deliveryOf(reading, false), deliver),
  evaluationsReminder: ofCycle((reading) => deliveryOf(reading, true), remindToAcknowledge),
  corrected: ofCycle((reading) => deliveryOf(reading, false), tellCorrected),
  memberTold: ofCycle(memberOf, tellMember),
  // However the contact stands by now: what was changed and changed back in an hour is told too.
  formerMailbox: async (reading, say, cycle) => {
    const facts = await changesOf(reading, cycle);
    return isHalt(facts) ? facts : tellFormer(facts, say);
  },
  code: async ({ mail, now }, say) => {
    const { code, minutes, expiresAt } = mail.facts ?? {};
    if (code === undefined) return drop('unknown');
    if (typeof expiresAt === 'string' && now > expiresAt) return drop('expired');
    return tellCode({ code: String(code), minutes: Number(minutes ?? codeMinutes) }, say);
  },
  link: async (reading, say) => {
    const entries = await linksOf(reading);
    return isHalt(entries) ? entries : tellLinks(entries, say, followsOneFact(reading.mail));
  },
  // Where the launch page waits for the test link to be opened is its own matter.
  test: async ({ deps, mail }, say) => {
    const path = String(mail.facts?.path ?? '');
    return /^\/[\w\-./#]*$/.test(path) ? tellTest(`${deps.base.replace(/\/+$/, '')}${path}`, say) : drop('unknown');
  },
};

/**
 * Makes the letter of a stored mail from what is true at this moment. Nothing of it was kept when the mail was asked for, so a
 * reminder never reaches a committee that has answered, and no mail names a date that was moved.
 */
export async function compose(deps: ComposeDeps, stored: Mail, now: Instant): Promise<Composed> {
  const cycle = await cycleOfMail(deps.cycles, stored);
  if (ASKING.has(stored.kind)) {
    if (!cycle) return drop('unknown');
    if (isOver(cycle, now)) return drop('cycleOver');
    if (cycle.stoppedAt) return inMinutes(now, STOPPED_MINUTES);
  }
  const zone = cycle?.plan.zone ?? HOME_ZONE;
  const say = sayIn(stored.recipient.language, zone, localDate(now, zone));
  const parts = await WRITERS[stored.kind]({ deps, mail: stored, now }, say, cycle);
  if (isHalt(parts)) return parts;
  const officer = parts.officer ?? cycle?.plan.officer;
  const letter: Letter = {
    id: stored.id,
    kind: stored.kind,
    to: stored.recipient.mailbox,
    from: deps.from,
    ...(officer ? { replyTo: officer.replyTo } : {}),
    subject: oneLine(`${say.copy.prefix} ${parts.subject}`),
    text: textOf(parts, say, officer),
    html: await htmlOf(parts, say, officer),
    links: parts.blocks.flatMap((block) => (block.is === 'link' ? [block.url] : [])),
    language: stored.recipient.language,
    at: now,
  };
  return { outcome: 'letter', letter };
}

/** A header is one line, whatever was typed into a title. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim();
