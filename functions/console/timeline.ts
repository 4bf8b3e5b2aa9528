import { html } from 'hono/html';
import type { Actor } from '#domain/actor.ts';
import type { OpenCycle } from '#domain/cycle.ts';
import type { Language } from '#domain/language.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import { type RequestCopy, requestCopy } from '#edge/copy/console/request/index.ts';
import type { Html } from '#edge/html.ts';
import type { Mail } from '#records/outbox.ts';
import type { SliceMember } from '#records/slices.ts';
import type { Moment } from '#records/timeline.ts';
import { mailTag, reasonWords } from './mail-words.ts';
import { day, deadline, number } from './words.ts';

export interface Known {
  readonly deskId: string;
  readonly members: readonly SliceMember[];
  /** What a committee of this cycle is called; its id where it has no name here. */
  readonly nameOf: (committeeId: string) => string;
}

/** Who, what, when, and every mail that followed with what became of it. */
export function timelineBody(language: Language, moments: readonly Moment[], cycle: OpenCycle, known: Known): Html {
  const copy = requestCopy(language);
  const { zone } = cycle.plan;
  return html`<ol class="timeline">${moments.map(
    ({ at, entry, mails, ward }) => html`<li><p><span class="quiet">${day(language, at, true, zone)}</span>
${entry ? html`${eventWords(language, entry.event, zone, known)} <span class="quiet">${handWords(copy, entry.by, known.deskId)}</span>` : ''}${ward ? copy.wardTold[ward] : ''}</p>
${mails.map((mail) => mailLine(language, mail, zone))}</li>`,
  )}</ol>`;
}

function mailLine(language: Language, mail: Mail, zone: string): Html {
  const copy = requestCopy(language);
  const at = mail.endedAt ?? mail.dueAt;
  const reason = reasonWords(copy, mail);
  const waits = mail.status === 'pending' || mail.status === 'sending';
  return html`<p class="post">${mailTag(copy, mail)} <span class="quiet">${waits ? copy.leaves(day(language, at, true, zone)) : day(language, at, true, zone)}${reason ? ` – ${reason}` : ''}</span></p>`;
}

function handWords(copy: RequestCopy, { body, name }: Actor, deskId: string): string {
  const [kind = ''] = body === `committee:${deskId}` ? ['ward'] : body.split(':', 1);
  const words = copy.hands[kind as keyof RequestCopy['hands']] ?? body;
  return name ? `${words}, ${name}` : words;
}

type Writers = {
  [T in RequestEvent['type']]: (event: Extract<RequestEvent, { type: T }>) => string;
};

/** An event in words. What a committee wrote, and why it was sent back, stays with those whom it is for. */
function eventWords(language: Language, event: RequestEvent, zone: string, { members, nameOf }: Known): string {
  const copy = requestCopy(language);
  const { events } = copy;
  const say = (count: number) => number(language, count);
  const names = (slots: readonly number[]) =>
    slots.length <= 3 ? slots.map((n) => members[n]?.name ?? `${n + 1}`).join(', ') : '';
  const about = (slots: readonly number[]) => events.about(say(slots.length), names(slots));
  const name = (slot: number) => members[slot]?.name ?? String(slot + 1);
  const writers: Writers = {
    opened: (e) => events.opened(say(e.members.length), deadline(language, e.dueAt, zone)),
    visited: () => events.visited,
    submitted: (e) => submittedWords(copy, e, about(e.chunks.flatMap(({ slots }) => slots))),
    countersigned: () => events.countersigned,
    confirmed: (e) => events.confirmed(about(e.slots)),
    sentBack: (e) => events.sentBack(about(e.slots), deadline(language, e.until, zone)),
    reminded: () => events.reminded,
    pressed: () => events.pressed,
    escalated: () => events.escalated,
    extended: (e) => events.extended(deadline(language, e.dueAt, zone)),
    excused: () => events.excused,
    returned: (e) => (e.slot === undefined ? events.returned : events.returnedMember(name(e.slot))),
    contactChanged: (e) => events.contactChanged(e.contact.mailbox ?? copy.channels[e.contact.channel]),
    linkReplaced: () => events.linkReplaced,
    reroutedOut: (e) => events.reroutedOut(name(e.slot), nameOf(e.to)),
    reroutedIn: (e) => events.reroutedIn(nameOf(committeeIn(e.from))),
    conflictHanded: (e) => events.conflictHanded(name(e.slot), events.conflictTo[e.to]),
    reportedUnlisted: () => events.reportedUnlisted,
    viewStated: (e) => events.viewStated(name(e.slot)),
    reopened: (e) => events.reopened(about(e.slots)),
    assembled: (e) => events.assembled(say(e.version)),
    cancelled: () => events.cancelled,
  };
  // The table is total over the event types, so the writer of this event's type takes this event.
  const write = writers[event.type] as (e: RequestEvent) => string;
  return write(event);
}

/** The committee of a request's id. */
export const committeeIn = (requestId: string): string => requestId.slice(requestId.indexOf('.') + 1);

const submittedWords = (
  { events, vias, late }: RequestCopy,
  event: Extract<RequestEvent, { type: 'submitted' }>,
  about: string,
): string =>
  [
    events.submitted(about),
    vias[event.via],
    ...(event.reference ? [events.reference(event.reference)] : []),
    ...(event.late.length > 0 ? [late] : []),
    events.signed[event.signing.second],
    ...(event.signing.frontMet ? [] : [events.frontNotMet]),
  ].join('; ');
