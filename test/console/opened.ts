import { onTestFinished } from 'vitest';
import type { LaunchDeps } from '#console/deps.ts';
import { statusOf } from '#domain/cycle.ts';
import { readCycle } from '#records/cycles.ts';
import { cycles, readJournal } from '#records/journal.ts';
import { command, consoleInMemory, type SignedIn, signedIn, type TestConsole } from '#test/support/console.ts';

/** A console that nobody came into yet. */
export const unentered = async (changes: Partial<LaunchDeps> = {}) => {
  const here = await consoleInMemory(changes);
  onTestFinished(() => here.machine.close());
  return here;
};

/** A console with an administrator before it. */
export const opened = async (changes: Partial<LaunchDeps> = {}) => {
  const here = await unentered(changes);
  return { here, an: await signedIn(here, 'Nguyễn An') };
};

export const status = async ({ table, deps }: TestConsole, cycleId: string) =>
  statusOf(await readCycle(table, cycleId), deps.clock.now());

export const events = async ({ table }: TestConsole, cycleId: string) =>
  (await readJournal(table, cycles, cycleId)).map(({ event, by }) =>
    `${event.type} ${by.body} ${by.name ?? ''}`.trim(),
  );

export const post = (who: SignedIn, here: TestConsole, path: string, form: Record<string, string> = {}) =>
  who.post(path, { form: { csrf: who.csrf, command: command(here), ...form } });
