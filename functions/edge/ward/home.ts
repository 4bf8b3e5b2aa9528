import { html } from 'hono/html';
import { type BoardRow, countsShown, isMailed, neverOpened, type RequestStanding, standingOf } from '#domain/board.ts';
import { byName } from '#domain/names.ts';
import { type Counts, type Progress, stillOwed } from '#domain/outcome.ts';
import { halfTime } from '#domain/schedule.ts';
import { boardOf } from '#records/boards.ts';
import type { Html, View } from '../html.ts';
import { type Desk, written } from './desk.ts';

type Shown = Omit<View, 'language' | 'csrf' | 'place'>;

/** A ward's cells: first what waits for the ward, then how each cell stands. No member's name is on this page. */
export async function homeView(desk: Desk): Promise<Shown> {
  const { copy, cycle, party } = desk;
  const rows = (await boardOf(desk.deps.table, cycle.id, party.id)).toSorted(byName);
  const words = copy.home;
  const { officer } = cycle.plan;
  const body = html`<h1>${party.name}</h1>
<p>${words.lead}</p>
<h2>${words.todo}</h2>
${todoHtml(desk, rows)}
<h2>${words.cells}</h2>
<ul class="rows">${rows.map((row) => cellRow(desk, row))}</ul>
<dl class="facts">
<div><dt>${words.cycle}</dt><dd>${cycle.plan.title}</dd></div>
<div><dt>${words.due}</dt><dd>${copy.until(written(desk, cycle.dates.dueOn))}</dd></div>
<div><dt>${words.confirmBy}</dt><dd>${copy.until(written(desk, cycle.dates.confirmBy))}</dd></div>
<div><dt>${words.officer}</dt><dd>${officer.name}, ${officer.telephone}</dd></div>
</dl>`;
  return { title: party.name, body, path: desk.home };
}

const cellPath = (desk: Desk, row: BoardRow): string => `${desk.home}cell/${row.committeeId}/`;

interface Todo {
  readonly words: string;
  readonly rows: readonly BoardRow[];
  /** What stands behind each cell's name. */
  readonly count?: (row: BoardRow) => number;
  readonly to?: string;
}

function todosOf({ copy, cycle, now }: Desk, rows: readonly BoardRow[]): Todo[] {
  const words = copy.home;
  const open = rows.filter((row) => !row.cancelled);
  const running = open.filter((row) => row.assembled === 0);
  const counted = (some: readonly BoardRow[], count: (row: BoardRow) => number, say: (n: number) => string): Todo => {
    const having = some.filter((row) => count(row) > 0);
    return { words: say(having.reduce((sum, row) => sum + count(row), 0)), rows: having, count };
  };
  const standing = (wanted: RequestStanding) => running.filter((row) => standingOf(row, now) === wanted);
  const overdue = standing('overdue');
  const unreachable = standing('unreachable');
  const carried = running.filter((row) => row.channel === 'ward' && stillOwed(row.counts) > 0 && !row.excused);
  const unopened = running.filter((row) => neverOpened(row) && !row.excused);
  return [
    { ...counted(open, (row) => row.counts.submitted, words.submitted), to: 'read/' },
    { ...counted(open, (row) => row.counts.notHere, words.notHere), to: 'read/' },
    counted(running, (row) => row.counts.conflict, words.conflict),
    counted(running, (row) => row.unlisted, words.unlisted),
    { words: words.unreachable(unreachable.length), rows: unreachable },
    { words: words.overdue(overdue.length), rows: overdue },
    { words: words.throughWard(carried.length), rows: carried },
    ...(now >= halfTime(cycle) ? [{ words: words.neverOpened(unopened.length), rows: unopened }] : []),
  ].filter((todo) => todo.rows.length > 0);
}

function todoHtml(desk: Desk, rows: readonly BoardRow[]): Html {
  const todos = todosOf(desk, rows);
  if (todos.length === 0) return html`<p class="notice done">${desk.copy.home.nothing}</p>`;
  return html`<dl class="facts">${todos.map(
    ({ words, rows: having, count, to = '' }) =>
      html`<div><dt><strong>${words}</strong></dt><dd>${having.map(
        (row, n) =>
          html`${n > 0 ? html`<br>` : ''}<a href="${cellPath(desk, row)}${to}">${row.name}${count ? ` (${count(row)})` : ''}</a>`,
      )}</dd></div>`,
  )}</dl>`;
}

const order: readonly Progress[] = ['submitted', 'notHere', 'conflict', 'sentBack', 'owed', 'confirmed', 'rerouted'];

function cellRow(desk: Desk, row: BoardRow): Html {
  const { copy } = desk;
  const standing = standingOf(row, desk.now);
  const counts = countsShown(row);
  const parts = order.filter((state) => counts[state] > 0).map((state) => copy.home.part(state, counts[state]));
  const byMail = isMailed(row);
  const facts = [
    copy.home.rowDue(desk.day(row.dueAt)),
    ...(row.excused && standing !== 'excused' ? [copy.standings.excused] : []),
    ...(byMail && row.lastWrittenAt ? [copy.home.lastMail(desk.day(row.lastWrittenAt))] : []),
    ...(byMail && !row.firstVisitAt && !row.lastSubmittedAt && standing !== 'asked' ? [copy.home.notOpened] : []),
    ...(row.late ? [copy.home.lateAnswers] : []),
  ];
  return html`<li><a href="${cellPath(desk, row)}"><span><strong>${row.name}</strong><br>
<span class="quiet">${copy.members(memberCount(row.counts))}: ${copy.home.counts(parts)}<br>${facts.join('; ')}</span></span>
${standingTag(desk, standing)}</a></li>`;
}

const memberCount = (counts: Counts): number => counts.members - counts.rerouted;

const looks: { readonly [standing in RequestStanding]?: string } = {
  confirmed: 'ok',
  closed: 'ok',
  excused: 'ok',
  partly: 'due',
  sent: 'due',
  sentBack: 'due',
  overdue: 'late',
  unreachable: 'late',
};

export const standingTag = ({ copy }: Desk, standing: RequestStanding): Html =>
  html`<span class="tag ${looks[standing] ?? ''}">${copy.standings[standing]}</span>`;
