import { Refusal } from '#domain/refusal.ts';
import type { Kind } from '#domain/roster-columns.ts';
import { rosterCopy } from '#edge/copy/console/roster/index.ts';
import { importRoster } from '#steps/roster/import.ts';
import type { FileFault, Finding, Findings, ProblemReason, RosterReport, WarningReason } from '#steps/roster/report.ts';
import type { Outcome, Verb } from '../verb.ts';
import { counted, problemLine } from '../words.ts';
import { rosterNotes } from './roster-notes.ts';

type Known = ProblemReason | WarningReason | FileFault;

const ORDERS = ['dmy', 'mdy', 'iso'] as const;

export const importVerb: Verb = {
  name: 'import',
  summary: 'reads a roster (CSV or XLSX), says what it would change, and puts it in force when nothing is wrong',
  argument: { name: 'FILE', help: 'the roster: all committees and members', required: true },
  path: true,
  options: [
    { name: 'dry-run', help: 'says what it would change; changes nothing' },
    { name: 'good-rows-only', help: 'puts it in force although some rows are bad; those stay as they are' },
    { name: 'dates', value: 'dmy|mdy|iso', help: 'how 03/04/1980 is meant (dmy)' },
  ],
  notes: rosterNotes,
  run: async ({ world, files, readLocal, progress }, { argument, flag, one, by }) => {
    const dates = ORDERS.find((order) => order === (one('dates') ?? 'dmy'));
    if (!dates) throw new Refusal('Invalid', '--dates is dmy, mdy or iso');
    const { size, content } = await readLocal(argument);
    const report = await importRoster({ table: world.table, files, clock: world.clock })({
      content,
      size,
      dryRun: flag('dry-run'),
      goodRowsOnly: flag('good-rows-only'),
      dates,
      by,
      progress: (rows) => progress(`${rows} rows read`),
    });
    return outcomeOf(report);
  },
};

export function outcomeOf(report: RosterReport): Outcome {
  const { rows, refusal, problems, warnings, tree, applied, dryRun } = report;
  const bad = refusal !== undefined || problems.total > 0;
  const lines = [
    ...(refusal ? [`The file cannot be taken.${findingLine(refusal)}`] : []),
    `${counted(rows.committee, 'committee')} and ${counted(rows.member, 'member')} read.`,
    `Committees: ${changesLine(report, 'committee')}.`,
    `Members: ${changesLine(report, 'member')}.`,
    ...listed('problem', problems),
    ...listed('warning', warnings),
    ...(tree.length > 0
      ? [`${counted(tree.length, 'problem')} of the tree of committees:`, ...tree.map(problemLine)]
      : []),
    applied ? 'It is in force.' : dryRun ? 'Nothing was changed: this was a dry run.' : 'Nothing was changed.',
  ];
  // A report is plain data of numbers, texts and lists.
  const json: Outcome['json'] = JSON.parse(JSON.stringify(report));
  const done = applied || (dryRun && !bad);
  return { status: done ? 0 : 1, json, lines };
}

function changesLine({ committees, members, leftAlone }: RosterReport, kind: Kind): string {
  const { create, change, remove, same, kept } = kind === 'member' ? members : committees;
  if (leftAlone.includes(kind) && kept > 0) {
    const gone = remove > 0 ? `, ${remove} gone` : '';
    return `none is taken from this file; ${kept} in force ${kept === 1 ? 'is left as it is' : 'are left as they are'}${gone}`;
  }
  const moved = kind === 'member' ? `, ${members.moved} moved` : '';
  const stay = kept > 0 ? `, ${kept} left as ${kept === 1 ? 'it is' : 'they are'}` : '';
  return `${create} new, ${change} changed${moved}, ${remove} gone, ${same} the same${stay}`;
}

function listed<Reason extends Known>(what: string, { list, total }: Findings<Reason>): string[] {
  if (total === 0) return [];
  const left = total - list.length;
  return [`${counted(total, what)}:`, ...list.map(findingLine), ...(left > 0 ? [`  … and ${left} more`] : [])];
}

function findingLine({ reason, sheet, row, other, column, value, mend, count }: Finding<Known>): string {
  const where = [sheet, row === undefined ? undefined : `row ${row}`, column].filter(Boolean).join(', ');
  const more = [
    value === undefined ? undefined : JSON.stringify(value),
    other === undefined ? undefined : `as in row ${other}`,
    count === undefined ? undefined : String(count),
  ].filter(Boolean);
  return `  ${where ? `${where}: ` : ''}${rosterCopy('en').reasons[reason]}${more.length > 0 ? ` (${more.join(', ')})` : ''}${mend ? ` – ${mend}` : ''}`;
}
