import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/mini';
import { cryptoIds } from '#adapters/crypto-ids.ts';
import { type Command, parse } from '#cli/parse.ts';
import { type Request, refused, runVerb } from '#cli/run.ts';
import type { Outcome, Verb } from '#cli/verb.ts';
import { isRefusal, Refusal } from '#domain/refusal.ts';
import { silentLog } from '#edge/log.ts';
import { BadArchive } from './archive.ts';
import { restore } from './backup.ts';
import { cliDeps, type LocalCliDeps } from './cli-deps.ts';
import { DataInUse } from './data-in-use.ts';
import { openMachine } from './machine.ts';
import { type HostSettings, readSettings } from './settings.ts';
import { ask, socketPath } from './socket.ts';
import { allVerbs, restoreVerb } from './verbs.ts';

/**
 * `npm run exchange -- VERB`: what was typed becomes a command; the host carries it out where one runs, and this process where
 * none does.
 */
type Typed = Command<Verb<LocalCliDeps>>;

const progress = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(argv: readonly string[]): Promise<number> {
  const parsed = parse(argv, allVerbs);
  if (parsed.kind === 'help') {
    console.log(parsed.text);
    return 0;
  }
  if (parsed.kind === 'wrong') throw new Mistake(parsed.text);
  const outcome = await carriedOut(readSettings(process.env), parsed);
  if (parsed.json) console.log(JSON.stringify(outcome.json));
  else for (const line of outcome.lines) console.log(line);
  return outcome.status;
}

/** Of whoever typed it, or of what stands around it: one sentence, status 2. */
class Mistake extends Error {
  override readonly name = 'Mistake';
}

async function carriedOut(settings: HostSettings, typed: Typed): Promise<Outcome> {
  const request = await requestOf(typed);
  if (typed.verb === restoreVerb) return restored(settings, request);
  // Whoever starts or ends at this very moment owns the data and does not answer yet, or any more.
  for (let tries = 0; ; tries++) {
    const answer = await ask(socketPath(settings.dataDir), request, progress);
    if (answer !== undefined) return AnOutcome.parse(answer);
    try {
      return await alone(settings, request);
    } catch (error) {
      if (!(error instanceof DataInUse) || tries === 50) throw error;
      await pause(100);
    }
  }
}

const AnOutcome = z.object({ status: z.literal([0, 1]), json: z.json(), lines: z.array(z.string()) });

async function requestOf({ verb, argument, options }: Typed): Promise<Request> {
  const { by, 'key-file': keyFile, ...rest } = options;
  const chosen: Request['options'] = {};
  for (const [name, value] of Object.entries(rest)) {
    const isPath = verb.options.some((option) => option.name === name && option.path);
    chosen[name] =
      typeof value === 'string' ? (isPath ? resolve(value) : value) : typeof value === 'boolean' ? value : [...value];
  }
  return {
    verb: verb.name,
    argument: verb.path ? resolve(argument) : argument,
    options: chosen,
    by: (typeof by === 'string' && by.trim()) || userInfo().username,
    commandId: cryptoIds.next(),
    secret: verb.secret ? await passphrase(typeof keyFile === 'string' ? keyFile : undefined) : '',
  };
}

/** No host runs: the data is this process's own for the moment. Nothing leaves; the host sees to that at its next start. */
async function alone(settings: HostSettings, request: Request): Promise<Outcome> {
  const { smtp: _, ...rest } = settings;
  const baseUrl = settings.baseUrl ?? `http://127.0.0.1:${settings.port}`;
  const machine = await openMachine({ ...rest, baseUrl, log: silentLog });
  try {
    const control = { world: machine.exchange.world, wake: async () => {} };
    return await runVerb(allVerbs, cliDeps(settings, baseUrl, machine, progress, control), request);
  } finally {
    await machine.close();
  }
}

async function restored({ dataDir }: HostSettings, { argument, options, secret }: Request): Promise<Outcome> {
  try {
    const done = await restore(dataDir, argument, secret, { force: options.force === true });
    return {
      status: 0,
      json: { ...done, dataDir },
      lines: [
        `${done.files} files are back in ${dataDir}.`,
        ...(done.setAside ? [`What stood there is in ${done.setAside}.`] : []),
        'Mail waits: whatever was due after the backup may have left before. Look, then: release-mail',
      ],
    };
  } catch (error) {
    if (isRefusal(error)) return refused(error);
    if (error instanceof BadArchive || error instanceof DataInUse)
      return refused(new Refusal('NotAllowed', error.message));
    if (Reflect.get(Object(error), 'code') === 'ENOENT') throw new Mistake(`${argument} is not there`);
    throw error;
  }
}

const LEAST_LETTERS = 8;

async function passphrase(keyFile: string | undefined): Promise<string> {
  const given = keyFile === undefined ? process.env.EXCHANGE_BACKUP_KEY : await firstLine(keyFile);
  const secret = given ?? (process.stdin.isTTY ? await typedSecret() : undefined);
  if (secret === undefined)
    throw new Mistake('a backup wants a passphrase: set EXCHANGE_BACKUP_KEY, or give --key-file FILE');
  if (secret.length < LEAST_LETTERS)
    throw new Mistake(`the passphrase is short: take ${LEAST_LETTERS} letters or more`);
  return secret;
}

async function firstLine(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Mistake(`--key-file ${path} cannot be read`);
  });
  return text.split(/\r?\n/, 1)[0] ?? '';
}

async function typedSecret(): Promise<string> {
  process.stderr.write('Passphrase of the backup: ');
  const nowhere = new Writable({ write: (_, __, done) => done() });
  const line = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await line.question('');
  } finally {
    line.close();
    process.stderr.write('\n');
  }
}

// Everything made from here on is about people, and for its owner only.
process.umask(0o077);

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // One sentence whatever it is; where it came from is for whoever asks with NODE_DEBUG.
  const text = error instanceof Error ? error.message : String(error);
  if (process.argv.includes('--json')) console.log(JSON.stringify({ error: text }));
  console.error(process.env.NODE_DEBUG && error instanceof Error ? error.stack : text);
  process.exitCode = 2;
}
