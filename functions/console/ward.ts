import type { Hono } from 'hono';
import { html } from 'hono/html';
import { type BoardRow, standingOf } from '#domain/board.ts';
import { isLocalDate } from '#domain/calendar.ts';
import type { CycleStatus, OpenCycle } from '#domain/cycle.ts';
import { NO_DESK, stillOwed } from '#domain/outcome.ts';
import { isRefusal, type Problem, Refusal } from '#domain/refusal.ts';
import { cycleCopy } from '#edge/copy/console/cycle/index.ts';
import { requestCopy } from '#edge/copy/console/request/index.ts';
import { readForm } from '#edge/forms.ts';
import { csrfField, type Html, type Mistake, textField } from '#edge/html.ts';
import { seeOther } from '#edge/page.ts';
import { boardOf } from '#records/boards.ts';
import { desks, load } from '#records/journal.ts';
import type { Mail } from '#records/outbox.ts';
import { readParty } from '#records/parties.ts';
import { timelineOf } from '#records/timeline.ts';
import { grantTime, pressCommittee } from '#steps/confirm/confirm.ts';
import { reissueDeskLink } from '#steps/people/contact.ts';
import { contactForm } from './delivery-table.ts';
import type { ConsoleDeps, ConsoleEnv, Page } from './deps.ts';
import { commandField, formStart, wishOf } from './fields.ts';
import { mailTag } from './mail-words.ts';
import { typedDate } from './order.ts';
import { expectWithin } from './session.ts';
import { cycleStanding, wardOf } from './standing.ts';
import { type Column, type Row, table } from './table.ts';
import { standingTag } from './tags.ts';
import { mayHere, mistakesOf, showConsole } from './view.ts';
import { day, deadline, number } from './words.ts';

/** One ward: its cells by name, what can be done for several at once, and the ward's own link and letters. */
export function wardPages(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/console/cycles/:cycle/wards/:desk', (c) =>
    wardPage(c, deps, c.req.param('cycle'), c.req.param('desk'), []),
  );
  app.post('/console/cycles/:cycle/wards/:desk/many', (c) =>
    postMany(c, deps, c.req.param('cycle'), c.req.param('desk')),
  );
  app.post('/console/cycles/:cycle/wards/:desk/link', (c) =>
    postLink(c, deps, c.req.param('cycle'), c.req.param('desk')),
  );
}

async function wardPage(
  c: Page,
  deps: ConsoleDeps,
  cycleId: string,
  deskId: string,
  problems: readonly Problem[],
): Promise<Response> {
  const language = c.get('language');
  const copy = cycleCopy(language).ward;
  const now = deps.clock.now();
  const { cycle, status } = await cycleStanding(deps.table, cycleId, now);
  await expectWithin(c, deps, cycleId, deskId);
  const party = await readParty(deps.table, cycleId, deskId);
  const ward = await wardOf(deps.table, cycleId, deskId, party, now);
  if (party ? party.level === 'workplace' : ward.rows.length === 0)
    throw new Refusal('NotFound', 'no such ward in this cycle');
  const mails = new Map(
    await Promise.all(ward.rows.map(async (row) => [row.requestId, await lastMail(deps, row)] as const)),
  );
  const mistakes = mistakesOf(c, problems);
  const may = mayHere(c, 'changeRequests') ? mayBeDone(ward.rows, status) : NOTHING;
  const choice = may.extend || may.remind;
  const rows = ward.rows.map((row) => cellRow(c, deps, cycle, row, mails.get(row.requestId), choice));
  const cells = table(copy.cell, columnsIn(c, choice), rows);
  const body = html`${ward.rows.length === 0 ? html`<p>${copy.noCells}</p>` : choice ? manyForm(c, deps, cycleId, deskId, html`${cells}${manyActions(c, may, mistakes)}`) : cells}
${party && deskId !== NO_DESK ? await wardOwn(c, deps, cycle, party) : ''}`;
  const up = [{ words: cycle.plan.title, path: `/console/cycles/${cycleId}` }];
  const done = didMany(c);
  const title = deskId === NO_DESK ? cycleCopy(language).board.noWard : ward.name;
  return showConsole(c, { title, body, up, mistakes, ...done }, problems.length > 0 ? 422 : 200);
}

