import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { bundles } from './bundles.ts';
import { committeePage } from './committee-page.ts';
import { costSection } from './costs.ts';
import { dollars, history, invocations, tableUnits, transitions } from './counted/figures.ts';
import type { Asked, Figure } from './figure.ts';
import { mailRate } from './mail-rate.ts';
import { rosterImport } from './roster-import.ts';
import { underLoad } from './under-load.ts';
import { growth, wholeCycle } from './whole-cycle.ts';

/** Each figure that this machine can measure, by its number. */
const MEASURES: ReadonlyMap<number, (asked: Asked) => Promise<Figure>> = new Map([
  [1, transitions],
  [2, history],
  [3, invocations],
  [4, tableUnits],
  [5, dollars],
  [6, mailRate],
  [7, wholeCycle],
  [8, growth],
  [9, committeePage],
  [10, bundles],
  [11, underLoad],
  [12, rosterImport],
]);

const USAGE = `npm run bench -- [--json] [--figure N]… [--runs N] | --costs

Measures the figures to reach: ${[...MEASURES.keys()].join(', ')}. A slow machine is no failure: it says what was reached.
  --json      ends with one line of JSON on the standard output
  --figure N  only this one; may be given several times
  --costs     what a cycle costs, as the README shows it, and nothing else
  --runs N    how often what is noisy is measured (5)`;

async function measure(wanted: readonly number[], runs: number): Promise<readonly Figure[]> {
  const asked: Asked = { runs, progress: (line) => console.error(line) };
  const figures: Figure[] = [];
  for (const [number, take] of MEASURES)
    if (wanted.length === 0 || wanted.includes(number)) figures.push(await take(asked));
  return figures;
}

function told({ figure, title, value, reach, ok, reference }: Figure): string {
  return `${String(figure).padStart(2)}  ${ok ? 'reached    ' : 'not reached'}  ${value} (${reach})  ${title}\n    reference: ${reference}`;
}

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    figure: { type: 'string', multiple: true, default: [] },
    runs: { type: 'string', default: '5' },
    costs: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const wanted = values.figure.map(Number);
const runs = Number(values.runs);
const unknown = wanted.filter((number) => !MEASURES.has(number));
if (values.help) console.log(USAGE);
else if (unknown.length > 0 || !Number.isSafeInteger(runs) || runs < 1) {
  console.error(USAGE);
  process.exitCode = 2;
} else if (values.costs) console.log(await costSection());
else {
  const figures = await measure(wanted, runs);
  const [cpu] = cpus();
  const machine = { node: process.version, cpu: cpu?.model ?? '', cores: cpus().length };
  if (values.json) console.log(JSON.stringify({ figures, machine }));
  else console.log(figures.map(told).join('\n'));
}
