import { html } from 'hono/html';
import type { Answer } from '#domain/comment.ts';
import { REASON_LIMIT } from '#domain/limits.ts';
import type { Part } from '#domain/request.ts';
import { momentOf } from '#domain/request-rules.ts';
import { noteLook } from '#records/access.ts';
import type { Place } from '#records/slices.ts';
import { sentBackUntil } from '#steps/confirm/confirm.ts';
import { csrfField, type Html, type Mistake, mistakeList, textField, type View } from '../html.ts';
import { sentences } from '../said.ts';
import { commandField } from '../wish.ts';
import { doneHtml } from './cell.ts';
import { type Cell, placesOf } from './desk.ts';
import { answerHtml, hintsHtml, isWaiting, partInWords, partOf, personHtml, standingAnswers } from './reading.ts';

type Shown = Omit<View, 'language' | 'csrf' | 'place'>;

/** Answers on one page: as many as somebody reads before deciding. */
const PAGE = 10;

/** What was chosen and typed, when the page comes back with mistakes. */
export interface Decided {
  readonly chosen: ReadonlySet<number>;
  readonly name: string;
  readonly reason: string;
  readonly mistakes: readonly Mistake[];
}

const nothingYet: Decided = { chosen: new Set(), name: '', reason: '', mistakes: [] };

/** Waiting answers, from this member of the list on, in full; every one that is shown is a look on record. */
export async function readView(
  cell: Cell,
  from: number | undefined,
  decided: Decided = nothingYet,
  done?: 'confirm' | 'back',
): Promise<Shown> {
  const { desk } = cell;
  const words = desk.copy.read;
  const places = placesOf(cell);
  const waiting = places.filter(isWaiting);
  const onwards = waitingFrom(places, from);
  const shown = onwards.slice(0, PAGE);
  const next = onwards[PAGE];
  const notHere = waiting.filter(({ its }) => its.answer?.kind !== 'comment').length;
  const back = html`<p class="steps"><a href="${cell.home}">${desk.copy.backToCell(cell.state.name)}</a></p>`;
  const path = `${cell.home}read/`;
  if (shown.length === 0)
    return {
      title: words.title,
      body: html`${back}<h1>${words.title}</h1><p class="notice done">${words.none}</p>`,
      path,
    };
  const slots = shown.map(({ slot }) => slot);
  await noteLook(desk.deps, cell.state.id, desk.by(), 'comment', slots);
  const answers = await standingAnswers(cell);
  const body = html`${mistakeList(desk.language, decided.mistakes)}${back}
<h1>${words.title}</h1>
${done ? doneHtml(cell, done) : ''}
<p>${words.lead(shown.length, waiting.length - notHere, notHere)}</p>
${hintsHtml(cell, answers)}
<form method="post" action="${cell.home}confirm">${csrfField(desk.csrf)}${commandField(desk.deps.ids)}
<input type="hidden" name="from" value="${from ?? ''}">
${await kindsHtml(cell, shown, answers, decided)}
${decisionHtml(cell, shown, decided)}
</form>
${next ? html`<p class="actions"><a class="button second" href="${path}?from=${next.slot}">${words.more}</a></p>` : ''}`;
  return { title: words.title, body, path, ...(decided.mistakes.length > 0 ? { wrong: true } : {}) };
}

/** Whoever the page began with may have been confirmed since: those after them in the list are next. */
function waitingFrom(places: readonly Place[], from: number | undefined): readonly Place[] {
  const first = places.findIndex(({ slot }) => slot === from);
  return places.slice(Math.max(first, 0)).filter(isWaiting);
}

const isComment = ({ its }: Place): boolean => its.answer?.kind === 'comment';

