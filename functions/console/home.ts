import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { CycleStatus } from '#domain/cycle.ts';
import { type ConsoleCopy, consoleCopy } from '#edge/copy/console/index.ts';
import { yearlyCopy } from '#edge/copy/console/yearly/index.ts';
import type { Html } from '#edge/html.ts';
import { type CycleRow, listCycles } from '#records/cycles.ts';
import { INTENT_SHARDS, unsettled } from '#records/intents.ts';
import { currentRoster } from '#records/roster.ts';
import type { ConsoleDeps, ConsoleEnv, Page } from './deps.ts';
import { mailNotices } from './mail-state.ts';
import { scopeOf } from './session.ts';
import { type Attention, attentionOf, cycleStanding, wardsOf } from './standing.ts';
import { showConsole } from './view.ts';
import { day, handName, number, shortDate } from './words.ts';
import { yearlyWaiting } from './yearly-waiting.ts';

export function homePages(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/console', (c) => c.redirect('/console/', 303));
  app.get('/console/', (c) => homePage(c, deps));
}

async function homePage(c: Page, deps: ConsoleDeps): Promise<Response> {
  const language = c.get('language');
  const copy = consoleCopy(language).home;
  const roster = await currentRoster(deps.table);
  const cycles = await listCycles(deps.table);
  const whole = c.get('person').scope.committeeId === undefined;
  const left = whole ? await unsettledLongAgo(deps) : 0;
  const yearly = yearlyCopy(language);
  const waiting = whole ? await yearlyWaiting(deps) : 0;
  const body = html`${await mailNotices(c, deps)}${roster || !whole ? '' : firstSteps(copy)}
${left > 0 ? html`<div class="notice"><p>${copy.unsettled(number(language, left))}</p></div>` : ''}
${waiting > 0 ? html`<div class="notice"><p><a href="/console/yearly">${yearly.home(number(language, waiting))}</a></p></div>` : ''}
<h2>${copy.cycles}</h2>
${cycles.length === 0 ? html`<p>${copy.noCycles}</p>` : html`${await Promise.all(cycles.map((row) => cycleCard(c, deps, row)))}`}
${whole && roster ? html`<p class="actions"><a class="button${cycles.some(({ over }) => !over) ? ' second' : ''}" href="/console/cycles/new">${copy.newCycle}</a> <a class="button second" href="/console/yearly">${yearly.title}</a></p>` : ''}
<h2>${copy.roster}</h2>
${
  roster
    ? html`<p>${copy.rosterNow(number(language, roster.committees), number(language, roster.members), day(language, roster.at, true), handName(language, roster.by))}${whole ? html` <a href="/console/roster">${copy.toRoster}</a>` : ''}</p>`
    : html`<p>${copy.noRoster}</p>`
}`;
  return showConsole(c, { title: copy.title, body });
}

const firstSteps = (copy: ConsoleCopy['home']): Html => html`<div class="notice"><h2>${copy.first}</h2>
<ol>${copy.firstSteps.map((step) => html`<li>${step}</li>`)}</ol>
<p class="actions"><a class="button" href="/console/roster">${copy.importFirst}</a></p></div>`;

/** Notes of writers that are long gone: the heartbeat finishes them, so more than a few minutes old means that it does not beat. */
async function unsettledLongAgo(deps: ConsoleDeps): Promise<number> {
  const limit = new Date(Date.parse(deps.clock.now()) - 15 * 60_000).toISOString();
  let count = 0;
  for (let shard = 0; shard < INTENT_SHARDS; shard++)
    for (const { at } of await unsettled(deps.table, shard)) if (at < limit) count += 1;
  return count;
}

const settledStates: ReadonlySet<CycleStatus> = new Set<CycleStatus>(['cancelled', 'finished']);

async function cycleCard(c: Page, deps: ConsoleDeps, row: CycleRow): Promise<Html> {
  const language = c.get('language');
  const copy = consoleCopy(language);
  const now = deps.clock.now();
  const { cycle, status } = await cycleStanding(deps.table, row.id, now);
  const path = `/console/cycles/${row.id}`;
  const over = settledStates.has(status);
  const within = await scopeOf(deps, c.get('person'), row.id);
  const wards = over ? [] : await wardsOf(deps.table, row.id, within, now);
  const attention = over ? undefined : await attentionOf(deps.table, row.id, wards, now);
  return html`<section class="card"><h3><a href="${path}">${cycle.plan.title}</a> ${statusTag(copy, status)}</h3>
<p class="quiet">${copy.home.dates(shortDate(language, cycle.dates.dueOn), shortDate(language, cycle.dates.closesOn), number(language, cycle.plan.counts.requests), number(language, cycle.plan.counts.members))}</p>
${attention ? attentionList(copy, attention, path, (n) => number(language, n)) : ''}</section>`;
}

export const statusTag = (copy: ConsoleCopy, status: CycleStatus): Html => {
  const tone = status === 'running' ? 'ok' : status === 'stopped' || status === 'holding' ? 'due' : '';
  return html`<span class="tag ${tone}">${copy.status[status]}</span>`;
};

export function attentionList(
  copy: ConsoleCopy,
  attention: Attention,
  path: string,
  say: (count: number) => string,
): Html {
  const all = [
    [attention.held, copy.attention.held, path],
    [attention.overdue, copy.attention.overdue, `${path}/owing`],
    [attention.unreachable, copy.attention.unreachable, `${path}/owing`],
    [attention.unconfirmed, copy.attention.unconfirmed, path],
    [attention.mails, copy.attention.mails, `${path}/mails`],
    [attention.poison, copy.attention.poison, `${path}/audit`],
  ] as const;
  const some = all.filter(([count]) => count > 0);
  if (some.length === 0) return html`<p class="quiet">${copy.attention.none}</p>`;
  return html`<ul>${some.map(([count, words, to]) => html`<li><a href="${to}">${words(say(count))}</a></li>`)}</ul>`;
}
