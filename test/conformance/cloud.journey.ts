import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { spooled } from '#adapters/spool-mailer.ts';
import { machineOn } from '#infra/local/machine.ts';
import type { Letter } from '#ports';
import { memoryGround, STARTED, testSettings } from '#test/support/ground.ts';
import { liveThroughPages } from '#test/support/pages-journey.ts';
import { live } from '#test/support/small-cycle.ts';
import { expectItsEnd, told } from '#test/support/whole-cycle.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { hostOn } from './cloud-host.ts';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud();
}, 120_000);
afterAll(() => cloud?.stop());

it('a whole cycle ends as on one machine', async () => {
  await cloud.moveTo(Date.parse(STARTED));
  const { host, letters } = await hostOn(cloud);
  await live(host, undefined, (deed) => console.log(deed.title, Date.now() % 1e6)).catch(async (error) => {
    console.log(cloud.lambdas.invocations.slice(-30).map(({ name, outcome }) => `${name} ${outcome.body.slice(0, 300)}`).join('\n'));
    console.log(await cloud.lambdas.logs());
    console.log(cloud.complaints().slice(-3000));
    throw error;
  });
  const result = await told(host, await letters());
  await expectItsEnd(host, result);
}, 170_000);
