import { html } from 'hono/html';
import type { Language } from '#domain/language.ts';
import type { Kind } from '#domain/roster-columns.ts';
import { problemCopy } from '#edge/copy/console/problems.ts';
import { type RosterCopy, rosterCopy } from '#edge/copy/console/roster/index.ts';
import { csrfField, type Html, textField } from '#edge/html.ts';
import type { Checked } from '#steps/roster/checked.ts';
import type { Finding, Findings, RosterReport } from '#steps/roster/report.ts';
import { type Column, labelled, region, table } from './table.ts';
import { number } from './words.ts';

interface Shown {
  /** The committees that would leave the roster, by name. */
  readonly removed: readonly string[];
  readonly typed: string;
  readonly mistake: string | undefined;
}

/** What a checked file would do, everything that is wrong with it, and the button that does it. */
export function reportBody(language: Language, checked: Checked, csrf: string, shown: Shown): Html {
  const copy = rosterCopy(language);
  const { report } = checked;
  if (report.refusal) return refusedBody(copy, report);
  const changes = report.committees.create + report.committees.change + report.committees.remove;
  const moves = report.members.create + report.members.change + report.members.remove + report.members.moved;
  const nothing = report.version === undefined || (changes + moves === 0 && report.problems.total === 0);
  const isWhole = report.version !== undefined && report.leftAlone.length === 0;
  return html`<p>${copy.report.read(formatWords(copy, report), number(language, report.rows.committee), number(language, report.rows.member))}</p>
${report.problems.total > 0 ? html`<div class="errors" role="alert"><h2>${copy.report.problems(number(language, report.problems.total))}</h2><p>${copy.report.problemsText}</p></div>` : html`<div class="notice done"><p>${copy.report.clean}</p></div>`}
<h2>${copy.report.will}</h2>
<div class="scroll"${region(copy.report.will)}><table><thead><tr><td></td>${copy.report.changes.map((head) => html`<th class="number">${head}</th>`)}</tr></thead><tbody>
${changeRow(language, report, 'committee')}
${changeRow(language, report, 'member')}</tbody></table></div>
${report.committees.kept + report.members.kept > 0 ? html`<p class="quiet">${copy.report.keptText}</p>` : ''}
${removals(language, copy, checked, shown.removed)}
${nothing ? html`<p><strong>${copy.report.nothing}</strong> ${isWhole ? copy.report.confirmed : ''}</p>` : applyForm(language, copy, checked, csrf, shown)}
${report.problems.total > 0 ? findings(language, copy, copy.report.problemList, report.problems) : ''}
${report.warnings.total > 0 ? html`${findings(language, copy, copy.report.warningList, report.warnings)}` : ''}
${report.tree.length > 0 ? html`<h2>${copy.report.tree}</h2><ul>${report.tree.map((problem) => html`<li>${problemCopy(language).problem(problem)}</li>`)}</ul>` : ''}
<p class="quiet">${copy.report.kept}</p>`;
}

const refusedBody = (copy: RosterCopy, report: RosterReport): Html => {
  const finding = report.refusal;
  return html`<div class="errors" role="alert"><h2>${copy.report.refused}</h2>
<p>${finding ? copy.reasons[finding.reason] : ''}</p>
${finding ? html`<p>${placeWords(copy, finding)}</p>${finding.mend ? html`<p>${mendWords(copy, finding.mend)}</p>` : ''}` : ''}</div>
<p class="actions"><a class="button" href="/console/roster">${copy.report.again}</a></p>`;
};

const formatWords = (copy: RosterCopy, report: RosterReport): string =>
  report.format === 'xlsx'
    ? copy.report.xlsx
    : copy.report.csv(report.encoding ?? '', copy.delimiters[report.delimiter ?? ',']);

function changeRow(language: Language, report: RosterReport, kind: Kind): Html {
  const copy = rosterCopy(language);
  const isMember = kind === 'member';
  const { create, change, remove, same, kept } = isMember ? report.members : report.committees;
  const head = html`<th scope="row">${isMember ? copy.members : copy.committees}</th>`;
  if (report.leftAlone.includes(kind) && kept > 0) {
    const gone = remove > 0 ? number(language, remove) : undefined;
    return html`<tr>${head}<td class="long" colspan="6">${copy.report.leftAlone(number(language, kept), gone)}</td></tr>`;
  }
  const counts = [create, change, isMember ? report.members.moved : undefined, remove, same, kept];
  return html`<tr>${head}${counts.map((count, n) => html`<td class="number"${labelled(copy.report.changes[n] ?? '')}>${count === undefined ? '–' : number(language, count)}</td>`)}</tr>`;
}

