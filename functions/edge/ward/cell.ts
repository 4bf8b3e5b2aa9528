import { html } from 'hono/html';
import { boardRowOf, isMailed, standingOf } from '#domain/board.ts';
import { closesAt } from '#domain/cycle.ts';
import { NAME_LIMIT, REASON_LIMIT } from '#domain/limits.ts';
import { type Progress, progressOf, stillOwed } from '#domain/outcome.ts';
import { isRefusal } from '#domain/refusal.ts';
import { effectiveDue, maySubmit, momentOf, press } from '#domain/request-rules.ts';
import { noteLook } from '#records/access.ts';
import { countDrafts, draftsOf } from '#records/drafts.ts';
import type { Place } from '#records/slices.ts';
import { wordsOf } from '#steps/deliver/pack.ts';
import { csrfField, type Html, type Mistake, mistakeList, textField, type View } from '../html.ts';
import { lines } from '../said.ts';
import { commandField } from '../wish.ts';
import type { Cell } from './desk.ts';
import { lastHand, placesOf } from './desk.ts';
import { standingTag } from './home.ts';

type Shown = Omit<View, 'language' | 'csrf' | 'place'>;

/** The forms of this page that can come back with mistakes, and what was typed. */
export interface Failed {
  readonly action: 'press' | 'time' | 'excuse' | 'contact' | 'link';
  readonly mistakes: readonly Mistake[];
  readonly typed: { readonly [field: string]: string };
}

export type Done = keyof Cell['desk']['copy']['cell']['done'];

/** One cell: its members with their state, and what the ward may do with it. Answers are read on the next page. */
export async function cellView(cell: Cell, done?: Done, failed?: Failed): Promise<Shown> {
  const { desk, state } = cell;
  const words = desk.copy.cell;
  await noteLook(desk.deps, state.id, desk.by(), 'list');
  const row = boardRowOf(state);
  const { submitted, notHere } = row.counts;
  const body = html`${mistakeList(desk.language, failed?.mistakes ?? [])}
<p class="steps"><a href="${desk.home}">${desk.copy.back}</a></p>
<h1>${state.name}</h1>
${done ? doneHtml(cell, done) : ''}
<p>${standingTag(desk, standingOf(row, desk.now))}</p>
${
  submitted + notHere > 0
    ? html`<p class="actions"><a class="button" href="${cell.home}read/">${words.read(submitted, notHere)}</a></p>`
    : html`<p>${words.nothingToRead}</p>`
}
${await factsHtml(cell)}
${await unlistedHtml(cell)}
<h2>${words.members}</h2>
<ul class="rows">${placesOf(cell).map((place) => memberRow(cell, place))}</ul>
${state.cancelledAt ? '' : actionsHtml(cell, failed)}`;
  return { title: state.name, body, path: cell.home, ...(failed ? { wrong: true } : {}) };
}

/** What was just done; of what was sent back, until when it is awaited. */
export function doneHtml({ desk, state }: Cell, done: Done): Html {
  const until = state.slots.flatMap(({ sentBack }) => sentBack?.until ?? []).sort();
  const last = done === 'back' ? until.at(-1) : undefined;
  return html`<div class="notice done" role="status"><p>${desk.copy.cell.done[done]}${
    last ? ` ${desk.copy.read.backBy(desk.day(last))}` : ''
  }</p></div>`;
}

async function factsHtml({ desk, state }: Cell): Promise<Html> {
  const words = desk.copy.cell;
  const row = boardRowOf(state);
  const { begun, finished } = countDrafts(await draftsOf(desk.deps.table, state.id));
  const { excused } = state;
  const why = excused && (await wordsOf(desk.deps.table, state.id, excused.reason, 'reason'));
  const fact = (name: string, value: string | undefined): Html | string =>
    value === undefined ? '' : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const day = (at: string | undefined) => (at === undefined ? undefined : desk.day(at));
  const { channel, mailbox } = state.contact;
  const byMail = isMailed(row);
  const reminded = state.reminders.length + state.presses.length;
  return html`<dl class="facts">
${fact(words.due, desk.copy.until(desk.day(effectiveDue(state, momentOf(desk.cycle, desk.now)))))}
${fact(words.channel, mailbox && byMail ? mailbox : desk.copy.channels[channel])}
${fact(words.asked, day(state.askedAt))}
${fact(words.lastWritten, byMail ? day(row.lastWrittenAt) : undefined)}
${fact(words.firstVisit, day(state.firstVisitAt) ?? (byMail ? words.neverOpened : undefined))}
${fact(words.reminders, byMail || reminded > 0 ? String(reminded) : undefined)}
${fact(words.drafts, begun > 0 ? words.draftsText(begun, finished) : words.noDrafts)}
${fact(desk.copy.standings.unreachable, state.unreachableSince && words.returned(desk.day(state.unreachableSince)))}
${fact(desk.copy.standings.excused, excused && words.excused(desk.day(excused.at), why ?? ''))}
</dl>`;
}