/** What is to be read through stands apart from what is said in one line; a heading only where there are both. */
async function kindsHtml(cell: Cell, shown: readonly Place[], answers: ReadonlyMap<number, Answer>, decided: Decided) {
  const { comments: heading, notHere } = cell.desk.copy.read;
  const comments = shown.filter(isComment);
  const others = shown.filter((place) => !isComment(place));
  const both = comments.length > 0 && others.length > 0;
  const head = (words: string): Html | string => (both ? html`<p><strong>${words}</strong></p>` : '');
  return html`${comments.length > 0 ? html`${head(heading)}${await partsHtml(cell, comments, answers, decided)}` : ''}
${others.length > 0 ? html`${head(notHere)}${await partsHtml(cell, others, answers, decided)}` : ''}`;
}

async function partsHtml(cell: Cell, shown: readonly Place[], answers: ReadonlyMap<number, Answer>, decided: Decided) {
  const groups = Map.groupBy(shown, ({ its }) => partOf(cell.state, its));
  const told = [...groups].map(
    async ([part, places]) => html`${part ? await partHead(cell, part) : ''}
${await Promise.all(places.map((place) => articleHtml(cell, place, answers.get(place.slot), decided)))}`,
  );
  return html`${await Promise.all(told)}`;
}

const partHead = async (cell: Cell, part: Part): Promise<Html> =>
  html`<h2>${cell.desk.copy.read.part(cell.desk.day(part.at))}</h2>
<div class="quiet">${sentences(await partInWords(cell, part))}</div>`;

async function articleHtml(cell: Cell, place: Place, answer: Answer | undefined, decided: Decided): Promise<Html> {
  const words = cell.desk.copy.read;
  const { slot, its, member } = place;
  return html`<section class="paper" aria-labelledby="who-${slot}">
<h3 id="who-${slot}">${member.name}${its.answer?.late ? html` <span class="tag late">${words.late}</span>` : ''}</h3>
${await personHtml(cell, place)}
${answerHtml(cell, place, answer)}
${its.earlier > 0 ? html`<p><a href="${cell.home}m/${slot + 1}/">${words.earlier(its.earlier)}</a></p>` : ''}
<input type="hidden" name="read.${slot}" value="${its.answer?.part ?? 0}">
<label class="choice"><input type="checkbox" name="chosen" value="${slot}" id="chosen-${slot}"${
    decided.chosen.has(slot) ? html` checked` : ''
  }>${words.choose(member.name)}</label>
</section>`;
}

function decisionHtml(cell: Cell, shown: readonly Place[], decided: Decided): Html {
  const { desk } = cell;
  const comments = shown.filter(isComment).length;
  const until = sentBackUntil(cell.state, momentOf(desk.cycle, desk.now), desk.cycle);
  const words = desk.copy.read;
  const mistakeOf = (field: string) => {
    const found = decided.mistakes.find((one) => one.field === field);
    return found ? { mistake: found.words } : {};
  };
  const unchosen = decided.mistakes.find(({ field }) => field.startsWith('chosen-'));
  return html`<h2>${words.decide}</h2>
<p>${words.meaning}</p>
${unchosen ? html`<p class="error">${unchosen.words}</p>` : ''}
${textField({
  name: 'name',
  label: words.name,
  value: decided.name,
  ...mistakeOf('name'),
  attributes: 'autocomplete="name" maxlength="200"',
})}
<div class="actions"><button>${words.confirmChosen}</button>
${comments > 0 ? html`<button class="second" name="all" value="comments">${words.confirmComments(comments)}</button>` : ''}
${
  shown.length > comments
    ? html`<button class="second" name="all" value="notHere">${words.confirmNotHere(shown.length - comments)}</button>`
    : ''
}</div>
<h2>${words.sendBack}</h2>
<p>${words.sendBackText(desk.day(until))}</p>
${textField({ name: 'reason', label: words.reason, value: decided.reason, rows: 3, ...mistakeOf('reason'), attributes: `maxlength="${REASON_LIMIT}"` })}
<div class="actions"><button class="second" formaction="back">${words.sendBackNow}</button></div>`;
}