const LONGEST_LIST = 50;

/** Whoever would leave the list, in figures and by name; in red where it is so many that the file may be only a part. */
function removals(
  language: Language,
  copy: RosterCopy,
  { report, removals: many }: Checked,
  names: readonly string[],
): Html {
  const { committees, members } = report;
  if (committees.remove + members.remove === 0) return html``;
  const left = names.length - LONGEST_LIST;
  const text = html`<p>${copy.report.removeText}</p>
${names.length > 0 ? html`<p>${copy.report.removedCommittees} ${names.slice(0, LONGEST_LIST).join('; ')}${left > 0 ? ` ${copy.more(number(language, left))}` : ''}</p>` : ''}`;
  if (many === undefined) return text;
  return html`<div class="errors" role="alert"><h2>${copy.report.willRemove(number(language, committees.remove), number(language, members.remove))}</h2>${text}</div>`;
}

/** Rows that are not taken; unknown where the list of what is wrong was cut. */
function badRows({ problems }: RosterReport): number | undefined {
  if (problems.total > problems.list.length) return undefined;
  const rows = problems.list.flatMap(({ sheet = '', row, other }) =>
    [row, other].flatMap((at) => (at === undefined ? [] : [`${sheet} ${at}`])),
  );
  return new Set(rows).size;
}

function applyForm(
  language: Language,
  copy: RosterCopy,
  { id, report, removals: many }: Checked,
  csrf: string,
  { typed, mistake }: Shown,
): Html {
  const partial = report.problems.total > 0;
  const bad = badRows(report);
  const count = many === undefined ? '' : number(language, many);
  const label = copy.report.typeRemovals(count);
  const attributes = 'class="short" inputmode="numeric" autocomplete="off" required';
  return html`<form method="post" action="/console/roster/check/${id}">${csrfField(csrf)}
${partial ? html`<input type="hidden" name="goodRowsOnly" value="yes"><p>${copy.report.goodRowsText}</p>` : ''}${many === undefined ? '' : textField({ name: 'removals', label, value: typed, attributes, ...(mistake ? { mistake } : {}) })}
<div class="actions"><button${partial ? html` class="second"` : ''}>${partial ? copy.report.applyGood(bad === undefined ? '' : number(language, bad)) : copy.report.apply}</button>
<a class="button second" href="/console/roster">${copy.report.again}</a></div></form>`;
}

const byRow = (a: Finding<string>, b: Finding<string>): number =>
  (a.sheet ?? '').localeCompare(b.sheet ?? '') || (a.row ?? 0) - (b.row ?? 0);

/** What would do instead: what is written the same in every language stays as it is. */
const mendWords = (copy: RosterCopy, mend: string): string => copy.mends[mend] ?? `${copy.report.mendWith} ${mend}`;

/** Row, column, value, reason, and how to mend it. */
function findings<Reason extends keyof RosterCopy['reasons']>(
  language: Language,
  copy: RosterCopy,
  title: string,
  found: Findings<Reason>,
): Html {
  const left = found.total - found.list.length;
  return html`<h2>${title} (${number(language, found.total)})</h2>
${findingTable(copy, title, language, [...found.list].sort(byRow))}
${left > 0 ? html`<p>${copy.more(number(language, left))}</p>` : ''}`;
}

function findingTable<Reason extends keyof RosterCopy['reasons']>(
  copy: RosterCopy,
  title: string,
  language: Language,
  found: readonly Finding<Reason>[],
): Html {
  const { where, column, value, reason } = copy.report;
  const columns: readonly Column[] = [
    { words: where },
    { words: column },
    { words: value },
    { words: reason, is: 'long' },
  ];
  const rows = found.map((finding) => [
    placeWords(copy, finding),
    finding.column ?? (finding.field ? copy.fields[finding.field] : ''),
    finding.value ?? '',
    html`${copy.reasons[finding.reason]}${finding.count === undefined ? '' : html` (${number(language, finding.count)})`}${finding.mend ? html` <span class="quiet">${mendWords(copy, finding.mend)}</span>` : ''}`,
  ]);
  return table(title, columns, rows);
}

function placeWords(copy: RosterCopy, { sheet, row, other }: Finding<string>): string {
  const parts = [
    ...(sheet === undefined ? [] : [copy.report.sheet(sheet)]),
    ...(row === undefined ? [] : [copy.report.row(row)]),
    ...(other === undefined ? [] : [copy.report.alsoRow(other)]),
  ];
  return parts.join(', ');
}
