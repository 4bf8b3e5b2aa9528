import { expect, it } from 'vitest';
import { readMail } from '#records/outbox.ts';
import { countedIds } from '#test/support/edge.ts';
import { memoryGround } from '#test/support/ground.ts';
import { live } from '#test/support/small-cycle.ts';
import { byPages } from '#test/support/story-by-pages.ts';
import { townOn } from '#test/support/town-on.ts';
import { type CloudTown, deployed } from './cloud-town.ts';
import { comparable } from './comparable.ts';
import { MORTAL } from './mortal.ts';

/** Longer than a lease on a letter, and than a young intent is left in its writer's hands. */
const LATER = 150_000;

/** What one death left half done another may leave again, so it takes some rounds. */
async function mended({ cloud, host }: CloudTown): Promise<void> {
  for (let rounds = 0; rounds < 3; rounds++) {
    await cloud.moveTo(cloud.now() + LATER);
    await host.settle();
  }
}

it('processes die at their first write, at their second, and so on, in every deed: nothing is lost, doubled or half done', async () => {
  const here = await townOn({ ...(await memoryGround()), ids: countedIds() });
  await live(here.host, byPages(here));

  const there = await deployed();
  const { cloud, host } = there;
  for (const { title, at, act } of byPages(there)) {
    for (const name of MORTAL) cloud.dieAt(name, 1 + cloud.deaths(name));
    // Whoever acts has waited for their letter.
    for (const part of [at ? { title, at } : [], act ? { title, act } : []].flat()) {
      await live(host, [part]);
      await mended(there);
    }
  }
  expect(MORTAL.map((name) => [name, cloud.deaths(name)]).filter(([, deaths]) => deaths === 0)).toEqual([]);

  // A letter that was on its way when its sender died may come twice: the same one.
  const letters = Map.groupBy(await there.letters(), ({ id }) => id);
  const once = [...letters.values()].map(([letter, ...again]) => {
    for (const { at: _, ...same } of again) expect(letter).toMatchObject(same);
    return letter ?? [];
  });
  // What became of each was heard, though whoever hears it died.
  for (const id of letters.keys()) expect((await readMail(there.table, id))?.mail.deliveredAt).toBeDefined();
  expect(await comparable({ ...there, letters: async () => once.flat() })).toEqual(await comparable(here));
  expect(await cloud.faults()).toEqual([]);
});
