import { nextMoment } from '#domain/schedule.ts';
import type { Instant } from '#ports';
import { listCycles, readCycle } from '#records/cycles.ts';
import type { Machine } from './machine.ts';

/** More than the working mornings of a year; from there on it is one leap. */
const MOST_MOMENTS = 400;

type Traveller = Pick<Machine, 'moveClock' | 'settle'> & {
  readonly ground: Pick<Machine['ground'], 'table' | 'clock'>;
};

/**
 * Moves the clock as time would have gone: by each moment at which something is due in some cycle, so that every reminder and
 * every report of the days in between leaves on its own day. False when that is not ahead.
 */
export async function travel(machine: Traveller, to: Instant): Promise<boolean> {
  const { clock } = machine.ground;
  if (to <= clock.now()) return false;
  for (let moments = 0; moments < MOST_MOMENTS; moments++) {
    const next = await nextOfAll(machine);
    if (next === undefined || next >= to) break;
    await machine.moveClock(next);
    await machine.settle();
  }
  // On the way the clock ran on by itself, and may be there already.
  await machine.moveClock(to);
  await machine.settle();
  return true;
}

async function nextOfAll({ ground: { table, clock } }: Traveller): Promise<Instant | undefined> {
  const now = clock.now();
  const alive = (await listCycles(table)).filter(({ over }) => !over);
  const moments = await Promise.all(alive.map(async ({ id }) => nextMoment(await readCycle(table, id), now)));
  return moments.flatMap((at) => (at !== undefined && at > now ? [at] : [])).sort()[0];
}