async function unlistedHtml({ desk, state }: Cell): Promise<Html | string> {
  if (state.unlisted.length === 0) return '';
  const said = await Promise.all(state.unlisted.map(({ text }) => wordsOf(desk.deps.table, state.id, text, 'said')));
  return html`<h2>${desk.copy.cell.unlisted}</h2>
<ul>${said.map((text, n) => html`<li>${desk.day(state.unlisted[n]?.at ?? '')}: ${lines(text)}</li>`)}</ul>`;
}

const looks: { readonly [state in Progress]?: string } = {
  confirmed: 'ok',
  submitted: 'due',
  notHere: 'due',
  conflict: 'due',
  sentBack: 'due',
};

export const progressTag = ({ desk }: Cell, { its }: Place): Html => {
  const progress = progressOf(its);
  const { withHand, withWard, notHereConfirmed } = desk.copy.member;
  const words = desk.copy.progress[progress];
  if (progress === 'conflict' && its.conflictTo === 'ward') return tag('due', withWard);
  // Another hand of the cell owes it like any other, and the counts say so.
  if (progress === 'conflict' && its.conflictTo === 'hand') return tag('', `${desk.copy.progress.owed} (${withHand})`);
  if (progress === 'confirmed' && its.answer?.kind !== 'comment') return tag('ok', notHereConfirmed);
  return tag(looks[progress] ?? '', words);
};

const tag = (look: string, words: string): Html => html`<span class="tag ${look}">${words}</span>`;

const memberRow = (cell: Cell, place: Place): Html =>
  html`<li><a href="${cell.home}m/${place.slot + 1}/"><span>${place.member.name}${
    place.its.answer?.late ? html` <span class="tag late">${cell.desk.copy.read.late}</span>` : ''
  }</span>${progressTag(cell, place)}</a></li>`;

/** Who does it: everything that a ward decides has a name beside it. */
export const handField = (cell: Cell, action: string, typed: string | undefined, mistake: string | undefined): Html =>
  textField({
    name: 'name',
    id: `${action}-name`,
    label: cell.desk.copy.cell.hand,
    value: typed ?? lastHand(cell),
    ...(mistake === undefined ? {} : { mistake }),
    attributes: `autocomplete="name" maxlength="${NAME_LIMIT}" required`,
  });

/** A form behind its heading: it opens without script, and stands open when it came back with a mistake. */
function action(
  cell: Cell,
  name: Failed['action'],
  failed: Failed | undefined,
  words: { readonly heading: string; readonly now: string },
  inside: Html,
): Html {
  const { open, mistakeOf, typed } = failedAt(failed, name);
  return html`<details${open ? html` open` : ''}><summary>${words.heading}</summary>
<form method="post" action="${cell.home}${name}">${csrfField(cell.desk.csrf)}${commandField(cell.desk.deps.ids)}
${inside}${handField(cell, name, open ? typed('name') : undefined, mistakeOf('name').mistake)}
<div class="actions"><button>${words.now}</button></div></form></details>`;
}

/** A reminder is offered only where it would leave. */
export function pressable({ desk, state }: Cell): 'may' | 'today' | 'no' {
  try {
    press(state, momentOf(desk.cycle, desk.now));
    return 'may';
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const owes = stillOwed(boardRowOf(state).counts) > 0 && !state.excused;
    return error.name === 'AlreadyDone' && owes ? 'today' : 'no';
  }
}

