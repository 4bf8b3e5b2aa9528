import { systemClock } from '#adapters/system-clock.ts';
import { type Log, notesIn } from '#edge/log.ts';
import { openYearly } from '#steps/launch/yearly.ts';
import { digestHeads } from '#watch/digest.ts';
import { clearMade } from './file-maker.ts';
import type { FolderMachine } from './machine.ts';

/** A thing that is done every day: how much of it there was; undefined where there is nothing to tell. */
export interface DailyJob {
  /** What the log calls it. */
  readonly event: string;
  readonly run: () => Promise<number | undefined>;
}

const some = (count: number): number | undefined => (count === 0 ? undefined : count);

/** What a host does besides, each for itself: on AWS they are functions and rules that know nothing of each other. */
export const dailyOf = ({ exchange, ground, store }: FolderMachine, log: Log): readonly DailyJob[] => {
  const { world, control } = exchange;
  const { files } = ground;
  return [
    { event: 'expired', run: async () => some(await store.purgeExpired(systemClock.now())) },
    { event: 'filesCleared', run: async () => some(await clearMade({ files, sessionClock: systemClock })) },
    { event: 'digest', run: () => digestHeads({ world, files }) },
    { event: 'yearly', run: async () => some(await openYearly({ world, files, control, log: notesIn(log) })()) },
  ];
};

/** One after the other; a job that fails is told and keeps none of the others from their turn. */
export async function onceADay(jobs: readonly DailyJob[], log: Log): Promise<void> {
  for (const { event, run } of jobs) {
    try {
      const count = await run();
      if (count !== undefined) log({ event, count });
    } catch (error) {
      log({ event: 'daily.fault', kind: event, error: error instanceof Error ? error.name : 'unknown' });
    }
  }
}
