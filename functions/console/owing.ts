import { stringify } from 'csv-stringify/sync';
import type { Hono } from 'hono';
import { html } from 'hono/html';
import { type BoardRow, isMailed, standingOf } from '#domain/board.ts';
import type { OpenCycle } from '#domain/cycle.ts';
import type { Language } from '#domain/language.ts';
import { NO_DESK, stillOwed } from '#domain/outcome.ts';
import { cycleCopy } from '#edge/copy/console/cycle/index.ts';
import { requestCopy } from '#edge/copy/console/request/index.ts';
import type { Html } from '#edge/html.ts';
import type { Instant } from '#ports';
import type { ConsoleDeps, ConsoleEnv, Page } from './deps.ts';
import { scopeOf } from './session.ts';
import { cycleStanding, wardsOf } from './standing.ts';
import { type Column, table } from './table.ts';
import { standingTag } from './tags.ts';
import { showConsole } from './view.ts';
import { day, deadline, number } from './words.ts';

/** Who still owes, for the telephone: as a page and as a file. */
export function owingPages(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/console/cycles/:cycle/owing', (c) => owingPage(c, deps, c.req.param('cycle')));
  app.get('/console/cycles/:cycle/owing.csv', (c) => owingFile(c, deps, c.req.param('cycle')));
}

interface Owing {
  readonly row: BoardRow;
  readonly ward: string;
}

async function owingOf(c: Page, deps: ConsoleDeps, cycleId: string): Promise<readonly Owing[]> {
  const within = await scopeOf(deps, c.get('person'), cycleId);
  const noWard = cycleCopy(c.get('language')).board.noWard;
  const wards = await wardsOf(deps.table, cycleId, within, deps.clock.now());
  return wards.flatMap(({ rows, name, deskId }) =>
    rows
      .filter((row) => stillOwed(row.counts) > 0 && !row.excused && !row.cancelled)
      .map((row) => ({ row, ward: deskId === NO_DESK ? noWard : name })),
  );
}

async function owingPage(c: Page, deps: ConsoleDeps, cycleId: string): Promise<Response> {
  const language = c.get('language');
  const copy = cycleCopy(language).owing;
  const { cycle } = await cycleStanding(deps.table, cycleId, deps.clock.now());
  const owing = await owingOf(c, deps, cycleId);
  const path = `/console/cycles/${cycleId}`;
  const now = deps.clock.now();
  const body =
    owing.length === 0
      ? html`<p>${copy.none}</p>`
      : html`<p>${copy.count(number(language, owing.length))}</p>
<p class="actions"><a class="button second" href="${path}/owing.csv">${copy.file}</a></p>
${owingTable(language, cycle, owing, now)}`;
  return showConsole(c, { title: copy.title, body, up: [{ words: cycle.plan.title, path }] });
}

function owingTable(language: Language, cycle: OpenCycle, owing: readonly Owing[], now: Instant): Html {
  const copy = cycleCopy(language).owing;
  const columns: readonly Column[] = [
    { words: copy.cell, is: 'name' },
    { words: copy.ward },
    { words: copy.standing },
    { words: copy.owed, is: 'number' },
    { words: copy.due },
    { words: copy.reminders, is: 'number' },
    { words: copy.opened },
  ];
  const rows = owing.map(({ row, ward }) => [
    html`<a href="/console/requests/${row.requestId}">${row.name}</a>`,
    ward,
    standingTag(requestCopy(language), standingOf(row, now)),
    number(language, stillOwed(row.counts)),
    deadline(language, row.dueAt, cycle.plan.zone),
    reminded(language, row),
    opened(language, row),
  ]);
  return table(copy.title, columns, rows);
}

/** Nobody is reminded by mail, and nothing is opened, where it goes by hand. */
const reminded = (language: Language, row: BoardRow): string => (isMailed(row) ? number(language, row.reminders) : '–');

function opened(language: Language, row: BoardRow): string {
  const copy = cycleCopy(language).owing;
  if (row.firstVisitAt) return day(language, row.firstVisitAt);
  if (isMailed(row)) return copy.never;
  return row.channel === 'paper' ? copy.paper : requestCopy(language).channels[row.channel];
}

/** A byte order mark, so that Excel reads UTF-8; a cell that begins like a formula is made inert. */
async function owingFile(c: Page, deps: ConsoleDeps, cycleId: string): Promise<Response> {
  const language = c.get('language');
  const copy = cycleCopy(language).owing;
  const words = requestCopy(language);
  const { cycle } = await cycleStanding(deps.table, cycleId, deps.clock.now());
  const now = deps.clock.now();
  const lines = (await owingOf(c, deps, cycleId)).map(({ row, ward }) => [
    ward,
    row.committeeId,
    row.name,
    words.standings[standingOf(row, now)],
    String(stillOwed(row.counts)),
    String(row.counts.members),
    deadline(language, row.dueAt, cycle.plan.zone),
    reminded(language, row),
    opened(language, row),
    words.channels[row.channel],
  ]);
  const file = stringify([copy.heads, ...lines], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
  c.header('Content-Disposition', `attachment; filename="owing-${cycleId}.csv"`);
  return c.body(file, 200, { 'Content-Type': 'text/csv; charset=utf-8' });
}
