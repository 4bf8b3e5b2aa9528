import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** One of the figures to reach. */
export interface Figure {
  readonly figure: number;
  readonly title: string;
  readonly value: number | string;
  /** What is to be reached. */
  readonly reach: string;
  /** What others reach, or a bare measure. */
  readonly reference: string;
  readonly ok: boolean;
  /** Measures this one again. */
  readonly command: string;
  /** What the value was made of. */
  readonly detail: { readonly [name: string]: unknown };
}

export interface Asked {
  /** How often what is noisy is measured. */
  readonly runs: number;
  /** Says on the way how far it has come. */
  readonly progress: (line: string) => void;
}

export const commandFor = (figure: number): string => `npm run bench -- --json --figure ${figure}`;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
};

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

const run = promisify(execFile);

/** A script beside this file as `npm start` would run it. */
export const childArgs = (script: string, args: readonly (string | number)[]): string[] => [
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
  '--import',
  new URL('../infra/node-version.mjs', import.meta.url).href,
  fileURLToPath(new URL(script, import.meta.url)),
  ...args.map(String),
];

/** Node with nothing but this in its environment; what it prints. */
export async function runNode(args: readonly string[], env: { readonly [name: string]: string }): Promise<string> {
  try {
    return (await run(process.execPath, [...args], { env: { ...env } })).stdout;
  } catch (error) {
    // It quotes the line that it happened on, which of a bundle is all of it.
    const said = error instanceof Error ? error.message : '';
    throw new Error(
      `a process ended with ${/^\w*Error: .{0,200}/m.exec(said.replace(/^.*Command failed.*$/m, ''))?.[0] ?? 'a fault'}`,
    );
  }
}

/** Runs it in a process of its own; its last line is JSON. */
export async function inChild<T>(script: string, args: readonly (string | number)[]): Promise<T> {
  const { stdout } = await run(process.execPath, childArgs(script, args), { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? 'null');
}
