import type { Hono } from 'hono';
import { html } from 'hono/html';
import { type CycleStatus, closesAt, type OpenCycle } from '#domain/cycle.ts';
import { hasEverything } from '#domain/permissions.ts';
import { type ConsoleCopy, consoleCopy } from '#edge/copy/console/index.ts';
import { yearlyCopy } from '#edge/copy/console/yearly/index.ts';
import type { Html } from '#edge/html.ts';
import { type CycleRow, listCycles } from '#records/cycles.ts';
import { INTENT_SHARDS, unsettled } from '#records/intents.ts';
import { type CurrentRoster, currentRoster } from '#records/roster.ts';
import { membersIn } from '#records/totals.ts';
import { partsOffered } from '#steps/people/rights.ts';
import { ownDelivery } from './delivery-table.ts';
import type { ConsoleDeps, ConsoleEnv, Page } from './deps.ts';
import { mailNotices } from './mail-state.ts';
import { partIn } from './session.ts';
import { type Attention, attentionOf, cycleStanding, type WardStanding, wardsOf } from './standing.ts';
import { mayHere, showConsole } from './view.ts';
import { totalOf, wardTable } from './ward-table.ts';
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
  const cards = (await Promise.all(cycles.map((row) => cycleCard(c, deps, row)))).filter((card) => card !== undefined);
  const left = mayHere(c, 'repair') ? await unsettledLongAgo(deps) : 0;
  const yearly = yearlyCopy(language);
  const waiting = mayHere(c, 'cycles') ? await yearlyWaiting(deps) : 0;
  const goesOn = cycles.some(({ over }) => !over);
  const body = html`${await whoHere(c, deps)}${await mailNotices(c, deps)}${!roster && mayHere(c, 'roster') ? firstSteps(copy) : ''}
${left > 0 ? html`<div class="notice"><p>${copy.unsettled(number(language, left))}</p></div>` : ''}
${waiting > 0 ? html`<div class="notice"><p><a href="/console/yearly">${yearly.home(number(language, waiting))}</a></p></div>` : ''}
<h2>${copy.cycles}</h2>
${cards.length === 0 ? html`<p>${mayHere(c, 'cycles') ? copy.noCycles : copy.noCyclesYet}</p>` : html`${cards}`}
${roster && mayHere(c, 'cycles') ? html`<p class="actions"><a class="button${goesOn ? ' second' : ''}" href="/console/cycles/new">${copy.newCycle}</a> <a class="button second" href="/console/yearly">${yearly.title}</a></p>` : ''}
${mayHere(c, 'ownMembers') ? html`<p class="actions"><a class="button second" href="/console/members">${copy.toMembers}</a></p>` : ''}
${mayHere(c, 'roster') ? rosterNow(c, roster) : ''}`;
  return showConsole(c, { title: copy.title, body });
}

/** What somebody is here for, where that is not everything: so they know what they will not find. */
async function whoHere(c: Page, deps: ConsoleDeps): Promise<Html> {
  const person = c.get('person');
  const copy = consoleCopy(c.get('language'));
  if (mayHere(c, 'people')) return html``;
  const part = (await partsOffered(deps, person.role)).find(({ id }) => id === person.scope.committeeId);
  const { name, does } = copy.roles[person.role];
  return html`<p><strong>${name}</strong> · ${copy.home.scope(part?.name ?? person.scope.committeeId ?? copy.people.whole)}<br><span class="quiet">${does}</span></p>`;
}

