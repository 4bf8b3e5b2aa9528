import { html, raw } from 'hono/html';
import type { DraftAnswer } from '#domain/answer.ts';
import { type Criterion, criteriaFor, type Level, needsReason } from '#domain/form.ts';
import { NO_DESK } from '#domain/outcome.ts';
import { dateShown } from '#domain/written-date.ts';
import type { Place } from '#records/slices.ts';
import type { Closed } from '../copy/respond/names.ts';
import { csrfField, type Html, mistakeList, textField, type View } from '../html.ts';
import type { Attendance } from './attendance.ts';
import { type Mistakes, NO_MISTAKES } from './mistakes.ts';
import { capital, linesOf, saidList } from './said.ts';
import { autosave, autosaveWords } from './script.ts';
import { placesOf, type Work } from './work.ts';

/** What the form is filled with. */
export interface Filled {
  readonly answer: DraftAnswer;
  readonly conflict?: 'hand' | 'ward' | undefined;
  readonly version: number;
  readonly seconds: number;
  readonly command: string;
}

export interface MemberView {
  readonly workplace: string;
  readonly attendance: Attendance | undefined;
  /** What stands above the form: what was sent before, why it came back. */
  readonly notices: readonly Html[];
  readonly filled: Filled;
  readonly mistakes?: Mistakes;
  /** What was typed is kept, though not finished. */
  readonly keptAnyway?: boolean;
}

export function memberPage(work: Work, place: Place, view: MemberView): View {
  const { language, copy } = work;
  const { mistakes = NO_MISTAKES } = view;
  const wrong = mistakes.list.length > 0;
  const body = html`${mistakeList(language, mistakes.list)}
${wrong && view.keptAnyway ? html`<p class="notice done">${copy.member.keptAnyway}</p>` : ''}
${memberHead(work, place, view.workplace)}
${view.notices}
${copyNotice(work)}
<form id="answer" method="post" action="${work.home}m/${place.slot + 1}" ${autosaveWords(work, !wrong)}>
${csrfField(work.csrf)}<input type="hidden" name="version" value="${view.filled.version}">
<input type="hidden" name="opened" value="${Date.parse(work.now)}"><input type="hidden" name="seconds" value="${view.filled.seconds}">
<input type="hidden" name="command" value="${view.filled.command}">
${insteadChoice(work, view.filled, mistakes)}
<div class="judge">
<p>${copy.member.lead}</p>
${criteriaFor(work.form, place.its.category).map((criterion, n) => criterionField(work, criterion, n, view, mistakes))}
${sourcesField(work, view.filled.answer, mistakes)}
${textField({
  name: 'remark',
  label: work.form.categories[place.its.category].remark[language],
  hint: copy.member.remarkHint,
  value: view.filled.answer.remark ?? '',
  rows: 4,
  ...mistakeAt(mistakes, 'remark'),
})}
</div>
<div class="actions"><button name="go" value="next">${copy.member.saveNext}</button>
<button class="second" name="go" value="draft">${copy.member.saveDraft}</button></div>
<p class="quiet" id="kept" role="status"></p>
</form>
${neighbours(work, place)}`;
  return { ...memberFrame(work, place, body, wrong), script: autosave };
}

/** The page of a member about whom nothing can be written now: why, and what was said. */
export function closedPage(
  work: Work,
  place: Place,
  view: {
    readonly workplace: string;
    readonly why: Closed;
    readonly answer?: DraftAnswer | undefined;
    readonly typed?: DraftAnswer;
  },
): View {
  const { copy, language, form } = work;
  const said = (answer: DraftAnswer) => saidList(linesOf(language, form, place.its.category, answer));
  const body = html`${memberHead(work, place, view.workplace)}
<div class="notice"><p>${copy.closed[view.why]}</p></div>
${view.typed ? html`<h2>${copy.member.typedUnsaved}</h2><p>${copy.member.typedUnsavedText}</p>${said(view.typed)}` : ''}
${view.answer ? html`<h2>${copy.member.sentWords}</h2>${said(view.answer)}` : ''}
${neighbours(work, place)}`;
  return memberFrame(work, place, body, view.typed !== undefined);
}

