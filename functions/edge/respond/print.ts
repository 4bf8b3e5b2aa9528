import { html } from 'hono/html';
import type { Answer } from '#domain/answer.ts';
import { criteriaFor, type Form } from '#domain/form.ts';
import type { Language } from '#domain/language.ts';
import type { Category } from '#domain/member.ts';
import { NO_DESK } from '#domain/outcome.ts';
import { dateShown } from '#domain/written-date.ts';
import { noteLook } from '#records/access.ts';
import { readAnswers } from '#records/answers.ts';
import { readParty } from '#records/parties.ts';
import type { Place } from '#records/slices.ts';
import { respondCopy } from '../copy/respond/index.ts';
import type { Html } from '../html.ts';
import { show } from '../page.ts';
import { capital, dayWords } from './said.ts';
import { type Page, placesOf, type Work } from './work.ts';

export interface PrintMember {
  readonly name: string;
  readonly birthDate: string;
  readonly workplace: string;
  readonly category: Category;
  /** Without it the form is blank, to be filled by hand. */
  readonly answer?: Answer | undefined;
}

/** Forms of one committee for paper: one page a member, under the head of the official form. */
export interface PrintPack {
  readonly language: Language;
  readonly form: Form;
  readonly title: string;
  readonly period: string;
  readonly committee: string;
  readonly ward: string;
  readonly members: readonly PrintMember[];
}

/** The body of a page (`wide`); the style sheet breaks it into sheets. */
export const printPack = (pack: PrintPack): Html => html`${pack.members.map((member) => sheet(pack, member))}`;

function sheet(pack: PrintPack, member: PrintMember): Html {
  const { language, form, committee, ward } = pack;
  const { print, colon } = respondCopy(language);
  const { number, guidance } = form.regulation;
  return html`<article class="sheet"><div class="letterhead"><p>${ward}<br><strong>${committee}</strong></p>
<p><strong>${print.party}</strong><br>${print.placeAndDay}</p></div>
<h2>${print.heading}</h2><p class="quiet">${print.under(number, guidance)} – ${pack.title}, ${pack.period}</p>
<p>${print.member}${colon} <strong>${member.name}</strong>; ${print.born}${colon} ${member.birthDate}<br>${print.workplace}${colon} ${member.workplace}</p>
<p>${print.opening}</p>
<table><tbody>${criteriaFor(form, member.category).map((criterion, n) => {
    const comment = member.answer?.kind === 'comment' ? member.answer : undefined;
    const reason = comment?.reasons[criterion.id];
    return html`<tr><th scope="row">${n + 1}. ${criterion.heading[language]}</th><td>${criterion.levels.map(
      ({ id, label }) =>
        html`<span class="tick">${box(comment?.levels[criterion.id] === id)} ${capital(label[language])}</span> `,
    )}${
      reason
        ? html`<br>${print.reason}${colon} ${reason.text} ${dayWords(language, reason.factDate ?? '')}`
        : html`<span class="ruled">${print.reason}${colon} <span class="rule"></span></span>`
    }</td></tr>`;
  })}
${lastRows(pack, member)}</tbody></table>
<p class="quiet">${print.reasonRule}</p>
<div class="letterhead"><p><strong>${print.frontSigns}</strong><br>${print.signs}</p><p><strong>${print.cellSigns}</strong><br>${print.signs}</p></div>
<p class="confirm"><strong>${print.wardConfirms}</strong></p></article>`;
}

function lastRows({ language, form }: PrintPack, { answer, category }: PrintMember): Html {
  const { print } = respondCopy(language);
  const comment = answer?.kind === 'comment' ? answer : undefined;
  const away = answer?.kind === 'notHere' ? answer : undefined;
  const row = (heading: string, content: Html) => html`<tr><th scope="row">${heading}</th><td>${content}</td></tr>`;
  return html`${row(
    form.howKnown.question[language],
    html`${form.howKnown.sources.map(({ id, label }) => html`<span class="tick">${box(comment?.sources.includes(id))} ${label[language]}</span> `)}`,
  )}
${row(form.categories[category].remark[language], html`${comment?.remark ? html`<span class="said">${comment.remark}</span>` : ruled(2)}`)}
${row(
  print.instead,
  html`${form.notHere.map(
    ({ id, label }) =>
      html`<span class="tick">${box(away?.which === id)} ${label[language]}${
        id === 'moved' ? ` (${print.to} ${away?.movedTo ?? print.dots})` : ''
      }</span> `,
  )}<span class="tick">${box(answer?.kind === 'conflict')} ${form.conflict.label[language]}</span>`,
)}`;
}

/** Lines to write on. */
const ruled = (lines: number): Html => html`${Array.from({ length: lines }, () => html`<span class="rule"></span>`)}`;

const box = (ticked: boolean | undefined): string => (ticked ? '☒' : '☐');

/** Names of the workplaces of these members, each read once. */
async function workplaceNames({ deps, state }: Work, places: readonly Place[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(places.map(({ member }) => member.workplaceId))];
  const parties = await Promise.all(ids.map((id) => readParty(deps.table, state.cycleId, id)));
  return new Map(parties.flatMap((party) => (party ? [[party.id, party.name] as const] : [])));
}

/** Blank forms, or with `?filled=1` what was sent, on the form. */
export async function getPrint(c: Page, work: Work): Promise<Response> {
  const { deps, id, copy, language, form, cycle, state } = work;
  await noteLook(deps, id, work.hand.actor(), 'print');
  const filled = c.req.query('filled') === '1';
  const places = placesOf(work).filter(({ its }) => !filled || its.answer);
  const answered = filled
    ? places.flatMap((place) => (place.its.answer ? [[place, place.its.answer] as const] : []))
    : [];
  const [workplaces, answers, ward] = await Promise.all([
    workplaceNames(work, places),
    readAnswers(deps.table, id, answered),
    state.deskId === NO_DESK ? undefined : readParty(deps.table, state.cycleId, state.deskId),
  ]);
  const pack = printPack({
    language,
    form,
    title: cycle.plan.title,
    period: cycle.plan.period,
    committee: state.name,
    ward: ward?.name ?? '',
    members: places.map((place) => ({
      name: place.member.name,
      birthDate: dateShown(place.member.birthDate),
      workplace: workplaces.get(place.member.workplaceId) ?? '',
      category: place.its.category,
      answer: answers.get(place),
    })),
  });
  const body = html`<div class="no-print"><h1>${copy.print.title}</h1><p>${copy.print.lead(places.length)}</p>
<p><a href="${work.home}">${copy.backToList}</a></p></div>${pack}`;
  const path = `${work.home}print${filled ? '?filled=1' : ''}`;
  return show(c, { language, title: copy.print.title, place: state.name, body, csrf: work.csrf, path, wide: true });
}