function columnsIn(c: Page, choice: boolean): readonly Column[] {
  const copy = cycleCopy(c.get('language')).ward;
  return [
    ...(choice ? [{ words: '', is: 'pick' } as const] : []),
    { words: copy.cell, is: 'name' },
    { words: copy.standing },
    { words: copy.owed, is: 'number' },
    { words: copy.members, is: 'number' },
    { words: copy.due },
    { words: copy.lastMail },
  ];
}

/** What became of the committees that were chosen on the page before. */
function didMany(c: Page): { readonly done?: string } {
  const language = c.get('language');
  const of = (name: string): number | undefined => {
    const text = c.req.query(name) ?? '';
    return /^\d+$/.test(text) ? Number(text) : undefined;
  };
  const [count, left = 0] = [of('count'), of('left')];
  if (count === undefined) return {};
  return { done: cycleCopy(language).ward.didMany(number(language, count), left > 0 ? number(language, left) : '') };
}

const manyForm = (c: Page, deps: ConsoleDeps, cycleId: string, deskId: string, fields: Html): Html =>
  html`<form method="post" action="/console/cycles/${cycleId}/wards/${deskId}/many">${csrfField(c.get('csrf'))}${commandField(deps)}${fields}</form>`;

interface May {
  readonly extend: boolean;
  readonly remind: boolean;
}

const NOTHING: May = { extend: false, remind: false };

/** What would not be refused for every cell alike. */
function mayBeDone(rows: readonly BoardRow[], status: CycleStatus): May {
  const open = rows.filter(({ assembled, cancelled }) => assembled === 0 && !cancelled);
  const goesOn = status === 'running' || status === 'stopped' || status === 'holding';
  const reached = open.filter(({ channel, unreachable, excused }) => channel === 'mailbox' && !unreachable && !excused);
  return {
    extend: goesOn && open.length > 0,
    remind: status === 'running' && reached.some(({ counts }) => stillOwed(counts) > 0),
  };
}

function manyActions(c: Page, may: May, mistakes: readonly Mistake[]): Html {
  const copy = cycleCopy(c.get('language')).ward;
  const mistake = mistakes.find(({ field }) => field === 'until');
  const until = textField({
    name: 'until',
    label: copy.until,
    attributes: 'type="date" class="short"',
    ...(mistake ? { mistake: mistake.words } : {}),
  });
  return html`<fieldset class="field"><legend>${copy.many}</legend><p class="hint">${copy.manyText}</p>
${may.extend ? until : ''}
<div class="actions">${may.extend ? html`<button name="what" value="extend">${copy.extendMany}</button>` : ''}${may.remind ? html`<button class="second" name="what" value="remind">${copy.remindMany}</button>` : ''}</div></fieldset>`;
}

function cellRow(
  c: Page,
  deps: ConsoleDeps,
  cycle: OpenCycle,
  row: BoardRow,
  mail: Mail | undefined,
  choice: boolean,
): Row {
  const language = c.get('language');
  const now = deps.clock.now();
  const copy = cycleCopy(language).ward;
  const words = requestCopy(language);
  const { counts } = row;
  return [
    ...(choice
      ? [html`<input type="checkbox" name="requests" value="${row.requestId}" aria-label="${copy.choose(row.name)}">`]
      : []),
    html`<a href="/console/requests/${row.requestId}">${row.name}</a>`,
    standingTag(words, standingOf(row, now)),
    number(language, stillOwed(counts)),
    number(language, counts.members),
    deadline(language, row.dueAt, cycle.plan.zone),
    mail ? mailTag(words, mail) : html`<span class="quiet">${words.channels[row.channel]}</span>`,
  ];
}

