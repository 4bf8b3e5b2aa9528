import { html, raw } from 'hono/html';
import { localDate } from '#domain/calendar.ts';
import { dateShown } from '#domain/written-date.ts';
import { daysUntil, longDate } from '#mail/formats.ts';
import { noteLook } from '#records/access.ts';
import { noteVisit } from '#steps/respond/tell.ts';
import type { Standing } from '../copy/respond/names.ts';
import type { Html, View } from '../html.ts';
import { show } from '../page.ts';
import { allKept } from './kept.ts';
import { type Meeting, readMeeting } from './meeting-fields.ts';
import { savedNotice } from './member.ts';
import { sweep } from './script.ts';
import { awaitedSeconds } from './sent.ts';
import { isForOtherHand, isToSend, isToWrite, isWithWard, nextToWrite, type Row, rowsOf } from './standing.ts';
import type { Page, RespondWay, Work } from './work.ts';

/** What a careful hand needs for one member, as the page forecasts it. */
const MINUTES_EACH = 3;

export async function getHome(c: Page, work: Work, way: RespondWay): Promise<Response> {
  await noteArrival(work);
  const [kept, meeting] = await Promise.all([allKept(work), readMeeting(work)]);
  const page = homePage(work, { rows: rowsOf(work, kept), meeting, notices: savedNotice(c, work) });
  return show(c, { ...page, body: html`${upTo(way, c, work)}${page.body}` });
}

const upTo = ({ upTo: path }: RespondWay, c: Page, { copy }: Work): Html =>
  path ? html`<p class="no-print"><a href="${path(c)}">${copy.back}</a></p>` : html``;

/** That the committee came is known once; that somebody saw the list, once a day. Both are behind a session, where no scanner is. */
async function noteArrival({ deps, id, hand, state }: Work): Promise<void> {
  if (hand.vias[0] === 'link' && !state.firstVisitAt) await noteVisit(deps)(id, hand.actor());
  await noteLook(deps, id, hand.actor(), 'list');
}

interface Home {
  readonly rows: readonly Row[];
  readonly meeting: Meeting;
  readonly notices: readonly Html[];
}

function homePage(work: Work, { rows, meeting, notices }: Home): View {
  const { copy, cycle, state } = work;
  const own = rows.filter((row) => !isWithWard(row));
  const left = own.filter((row) => isToWrite(row) || isForOtherHand(row)).length;
  const done = own.length - left;
  const body = html`${notices}
<h1>${cycle.plan.title}</h1>
<p>${copy.home.period(cycle.plan.period)}</p>
<dl class="facts"><div><dt>${copy.home.due}</dt><dd>${dueWords(work)}</dd></div>
<div><dt>${copy.home.progress}</dt><dd><strong>${progressWords(work, done, rows)}</strong>
<progress value="${done}" max="${Math.max(own.length, 1)}" aria-hidden="true"></progress></dd></div>
${left > 0 ? html`<div><dt>${copy.home.time}</dt><dd>${copy.home.minutes(left * MINUTES_EACH, MINUTES_EACH)}</dd></div>` : ''}</dl>
${stateNotices(work)}
${secondNotices(work)}
${nextAction(work, rows, meeting)}
${rows.length === 0 ? html`<p>${copy.home.nobody}</p>` : html`<h2>${copy.home.members}</h2>${memberRows(work, rows)}`}
<h2>${copy.home.more}</h2>
<ul class="rows no-print"><li><a href="meeting">${copy.meeting.title}</a></li><li><a href="check">${copy.check.title}</a></li>
${state.parts.length > 0 ? html`<li><a href="sent">${copy.sent.title}</a></li><li><a href="view">${copy.view.title}</a></li>` : ''}
<li><a href="unlisted">${copy.unlisted.title}</a></li><li><a href="print">${copy.print.title}</a></li><li><a href="help">${copy.help.title}</a></li></ul>`;
  return {
    language: work.language,
    title: cycle.plan.title,
    place: state.name,
    body,
    path: work.home,
    csrf: work.csrf,
    script: sweep,
  };
}

