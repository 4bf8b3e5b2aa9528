import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { systemClock } from '#adapters/system-clock.ts';
import { type Log, lineLog } from '#edge/log.ts';
import { mailHolds } from '#records/mail-hold.ts';
import { invite } from '#steps/people/invite.ts';
import { DataInUse } from './data-in-use.ts';
import { heldBack } from './held-back.ts';
import { CannotStart, type Host, startHost } from './host.ts';
import { isUntouched, loadSample } from './sample-cycle.ts';
import { BadSettings, type HostSettings, readSettings, unknownVariables, variables } from './settings.ts';

/** `npm start`: the exchange on this machine, until somebody stops it. */
const say = (...lines: readonly string[]): void => console.log(lines.join('\n'));
const complain = (...lines: readonly string[]): void => console.error(lines.join('\n'));

const help = (): string =>
  [
    'npm start -- [--sample]',
    '',
    '  --sample  fills an empty data directory with an invented town and a cycle to launch',
    '',
    'Settings are environment variables:',
    ...Object.entries(variables).map(([name, words]) => `  ${name.padEnd(27)} ${words}`),
  ].join('\n');

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { sample: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) return say(help());
  const settings = readSettings(process.env);
  for (const name of unknownVariables(process.env))
    complain(`${name} is no setting of the exchange and is left aside: npm start -- --help lists them.`);
  const lines = heldBack((line) => void process.stderr.write(`${line}\n`));
  const host = await startHost(settings, logOf(lines.write)).catch((error: unknown) => {
    lines.release();
    throw error;
  });
  const ending = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    whenLeft(resolve);
  });
  await welcome(host, settings, values.sample === true).finally(lines.release);
  await ending;
  await host.close();
  say('Stopped.');
}

/**
 * npm starts a shell, and the shell this process. Who ends npm alone ends neither: the host would go on with nobody to stop it.
 */
function whenLeft(tell: () => void): void {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const above = parents();
  const timer = setInterval(() => {
    if (parents() === above) return;
    clearInterval(timer);
    tell();
  }, 500);
  timer.unref();
}

/** The shell and npm, where the system tells the second (Linux). */
function parents(): string {
  try {
    const [, rest = ''] = readFileSync(`/proc/${process.ppid}/stat`, 'utf8').split(') ');
    return `${process.ppid} ${rest.split(' ')[1]}`;
  } catch {
    return String(process.ppid);
  }
}

/** For a person at a screen only what needs one; whole where something collects it. */
function logOf(write: (line: string) => void): Log {
  const line = lineLog(systemClock, write);
  if (!process.stderr.isTTY) return line;
  return (event) => {
    if (/fault|clock/i.test(event.event)) line(event);
  };
}

async function welcome(
  { baseUrl, machine, mailbox }: Host,
  settings: HostSettings,
  wantsSample: boolean,
): Promise<void> {
  const { world, files } = machine.exchange;
  const untouched = await isUntouched(world);
  if (wantsSample && !untouched) complain('--sample was left aside: this data directory is not empty.');
  const { token } = await invite({ ...world, clock: systemClock }, { by: 'npm start' });
  say(
    `The exchange runs at ${baseUrl}`,
    `  Sign in to the console (once, within 24 hours): ${baseUrl}/console/enter#${token}`,
    mailbox ? `  Mail stays on this machine: ${mailbox}` : `  Mail leaves by ${serverOf(settings)}`,
    ...(mailbox ? [`  Time moves forward: ${aWeekLater(baseUrl, world.clock.now())}`] : []),
    `  Everything lies in ${settings.dataDir}`,
    ...(await mailHolds(world.table)).map(
      ({ reason, since }) => `  MAIL IS HELD since ${since} (${reason}): look, then npm run exchange -- release-mail`,
    ),
    '  Stop it with Ctrl-C. Commands: npm run exchange -- --help',
  );
  if (!untouched) return;
  if (!wantsSample && !(await wanted())) return;
  const { cycleId, members } = await loadSample({ world, files });
  say(
    `  An invented town of ${members} members is loaded, and its cycle ${cycleId} is open.`,
    `  One of its cells has a mailbox that refuses mail: ${baseUrl}/console/mail`,
    `  Launch it in the console, or: npm run exchange -- launch ${cycleId}`,
  );
}

/** A command to copy, with the date to change. */
const aWeekLater = (baseUrl: string, now: string): string =>
  `curl -d '{"now":"${new Date(Date.parse(now) + 7 * 86_400_000).toISOString()}"}' ${baseUrl}/local/clock`;

const serverOf = ({ smtp }: HostSettings): string => (smtp ? new URL(smtp.url).host : 'nothing');

async function wanted(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    say('  It is empty. To look around with an invented town: npm start -- --sample');
    return false;
  }
  const line = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C at a question means the same as everywhere.
  line.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return /^(?:y|yes|c|có|o|oui)$/i.test(
      (await line.question('  It is empty. Load an invented town to look around? [y/N] ')).trim(),
    );
  } finally {
    line.close();
  }
}

// Everything made from here on is about people, and for its owner only.
process.umask(0o077);

try {
  await main();
} catch (error) {
  if (!(error instanceof BadSettings || error instanceof DataInUse || error instanceof CannotStart)) throw error;
  complain(error.message);
  process.exitCode = 2;
}