function actionsHtml(cell: Cell, failed: Failed | undefined): Html {
  const { desk, state } = cell;
  const words = desk.copy.cell;
  const row = boardRowOf(state);
  const open = state.releases.length === 0;
  const moment = momentOf(desk.cycle, desk.now);
  const mayAnswer = state.slots.some(
    (slot) => progressOf(slot) !== 'rerouted' && !maySubmit(state, slot, 'ward', moment),
  );
  const pressing = pressable(cell);
  const owes = row.counts.owed + row.counts.sentBack + row.counts.conflict > 0;
  const answer = `/w/${desk.id}/answer/${state.id}/`;
  return html`<h2 id="actions">${words.actions}</h2>
${
  owes
    ? html`<details><summary>${words.behalf}</summary><p>${mayAnswer ? words.behalfText : words.behalfPaper}</p>
<p class="actions"><a class="button second" href="${answer}">${words.behalfNow}</a>
<a class="button second" href="${answer}print">${words.print}</a></p></details>`
    : ''
}
${pressing === 'today' ? html`<p>${words.pressedToday}</p>` : ''}
${
  pressing === 'may'
    ? action(cell, 'press', failed, { heading: words.press, now: words.pressNow }, html`<p>${words.pressText}</p>`)
    : ''
}
${open ? timeForm(cell, failed) : ''}
${open && !state.excused && stillOwed(row.counts) > 0 ? excuseForm(cell, failed) : ''}
${contactForm(cell, failed)}
${
  state.contact.channel === 'mailbox'
    ? action(cell, 'link', failed, { heading: words.link, now: words.linkNow }, html`<p>${words.linkText}</p>`)
    : ''
}`;
}

const failedAt = (failed: Failed | undefined, action: Failed['action']) => ({
  open: failed?.action === action,
  mistakeOf: (field: string) => {
    const found =
      failed?.action === action ? failed.mistakes.find((one) => one.field === `${action}-${field}`) : undefined;
    return found ? { mistake: found.words } : {};
  },
  typed: (field: string) => (failed?.action === action ? (failed.typed[field] ?? '') : ''),
});

function timeForm(cell: Cell, failed: Failed | undefined): Html {
  const { desk, state } = cell;
  const words = desk.copy.cell;
  const { mistakeOf, typed } = failedAt(failed, 'time');
  const due = desk.day(effectiveDue(state, momentOf(desk.cycle, desk.now)));
  const field = textField({
    name: 'until',
    id: 'time-until',
    label: words.timeUntil,
    hint: words.timeHint(due, desk.day(closesAt(desk.cycle))),
    value: typed('until'),
    ...mistakeOf('until'),
    attributes: 'type="date" class="short" required',
  });
  return action(cell, 'time', failed, { heading: words.time, now: words.timeNow }, field);
}

function excuseForm(cell: Cell, failed: Failed | undefined): Html {
  const words = cell.desk.copy.cell;
  const { mistakeOf, typed } = failedAt(failed, 'excuse');
  const field = textField({
    name: 'reason',
    id: 'excuse-reason',
    label: words.reason,
    value: typed('reason'),
    rows: 3,
    ...mistakeOf('reason'),
    attributes: `maxlength="${REASON_LIMIT}" required`,
  });
  const inside = html`<p>${words.excuseText}</p>${field}`;
  return action(cell, 'excuse', failed, { heading: words.excuse, now: words.excuseNow }, inside);
}

const askable = ['mailbox', 'ward', 'paper'] as const;

function contactForm(cell: Cell, failed: Failed | undefined): Html {
  const { desk, state } = cell;
  const words = desk.copy.cell;
  const { open, mistakeOf, typed } = failedAt(failed, 'contact');
  const chosen = open ? typed('channel') : state.contact.channel;
  const wrong = mistakeOf('channel').mistake;
  const inside = html`<fieldset class="field${wrong ? ' wrong' : ''}" id="contact-channel"><legend>${words.channel}</legend>
${wrong ? html`<span class="error">${wrong}</span>` : ''}
${askable.map(
  (channel) =>
    html`<label class="choice"><input type="radio" name="channel" value="${channel}"${
      channel === chosen ? html` checked` : ''
    }>${desk.copy.channels[channel]}</label>`,
)}</fieldset>
${textField({
  name: 'mailbox',
  id: 'contact-mailbox',
  label: words.mailbox,
  hint: words.mailboxHint,
  value: open ? typed('mailbox') : (state.contact.mailbox ?? ''),
  ...mistakeOf('mailbox'),
  attributes:
    'type="email" inputmode="email" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="254"',
})}`;
  return action(cell, 'contact', failed, { heading: words.contact, now: words.contactNow }, inside);
}
