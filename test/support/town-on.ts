import { onTestFinished } from 'vitest';
import { spooled } from '#adapters/spool-mailer.ts';
import type { Ground } from '#infra/local/machine.ts';
import { consoleOn, signedIn } from './console.ts';
import { type Town, whoComesAgain } from './story-by-pages.ts';

/** One machine on some ground, with everybody's pages, in this process. */
export async function townOn(ground: Ground): Promise<Town> {
  const here = await consoleOn(ground, { mailLeaves: true });
  onTestFinished(() => here.machine.close());
  return {
    host: here.machine,
    pages: here.app,
    base: here.deps.baseUrl,
    letters: () => spooled(here.table),
    console: here,
    signIn: whoComesAgain(() => signedIn(here, 'Nguyễn An')),
  };
}