export const memberFrame = (work: Work, place: Place, body: Html, wrong: boolean): View => ({
  language: work.language,
  // A browser's history keeps titles, so the name is not one.
  title: work.copy.member.position(...positionOf(work, place)),
  place: work.state.name,
  body,
  csrf: work.csrf,
  path: `${work.home}m/${place.slot + 1}`,
  ...(wrong ? { wrong } : {}),
});

function memberHead(work: Work, place: Place, workplace: string): Html {
  const { copy, state } = work;
  const [n, of] = positionOf(work, place);
  return html`<p class="steps">${copy.member.position(n, of)} <progress value="${n}" max="${of}" aria-hidden="true"></progress></p>
<h1>${place.member.name}</h1>
<dl class="facts"><div><dt>${copy.member.born}</dt><dd>${dateShown(place.member.birthDate)}</dd></div>
<div><dt>${copy.member.workplace}</dt><dd>${workplace}</dd></div>
${state.slots[place.slot]?.category === 'B' ? html`<div><dt>${copy.member.category}</dt><dd>${work.form.categories.B.label[work.language]}</dd></div>` : ''}</dl>`;
}

function positionOf(work: Work, { slot }: Place): readonly [place: number, of: number] {
  const places = placesOf(work);
  return [places.findIndex((place) => place.slot === slot) + 1, places.length];
}

const mistakeAt = ({ at }: Mistakes, field: string): { mistake?: string } => {
  const mistake = at.get(field);
  return mistake === undefined ? {} : { mistake };
};

/** The mistake of a group of choices; it is told in the group, and its link leads to the first choice. */
const groupMistake = ({ at }: Mistakes, field: string): Html | string => {
  const mistake = at.get(field);
  return mistake === undefined ? '' : html`<span class="error" id="${field}-error">${mistake}</span>`;
};

interface Choice {
  readonly value: string;
  readonly words: string;
  readonly chosen: boolean;
  /** Ours and fixed. */
  readonly attributes?: string;
}

const choices = (
  type: 'radio' | 'checkbox',
  name: string,
  id: string,
  all: readonly Choice[],
  mistakes: Mistakes,
): Html =>
  html`${all.map(
    ({ value, words, chosen, attributes = '' }, n) =>
      html`<label class="choice"><input type="${type}" name="${name}" value="${value}" id="${n === 0 ? id : `${id}-${n + 1}`}"${raw(
        `${chosen ? ' checked' : ''}${attributes && ` ${attributes}`}`,
      )}${mistakes.at.has(id) ? html` aria-describedby="${id}-error"` : ''}>${capital(words)}</label>`,
  )}`;

/** Whoever cannot or may not comment says so here. Closed unless it was used, so that the usual way has no detour. */
function insteadChoice(work: Work, { answer, conflict }: Filled, mistakes: Mistakes): Html {
  const { copy } = work;
  const chosen = conflict
    ? `conflict${conflict === 'hand' ? 'Hand' : 'Ward'}`
    : answer.kind === 'notHere'
      ? (answer.which ?? '')
      : '';
  const open = chosen !== '' || mistakes.at.has('which') || mistakes.at.has('movedTo');
  return html`<details class="instead"${raw(open ? ' open' : '')}><summary>${copy.member.instead}</summary>
<fieldset class="field${mistakes.at.has('which') ? ' wrong' : ''}"><legend>${copy.member.insteadLegend}</legend>
${groupMistake(mistakes, 'which')}
${choices('radio', 'instead', 'which', insteadsOf(work, chosen), mistakes)}
</fieldset>
<div class="moved">${textField({
    name: 'movedTo',
    label: copy.member.movedTo,
    hint: copy.member.movedToHint,
    value: answer.movedTo ?? '',
    ...mistakeAt(mistakes, 'movedTo'),
  })}</div></details>`;
}

