import type { FileDeps } from '#console/deps.ts';
import { DAY } from '#domain/day.ts';
import { faultEvent, type Log, notesIn } from '#edge/log.ts';
import type { Clock, Files } from '#ports';
import type { World } from '#records/world.ts';
import { makeExport } from '#steps/deliver/make-export.ts';

export interface FileMaker extends Pick<FileDeps, 'startExport' | 'kept'> {
  /** Resolves when nothing that was ordered so far is left to make. */
  readonly made: () => Promise<unknown>;
}

/** Ordered files are made in this process, one after the other, and no page waits for them. */
export function fileMaker(deps: {
  readonly world: World;
  readonly files: Files;
  readonly sessionClock: Clock;
  readonly log: Log;
}): FileMaker {
  const make = makeExport({ ...deps, log: notesIn(deps.log) });
  let last: Promise<unknown> = Promise.resolve();
  return {
    kept: deps.files,
    startExport: async (order) => {
      last = last.then(() => make({ order })).catch((error: unknown) => deps.log(faultEvent(error, 'export-files')));
    },
    made: () => last,
  };
}

/** What was made the day before yesterday or earlier: nobody can fetch it any more. On AWS a rule of the bucket does it. */
export async function clearMade({ files, sessionClock }: { files: Files; sessionClock: Clock }): Promise<number> {
  const kept = new Date(Date.parse(sessionClock.now()) - DAY).toISOString().slice(0, 10);
  const old = (await files.list('exports/')).filter((name) => name.slice('exports/'.length) < kept);
  for (const name of old) await files.remove(name);
  return old.length;
}