/** "6 of 12 members; 1 commented on by the ward; 1 waiting for another hand" */
function progressWords({ copy }: Work, done: number, rows: readonly Row[]): string {
  const [ward, other] = [rows.filter(isWithWard).length, rows.filter(isForOtherHand).length];
  const own = rows.length - ward;
  return [
    ...(own > 0 ? [copy.home.finished(done, own)] : []),
    ...(ward > 0 ? [copy.home.withWard(ward)] : []),
    ...(other > 0 ? [copy.home.otherHand(other)] : []),
  ].join('; ');
}

const secondNotices = (work: Work): Html =>
  html`${awaitedSeconds(work).map(
    ({ seq }) =>
      html`<p class="notice"><a href="sent?part=${seq}">${work.copy.home.secondAwaited}</a>. ${work.copy.sent.secondText}</p>`,
  )}`;

/** "the end of Monday 30 November 2026 (Vietnam time), 12 days left" */
export function dueWords({ copy, language, cycle, due, today }: Work): string {
  const { zone } = cycle.plan;
  const day = localDate(due, zone);
  return copy.due(longDate(language, day), zone, daysUntil(today, day));
}

function stateNotices({ copy, now, due, state, moment }: Work): Html {
  if (moment.cycle === 'finished') return html`<p class="notice">${copy.closed.over}</p>`;
  if (moment.cycle === 'stopped') return html`<p class="notice">${copy.home.stopped}</p>`;
  if (state.excused) return html`<p class="notice">${copy.home.excused}</p>`;
  return now > due ? html`<p class="notice">${copy.late}</p>` : html``;
}

/** One thing to do next: write on, tell of the meeting, send; or nothing more. */
function nextAction({ copy, moment }: Work, rows: readonly Row[], meeting: Meeting): Html {
  if (moment.cycle === 'finished' || rows.length === 0) return html``;
  const next = nextToWrite(rows);
  const toSend = rows.filter(isToSend).length;
  const button = (href: string, words: string, second = false) =>
    html`<a class="button${second ? ' second' : ''}" href="${href}">${words}</a>`;
  const send = (second: boolean) =>
    meeting.problems.length > 0
      ? button('meeting', copy.home.toMeeting, second)
      : button('check', copy.home.toSend(toSend), second);
  if (next) {
    const begun = rows.some(({ standing }) => standing !== 'notBegun');
    return html`<div class="actions">${button(`m/${next.slot + 1}`, begun ? copy.home.goOn : copy.home.begin)}
${toSend > 0 ? send(true) : ''}</div>`;
  }
  const other = rows.find(isForOtherHand);
  if (other)
    return html`<div class="actions">${toSend > 0 ? send(false) : ''}
${button(`m/${other.slot + 1}`, copy.home.writeOther, toSend > 0)}</div>`;
  return toSend > 0
    ? html`<div class="actions">${send(false)}</div>`
    : html`<p class="notice done">${copy.home.allDone}</p>`;
}

const tags: { readonly [standing in Standing]: string } = {
  notBegun: '',
  begun: ' due',
  finished: ' due',
  sentBack: ' late',
  sent: ' ok',
  changing: ' due',
  confirmed: ' ok',
  otherHand: ' late',
  withWard: '',
};

/** 207 of these stand on one page: as little markup as a row can have. The year of birth only tells namesakes apart. */
function memberRows({ copy }: Work, rows: readonly Row[]): Html {
  const names = Map.groupBy(rows, ({ member }) => member.name);
  return html`<ol class="rows">${rows.map(({ slot, member, standing, its }) => {
    const twin = (names.get(member.name)?.length ?? 0) > 1;
    const notHere = its.answer && its.answer.kind !== 'comment' && (standing === 'sent' || standing === 'confirmed');
    const words = notHere ? copy.notHereStanding : copy.standing[standing];
    return html`<li><a href="m/${slot + 1}">${member.name}${twin ? ` (${dateShown(member.birthDate)})` : ''}<span class="tag${raw(tags[standing])}">${words}</span></a>`;
  })}</ol>`;
}
