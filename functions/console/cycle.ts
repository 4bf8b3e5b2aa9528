import type { Hono } from 'hono';
import { html } from 'hono/html';
import { type CycleStatus, closesAt, type OpenCycle } from '#domain/cycle.ts';
import { NO_DESK } from '#domain/outcome.ts';
import { cycleCopy } from '#edge/copy/console/cycle/index.ts';
import { consoleCopy } from '#edge/copy/console/index.ts';
import type { Html } from '#edge/html.ts';
import { listParties } from '#records/parties.ts';
import { membersIn, type Outcomes, outcomesOf } from '#records/totals.ts';
import type { ConsoleDeps, ConsoleEnv, CycleDeps, Page } from './deps.ts';
import { evaluationLinks } from './evaluations.ts';
import { sendingProgress } from './forecast.ts';
import { attentionList, statusTag } from './home.ts';
import { holdNotice } from './launch.ts';
import { mailNotices } from './mail-state.ts';
import { region } from './region.ts';
import { scopeOf } from './session.ts';
import { attentionOf, cycleStanding, type WardStanding, wardsOf } from './standing.ts';
import { showConsole } from './view.ts';
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
  const whole = c.get('person').scope.committeeId === undefined;
  const provinces = status === 'opened' ? [] : await provincesOf(deps, cycleId, within, path);
  const mailing = html`${await mailNotices(c, deps, cycleId)}${whole && status === 'running' ? await sendingProgress(language, deps, cycle) : ''}`;
  const body = html`<p>${statusTag(consoleCopy(language), status)} <span class="quiet">${cycle.plan.period}</span></p>
${holdNotice(c, deps, cycle, status)}${mailing}
${wards.length > 0 && !over && status !== 'cancelled' ? html`<h2>${copy.board.attention}</h2>${attentionList(consoleCopy(language), attention, path, (n) => number(language, n))}` : ''}
${wards.length > 0 ? wardTable(c, cycle, wards) : ''}
${whole && wards.length > 0 ? sums(c, cycle, wards) : ''}
${
  over && whole
    ? html`${outcomeTable(c, cycle, await outcomesOf(deps.table, cycleId))}
<h2>${copy.files.title}</h2><p>${copy.files.text}</p><p>${evaluationLinks(c, path, copy.files.whole)}</p>`
    : ''
}
<h2>${copy.board.more}</h2><ul class="rows">${[...pagesOf(copy, path, whole, status), ...provinces].map(([words, to]) => html`<li><a href="${to}">${words}</a></li>`)}</ul>
<h2>${copy.board.facts}</h2>${cycleFacts(c, cycle)}`;
  return showConsole(c, { title: cycle.plan.title, body, ...(done ? { done: copy.done[done] } : {}) });
}

type Copy = ReturnType<typeof cycleCopy>;

function pagesOf(
  copy: Copy,
  path: string,
  whole: boolean,
  status: CycleStatus,
): readonly (readonly [string, string])[] {
  const { pages } = copy.board;
  if (status === 'opened') return whole ? [[pages.change, `${path}/change`]] : [];
  return [
    [pages.owing, `${path}/owing`],
    [pages.deliveries, `${path}/deliveries`],
    ...(whole
      ? ([
          [pages.change, `${path}/change`],
          [pages.mails, `${path}/mails`],
          [pages.audit, `${path}/audit`],
        ] as const)
      : []),
  ];
}

/** A province has a link and letters of its own, and no cells. */
async function provincesOf(
  { table }: ConsoleDeps,
  cycleId: string,
  within: (committeeId: string) => boolean,
  path: string,
): Promise<readonly (readonly [string, string])[]> {
  const parties = await listParties(table, cycleId);
  return parties
    .filter(({ id, level }) => level === 'province' && within(id))
    .map(({ id, name }) => [name, `${path}/wards/${id}`] as const);
}

function cycleFacts(c: Page, cycle: OpenCycle): Html {
  const language = c.get('language');
  const copy = cycleCopy(language).board;
  const row = (label: string, value: string) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  const { dates, plan } = cycle;
  return html`<dl class="facts">${row(copy.opensOn, shortDate(language, dates.opensOn))}${row(copy.dueOn, shortDate(language, dates.dueOn))}
${row(copy.confirmBy, shortDate(language, dates.confirmBy))}${row(copy.closesOn, day(language, closesAt(cycle), false, plan.zone))}
${row(copy.zone, plan.zone)}${row(copy.officer, `${plan.officer.name}, ${plan.officer.telephone}`)}${plan.officer.letterNumber ? row(copy.letter, plan.officer.letterNumber) : ''}
${row(copy.categories, plan.categories.join(', '))}${plan.onDemandReason ? row(copy.reason, plan.onDemandReason) : ''}${row(copy.leftOut, number(language, plan.counts.leftOut))}
${cycle.extensions.map((extension) => row(copy.extended(day(language, extension.at, true), extension.by.name ?? ''), shortDate(language, extension.dates.dueOn)))}</dl>`;
}

function wardTable(c: Page, cycle: OpenCycle, wards: readonly WardStanding[]): Html {
  const language = c.get('language');
  const copy = cycleCopy(language).board;
  const cell = (count: number) => html`<td class="number">${number(language, count)}</td>`;
  const columns = (ward: Pick<WardStanding, 'rollup'>) => {
    const { rollup } = ward;
    const { counts } = rollup;
    return html`${cell(rollup.requests)}${cell(rollup.finished)}${cell(rollup.overdue)}${cell(rollup.neverOpened)}
${cell(counts.owed + counts.sentBack)}${cell(counts.submitted)}${cell(counts.confirmed)}${cell(counts.notHere)}${cell(counts.conflict)}${cell(membersIn(counts))}`;
  };
  return html`<h2>${copy.wards}</h2><div class="scroll"${region(copy.wards)}><table class="board">
<thead><tr><th rowspan="2">${copy.ward}</th><th colspan="4">${copy.cells}</th><th colspan="6">${copy.membersIn}</th></tr>
<tr>${[...copy.cellHeads, ...copy.memberHeads].map((head) => html`<th class="number">${head}</th>`)}</tr></thead>
<tbody>${wards.map((ward) => html`<tr><th scope="row"><a href="/console/cycles/${cycle.id}/wards/${ward.deskId}">${ward.deskId === NO_DESK ? copy.noWard : ward.name}</a></th>${columns(ward)}</tr>`)}</tbody>
<tfoot><tr><th scope="row">${copy.total}</th>${columns({ rollup: totalOf(wards) })}</tr></tfoot></table></div>
<p class="quiet">${copy.notRanked}</p>`;
}

function totalOf(wards: readonly WardStanding[]): WardStanding['rollup'] {
  const total = { requests: 0, finished: 0, overdue: 0, neverOpened: 0 };
  const counts = { members: 0, owed: 0, sentBack: 0, submitted: 0, confirmed: 0, notHere: 0, conflict: 0, rerouted: 0 };
  for (const { rollup } of wards) {
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += rollup[key];
    for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] += rollup.counts[key];
  }
  return { ...total, counts };
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
