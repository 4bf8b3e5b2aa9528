import { html } from 'hono/html';
import { type BoardRow, countsShown, type Rollup, rollupOf } from '#domain/board.ts';
import { byName } from '#domain/names.ts';
import type { Instant } from '#ports';
import { boardOf } from '#records/boards.ts';
import { listParties, type Party } from '#records/parties.ts';
import { inParallel } from '#steps/job.ts';
import { provinceCopy } from '../copy/province/index.ts';
import type { Html, View } from '../html.ts';
import { type Desk, written } from '../ward/desk.ts';

const WIDTH = 25;

/**
 * What a province sees: how far each ward is and what is late, in the order of names. No member, no text, no level, and no order
 * by result.
 */
export async function provinceView(desk: Desk): Promise<Omit<View, 'language' | 'csrf' | 'place'>> {
  const copy = provinceCopy(desk.language);
  const wards = await countsOf(desk);
  const body = html`<h1>${desk.party.name}</h1>
<p>${copy.lead}</p>
<dl class="facts">
<div><dt>${copy.cycle}</dt><dd>${desk.cycle.plan.title}</dd></div>
<div><dt>${copy.due}</dt><dd>${desk.copy.until(written(desk, desk.cycle.dates.dueOn))}</dd></div>
<div><dt>${copy.confirmBy}</dt><dd>${desk.copy.until(written(desk, desk.cycle.dates.confirmBy))}</dd></div>
</dl>
<h2>${copy.all(wards.length)}</h2>
${countsHtml(desk, sum(wards.map(({ rollup }) => rollup)))}
<h2>${copy.byName}</h2>
<dl class="facts">${wards.map(
    ({ party, rollup }) => html`<div><dt><strong>${party.name}</strong></dt><dd>${lineHtml(desk, rollup)}</dd></div>`,
  )}</dl>`;
  return { title: desk.party.name, body, path: desk.home };
}

async function countsOf({ deps, cycle, party: province, now }: Desk) {
  const parties = await listParties(deps.table, cycle.id);
  const wards = parties.filter(({ level, parentId }) => level === 'commune' && parentId === province.id);
  const found: { party: Party; rollup: Shown }[] = [];
  const failures = await inParallel(wards, WIDTH, async (party) => {
    found.push({ party, rollup: shownOf(await boardOf(deps.table, cycle.id, party.id), now) });
  });
  const [first] = failures;
  if (first) throw first.error;
  return found.sort((a, b) => byName(a.party, b.party));
}

/** A ward's sums as the province reads them. */
interface Shown extends Rollup {
  readonly excused: number;
}

const shownOf = (rows: readonly BoardRow[], now: Instant): Shown => ({
  ...rollupOf(
    rows.map((row) => ({ ...row, counts: countsShown(row) })),
    now,
  ),
  excused: rows.filter((row) => row.excused && !row.cancelled).length,
});

function sum(all: readonly Shown[]): Shown {
  const counts = { members: 0, owed: 0, sentBack: 0, submitted: 0, confirmed: 0, notHere: 0, conflict: 0, rerouted: 0 };
  const total = { requests: 0, finished: 0, overdue: 0, neverOpened: 0, excused: 0 };
  for (const one of all) {
    for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] += one.counts[key];
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += one[key];
  }
  return { ...total, counts };
}

interface Count {
  readonly name: string;
  readonly value: string;
  readonly late?: boolean;
}

function countsIn(
  { language }: Desk,
  { requests, finished, overdue, neverOpened, excused, counts }: Shown,
): readonly Count[] {
  const copy = provinceCopy(language);
  return [
    { name: copy.cells, value: copy.of(finished, requests) },
    { name: copy.overdue, value: copy.count(overdue), late: overdue > 0 },
    { name: copy.neverOpened, value: copy.count(neverOpened) },
    ...(excused > 0 ? [{ name: copy.excused, value: copy.count(excused) }] : []),
    { name: copy.members, value: copy.count(counts.members - counts.rerouted) },
    { name: copy.waiting, value: copy.count(counts.submitted) },
    { name: copy.confirmed, value: copy.count(counts.confirmed) },
    { name: copy.notHere, value: copy.count(counts.notHere) },
    { name: copy.owed, value: copy.count(counts.owed + counts.sentBack + counts.conflict) },
  ];
}

const valueHtml = ({ value, late }: Count): Html | string =>
  late ? html`<span class="tag late">${value}</span>` : value;

const countsHtml = (desk: Desk, rollup: Shown): Html =>
  html`<dl class="facts">${countsIn(desk, rollup).map(
    (count) => html`<div><dt>${count.name}</dt><dd>${valueHtml(count)}</dd></div>`,
  )}</dl>`;

/** The same in one paragraph, so that a hundred wards stay readable on a telephone. */
const lineHtml = (desk: Desk, rollup: Shown): Html =>
  html`${countsIn(desk, rollup).map((count, n) => html`${n > 0 ? '; ' : ''}${count.name}: ${valueHtml(count)}`)}`;