async function lastMail(deps: ConsoleDeps, row: BoardRow): Promise<Mail | undefined> {
  if (row.channel !== 'mailbox') return undefined;
  const moments = await timelineOf(deps.world, row.requestId);
  return moments
    .flatMap(({ mails }) => mails)
    .findLast(({ kind }) => kind !== 'memberTold' && kind !== 'formerMailbox');
}

async function wardOwn(
  c: Page,
  deps: ConsoleDeps,
  cycle: OpenCycle,
  party: NonNullable<Awaited<ReturnType<typeof readParty>>>,
): Promise<Html> {
  const language = c.get('language');
  const copy = cycleCopy(language).ward;
  const { state } = await load(deps.table, desks, `${cycle.id}.${party.id}`);
  const letters = requestCopy(language).wardTold;
  return html`<h2>${copy.own}</h2>${cycle.launchedAt && party.level === 'commune' ? html`<p class="quiet">${copy.ownText}</p>` : ''}<dl class="facts"><div><dt>${copy.mailbox}</dt><dd>${party.mailbox ?? copy.noMailbox}</dd></div>
<div><dt>${copy.visited}</dt><dd>${state.firstVisitAt ? day(language, state.firstVisitAt, true) : copy.never}</dd></div>
${state.told.map(({ what, at, requests }) => html`<div><dt>${day(language, at, true)}</dt><dd>${letters[what]}${requests.length > 0 ? ` (${number(language, requests.length)})` : ''}</dd></div>`)}</dl>
${
  cycle.launchedAt && !cycle.cancelledAt && mayHere(c, 'changeWards')
    ? html`<details><summary>${copy.newLink}</summary><p>${copy.newLinkText}</p><form method="post" action="/console/cycles/${cycle.id}/wards/${party.id}/link">${formStart(c, deps)}<div class="actions"><button class="second">${copy.newLink}</button></div></form></details>
${contactForm(c, deps, cycle.id, party)}`
    : ''
}`;
}

/** For each chosen cell by itself: one that refuses does not hold up the others, and is counted. */
async function postMany(c: Page, deps: ConsoleDeps, cycleId: string, deskId: string): Promise<Response> {
  const form = await readForm(c, { one: ['until', 'what', 'command'], many: ['requests'] });
  await expectWithin(c, deps, cycleId, deskId);
  const wish = wishOf(c, form.command);
  const until = typedDate(form.until);
  const here = new Set((await boardOf(deps.table, cycleId, deskId)).map(({ requestId }) => requestId));
  if (form.requests.some((id) => !here.has(id))) throw new Refusal('NotFound', 'that cell is not in this ward');
  if (form.requests.length === 0)
    return wardPage(c, deps, cycleId, deskId, [{ place: 'until', reason: 'nobodyChosen' }]);
  if (form.what === 'extend' && !isLocalDate(until))
    return wardPage(c, deps, cycleId, deskId, [{ place: 'until', reason: 'notADate' }]);
  let count = 0;
  for (const requestId of form.requests) {
    try {
      if (form.what === 'extend') await grantTime(deps.world)(requestId, wish, until);
      else await pressCommittee(deps.world)(requestId, wish);
      count += 1;
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
  deps.nudge();
  deps.log({ event: form.what === 'extend' ? 'requestsExtended' : 'requestsPressed', count });
  return seeOther(c, `/console/cycles/${cycleId}/wards/${deskId}?count=${count}&left=${form.requests.length - count}`);
}

async function postLink(c: Page, deps: ConsoleDeps, cycleId: string, deskId: string): Promise<Response> {
  const form = await readForm(c, { one: ['command'] });
  await expectWithin(c, deps, cycleId, deskId);
  if (!(await readParty(deps.table, cycleId, deskId))) throw new Refusal('NotFound', 'no such ward in this cycle');
  await reissueDeskLink(deps.world)(`${cycleId}.${deskId}`, wishOf(c, form.command));
  deps.nudge();
  return seeOther(c, `/console/cycles/${cycleId}/wards/${deskId}`);
}
