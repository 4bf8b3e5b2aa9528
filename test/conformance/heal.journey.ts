import { expect, it } from 'vitest';
import { readClockwork } from '#records/cycles.ts';
import { CYCLE, live, STORY } from '#test/support/small-cycle.ts';
import { byPages } from '#test/support/story-by-pages.ts';
import { expectItsEnd, told } from '#test/support/whole-cycle.ts';
import { assemblyAfterRestore, assemblyWithWorkflow } from './assemblies.ts';
import { type CloudTown, deployed, townIn } from './cloud-town.ts';

/** Deeds of the story up to this one, and it too. */
const upTo = (title: string): number => STORY.findIndex((deed) => deed.title === title) + 1;
const ASKED = upTo('the requests leave');
const CONFIRMED = upTo('the ward confirms');

const DUE = 'What is due?';
const WAIT = 'Wait until the next moment';

const driven = async ({ table }: Pick<CloudTown, 'table'>) => {
  const clockwork = await readClockwork(table, CYCLE);
  if (!clockwork) throw new Error('nothing drives the cycle');
  return clockwork;
};

const beat = async ({ cloud }: CloudTown): Promise<{ readonly woken: number }> => {
  const { body } = await cloud.call('watch');
  await cloud.idle();
  return JSON.parse(body);
};

/** From a deed on to the last, as if nothing had been; every letter once. */
async function livesOn(there: CloudTown, from: number, toBeExpected = /^$/): Promise<void> {
  await live(there.host, byPages(there, STORY.slice(from)));
  const letters = await there.letters();
  expect(new Set(letters.map(({ id }) => id)).size).toBe(letters.length);
  await expectItsEnd(there.host, await told(there.host, letters));
  expect((await there.cloud.faults()).filter((fault) => !toBeExpected.test(fault))).toEqual([]);
}

it('a task that fails is tried again, an execution stopped by hand is replaced by one, an old one ends', async () => {
  const there = await deployed();
  const { cloud, host, operator, courseOf } = there;
  await live(host, byPages(there, STORY.slice(0, ASKED - 1)));
  cloud.failNext('ask');
  await live(host, byPages(there, STORY.slice(ASKED - 1, ASKED)));
  const before = await driven(there);
  const { states, faults } = await courseOf(before.execution);
  expect(faults).toBe(1);
  expect(states.filter((state) => state === 'Ask the committees of a shard')).toHaveLength(1);
  expect(states).not.toContain('Let the asking rest after a fault');

  await operator.stop(before.execution);
  await cloud.idle();
  await Promise.all([cloud.call('watch'), cloud.call('watch'), cloud.call('watch')]);
  await cloud.idle();
  // A beat between another's taking of a generation and its start takes the next; one execution is left all the same.
  const after = await driven(there);
  expect(after.generation).toBeGreaterThan(before.generation);
  expect(await operator.running()).toEqual([after.execution]);

  await operator.start('by-hand', { cycleId: CYCLE, generation: before.generation });
  await cloud.idle();
  expect(await courseOf('by-hand')).toMatchObject({
    status: 'SUCCEEDED',
    states: ['Plan what is due', 'A newer execution took over'],
  });

  await livesOn(there, ASKED, /Error=OldGeneration/);
  expect((await courseOf((await driven(there)).execution)).states.at(-1)).toBe('The cycle is over');
});

