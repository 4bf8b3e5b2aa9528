import { html } from 'hono/html';
import { closesAt } from '#domain/cycle.ts';
import { awaitsAcknowledgement, type DeliveryState } from '#domain/delivery.ts';
import { dateShown } from '#domain/written-date.ts';
import { outcomeInWords } from '#steps/deliver/in-words.ts';
import type { Listed, Pack } from '#steps/deliver/pack.ts';
import { commonCopy } from '../copy/common/index.ts';
import { type OutcomeKey, outcomeKey } from '../copy/workplace/index.ts';
import { csrfField, type Html, type Mistake, mistakeList, textField, type View } from '../html.ts';
import { commandField } from '../wish.ts';
import { type Desk, noteLooks, pathOf } from './delivery.ts';

type Shown = Omit<View, 'language' | 'csrf' | 'place'>;

/** Members on one page of the list. */
const PAGE = 200;

/** Back to where a reader came from. */
const upHtml = ({ language, up }: Desk): Html | string =>
  up === undefined ? '' : html`<p class="steps"><a href="${up}">${commonCopy(language).toConsole}</a></p>`;

export function notYetView(desk: Desk): Shown {
  const { copy } = desk;
  const body = html`${upHtml(desk)}<h1>${copy.notYet}</h1>
<p>${copy.notYetText(desk.day(closesAt(desk.cycle)))}</p>`;
  return { title: copy.notYet, body, path: desk.home };
}

/** The workplace's members in the order of names: what came of each, in words, and nothing that could order them. */
export async function listView(
  desk: Desk,
  pack: Pack,
  from: number,
  mistakes: readonly Mistake[] = [],
): Promise<Shown> {
  const { copy, telling } = desk;
  const { delivery, lines } = pack;
  const shown = lines.slice(from, from + PAGE);
  await noteLooks(desk, shown, 'list', 'list');
  const body = html`${upHtml(desk)}${mistakeList(desk.language, mistakes)}<h1>${pack.workplaceName}</h1>
<p>${telling.words.noGrade}</p>
${acknowledgement(desk, delivery, mistakes)}
${countsHtml(desk, lines)}
${desk.up === undefined ? toTellHtml(desk, pack) : ''}
<h2>${copy.list}</h2>
<p>${copy.members(lines.length)}${shown.length < lines.length ? html`: ${copy.range(from + 1, from + shown.length, lines.length)}` : ''}</p>
<ul class="rows">${shown.map((one) => rowHtml(desk, one))}</ul>
${
  from + PAGE < lines.length
    ? html`<p class="actions"><a class="button second" href="${desk.home}?from=${from + PAGE}">${copy.further}</a></p>`
    : ''
}
<dl class="facts">
<div><dt>${copy.delivered}</dt><dd>${desk.day(delivery.deliveredAt ?? '')}</dd></div>
<div><dt>${copy.version}</dt><dd>${copy.versionOf(delivery.version)}</dd></div>
${
  delivery.corrections.length > 0
    ? html`<div><dt>${copy.corrections}</dt><dd>${delivery.corrections
        .map(({ version, at }) => copy.correctedOn(version, desk.day(at)))
        .join('; ')}</dd></div>`
    : ''
}</dl>
${filesHtml(desk, lines.length)}`;
  return { title: copy.title, body, path: desk.home, ...(mistakes.length > 0 ? { wrong: true } : {}) };
}

function acknowledgement(desk: Desk, delivery: DeliveryState, mistakes: readonly Mistake[]): Html {
  const words = desk.copy.acknowledge;
  const { acknowledged, version } = delivery;
  const done = acknowledged
    ? html`<div class="notice done"><p>${words.done(
        acknowledged.version,
        desk.day(acknowledged.at),
        acknowledged.by.name ?? '',
      )}</p></div>`
    : '';
  if (!awaitsAcknowledgement(delivery) || desk.up !== undefined) return html`${done}`;
  const wrong = mistakes.find(({ field }) => field === 'name')?.words;
  return html`${done}<div class="notice"><h2>${words.heading}</h2><p>${words.meaning}</p>
<form method="post" action="${desk.home}acknowledge">${csrfField(desk.csrf)}${commandField(desk.deps.ids)}
<input type="hidden" name="version" value="${version}">
${textField({
  name: 'name',
  label: words.name,
  ...(wrong ? { mistake: wrong } : {}),
  attributes: 'autocomplete="name" maxlength="200"',
})}
<div class="actions"><button>${words.now(version)}</button></div></form></div>`;
}

export const isToTell = ({ line, released }: Listed, told: ReadonlySet<string>): boolean =>
  line.outcome.state === 'commented' && !line.toldByMail && !told.has(`${released.request.id}.${line.slot}`);

function toTellHtml(desk: Desk, { lines, delivery }: Pack): Html | string {
  const waiting = lines.filter((one) => isToTell(one, delivery.told));
  if (waiting.length === 0) return '';
  return html`<div class="notice"><h2>${desk.copy.toTell(waiting.length)}</h2><p>${desk.copy.toTellText}</p>
<ul>${waiting
    .slice(0, PAGE)
    .map((one) => html`<li><a href="${pathOf(desk, one)}">${one.member.name}</a></li>`)}</ul></div>`;
}

/** How many ended which way, always in the same order: counts, and nothing that compares. */
function countsHtml({ copy, telling }: Desk, lines: readonly Listed[]): Html {
  const groups = Map.groupBy(lines, ({ line }) => outcomeKey(line.outcome));
  const keys = (Object.keys(copy.brief) as OutcomeKey[]).filter((key) => groups.has(key));
  return html`<h2>${copy.counts}</h2><dl class="facts">${keys.map((key) => {
    const some = groups.get(key) ?? [];
    const words = some[0] ? outcomeInWords(telling, some[0].line.outcome) : '';
    return html`<div><dt>${words}</dt><dd>${copy.members(some.length)}</dd></div>`;
  })}</dl>`;
}

/** Every outcome looks alike: a mark in colour beside a name would be read as a grade. */
const rowHtml = (desk: Desk, one: Listed): Html => html`<li><a href="${pathOf(desk, one)}"><span>
<strong>${one.member.name}</strong>${one.corrected ? html` <span class="tag due">${desk.copy.corrected}</span>` : ''}<br>
<span class="quiet">${desk.copy.born(dateShown(one.member.birthDate))}; ${one.released.evaluation.committeeName}<br>
${desk.copy.brief[outcomeKey(one.line.outcome)]}</span></span></a></li>`;

/** Members in one print; a browser lays out no more in good time. */
export const PRINT = 100;

function filesHtml({ copy, home, files }: Desk, members: number): Html {
  const parts = Array.from({ length: Math.ceil(members / PRINT) }, (_, n) => n);
  const last = (n: number) => Math.min(members, (n + 1) * PRINT);
  return html`<h2>${copy.files}</h2><p>${copy.filesText}</p>
<p class="actions"><a class="button second" href="${files}.xlsx">${copy.xlsx}</a>
<a class="button second" href="${files}.csv">${copy.csv}</a>
${parts.map(
  (n) =>
    html`<a class="button second" href="${home}print/${n + 1}/">${
      parts.length === 1 ? copy.print : copy.printPart(n * PRINT + 1, last(n))
    }</a>\n`,
)}</p>`;
}
