import { html } from 'hono/html';
import { REASON_LIMIT } from '#domain/limits.ts';
import { byName } from '#domain/names.ts';
import { progressOf } from '#domain/outcome.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import { noteLook } from '#records/access.ts';
import { readAnswers } from '#records/answers.ts';
import { boardOf } from '#records/boards.ts';
import type { Entry } from '#records/journal.ts';
import { rosterCommittees } from '#records/roster.ts';
import type { Place } from '#records/slices.ts';
import { answerInWords } from '#steps/deliver/in-words.ts';
import { wordsOf } from '#steps/deliver/pack.ts';
import { csrfField, type Html, type Mistake, mistakeList, textField, type View } from '../html.ts';
import { lines, saidHtml, sentences } from '../said.ts';
import { commandField } from '../wish.ts';
import { handField, progressTag } from './cell.ts';
import type { Cell, Desk } from './desk.ts';
import { answerHtml, isWaiting, partInWords, partOf, personHtml, standingAnswers } from './reading.ts';

type Shown = Omit<View, 'language' | 'csrf' | 'place'>;

export interface FailedMember {
  readonly mistakes: readonly Mistake[];
  readonly typed: { readonly [field: string]: string };
}

/** One member in a cell's request: what stands, what stood before, and what the ward may do about the member. */
export async function memberView(cell: Cell, place: Place, failed?: FailedMember, elsewhere = false): Promise<Shown> {
  const { desk, state } = cell;
  const { its, member, slot } = place;
  const words = desk.copy.member;
  await noteLook(desk.deps, state.id, desk.by(), 'comment', slot);
  const part = partOf(state, its);
  const answer = (await standingAnswers(cell)).get(slot);
  const body = html`${mistakeList(desk.language, failed?.mistakes ?? [])}
<p class="steps"><a href="${cell.home}">${desk.copy.backToCell(state.name)}</a></p>
<h1>${member.name}</h1>
<p>${progressTag(cell, place)}</p>
${await personHtml(cell, place)}
<h2>${words.now}</h2>
${its.answer ? answerHtml(cell, place, answer) : html`<p>${words.none}</p>`}
${part ? html`<div class="quiet"><p>${desk.copy.read.part(desk.day(part.at))}</p>${sentences(await partInWords(cell, part))}</div>` : ''}
${sentences(await eventsInWords(cell, slot))}
${its.view ? html`<h2>${words.view}</h2><p>${lines(await wordsOf(desk.deps.table, state.id, its.view.text, 'view'))}</p>` : ''}
${await earlierHtml(cell, place)}
${its.reroutedTo !== undefined ? html`<p class="notice">${words.rerouted}</p>` : await actionsHtml(cell, place, failed, elsewhere)}`;
  return { title: member.name, body, path: `${cell.home}m/${slot + 1}/`, ...(failed ? { wrong: true } : {}) };
}

/** When the ward confirmed or sent back, and to whom a conflict was handed. */
async function eventsInWords({ desk, state, entries }: Cell, slot: number): Promise<readonly string[]> {
  const words = desk.copy.member;
  const told: string[] = [];
  for (const { event, at, by } of entries) {
    if (event.type === 'confirmed' && event.slots.includes(slot))
      told.push(words.confirmedOn(desk.day(at), by.name ?? ''));
    if (event.type === 'sentBack' && event.slots.includes(slot))
      told.push(words.sentBackOn(desk.day(at), await wordsOf(desk.deps.table, state.id, event.reason, 'reason')));
    if (event.type === 'conflictHanded' && event.slot === slot) told.push(words.handedTo[event.to]);
  }
  return told;
}

/** Every answer that was ever submitted about the member, where it lies. */
const submissionsOf = (entries: readonly Entry<RequestEvent>[], slot: number) =>
  entries.flatMap(({ event, at, seq }) =>
    event.type === 'submitted'
      ? event.chunks.flatMap(({ key, hash, slots }) => {
          const place = slots.indexOf(slot);
          return place < 0 ? [] : [[seq, { ref: { key, hash }, place, at }] as const];
        })
      : [],
  );

async function earlierHtml(cell: Cell, { its, slot }: Place): Promise<Html | string> {
  const { desk, state } = cell;
  const earlier = submissionsOf(cell.entries, slot).filter(([seq]) => seq !== its.answer?.part);
  if (earlier.length === 0) return '';
  const answers = await readAnswers(desk.deps.table, state.id, earlier);
  const { words } = desk.telling;
  return html`<h2>${desk.copy.member.earlier}</h2>
${earlier.toReversed().map(([seq, { at }]) => {
  const answer = answers.get(seq);
  return html`<details><summary>${desk.copy.read.part(desk.day(at))}</summary>${
    answer ? saidHtml(answerInWords(desk.telling, its.category, answer), words.heads.remark) : words.removed
  }</details>`;
})}`;
}

async function actionsHtml(
  cell: Cell,
  place: Place,
  failed: FailedMember | undefined,
  elsewhere: boolean,
): Promise<Html | string> {
  const { state } = cell;
  if (state.cancelledAt) return '';
  const progress = progressOf(place.its);
  const open = state.releases.length === 0;
  const mayMove = open && progress !== 'confirmed' && progress !== 'submitted';
  return html`${isWaiting(place) || (open && progress === 'confirmed') ? decideHtml(cell, place) : ''}
${progress === 'conflict' && place.its.conflictTo === 'ward' ? writeHtml(cell, place) : ''}
${open && progress === 'conflict' ? conflictHtml(cell, place, failed) : ''}
${mayMove ? await rerouteHtml(cell, place, failed, elsewhere) : ''}`;
}

