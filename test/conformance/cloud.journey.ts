import { expect, it, onTestFinished } from 'vitest';
import { spooled } from '#adapters/spool-mailer.ts';
import { machineOn } from '#infra/local/machine.ts';
import type { Letter } from '#ports';
import { memoryGround, STARTED, testSettings } from '#test/support/ground.ts';
import { liveThroughPages, type Place } from '#test/support/pages-journey.ts';
import { live } from '#test/support/small-cycle.ts';
import { expectItsEnd, told } from '#test/support/whole-cycle.ts';
import { startCloud } from './cloud.ts';
import { hostOn } from './cloud-host.ts';

/** A fresh account with the stack in it. */
async function deployed() {
  const cloud = await startCloud();
  onTestFinished(() => cloud.stop());
  await cloud.moveTo(Date.parse(STARTED));
  return { cloud, ...(await hostOn(cloud)) };
}

async function oneMachine() {
  const ground = await memoryGround();
  const machine = await machineOn(ground, testSettings);
  onTestFinished(() => machine.close());
  return { host: machine, base: testSettings.baseUrl, letters: () => spooled(ground.table) };
}

const placeless = (letters: readonly Letter[], base: string): Letter[] =>
  letters.map((letter) => ({
    ...letter,
    text: letter.text.replaceAll(base, 'BASE').replace(/#\S+/g, '#TOKEN').trim(),
  }));

/** Where it was lived shows in the base of links, in their keys, and in the seconds that a cloud takes for things. */
const comparable = async ({ host, base, letters }: Omit<Place, 'pages'>) => {
  const result = await told(host, placeless(await letters(), base));
  await expectItsEnd(host, result);
  const coarse: typeof result = JSON.parse(JSON.stringify(result).replace(/(T\d\d):\d\d:\d\d\.\d{3}Z/g, '$1'));
  return { ...coarse, letters: coarse.letters.sort() };
};

it('a whole cycle says the same as on one machine, letter by letter', async () => {
  const here = await oneMachine();
  await live(here.host);
  const there = await deployed();
  await live(there.host);
  expect(await comparable(there)).toEqual(await comparable(here));
  expect(there.cloud.faults()).toEqual([]);
});

it('the pages of the deployed functions carry a cycle from mailed links to an acknowledged evaluation', async () => {
  const there = await deployed();
  const place: Place = { ...there, pages: there.cloud.pages };
  await liveThroughPages(place);
  expect(there.cloud.faults()).toEqual([]);
});
