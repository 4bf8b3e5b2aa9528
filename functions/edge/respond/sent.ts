import { html } from 'hono/html';
import { localDate } from '#domain/calendar.ts';
import { NO_DESK } from '#domain/outcome.ts';
import { Refusal } from '#domain/refusal.ts';
import { isTypedIn, type Part } from '#domain/request.ts';
import type { Signing } from '#domain/signing.ts';
import { longDate, moment } from '#mail/formats.ts';
import { readSigning } from '#records/answers.ts';
import { issueSecondCode } from '#records/second-codes.ts';
import { idling } from '../env.ts';
import { readForm } from '../forms.ts';
import { csrfField, type Html, type View } from '../html.ts';
import { seeOther, show } from '../page.ts';
import { allKept } from './kept.ts';
import { isForOtherHand, isToSend, isToWrite, rowsOf } from './standing.ts';
import { fromTextOf } from './texts.ts';
import type { Page, Work } from './work.ts';

/** The part that is asked for, or the last one that was sent. */
function partOf({ state }: Work, asked: string | undefined): Part {
  const part = asked === undefined ? state.parts.at(-1) : state.parts.find(({ seq }) => String(seq) === asked);
  if (!part) throw new Refusal('NotFound', 'nothing of that number was sent');
  return part;
}

/** How many members one part told of. */
export const membersIn = ({ entries }: Pick<Work, 'entries'>, { seq }: Part): readonly number[] => {
  const event = entries.find((entry) => entry.seq === seq)?.event;
  return event?.type === 'submitted' ? event.chunks.flatMap(({ slots }) => slots) : [];
};

export const wasLate = ({ entries }: Pick<Work, 'entries'>, { seq }: Part): boolean => {
  const event = entries.find((entry) => entry.seq === seq)?.event;
  return event?.type === 'submitted' && event.late.length > 0;
};

/** Submissions are counted from one, whatever else stands in the journal between them. */
const nthOf = ({ state }: Work, { seq }: Part): number => state.parts.findIndex((part) => part.seq === seq) + 1;

/** What a second person was to sign by a code, and has not. */
export const awaitedSeconds = ({ state }: Pick<Work, 'state'>): readonly Part[] =>
  state.parts.filter(({ signing, countersigned }) => signing.second === 'code' && !countersigned);

/** The page with the code was posted for; whoever reloads it, or goes back to it, comes to the receipt. */
export const getSecondCode = (c: Page, work: Work): Response => {
  const part = awaitedSeconds(work)
    .filter((one) => isFromHere(work, one))
    .at(-1);
  return seeOther(c, part ? `${work.home}sent?part=${part.seq}` : `${work.home}sent`);
};

export async function getSent(c: Page, work: Work): Promise<Response> {
  return show(c, await sentPage(work, partOf(work, c.req.query('part'))));
}

/** Who sent a part has the second signature made, and nobody in another's place. */
const isFromHere = ({ hand }: Work, { via }: Part): boolean => hand.vias.includes(via);

/** A code for the second person. It is shown this once; whoever asks again gets another, and this one ends. */
export async function postSecondCode(c: Page, work: Work): Promise<Response> {
  const form = await readForm(c, { one: ['part'] });
  const part = partOf(work, form.part);
  if (!isFromHere(work, part)) throw new Refusal('NotAllowed', 'this part came another way, and is signed there');
  if (part.countersigned) throw new Refusal('AlreadyDone', 'a second person has signed this submission');
  const code = await issueSecondCode(idling(work.deps), { requestId: work.id, part: part.seq });
  return show(c, await sentPage(work, part, code));
}

