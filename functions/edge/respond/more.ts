import { html } from 'hono/html';
import { isTypedIn } from '#domain/request.ts';
import { dateShown } from '#domain/written-date.ts';
import { moment } from '#mail/formats.ts';
import { noteLook } from '#records/access.ts';
import { readAnswers, readSigning } from '#records/answers.ts';
import { reportUnlisted } from '#steps/respond/tell.ts';
import { readForm } from '../forms.ts';
import { csrfField, type Html, mistakeList, officerHtml, textField, type View } from '../html.ts';
import { seeOther, show } from '../page.ts';
import { dueWords } from './home.ts';
import { fieldsOfSigning } from './meeting-fields.ts';
import { meetingSaid } from './meeting-page.ts';
import { commandOf } from './member.ts';
import { linesOf, saidList } from './said.ts';
import { enteredFacts, membersIn, wasLate } from './sent.ts';
import { fromTextOf } from './texts.ts';
import { type Page, placesOf, type Work } from './work.ts';

const frame = (work: Work, page: string, title: string, body: Html): View => ({
  language: work.language,
  title,
  place: work.state.name,
  body,
  csrf: work.csrf,
  path: `${work.home}${page}`,
});

const back = ({ copy, home }: Work): Html => html`<p class="no-print"><a href="${home}">${copy.backToList}</a></p>`;

/** Everything that was sent, as it stands. */
export async function getView(c: Page, work: Work): Promise<Response> {
  const { copy, deps, id, language, form, state } = work;
  await noteLook(deps, id, work.hand.actor(), 'comment');
  const answered = placesOf(work).flatMap((place) => (place.its.answer ? [[place, place.its.answer] as const] : []));
  const said = await readAnswers(deps.table, id, answered);
  const one = ([place, { late }]: (typeof answered)[number]): Html => {
    const answer = said.get(place);
    return html`<section class="kept-together"><h3>${place.member.name} (${dateShown(place.member.birthDate)})</h3>
${late ? html`<p class="tag late">${copy.sent.late}</p>` : ''}${
  answer ? saidList(linesOf(language, form, place.its.category, answer)) : html`<p>${copy.view.removed}</p>`
}</section>`;
  };
  const body = html`<h1>${copy.view.title}</h1><p>${work.cycle.plan.title}. ${copy.home.period(work.cycle.plan.period)}</p>
${answered.length === 0 ? html`<p>${copy.view.nothing}</p>` : ''}
${await Promise.all(state.parts.map((part) => partSaid(work, part)))}
${answered.length > 0 ? html`<h2>${copy.view.answers(answered.length)}</h2>` : ''}
${answered.map(one)}
<p class="no-print"><a href="${work.home}print?filled=1">${copy.print.filled}</a></p>${back(work)}`;
  return show(c, frame(work, 'view', copy.view.title, body));
}

async function partSaid(work: Work, part: Work['state']['parts'][number]): Promise<Html> {
  const { copy, deps, id, language, cycle } = work;
  const { time, date } = moment(language, cycle.plan.zone, part.at);
  const signing = await readSigning(deps.table, id, part.text);
  const second = part.countersigned && (await fromTextOf(work, part.countersigned.text, 'name'));
  return html`<h2>${copy.sent.part(time, date)}</h2>
<p>${copy.sent.received(membersIn(work, part).length)} ${wasLate(work, part) ? copy.sent.late : copy.sent.inTime}</p>
${isTypedIn(part.via) ? html`<dl class="facts">${enteredFacts(work, part)}</dl>` : ''}${signing ? meetingSaid(work, fieldsOfSigning(signing, part.reference)) : ''}${second ? html`<p>${copy.sent.secondSigned(second)}</p>` : ''}`;
}

const LONGEST = 2_000;

export const getUnlisted = (c: Page, work: Work): Promise<Response> =>
  show(c, unlistedPage(work, '', c.req.query('told') === '1'));

export async function postUnlisted(c: Page, work: Work): Promise<Response> {
  const { said, command } = await readForm(c, { one: ['said', 'command'] });
  const words = said.trim();
  const problem = words === '' ? 'missing' : words.length > LONGEST ? 'textTooLong' : undefined;
  if (problem) return show(c, unlistedPage(work, said, false, problem), 422);
  const wished = { commandId: `unlisted-${commandOf(work, command)}`, by: work.hand.actor() };
  await reportUnlisted(work.deps)(work.id, wished, words);
  return seeOther(c, `${work.home}unlisted?told=1`);
}

function unlistedPage(work: Work, value: string, told: boolean, problem?: string): View {
  const { copy, language, home, csrf, deps } = work;
  const mistake = problem && (problem === 'missing' ? copy.unlisted.missing : copy.problem(problem));
  const body = html`${mistakeList(language, mistake ? [{ field: 'said', words: mistake }] : [])}
${told ? html`<p class="notice done" role="status">${copy.unlisted.told}</p>` : ''}
<h1>${copy.unlisted.title}</h1><p>${copy.unlisted.lead}</p>
<form method="post" action="${home}unlisted">${csrfField(csrf)}<input type="hidden" name="command" value="${deps.ids.next()}">
${textField({ name: 'said', label: copy.unlisted.who, hint: copy.unlisted.hint, value, rows: 5, ...(mistake ? { mistake } : {}) })}
<div class="actions"><button>${copy.unlisted.send}</button></div></form>${back(work)}`;
  return { ...frame(work, 'unlisted', copy.unlisted.title, body), ...(mistake ? { wrong: true } : {}) };
}

export function getHelp(c: Page, work: Work): Promise<Response> {
  const { copy, cycle } = work;
  const { officer } = cycle.plan;
  const body = html`<h1>${copy.help.title}</h1>
<div class="notice"><h2>${copy.help.ask}</h2><p>${officerHtml(officer)}<br>
<a href="mailto:${officer.replyTo}">${officer.replyTo}</a></p>${officer.letterNumber ? html`<p>${copy.help.letter(officer.letterNumber)}</p>` : ''}</div>
<p>${copy.home.due}${copy.colon} ${dueWords(work)}</p>
${copy.help.parts.map(([title, text]) => html`<h2>${title}</h2><p>${text}</p>`)}${back(work)}`;
  return show(c, frame(work, 'help', copy.help.title, body));
}
