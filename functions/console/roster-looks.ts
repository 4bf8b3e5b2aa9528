import type { Member } from '#domain/member.ts';
import { noteLook } from '#records/access.ts';
import { listCycles } from '#records/cycles.ts';
import { readSlice } from '#records/slices.ts';
import { inParallel } from '#steps/job.ts';
import type { Page, RoomDeps } from './deps.ts';
import { actorOf } from './fields.ts';

const WIDTH = 25;

/**
 * A look at members in the roster is noted where each of them can read it: with their request in every cycle that is not over.
 * Whoever is in none has no page to read it on.
 */
export async function noteRosterLook(c: Page, { world }: RoomDeps, members: readonly Member[]): Promise<void> {
  const by = actorOf(c.get('person'));
  const cycles = (await listCycles(world.table)).filter(({ over }) => !over);
  const cells = [...Map.groupBy(members, ({ residenceId }) => residenceId)].filter(([id]) => id !== '');
  const work = cycles.flatMap(({ id }) => cells.map(([cell, some]) => ({ requestId: `${id}.${cell}`, some })));
  const failures = await inParallel(work, WIDTH, async ({ requestId, some }) => {
    const seen = new Set(some.map(({ id }) => id));
    const slots = (await readSlice(world.table, requestId)).flatMap((member, n) => (seen.has(member.id) ? [n] : []));
    if (slots.length > 0) await noteLook(world, requestId, by, 'list', slots);
  });
  const [first] = failures;
  if (first) throw first.error;
}