function insteadsOf({ copy, form, language, state, hand }: Work, chosen: string) {
  const one = (value: string, words: string, attributes = 'data-instead') => ({
    value,
    words,
    chosen: value === chosen,
    attributes,
  });
  const mayPassOn = state.deskId !== NO_DESK && hand.vias[0] !== 'ward';
  return [
    { ...one('comment', copy.member.comment, ''), chosen: false },
    ...form.notHere.map(({ id, label }) =>
      one(id, label[language], id === 'moved' ? 'data-instead data-moved' : 'data-instead'),
    ),
    one('conflictHand', copy.member.conflictHand),
    ...(mayPassOn ? [one('conflictWard', copy.member.conflictWard)] : []),
  ];
}

function criterionField(
  work: Work,
  criterion: Criterion,
  n: number,
  { filled, attendance }: MemberView,
  mistakes: Mistakes,
): Html {
  const { copy, language } = work;
  const { id, levels, proposal } = criterion;
  const place = `levels.${id}`;
  const one = (level: Level): Choice => ({
    value: level.id,
    words: level.label[language],
    chosen: filled.answer.levels?.[id] === level.id,
    ...(needsReason(level) && { attributes: 'data-why' }),
  });
  return html`<div class="crit"><fieldset class="field${mistakes.at.has(place) ? ' wrong' : ''}"><legend>${n + 1}. ${criterion.heading[language]}</legend>
${criterion.attendance && attendance ? html`<span class="hint">${copy.member.attendance(attendance)}</span>` : ''}
${groupMistake(mistakes, place)}
${choices('radio', `level.${id}`, place, levels.map(one), mistakes)}
</fieldset>
${whyFields(work, id, proposal === true, filled.answer, mistakes)}</div>`;
}

function whyFields(
  { copy, today }: Work,
  id: string,
  proposal: boolean,
  answer: DraftAnswer,
  mistakes: Mistakes,
): Html {
  const reason = answer.reasons?.[id];
  const [text, day] = [`reasons.${id}.text`, `reasons.${id}.factDate`];
  return html`<div class="why"><p class="hint">${proposal ? copy.member.whyProposal : copy.member.why}</p>
${textField({
  name: `reason.${id}`,
  id: text,
  label: copy.member.reason,
  value: reason?.text ?? '',
  rows: 3,
  attributes: 'placeholder=" "',
  ...mistakeAt(mistakes, text),
})}
${textField({
  name: `date.${id}`,
  id: day,
  label: copy.member.factDate,
  value: reason?.factDate ?? '',
  attributes: `type="date" class="short" max="${today}"`,
  ...mistakeAt(mistakes, day),
})}</div>`;
}

function sourcesField({ copy, form, language }: Work, { sources = [] }: DraftAnswer, mistakes: Mistakes): Html {
  const all = form.howKnown.sources.map(({ id, label }) => ({
    value: id,
    words: label[language],
    chosen: sources.includes(id),
  }));
  return html`<fieldset class="field${mistakes.at.has('sources') ? ' wrong' : ''}"><legend>${form.howKnown.question[language]}</legend>
<span class="hint">${copy.member.sourcesHint}</span>
${groupMistake(mistakes, 'sources')}
${choices('checkbox', 'source', 'sources', all, mistakes)}
</fieldset>`;
}

/** Hidden unless the script finds words on this device that were never saved. */
export const copyNotice = ({
  copy,
}: Work): Html => html`<div class="notice" id="copy" hidden role="status"><p>${copy.member.copyFound}</p>
<div class="actions"><button type="button" id="copy-take">${copy.member.copyTake}</button>
<button type="button" class="second" id="copy-drop">${copy.member.copyDrop}</button></div></div>`;

function neighbours(work: Work, { slot }: Place): Html {
  const { copy, home } = work;
  const places = placesOf(work);
  const at = places.findIndex((place) => place.slot === slot);
  const link = (to: Place | undefined, words: string) =>
    to ? html`<a href="${home}m/${to.slot + 1}">${words}${copy.colon} ${to.member.name}</a>` : '';
  const [before, after] = [places[at - 1], places[at + 1]];
  return html`<nav class="no-print" aria-label="${copy.member.others}"><ul class="rows">
${before ? html`<li>${link(before, copy.member.previous)}</li>` : ''}${after ? html`<li>${link(after, copy.member.next)}</li>` : ''}
<li><a href="${home}">${copy.backToList}</a></li></ul></nav>`;
}