function rosterNow(c: Page, roster: CurrentRoster | undefined): Html {
  const language = c.get('language');
  const copy = consoleCopy(language).home;
  return html`<h2>${copy.roster}</h2>
${
  roster
    ? html`<p>${copy.rosterNow(number(language, roster.committees), number(language, roster.members), day(language, roster.at, true), handName(language, roster.by))} <a href="/console/roster">${copy.toRoster}</a></p>`
    : html`<p>${copy.noRoster}</p>`
}`;
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

/** A cycle as far as it is this person's: what they come for stands here already, and the way on leads where they may go. */
async function cycleCard(c: Page, deps: ConsoleDeps, row: CycleRow): Promise<Html | undefined> {
  const language = c.get('language');
  const copy = consoleCopy(language);
  const now = deps.clock.now();
  const within = await partIn(deps, c.get('person'), row.id);
  if (!within) return undefined;
  const { cycle, status } = await cycleStanding(deps.table, row.id, now);
  const path = `/console/cycles/${row.id}`;
  const over = settledStates.has(status);
  const counts = mayHere(c, 'counts');
  const everything = hasEverything(c.get('person'));
  // The plan's sums speak of everything; a part has its own.
  const wards = counts && (!over || !everything) ? await wardsOf(deps.table, row.id, within, now) : [];
  const asked = everything ? cycle.plan.counts : askedIn(wards);
  const closes = day(language, closesAt(cycle), false, cycle.plan.zone);
  const dates = [shortDate(language, cycle.dates.dueOn), closes] as const;
  const words =
    counts && (everything || wards.length > 0)
      ? copy.home.dates(...dates, number(language, asked.requests), number(language, asked.members))
      : copy.home.days(...dates);
  const found = counts && !over ? await attentionOf(deps.table, row.id, wards, now) : undefined;
  // Once it is closed nobody is waited for any more; mail still leaves.
  const attention = found && status === 'closing' ? { ...found, unconfirmed: 0 } : found;
  return html`<section class="card"><h3><a href="${counts ? path : `${path}/deliveries`}">${cycle.plan.title}</a> ${statusTag(copy, status)}</h3>
<p class="quiet">${words}</p>
${status === 'opened' ? notLaunched(c, path) : attention ? attentionList(c, attention, path) : ''}
${await firstThing(c, deps, cycle, wards, over)}</section>`;
}

/** Before the first mail nothing can be late: what is missing is somebody who launches. */
const notLaunched = (c: Page, path: string): Html | string =>
  mayHere(c, 'cycles')
    ? html`<p><a href="${path}/launch">${consoleCopy(c.get('language')).attention.notLaunched}</a></p>`
    : '';

function askedIn(wards: readonly WardStanding[]) {
  const { requests, counts } = totalOf(wards);
  return { requests, members: membersIn(counts) };
}

/** What a role comes for: an observer for the counts, a ward officer for the ward, a workplace officer for the evaluations. */
async function firstThing(
  c: Page,
  deps: ConsoleDeps,
  cycle: OpenCycle,
  wards: readonly WardStanding[],
  over: boolean,
): Promise<Html | string> {
  switch (c.get('person').role) {
    case 'provinceObserver':
      return wards.length > 0 ? wardTable(c, cycle, wards) : over ? toCounts(c, cycle) : '';
    case 'wardOfficer':
      return html`${wards.map(({ deskId, name }) => html`<p class="actions"><a class="button" href="/console/cycles/${cycle.id}/wards/${deskId}">${consoleCopy(c.get('language')).home.toWard(name)}</a></p>`)}`;
    case 'workplaceOfficer':
      return ownDelivery(c, deps, cycle);
    default:
      return '';
  }
}

const toCounts = (c: Page, { id }: OpenCycle): Html =>
  html`<p class="actions"><a class="button second" href="/console/cycles/${id}">${consoleCopy(c.get('language')).home.toCounts}</a></p>`;

export const statusTag = (copy: ConsoleCopy, status: CycleStatus): Html => {
  const tone = status === 'running' ? 'ok' : status === 'stopped' || status === 'holding' ? 'due' : '';
  return html`<span class="tag ${tone}">${copy.status[status]}</span>`;
};

export function attentionList(c: Page, attention: Attention, path: string): Html {
  const language = c.get('language');
  const copy = consoleCopy(language);
  const all = [
    [attention.held, copy.attention.held, path, 'requests'],
    [attention.overdue, copy.attention.overdue, `${path}/owing`, 'cells'],
    [attention.unreachable, copy.attention.unreachable, `${path}/owing`, 'cells'],
    [attention.paper, copy.attention.paper, `${path}/owing`, 'changeRequests'],
    [attention.unconfirmed, copy.attention.unconfirmed, path, 'counts'],
    [attention.mails, copy.attention.mails, `${path}/mails`, 'mails'],
    [attention.poison, copy.attention.poison, `${path}/audit`, 'audit'],
  ] as const;
  // What is counted over the whole cycle is for whoever can look into it; what is late, and that mail waits, for all who read counts.
  const here = new URL(c.req.url).pathname;
  const some = all.filter(
    ([count, words, , permission]) =>
      count > 0 && (mayHere(c, permission) || permission === 'cells' || words === copy.attention.held),
  );
  if (some.length === 0) return html`<p class="quiet">${copy.attention.none}</p>`;
  return html`<ul>${some.map(([count, words, to, permission]) => {
    const said = words(number(language, count));
    return html`<li>${mayHere(c, permission) && to !== here ? html`<a href="${to}">${said}</a>` : said}</li>`;
  })}</ul>`;
}
