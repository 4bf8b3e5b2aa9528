import { html } from 'hono/html';
import type { QualityHint } from '#domain/quality.ts';
import type { CheckNotice } from '../copy/respond/names.ts';
import { csrfField, type Html, type View } from '../html.ts';
import { dueWords } from './home.ts';
import type { Meeting } from './meeting-fields.ts';
import { meetingSaid } from './meeting-page.ts';
import { dayWords } from './said.ts';
import { isForOtherHand, isToSend, isToWrite, nextToWrite, type Row } from './standing.ts';
import type { Work } from './work.ts';

export interface Check {
  readonly rows: readonly Row[];
  readonly meeting: Meeting;
  readonly hints: readonly QualityHint[];
  /** Sent with the form: pressed twice, it is one submission. */
  readonly command: string;
  readonly notice: CheckNotice | undefined;
}

export function checkPage(work: Work, check: Check): View {
  const { copy, home } = work;
  const toSend = check.rows.filter(isToSend);
  const ready = toSend.length > 0 && check.meeting.problems.length === 0;
  const body = html`${
    check.notice === undefined
      ? ''
      : html`<div class="errors" role="alert"><h2>${copy.check.notices[check.notice]}</h2></div>`
  }
<h1>${copy.check.title}</h1>
<p>${toSend.length > 0 ? copy.check.ready(toSend.length) : copy.check.nothing}</p>
<p>${copy.home.due}${copy.colon} ${dueWords(work)}</p>
${work.now > work.due ? html`<p class="notice">${copy.late}</p>` : ''}
${rereading(work, toSend)}
${missing(work, check.rows)}
${meetingPart(work, check.meeting)}
${hintsPart(work, check)}
${ready ? sendForm(work, check, toSend) : ''}
<p class="no-print"><a href="${home}">${copy.backToList}</a></p>`;
  return {
    language: work.language,
    title: copy.check.title,
    place: work.state.name,
    body,
    csrf: work.csrf,
    path: `${home}check`,
    ...(check.notice === undefined ? {} : { wrong: true }),
  };
}

function missing({ copy, home }: Work, rows: readonly Row[]): Html {
  const left = rows.filter(isToWrite);
  const next = nextToWrite(rows);
  const other = rows.filter(isForOtherHand).length;
  const waiting = other > 0 ? html`<p class="notice">${copy.home.otherHand(other)}</p>` : html``;
  if (!next) return waiting;
  return html`<div class="notice"><h2>${copy.check.missing(left.length)}</h2><p>${copy.check.missingText}</p>
<p><a href="${home}m/${next.slot + 1}">${copy.check.writeNext}${copy.colon} ${next.member.name}</a></p></div>${waiting}`;
}

function meetingPart(work: Work, { fields, problems }: Meeting): Html {
  const { copy, home } = work;
  if (problems.length > 0)
    return html`<div class="notice"><h2>${copy.check.meetingMissing}</h2><p>${copy.check.meetingMissingText}</p>
<div class="actions"><a class="button" href="${home}meeting">${copy.home.toMeeting}</a></div></div>`;
  return html`<h2>${copy.check.meeting}</h2>${againPart(work, fields)}${meetingSaid(work, fields)}<p><a href="${home}meeting">${copy.check.change}</a></p>`;
}

/** What was sent before was agreed in this meeting; what is sent after it may not have been. */
function againPart({ copy, language, state, home }: Work, { metOn }: Meeting['fields']): Html {
  if (state.parts.length === 0) return html``;
  return html`<div class="notice"><h3>${copy.check.again(dayWords(language, metOn))}</h3><p>${copy.check.againText}</p>
<p><a href="${home}meeting#metOn">${copy.check.againChange}</a></p></div>`;
}

const rereading = ({ copy, home }: Work, toSend: readonly Row[]): Html =>
  toSend.length === 0
    ? html``
    : html`<h2>${copy.check.reread}</h2><ul class="rows">${toSend.map(
        ({ slot, member }) => html`<li><a href="${home}m/${slot + 1}">${member.name}</a></li>`,
      )}</ul>`;

function hintsPart({ copy }: Work, { hints }: Check): Html {
  if (hints.length === 0) return html``;
  return html`<div class="notice"><h2>${copy.check.hints}</h2><ul>${hints.map((hint) => html`<li>${hintWords(copy, hint)}</li>`)}</ul>
<p>${copy.check.hintsText}</p></div>`;
}

function hintWords({ check }: Work['copy'], hint: QualityHint): string {
  switch (hint.kind) {
    case 'sameLevels':
      return check.sameLevels(hint.members);
    case 'sameWords':
      return check.sameWords(hint.members);
    case 'quick':
      return check.quick(hint.seconds, hint.members);
  }
}

/** Everybody who is finished, and whoever wants to send fewer takes some out. */
function sendForm(work: Work, { meeting, command }: Check, toSend: readonly Row[]): Html {
  const { copy, home } = work;
  return html`<form method="post" action="${home}check">${csrfField(work.csrf)}
<input type="hidden" name="command" value="${command}"><input type="hidden" name="meeting" value="${meeting.version}">
<h2>${copy.check.who}</h2>
<details><summary>${copy.check.choose(toSend.length)}</summary><fieldset class="field"><legend class="away">${copy.check.who}</legend>
${toSend.map(
  ({ slot, member, kept }) =>
    html`<label class="choice"><input type="checkbox" name="member" value="${slot + 1}.${kept?.version ?? 0}" checked>${member.name}</label>`,
)}</fieldset></details>
<div class="notice"><h2>${copy.check.meaning}</h2><p>${copy.check.meaningText(work.state.name)}</p></div>
<div class="actions"><button>${copy.check.send}</button></div></form>`;
}
