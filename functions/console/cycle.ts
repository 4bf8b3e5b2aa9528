import type { Hono } from 'hono';
import { html } from 'hono/html';
import { HOME_ZONE } from '#domain/calendar.ts';
import { type CycleStatus, closesAt, type OpenCycle } from '#domain/cycle.ts';
import { hasEverything } from '#domain/permissions.ts';
import { contactsCopy } from '#edge/copy/console/contacts/index.ts';
import { cycleCopy } from '#edge/copy/console/cycle/index.ts';
import { consoleCopy } from '#edge/copy/console/index.ts';
import type { Html } from '#edge/html.ts';
import { listParties } from '#records/parties.ts';
import { membersIn, type Outcomes, outcomesOf } from '#records/totals.ts';
import { changesWithin } from './contacts.ts';
import type { ConsoleDeps, ConsoleEnv, CycleDeps, Page } from './deps.ts';
import { sendingProgress } from './forecast.ts';
import { attentionList, statusTag } from './home.ts';
import { holdNotice } from './launch.ts';
import { mailNotices } from './mail-state.ts';
import { scopeOf } from './session.ts';
import { attentionOf, cycleStanding, type WardStanding, wardsOf } from './standing.ts';
import { region } from './table.ts';
import { mayHere, showConsole } from './view.ts';
import { totalOf, wardTable } from './ward-table.ts';
import { day, number, shortDate } from './words.ts';

/** How a cycle stands: ward by ward, by name, with sums that add up. */
export function cyclePages(app: Hono<ConsoleEnv>, deps: CycleDeps): void {
  app.get('/console/cycles/:cycle', (c) => cyclePage(c, deps, c.req.param('cycle')));
}

const DONE = ['extended', 'closed', 'cancelled', 'stopped', 'resumed', 'reminded', 'contact', 'mailGoes'] as const;

async function cyclePage(c: Page, deps: CycleDeps, cycleId: string): Promise<Response> {
  const language = c.get('language');
  const copy = cycleCopy(language);
  const now = deps.clock.now();
  const { cycle, status } = await cycleStanding(deps.table, cycleId, now);
  const within = await scopeOf(deps, c.get('person'), cycleId);
  const wards = await wardsOf(deps.table, cycleId, within, now);
  const path = `/console/cycles/${cycleId}`;
  const over = status === 'closing' || status === 'finished';
  const attention = await attentionOf(deps.table, cycleId, wards, now);
  const done = DONE.find((name) => name === c.req.query('done'));
  const everything = hasEverything(c.get('person'));
  const provinces = status === 'opened' || !mayHere(c, 'cells') ? [] : await provincesOf(c, deps, cycleId, within);
  const further = [...pagesOf(c, path, status), ...(await contactsOf(c, deps, cycleId, within)), ...provinces];
  const progress = status === 'running' && mayHere(c, 'mails') ? await sendingProgress(language, deps, cycle) : '';
  const body = html`<p>${statusTag(consoleCopy(language), status)} <span class="quiet">${cycle.plan.period}</span></p>
${holdNotice(c, deps, cycle, status)}${await mailNotices(c, deps, cycleId)}${progress}
${wards.length > 0 && !over && status !== 'cancelled' ? html`<h2>${copy.board.attention}</h2>${attentionList(c, attention, path)}` : ''}
${wards.length > 0 ? wardTable(c, cycle, wards) : ''}
${everything && wards.length > 0 ? sums(c, cycle, wards) : ''}
${over && everything ? outcomeTable(c, cycle, await outcomesOf(deps.table, cycleId)) : ''}
${over && mayHere(c, 'allEvaluations') ? html`<h2>${copy.files.title}</h2><p>${copy.files.text}</p><p><a href="${path}/files">${copy.files.order}</a></p>` : ''}
${further.length > 0 ? html`<h2>${copy.board.more}</h2><ul class="rows">${further.map(([words, to]) => html`<li><a href="${to}">${words}</a></li>`)}</ul>` : ''}
<h2>${copy.board.facts}</h2>${cycleFacts(c, cycle)}`;
  return showConsole(c, { title: cycle.plan.title, body, ...(done ? { done: copy.done[done] } : {}) });
}

function pagesOf(c: Page, path: string, status: CycleStatus): readonly (readonly [string, string])[] {
  const { pages } = cycleCopy(c.get('language')).board;
  const all = [
    [pages.owing, `${path}/owing`, 'cells'],
    [pages.deliveries, `${path}/deliveries`, 'deliveries'],
    ...(isOver(status)
      ? []
      : [[status === 'opened' ? pages.cancel : pages.change, `${path}/change`, 'cycles'] as const]),
    [pages.mails, `${path}/mails`, 'mails'],
    [mayHere(c, 'repair') ? pages.audit : pages.verify, `${path}/audit`, 'audit'],
  ] as const;
  return all
    .filter(([, , permission]) => mayHere(c, permission) && (status !== 'opened' || permission === 'cycles'))
    .map(([words, to]) => [words, to]);
}

