import { parseArgs } from 'node:util';
import { vinh } from '../sample/town.ts';

export interface DemoOptions {
  readonly committees: number;
  readonly members: number;
  readonly seed: string;
  readonly json: boolean;
  /** A folder for what the demo leaves behind. */
  readonly out?: string;
}

export const USAGE = `npm run demo -- [--committees N] [--members N] [--seed S] [--json] [--out DIR]

A whole cycle in an invented town, on a clock of its own and in a store that is thrown away.
  --committees N  residence cells (${vinh.committees})
  --members N     members (${vinh.members}, or as many a cell)
  --seed S        another town and another story; the same seed gives the same ones (1)
  --json          ends with one line of JSON on the standard output
  --out DIR       writes roster.xlsx, mails.json, evaluations.json and packs/`;

/** Options, or what is wrong with them in one sentence. */
export function optionsOf(args: readonly string[]): DemoOptions | 'help' | { readonly wrong: string } {
  let values: ReturnType<typeof parsed>;
  try {
    values = parsed(args);
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : 'the options cannot be read' };
  }
  if (values.help) return 'help';
  const committees = wholeNumber(values.committees, vinh.committees);
  const members = wholeNumber(values.members, Math.round(((committees ?? 0) * vinh.members) / vinh.committees));
  if (committees === undefined) return { wrong: '--committees takes a whole number from 1' };
  if (members === undefined) return { wrong: '--members takes a whole number from 1' };
  const { seed = '1', json = false, out } = values;
  return { committees, members, seed, json, ...(out === undefined ? {} : { out }) };
}

const parsed = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    strict: true,
    options: {
      committees: { type: 'string' },
      members: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;

function wholeNumber(text: string | undefined, usual: number): number | undefined {
  if (text === undefined) return usual;
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined;
}
