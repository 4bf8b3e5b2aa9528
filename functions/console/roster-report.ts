import { html } from 'hono/html';
import type { Language } from '#domain/language.ts';
import type { Kind } from '#domain/roster-columns.ts';
import { consoleCopy } from '#edge/copy/console/index.ts';
import { type RosterCopy, rosterCopy } from '#edge/copy/console/roster/index.ts';
import { csrfField, type Html } from '#edge/html.ts';
import type { Checked } from '#steps/roster/checked.ts';
import type { Finding, Findings, RosterReport } from '#steps/roster/report.ts';
import { region } from './region.ts';
import { number } from './words.ts';

/** What a checked file would do, everything that is wrong with it, and the button that does it. */
export function reportBody(language: Language, checked: Checked, csrf: string): Html {
  const copy = rosterCopy(language);
  const { report } = checked;
  if (report.refusal) return refusedBody(copy, report);
  const changes = report.committees.create + report.committees.change + report.committees.remove;
  const moves = report.members.create + report.members.change + report.members.remove + report.members.moved;
  const nothing = report.version === undefined || (changes + moves === 0 && report.problems.total === 0);
  return html`<p>${copy.report.read(formatWords(copy, report), number(language, report.rows.committee), number(language, report.rows.member))}</p>
${report.problems.total > 0 ? html`<div class="errors" role="alert"><h2>${copy.report.problems(number(language, report.problems.total))}</h2><p>${copy.report.problemsText}</p></div>` : html`<div class="notice done"><p>${copy.report.clean}</p></div>`}
<h2>${copy.report.will}</h2>
<div class="scroll"${region(copy.report.will)}><table><thead><tr><td></td>${copy.report.changes.map((head) => html`<th class="number">${head}</th>`)}</tr></thead><tbody>
${changeRow(language, report, 'committee')}
${changeRow(language, report, 'member')}</tbody></table></div>
${report.committees.remove + report.members.remove > 0 ? html`<p>${copy.report.removeText}</p>` : ''}
${nothing ? html`<p><strong>${copy.report.nothing}</strong></p>` : applyForm(language, copy, checked, csrf)}
${report.problems.total > 0 ? findings(language, copy, copy.report.problemList, report.problems) : ''}
${report.warnings.total > 0 ? html`${findings(language, copy, copy.report.warningList, report.warnings)}` : ''}
${report.tree.length > 0 ? html`<h2>${copy.report.tree}</h2><ul>${report.tree.map((problem) => html`<li>${consoleCopy(language).problem(problem)}</li>`)}</ul>` : ''}
<p class="quiet">${copy.report.kept}</p>`;
}

const refusedBody = (copy: RosterCopy, report: RosterReport): Html => {
  const finding = report.refusal;
  return html`<div class="errors" role="alert"><h2>${copy.report.refused}</h2>
<p>${finding ? copy.reasons[finding.reason] : ''}</p>
${finding ? html`<p>${placeWords(copy, finding)}</p>${finding.mend ? html`<p>${copy.report.mendWith} ${finding.mend}</p>` : ''}` : ''}</div>
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
    return html`<tr>${head}<td colspan="6">${copy.report.leftAlone(number(language, kept), gone)}</td></tr>`;
  }
  const counts = [create, change, isMember ? report.members.moved : undefined, remove, same, kept];
  return html`<tr>${head}${counts.map((count) => html`<td class="number">${count === undefined ? '–' : number(language, count)}</td>`)}</tr>`;
}

function applyForm(language: Language, copy: RosterCopy, { id, report }: Checked, csrf: string): Html {
  const partial = report.problems.total > 0;
  return html`<form method="post" action="/console/roster/check/${id}">${csrfField(csrf)}
${partial ? html`<input type="hidden" name="goodRowsOnly" value="yes"><p>${copy.report.goodRowsText}</p>` : ''}
<div class="actions"><button${partial ? html` class="second"` : ''}>${partial ? copy.report.applyGood(number(language, report.problems.total)) : copy.report.apply}</button>
<a class="button second" href="/console/roster">${copy.report.again}</a></div></form>`;
}

/** Row, column, value, reason, and how to mend it. */
function findings<Reason extends keyof RosterCopy['reasons']>(
  language: Language,
  copy: RosterCopy,
  title: string,
  found: Findings<Reason>,
): Html {
  const left = found.total - found.list.length;
  return html`<h2>${title} (${number(language, found.total)})</h2>
<div class="scroll"${region(title)}><table><thead><tr><th>${copy.report.where}</th><th>${copy.report.column}</th><th>${copy.report.value}</th><th>${copy.report.reason}</th></tr></thead>
<tbody>${found.list.map(
    (
      finding,
    ) => html`<tr><td>${placeWords(copy, finding)}</td><td>${finding.column ?? (finding.field ? copy.fields[finding.field] : '')}</td><td>${finding.value ?? ''}</td>
<td class="long">${copy.reasons[finding.reason]}${finding.count === undefined ? '' : html` (${number(language, finding.count)})`}${finding.mend ? html` <span class="quiet">${copy.report.mendWith} ${finding.mend}</span>` : ''}</td></tr>`,
  )}</tbody></table></div>
${left > 0 ? html`<p>${copy.more(number(language, left))}</p>` : ''}`;
}

function placeWords(copy: RosterCopy, { sheet, row, other }: Finding<string>): string {
  const parts = [
    ...(sheet === undefined ? [] : [copy.report.sheet(sheet)]),
    ...(row === undefined ? [] : [copy.report.row(row)]),
    ...(other === undefined ? [] : [copy.report.alsoRow(other)]),
  ];
  return parts.join(', ');
}