/** How many mailboxes were changed, where any was: nobody has to look for what should be none. */
async function contactsOf(
  c: Page,
  { table }: ConsoleDeps,
  cycleId: string,
  within: (committeeId: string) => boolean,
): Promise<readonly (readonly [string, string])[]> {
  const language = c.get('language');
  const changes = mayHere(c, 'cells') ? await changesWithin(table, cycleId, within) : [];
  if (changes.length === 0) return [];
  return [[contactsCopy(language).toPage(number(language, changes.length)), `/console/cycles/${cycleId}/contacts`]];
}

const isOver = (status: CycleStatus): boolean => ['closing', 'finished', 'cancelled'].includes(status);

/** A province has a link and letters of its own, and no cells. */
async function provincesOf(
  c: Page,
  { table }: ConsoleDeps,
  cycleId: string,
  within: (committeeId: string) => boolean,
): Promise<readonly (readonly [string, string])[]> {
  const { pages } = cycleCopy(c.get('language')).board;
  const parties = await listParties(table, cycleId);
  return parties
    .filter(({ id, level }) => level === 'province' && within(id))
    .map(({ id, name }) => [pages.province(name), `/console/cycles/${cycleId}/wards/${id}`] as const);
}

function cycleFacts(c: Page, cycle: OpenCycle): Html {
  const language = c.get('language');
  const copy = cycleCopy(language).board;
  const row = (label: string, value: string) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  const { dates, plan } = cycle;
  return html`<dl class="facts">${row(copy.opensOn, shortDate(language, dates.opensOn))}${row(copy.dueOn, shortDate(language, dates.dueOn))}
${row(copy.confirmBy, shortDate(language, dates.confirmBy))}${row(copy.closesOn, day(language, closesAt(cycle), false, plan.zone))}
${plan.zone === HOME_ZONE ? '' : row(copy.zone, plan.zone)}${row(copy.officer, `${plan.officer.name}, ${plan.officer.telephone}`)}${plan.officer.letterNumber ? row(copy.letter, plan.officer.letterNumber) : ''}
${row(copy.categories, plan.categories.join(', '))}${plan.onDemandReason ? row(copy.reason, plan.onDemandReason) : ''}${row(copy.leftOut, number(language, plan.counts.leftOut))}
${cycle.extensions.map((extension) => row(copy.extended(day(language, extension.at, true), extension.by.name ?? ''), shortDate(language, extension.dates.dueOn)))}</dl>`;
}

/** Every member of the cycle stands in exactly one column: said, so that nobody has to take it on trust. */
function sums(c: Page, cycle: OpenCycle, wards: readonly WardStanding[]): Html {
  const language = c.get('language');
  const copy = cycleCopy(language).board;
  const counted = membersIn(totalOf(wards).counts);
  const planned = cycle.plan.counts.members;
  if (counted === planned) return html`<p>${copy.addsUp(number(language, planned))}</p>`;
  return html`<div class="notice"><p>${copy.notYet(number(language, counted), number(language, planned))}</p></div>`;
}

/** Counts beside their words; both have the same names. */
const counted = <How extends string>(
  words: { readonly [how in How]: string },
  counts: { readonly [how in How]: number },
) => (Object.keys(counts) as How[]).map((how) => ({ words: words[how], count: counts[how] }));

function outcomeTable(c: Page, cycle: OpenCycle, outcomes: Outcomes): Html {
  const language = c.get('language');
  const copy = cycleCopy(language).outcomes;
  const { members, commented, notHere, noComment } = outcomes;
  const rows = [
    ...counted(copy.commented, commented),
    ...counted(copy.notHere, notHere),
    ...counted(copy.noComment, noComment),
  ];
  return html`<h2>${copy.title}</h2><div class="scroll"${region(copy.title)}><table><tbody>${rows.map(({ words, count }) => html`<tr><th scope="row">${words}</th><td class="number">${number(language, count)}</td></tr>`)}</tbody>
<tfoot><tr><th scope="row">${copy.total}</th><td class="number">${number(language, members)}</td></tr></tfoot></table></div>
${members === cycle.plan.counts.members ? html`<p>${copy.addsUp}</p>` : html`<div class="notice"><p>${copy.differs(number(language, cycle.plan.counts.members))}</p></div>`}`;
}
