import { html } from 'hono/html';
import type { Evaluation } from '#domain/evaluation.ts';
import { dateShown } from '#domain/written-date.ts';
import { type EvaluationInWords, evaluationInWords, type Names } from '#steps/deliver/in-words.ts';
import { type Evaluated, versionsOf } from '#steps/deliver/pack.ts';
import { csrfField, type Html, type View } from '../html.ts';
import { lines, saidHtml, sentences } from '../said.ts';
import { commandField } from '../wish.ts';
import { type Desk, pathOf } from './delivery.ts';
import { isToTell } from './list.ts';

type Shown = Omit<View, 'language' | 'csrf' | 'place'>;

/** One member's evaluation: what was said, how it came about, and how the committee was asked. */
export async function evaluationView(desk: Desk, evaluated: Evaluated, names: Names): Promise<Shown> {
  const { copy } = desk;
  const path = pathOf(desk, evaluated);
  const versions = await versionsOf(desk.deps.table, evaluated);
  const { version } = evaluated.released.evaluation;
  const newest = versions[0]?.version ?? version;
  const older = version < newest;
  const body = html`<p class="steps"><a href="${desk.home}">${copy.back}</a></p>
<h1>${evaluated.member.name}</h1>
${
  older
    ? html`<div class="notice"><p>${copy.member.older(version)} <a href="${path}">${copy.member.newest}</a></p></div>`
    : ''
}
${evaluationHtml(desk, evaluated, names)}
${!older && desk.up === undefined && isToTell(evaluated, told(evaluated)) ? tellHtml(desk, path) : ''}
${versionsHtml(desk, path, versions, version)}
<p class="actions"><a class="button second" href="${path}print/">${copy.printOne}</a></p>`;
  return { title: evaluated.member.name, body, path: older ? `${path}v/${version}/` : path };
}

const told = ({ toldByWorkplace, released, line }: Evaluated): ReadonlySet<string> =>
  new Set(toldByWorkplace ? [`${released.request.id}.${line.slot}`] : []);

/** The evaluation itself, the same on the page and in print. */
function evaluationHtml(desk: Desk, evaluated: Evaluated, names: Names): Html {
  const { copy, telling } = desk;
  const { words } = telling;
  const { member, released } = evaluated;
  const said = evaluationInWords(telling, evaluated, names);
  const fact = (name: string, value: string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<dl class="facts">
${fact(copy.member.birthDate, dateShown(member.birthDate))}
${fact(copy.member.residence, released.evaluation.committeeName)}
${fact(copy.member.outcome, said.outcome)}
</dl>
${answerHtml(desk, evaluated, said)}
${said.how.length > 0 ? html`<h2>${words.heads.how}</h2>${sentences(said.how)}` : ''}
${said.attendance ? html`<h2>${words.heads.attendance}</h2><p>${said.attendance}</p>` : ''}
${said.view ? html`<h2>${words.heads.view}</h2><p>${lines(said.view)}</p>` : ''}
<h2>${words.heads.told}</h2><p>${said.told}</p>
<h2>${words.heads.coverage}</h2>${sentences(said.coverage)}
<p class="quiet">${words.noGrade}</p>`;
}

function answerHtml({ telling }: Desk, { line }: Evaluated, said: EvaluationInWords): Html {
  const { heads, neutral } = telling.words;
  if (said.removed) return html`<h2>${heads.comment}</h2><p>${said.removed}</p>`;
  if (!said.answer) return html`<h2>${heads.noComment}</h2><p>${said.outcome}.</p><p>${neutral}</p>`;
  return html`<h2>${line.outcome.state === 'notHere' ? heads.notHere : heads.comment}</h2>
${saidHtml(said.answer, heads.remark)}`;
}

const tellHtml = (desk: Desk, path: string): Html => html`<div class="notice"><p>${desk.copy.member.tellText}</p>
<form method="post" action="${path}told">${csrfField(desk.csrf)}${commandField(desk.deps.ids)}
<div class="actions"><button>${desk.copy.member.tell}</button></div></form></div>`;

function versionsHtml(desk: Desk, path: string, versions: readonly Evaluation[], shown: number): Html | string {
  if (versions.length < 2) return '';
  const { words } = desk.telling;
  const newest = versions[0]?.version;
  return html`<h2>${words.heads.versions}</h2><ul>${versions.map(({ version, at }) => {
    const name = words.version(version, desk.day(at));
    const to = version === newest ? path : `${path}v/${version}/`;
    return version === shown
      ? html`<li aria-current="true"><strong>${name}</strong></li>`
      : html`<li><a href="${to}">${name}</a></li>`;
  })}</ul>`;
}

/** On paper: one member a sheet, without anything that can be pressed. */
export function printView(
  desk: Desk,
  all: readonly Evaluated[],
  names: Names,
  back: { path: string; words: string },
): Omit<Shown, 'path'> {
  const { copy, telling, cycle } = desk;
  const body = html`<div class="no-print"><p><a href="${back.path}">${back.words}</a></p><p>${copy.printHow}</p></div>
${all.map(
  (evaluated) => html`<section class="leaf"><h1>${copy.title}: ${evaluated.member.name}</h1>
<p class="quiet">${telling.words.stamp(cycle.plan.title, telling.zone)}</p>
${evaluationHtml(desk, evaluated, names)}</section>`,
)}`;
  return { title: copy.title, body };
}
