import { html } from 'hono/html';
import { type Rollup, rollupOf } from '#domain/board.ts';
import { byName } from '#mail/formats.ts';
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
${wards.map(({ party, rollup }) => html`<h3>${party.name}</h3>${countsHtml(desk, rollup)}`)}`;
  return { title: desk.party.name, body, path: desk.home };
}

async function countsOf({ deps, cycle, party: province, now }: Desk) {
  const parties = await listParties(deps.table, cycle.id);
  const wards = parties.filter(({ level, parentId }) => level === 'commune' && parentId === province.id);
  const found: { party: Party; rollup: Rollup }[] = [];
  const failures = await inParallel(wards, WIDTH, async (party) => {
    found.push({ party, rollup: rollupOf(await boardOf(deps.table, cycle.id, party.id), now) });
  });
  const [first] = failures;
  if (first) throw first.error;
  return found.sort((a, b) => byName(a.party, b.party));
}

function sum(all: readonly Rollup[]): Rollup {
  const counts = { members: 0, owed: 0, sentBack: 0, submitted: 0, confirmed: 0, notHere: 0, conflict: 0, rerouted: 0 };
  const total = { requests: 0, finished: 0, overdue: 0, neverOpened: 0 };
  for (const one of all) {
    for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] += one.counts[key];
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += one[key];
  }
  return { ...total, counts };
}

function countsHtml({ language }: Desk, { requests, finished, overdue, neverOpened, counts }: Rollup): Html {
  const copy = provinceCopy(language);
  const members = counts.members - counts.rerouted;
  const row = (name: string, value: string, look = '') =>
    html`<div><dt>${name}</dt><dd>${look ? html`<span class="tag ${look}">${value}</span>` : value}</dd></div>`;
  return html`<dl class="facts">
${row(copy.cells, copy.of(finished, requests))}
${row(copy.overdue, copy.count(overdue), overdue > 0 ? 'late' : '')}
${row(copy.neverOpened, copy.count(neverOpened))}
${row(copy.members, copy.count(members))}
${row(copy.waiting, copy.count(counts.submitted))}
${row(copy.confirmed, copy.count(counts.confirmed))}
${row(copy.notHere, copy.count(counts.notHere))}
${row(copy.owed, copy.count(counts.owed + counts.sentBack + counts.conflict))}
</dl>`;
}
