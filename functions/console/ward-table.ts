import { html } from 'hono/html';
import type { OpenCycle } from '#domain/cycle.ts';
import { NO_DESK } from '#domain/outcome.ts';
import { cycleCopy } from '#edge/copy/console/cycle/index.ts';
import type { Html } from '#edge/html.ts';
import { membersIn } from '#records/totals.ts';
import type { Page } from './deps.ts';
import type { WardStanding } from './standing.ts';
import { labelled, region } from './table.ts';
import { mayHere } from './view.ts';
import { number } from './words.ts';

/** Counts, ward by ward, with their sums. The way into a ward is for those who may see its cells. */
export function wardTable(c: Page, cycle: OpenCycle, wards: readonly WardStanding[]): Html {
  const language = c.get('language');
  const copy = cycleCopy(language).board;
  const heads = [...copy.cellHeads, ...copy.memberHeads];
  // On a telephone the counts of a ward run on in two lines, and each line says what it counts.
  const groups = new Map([
    [0, copy.cells],
    [copy.cellHeads.length, copy.membersIn],
  ]);
  const grouped = (n: number) => (groups.has(n) ? html` data-group="${groups.get(n) ?? ''}"` : '');
  const columns = (ward: Pick<WardStanding, 'rollup'>) => {
    const { rollup } = ward;
    const { counts } = rollup;
    return [
      ...[rollup.requests, rollup.finished, rollup.overdue, rollup.neverOpened, counts.owed + counts.sentBack],
      ...[counts.submitted, counts.confirmed, counts.notHere, counts.conflict, membersIn(counts)],
    ].map(
      (count, n) => html`<td class="number"${grouped(n)}${labelled(heads[n] ?? '')}>${number(language, count)}</td>`,
    );
  };
  const name = ({ deskId, name: own }: WardStanding) => (deskId === NO_DESK ? copy.noWard : own);
  const named = (ward: WardStanding) =>
    mayHere(c, 'cells')
      ? html`<a href="/console/cycles/${cycle.id}/wards/${ward.deskId}">${name(ward)}</a>`
      : html`${name(ward)}`;
  return html`<h2>${copy.wards}</h2><div class="scroll"${region(copy.wards)}><table class="board counts">
<thead><tr><th rowspan="2">${copy.ward}</th><th colspan="4">${copy.cells}</th><th colspan="6">${copy.membersIn}</th></tr>
<tr>${heads.map((head) => html`<th class="number">${head}</th>`)}</tr></thead>
<tbody>${wards.map((ward) => html`<tr><th scope="row">${named(ward)}</th>${columns(ward)}</tr>`)}</tbody>
<tfoot><tr><th scope="row">${copy.total}</th>${columns({ rollup: totalOf(wards) })}</tr></tfoot></table></div>
<details><summary>${copy.meaning}</summary><ul>${copy.meanings.map((one) => html`<li>${one}</li>`)}</ul></details>
<p class="quiet">${copy.notRanked}</p>`;
}

export function totalOf(wards: readonly WardStanding[]): WardStanding['rollup'] {
  const total = { requests: 0, finished: 0, overdue: 0, neverOpened: 0 };
  const counts = { members: 0, owed: 0, sentBack: 0, submitted: 0, confirmed: 0, notHere: 0, conflict: 0, rerouted: 0 };
  for (const { rollup } of wards) {
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += rollup[key];
    for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] += rollup.counts[key];
  }
  return { ...total, counts };
}
