import { describe, it } from 'vitest';
import { countedIds } from '#test/support/edge.ts';
import { memoryGround } from '#test/support/ground.ts';
import { liveThroughPages } from '#test/support/pages-journey.ts';
import { live } from '#test/support/small-cycle.ts';
import { stores } from '#test/support/stores.ts';
import { byPages } from '#test/support/story-by-pages.ts';
import { townOn } from '#test/support/town-on.ts';
import { expectItsEnd, told } from '#test/support/whole-cycle.ts';

async function town(name: string) {
  const table = await stores[name]?.();
  if (!table) throw new Error('no such store');
  return townOn({ ...(await memoryGround(table)), ids: countedIds() });
}

describe('from a mailed link to a delivered evaluation, through the pages and without script', () => {
  it.each(Object.keys(stores))('on %s', async (name) => liveThroughPages(await town(name)), 60_000);
});

describe('a whole cycle, deed by deed: each committee by its mail, the office by the console', () => {
  it.each(Object.keys(stores))(
    'on %s',
    async (name) => {
      const place = await town(name);
      await live(place.host, byPages(place));
      await expectItsEnd(place.host, await told(place.host, await place.letters()));
    },
    60_000,
  );
});