async function sentPage(work: Work, part: Part, code?: string): Promise<View> {
  const { copy, language, cycle, home, state } = work;
  const { time, date } = moment(language, cycle.plan.zone, part.at);
  const late = wasLate(work, part);
  const signing = await readSigning(work.deps.table, work.id, part.text);
  const body = html`<h1>${copy.sent.title}</h1>
<div class="notice done"><h2>${copy.sent.received(membersIn(work, part).length)}</h2>
<p>${late ? copy.sent.late : copy.sent.inTime}</p></div>
<dl class="facts"><div><dt>${copy.sent.at}</dt><dd>${copy.sent.atWords(time, date, cycle.plan.zone)}</dd></div>
<div><dt>${copy.sent.by}</dt><dd>${signing?.signer ?? ''}</dd></div>
<div><dt>${copy.sent.number}</dt><dd>${nthOf(work, part)}</dd></div>
${enteredFacts(work, part)}
${part.reference ? html`<div><dt>${copy.meeting.names.reference}</dt><dd>${part.reference}</dd></div>` : ''}
<div><dt>${copy.sent.second}</dt><dd>${await secondWords(work, part, signing)}</dd></div></dl>
${part.signing.second === 'code' && !part.countersigned && isFromHere(work, part) ? secondPart(work, part, code) : ''}
${await remains(work)}
<h2>${copy.sent.afterwards}</h2>
<ul>${state.deskId === NO_DESK ? '' : html`<li>${copy.sent.ward}</li>`}<li>${changeable(work)}</li></ul>
<div class="actions"><a class="button second" href="${home}view">${copy.view.title}</a></div>
${otherParts(work, part)}
<p class="no-print"><a href="${home}">${copy.backToList}</a></p>`;
  return {
    language,
    title: copy.sent.title,
    place: state.name,
    body,
    csrf: work.csrf,
    // A code is on this page alone; on the receipt somebody asks for another.
    path: `${home}sent?part=${part.seq}`,
  };
}

/** Who typed in what the committee wrote elsewhere, and from what. */
export function enteredFacts({ copy, state }: Work, { via, by }: Part): Html | string {
  if (!isTypedIn(via)) return '';
  const body = by.body === `committee:${state.deskId}` ? copy.sent.bodies.ward : copy.sent.bodies.office;
  return html`<div><dt>${copy.sent.from}</dt><dd>${copy.via[via]}</dd></div>
<div><dt>${copy.sent.enteredBy}</dt><dd>${[by.name, body].filter(Boolean).join(', ')}</dd></div>`;
}

async function secondWords(work: Work, part: Part, signing: Signing | undefined): Promise<string> {
  const { copy } = work;
  if (part.countersigned) return copy.sent.secondSigned(await fromTextOf(work, part.countersigned.text, 'name'));
  if (signing?.second.way === 'minutes') return copy.sent.secondMinutes(signing.second.number);
  return part.signing.second === 'code' ? copy.sent.secondAwaited : copy.sent.secondNone;
}

function secondPart({ copy, csrf, deps, home }: Work, { seq }: Part, code: string | undefined): Html {
  const ask = (words: string) => html`<form method="post" action="${home}second">${csrfField(csrf)}
<input type="hidden" name="part" value="${seq}"><div class="actions"><button${code ? html` class="second"` : ''}>${words}</button></div></form>`;
  if (code === undefined)
    return html`<div class="notice"><h2>${copy.sent.secondTitle}</h2><p>${copy.sent.secondText}</p>${ask(copy.sent.secondAsk)}</div>`;
  return html`<div class="notice"><h2>${copy.sent.codeTitle}</h2><ol><li>${copy.sent.codeOpen} <strong>${new URL('/c/second', deps.baseUrl).href}</strong></li>
<li>${copy.sent.codeType} <strong class="code">${grouped(code)}</strong></li><li>${copy.sent.codeSign}</li></ol>
<p>${copy.sent.codeLasts}</p>${ask(copy.sent.secondAgain)}</div>`;
}

const grouped = (code: string): string => code.replaceAll(/\d{4}(?=\d)/g, '$& ');

async function remains(work: Work): Promise<Html> {
  const { copy } = work;
  const rows = rowsOf(work, await allKept(work));
  const [write, send] = [rows.filter(isToWrite).length, rows.filter(isToSend).length];
  const other = rows.filter(isForOtherHand).length;
  if (write + send + other === 0) return html`<p class="notice done">${copy.home.allDone}</p>`;
  return html`<p class="notice">${copy.sent.remains(write, send, other)}</p>`;
}

function changeable({ copy, language, cycle, now, due }: Work): string {
  if (now > due) return copy.sent.fixed;
  return copy.sent.change(longDate(language, localDate(due, cycle.plan.zone)));
}

function otherParts({ copy, language, cycle, home, state }: Work, shown: Part): Html {
  const others = state.parts.filter(({ seq }) => seq !== shown.seq);
  if (others.length === 0) return html``;
  return html`<h2>${copy.sent.others}</h2><ul class="rows">${others.map((part) => {
    const { time, date } = moment(language, cycle.plan.zone, part.at);
    return html`<li><a href="${home}sent?part=${part.seq}">${copy.sent.part(time, date)}</a></li>`;
  })}</ul>`;
}