it('a redriven execution goes on; beside a newer one it ends by itself; what fails again is replaced', async () => {
  const there = await deployed();
  const { cloud, host, operator, courseOf } = there;
  await live(host, byPages(there, STORY.slice(0, ASKED)));
  const first = await driven(there);
  await operator.stop(first.execution);
  await cloud.idle();
  expect(await courseOf(first.execution)).toMatchObject({ status: 'ABORTED' });
  await operator.redrive(first.execution);
  expect(await beat(there)).toMatchObject({ woken: 0 });
  expect(await driven(there)).toEqual(first);
  const { status, states } = await courseOf(first.execution);
  expect([status, ...states.slice(-2)]).toEqual(['RUNNING', WAIT, WAIT]);

  // The plan of the next names a moment that is none, which nothing in the file catches.
  await operator.stop(first.execution);
  await cloud.idle();
  cloud.answerNext('plan', { what: 'wait', until: 'never', shards: [] });
  expect(await beat(there)).toMatchObject({ woken: 1 });
  const second = await driven(there);
  expect(await courseOf(second.execution)).toMatchObject({ status: 'FAILED' });
  await operator.redrive(second.execution);
  await cloud.idle();
  expect(await courseOf(second.execution)).toMatchObject({
    status: 'FAILED',
    states: ['Plan what is due', DUE, WAIT, WAIT],
  });
  expect(await beat(there)).toMatchObject({ woken: 1 });
  expect((await driven(there)).generation).toBe(first.generation + 2);

  await operator.redrive(first.execution);
  await livesOn(there, ASKED, /TimestampPath parameter does not reference/);
  expect(await courseOf(first.execution)).toMatchObject({ status: 'SUCCEEDED' });
  expect((await courseOf(first.execution)).states.at(-1)).toBe('A newer execution took over');
});

it('a new definition that is deployed during a wait drives the cycle from the next beat on', async () => {
  const there = await deployed();
  const { cloud, host, courseOf } = there;
  await live(host, byPages(there, STORY.slice(0, ASKED)));
  const before = await driven(there);
  expect(before.definition).toBe('first');
  await cloud.deploy(await assemblyWithWorkflow(WAIT, 'Wait for what comes'));
  expect(await courseOf(before.execution)).toMatchObject({ status: 'RUNNING' });

  expect(await beat(there)).toMatchObject({ woken: 1 });
  const after = await driven(there);
  expect(after.generation).toBe(before.generation + 1);
  expect(after.definition).not.toBe('first');
  expect(await courseOf(before.execution)).toMatchObject({ status: 'ABORTED' });
  expect((await courseOf(after.execution)).states.at(-1)).toBe('Wait for what comes');
  expect(await beat(there)).toMatchObject({ woken: 0 });
  await livesOn(there, ASKED);
});

it('a restored table goes on from where it was: mail waits for somebody, and what is sent again has the same links', async () => {
  const there = await deployed();
  const { cloud, host, operator, signIn } = there;
  await live(host, byPages(there, STORY.slice(0, CONFIRMED)));
  await operator.restore('exchange-sample-restored');
  // What comes after will be gone.
  await live(host, byPages(there, STORY.slice(CONFIRMED, CONFIRMED + 3)));
  const forgotten = await there.letters();

  // As the runbook says: nothing works while it is deployed.
  await operator.stop((await driven(there)).execution);
  await cloud.deploy(await assemblyAfterRestore('exchange-sample-restored'));
  const restored = { ...(await townIn(cloud, there.table)), cloud, signIn };
  await restored.host.settle();
  const { generation, execution } = await driven(restored);
  expect(generation).toBeGreaterThan(1);
  expect(await restored.courseOf(execution)).toMatchObject({ status: 'RUNNING' });
  expect(await restored.letters()).toHaveLength(forgotten.length);

  const an = await signIn();
  expect(await (await an.get('/console/')).text()).toContain('action="/console/mail-hold"');
  await an.post('/console/mail-hold', { form: { csrf: an.csrf } });
  await live(restored.host, byPages(restored, STORY.slice(CONFIRMED)));
  const letters = await restored.letters();
  await expectItsEnd(restored.host, await told(restored.host, letters));
  const again = Map.groupBy(letters, ({ id }) => id);
  for (const same of again.values()) expect(new Set(same.map(({ links }) => links.join(' '))).size).toBe(1);
  expect(await cloud.faults()).toEqual([]);
});