const start = (cell: Cell, action: string): Html =>
  html`<form method="post" action="${action}">${csrfField(cell.desk.csrf)}${commandField(cell.desk.deps.ids)}`;

/** The same decision as on the page of many; a confirmed one can still be sent back before anything is assembled. */
function decideHtml(cell: Cell, place: Place): Html {
  const { desk } = cell;
  const words = desk.copy.read;
  const { slot, its } = place;
  const backable = its.answer?.via !== 'ward' && cell.state.releases.length === 0;
  const heading = isWaiting(place) ? words.decide : desk.copy.member.backConfirmed;
  if (!isWaiting(place) && !backable) return html``;
  return html`<h2>${heading}</h2>${start(cell, `${cell.home}confirm`)}
<input type="hidden" name="from" value="${slot}"><input type="hidden" name="chosen" value="${slot}">
<input type="hidden" name="read.${slot}" value="${its.answer?.part ?? 0}">
${textField({ name: 'name', label: words.name, attributes: 'autocomplete="name" maxlength="200"' })}
${
  isWaiting(place)
    ? html`<p>${words.meaning}</p><div class="actions"><button>${desk.copy.member.confirmOne}</button></div>`
    : ''
}
${
  backable
    ? html`${textField({ name: 'reason', label: words.reason, rows: 3, attributes: `maxlength="${REASON_LIMIT}"` })}
<div class="actions"><button class="second" formaction="${cell.home}back">${desk.copy.member.backOne}</button></div>`
    : ''
}</form>`;
}

const handOf = (cell: Cell, action: 'conflict' | 'reroute', failed: FailedMember | undefined): Html =>
  handField(cell, action, failed?.typed.name, failed?.mistakes.find(({ field }) => field === `${action}-name`)?.words);

/** The comment that the ward took upon itself is written where answers in a cell's place are. */
const writeHtml = ({ desk, state }: Cell, { slot }: Place): Html =>
  html`<p class="actions"><a class="button" href="/w/${desk.id}/answer/${state.id}/m/${slot + 1}">${
    desk.copy.member.write
  }</a></p>`;

function conflictHtml(cell: Cell, place: Place, failed: FailedMember | undefined): Html {
  const words = cell.desk.copy.member;
  const wrong = failed?.mistakes.find(({ field }) => field === 'conflict')?.words;
  const chosen = (to: string) => (failed?.typed.hand === to ? html` checked` : '');
  return html`<h2>${words.conflict}</h2>${start(cell, `${cell.home}m/${place.slot + 1}/conflict`)}
<fieldset class="field${wrong ? ' wrong' : ''}" id="conflict"><legend>${words.conflictNow}</legend>
${wrong ? html`<span class="error">${wrong}</span>` : ''}
<label class="choice"><input type="radio" name="hand" value="hand"${chosen('hand')}>${words.toHand}</label>
<label class="choice"><input type="radio" name="hand" value="ward"${chosen('ward')}>${words.toWard}</label></fieldset>
${handOf(cell, 'conflict', failed)}
<div class="actions"><button>${words.conflictNow}</button></div></form>`;
}

async function rerouteHtml(
  cell: Cell,
  place: Place,
  failed: FailedMember | undefined,
  elsewhere: boolean,
): Promise<Html> {
  const { desk, state } = cell;
  const words = desk.copy.member;
  const path = `${cell.home}m/${place.slot + 1}/`;
  const chosen = failed?.typed.to ?? '';
  const near = (await boardOf(desk.deps.table, desk.cycle.id, desk.party.id)).map(({ committeeId, name }) => ({
    id: committeeId,
    name,
  }));
  const all = elsewhere || (chosen !== '' && !near.some(({ id }) => id === chosen));
  const groups = all ? await residences(desk) : [{ name: words.to, cells: near.toSorted(byName) }];
  const wrong = failed?.mistakes.find(({ field }) => field === 'to')?.words;
  const option = ({ id, name }: Named) =>
    html`<option value="${id}"${id === chosen ? html` selected` : ''}>${name}</option>`;
  return html`<h2 id="reroute">${words.reroute}</h2><p>${words.rerouteText}</p>
${all ? '' : html`<p><a href="${path}?elsewhere=yes#reroute">${words.elsewhere}</a></p>`}
${start(cell, `${path}reroute`)}
<div class="field${wrong ? ' wrong' : ''}"><label for="to">${all ? words.toAnywhere : words.to}</label>
${wrong ? html`<span class="error" id="to-error">${wrong}</span>` : ''}
<select id="to" name="to"${wrong ? html` aria-describedby="to-error" aria-invalid="true"` : ''}><option value="">${words.choose}</option>${groups.map(
    ({ name, cells }) =>
      html`<optgroup label="${name}">${cells.filter(({ id }) => id !== state.committeeId).map(option)}</optgroup>`,
  )}</select></div>
${handOf(cell, 'reroute', failed)}
<div class="actions"><button>${words.rerouteNow}</button></div></form>`;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Every residence committee of the roster that the cycle was opened with, ward by ward. */
async function residences({ deps, cycle }: Desk): Promise<readonly { name: string; cells: readonly Named[] }[]> {
  const all = await Array.fromAsync(rosterCommittees(deps.files, cycle.plan.rosterVersion));
  const byId = new Map(all.map((one) => [one.id, one]));
  const cells = Map.groupBy(
    all.filter(({ level }) => level === 'cell'),
    ({ parentId = '' }) => parentId,
  );
  return [...cells]
    .map(([wardId, its]) => {
      const ward = byId.get(wardId);
      const province = byId.get(ward?.parentId ?? '');
      return { name: [ward?.name, province?.name].filter(Boolean).join(', '), cells: its.toSorted(byName) };
    })
    .toSorted(byName);
}
