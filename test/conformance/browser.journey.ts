import { afterAll, expect, it } from 'vitest';
import { browser, closeBrowser } from '#test/support/browser.ts';
import { answersOnTelephones } from '#test/support/browser-journey.ts';
import { CYCLE, live, STORY } from '#test/support/small-cycle.ts';
import { byPages } from '#test/support/story-by-pages.ts';
import { deployed } from './cloud-town.ts';
import { frontOf } from './front.ts';

afterAll(closeBrowser);

it('in a real browser, a committee answers the deployed pages on a telephone, and another device needs the code', async () => {
  await browser();
  const town = await deployed();
  const asked = STORY.findIndex(({ title }) => title === 'the requests leave') + 1;
  await live(town.host, byPages(town, STORY.slice(0, asked)));
  await answersOnTelephones({
    ...town,
    cycleId: CYCLE,
    now: town.console.deps.clock.now,
    by: await frontOf(town.pages, town.base),
  });
  expect(await town.cloud.faults()).toEqual([]);
});
