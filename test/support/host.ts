import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { emptyFolder } from './folder.ts';

/** Real processes, as `npm start` and `npm run exchange` start them. */
const ROOT = new URL('../..', import.meta.url).pathname;
const NODE = ['--import', './infra/node-version.mjs'];

export type Variables = Readonly<Record<string, string>>;

const start = (
  script: string,
  args: readonly string[],
  env: Variables,
  stdio: StdioOptions = ['ignore', 'pipe', 'pipe'],
): ChildProcess => {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:EXCHANGE_|PORT$|npm_|NODE_)/.test(name));
  return spawn(process.execPath, [...NODE, script, ...args], {
    cwd: ROOT,
    env: { ...Object.fromEntries(inherited), NODE_NO_WARNINGS: '1', ...env },
    stdio,
  });
};

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const ended = async (child: ChildProcess): Promise<Ended> => {
  const [status, out, err] = await Promise.all([
    once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null)),
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
  ]);
  return { status, out, err };
};

/** One command, to its end. */
export const exchange = (env: Variables, ...args: readonly string[]): Promise<Ended> =>
  ended(start('infra/local/exchange.ts', args, env));

export const exchangeJson = async <T>(
  env: Variables,
  ...args: readonly string[]
): Promise<T & { readonly status: number | null }> => {
  const { status, out, err } = await exchange(env, ...args, '--json');
  try {
    return { ...JSON.parse(out), status };
  } catch {
    throw new Error(`no JSON but ${JSON.stringify(out)} and ${err}`);
  }
};

/** A host that is expected not to come up. */
export const hostThatEnds = (env: Variables, ...args: readonly string[]): Promise<Ended> =>
  ended(start('infra/local/main.ts', args, env));

export interface RunningHost {
  readonly url: string;
  /** What it has printed so far. */
  readonly printed: () => string;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  /** What it answers, taken at its type. */
  readonly read: <T>(path: string) => Promise<T>;
  readonly post: (path: string, body: object, headers?: Record<string, string>) => Promise<Response>;
  /** `kill -9`, and waits until it is gone. */
  readonly kill: () => Promise<void>;
  /** As Ctrl-C does; its exit status. */
  readonly stop: () => Promise<number | null>;
}

const LAST_WORDS = /Stop it with Ctrl-C|launch \S+\n/;

/** All that a starting host prints on whichever channel, in its order, up to the first line of its log. */
export async function printedUpToLog(env: Variables): Promise<string> {
  const path = join(await emptyFolder(), 'printed');
  const file = await open(path, 'w');
  const child = start('infra/local/main.ts', [], { PORT: '0', ...env }, ['ignore', file.fd, file.fd]);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await file.close();
  });
  for (;;) {
    const printed = await readFile(path, 'utf8');
    if (/^\{"at".*\n/m.test(printed)) return printed;
    if (child.exitCode !== null) throw new Error(`the host ended: ${printed}`);
    await pause(50);
  }
}

/** A host on a port of its own, ready. It ends with the test at the latest. */
export async function runningHost(env: Variables, ...args: readonly string[]): Promise<RunningHost> {
  const child = start('infra/local/main.ts', args, { PORT: '0', ...env });
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
    }
    return child.exitCode;
  };
  onTestFinished(() => end('SIGKILL').then(() => {}));
  const wanted = args.includes('--sample') ? /Launch it/ : LAST_WORDS;
  let printed = '';
  let complaints = '';
  child.stderr?.on('data', (chunk) => {
    complaints += chunk;
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      printed += chunk;
      if (wanted.test(printed)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the host ended with ${code}: ${printed}${complaints}`)));
  });
  const url = /runs at (\S+)/.exec(printed)?.[1] ?? '';
  return {
    url,
    printed: () => printed,
    get: (path, headers = {}) => fetch(`${url}${path}`, { headers }),
    read: async <T>(path: string) => (await (await fetch(`${url}${path}`)).json()) as T,
    post: (path, body, headers = {}) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGINT'),
  };
}
