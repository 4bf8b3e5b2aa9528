import { unzipSync } from 'fflate';
import { expect, inject, it, onTestFailed, onTestFinished } from 'vitest';
import { spooled } from '#adapters/spool-mailer.ts';
import { catalogue } from '#catalogue';
import { machineOn } from '#infra/local/machine.ts';
import type { Letter } from '#ports';
import { readClockwork } from '#records/cycles.ts';
import { readMail } from '#records/outbox.ts';
import { suppressionOf } from '#records/suppression.ts';
import { signedInByAccount } from '#test/support/account.ts';
import { at, browserOf, command, withCycle } from '#test/support/console.ts';
import { memoryGround, STARTED, testSettings } from '#test/support/ground.ts';
import { liveThroughPages, type Place } from '#test/support/pages-journey.ts';
import { aWard } from '#test/support/roster-files.ts';
import { CYCLE, live, STORY } from '#test/support/small-cycle.ts';
import { expectItsEnd, told } from '#test/support/whole-cycle.ts';
import { Account } from './account.ts';
import { Cloud } from './cloud.ts';
import { hostOn } from './cloud-host.ts';

/** Functions that were called, in all journeys together. */
const called = new Set<string>();

/** A fresh account with the stack in it. */
async function deployed() {
  const cloud = await Cloud.of(new Account(inject('account')));
  onTestFailed(async () => console.error((await cloud.faults()).join('\n')));
  onTestFinished(async () => {
    for (const name of cloud.called) called.add(name);
    await cloud.close();
  });
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

/** What is deployed and plays no part here: the tests of the template hold it. What is not in this list, moto makes. */
const STAND_INS = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudWatch::Alarm',
  'AWS::Cognito::ManagedLoginBranding',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Logs::MetricFilter',
  'AWS::S3::BucketPolicy',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::ConfigurationSetEventDestination',
  'AWS::SES::EmailIdentity',
  'AWS::SNS::Subscription',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::Schedule',
];

it('a whole cycle says the same as on one machine, letter by letter', async () => {
  const here = await oneMachine();
  await live(here.host);
  const there = await deployed();
  await live(there.host);
  expect(await comparable(there)).toEqual(await comparable(here));

  expect(await there.cloud.account.standIns()).toEqual(STAND_INS);
  const digest = await there.cloud.call('digest');
  expect(JSON.parse(digest.body).journals).toBeGreaterThan(5);
  expect(await there.cloud.faults()).toEqual([]);
});

it('the pages of the deployed functions carry a cycle from mailed links to an acknowledged evaluation', async () => {
  const there = await deployed();
  await liveThroughPages(there);
  const first = await there.pages.request('/');
  expect(first.status).toBe(200);
  const [style = ''] = /\/style[^"]+/.exec(await first.text()) ?? [];
  expect((await there.pages.request(style)).headers.get('Content-Type')).toContain('text/css');
  expect(await there.cloud.faults()).toEqual([]);
});

it('an administrator does from the console what starts, extends and ends a cycle', async () => {
  const there = await deployed();
  const { cloud, host, table, base, pages } = there;
  const { ground } = host;
  const here = { app: pages, deps: { ...ground, sessionClock: ground.clock, baseUrl: base }, machine: host, ground };
  const an = await signedInByAccount(here, 'Nguyễn An', (address) =>
    address.replace(cloud.issuer.knownAs, cloud.issuer.url),
  );
  const [lost = ''] = aWard.flatMap(({ level, mailbox }) => (level === 'cell' && mailbox ? [mailbox] : []));
  await cloud.account.lose(lost);
  const cycleId = await withCycle(here, an);
  const path = `/console/cycles/${cycleId}`;
  const post = (action: string, form: Record<string, string>) =>
    an.post(`${path}/${action}`, { form: { csrf: an.csrf, command: command(here), ...form } });

  // Where mail really leaves, a link is tried out first, from another device.
  expect((await post('launch', { count: '2', typed: '' })).status).toBe(422);
  await post('test', { mailbox: 'toi@tinh.example' });
  await host.settle();
  const token = new URL((await there.letters())[0]?.links[0] ?? '').hash.slice(1);
  expect((await browserOf(here).post('/console/test', { form: { token } })).status).toBe(200);
  expect((await post('launch', { count: '2', typed: '' })).headers.get('location')).toBe(path);
  await at(here, '2026-11-02T01:30:00.000Z', an);

  // The letter came back by topic and queue, so nobody writes there again.
  expect(await suppressionOf(table, lost)).toMatchObject({ reason: 'bounce' });
  const arrived = (await there.letters()).filter(({ to }) => to !== lost);
  for (const { id } of arrived) expect((await readMail(table, id))?.mail.deliveredAt).toBeDefined();

  const shows = async (page: string, words: string) => expect(await (await an.get(page)).text()).toContain(words);
  await shows('/console/', 'Nguyễn An');
  await shows(path, 'PX');
  await shows(`${path}/owing`, 'Chi bộ');
  await shows('/console/mail/suppressed', lost);
  const cell = aWard.find(({ level, mailbox }) => level === 'cell' && mailbox !== lost);
  await shows(`/console/answer/${cycleId}.${cell?.id}/`, cell?.name ?? 'no cell');
  await shows('/console/roster', 'Nguyễn An');

  const dates = { dueOn: '2026-12-02', confirmBy: '2026-12-08', closesOn: '2026-12-14' };
  const extended = await post('extend', dates);
  expect(extended.headers.get('location')).toBe(`${path}?done=extended`);
  await host.settle();
  expect((await there.letters()).map(({ kind }) => kind)).toContain('extended');

  await at(here, '2026-12-15T02:00:00.000Z', an);
  const book = await an.get(`${path}/evaluations.xlsx`);
  expect(new URL(book.url).pathname).toMatch(/\/exports\/[a-z0-9]+$/);
  expect(Object.keys(unzipSync(await book.bytes()))).toContain('xl/workbook.xml');
  const workplace = aWard.find(({ level }) => level === 'workplace');
  await shows(`/console/evaluations/${cycleId}.${workplace?.id}/`, workplace?.name ?? 'no workplace');
  expect(JSON.parse((await cloud.call('yearly')).body)).toEqual({ opened: 0 });
  expect(await there.cloud.faults()).toEqual([]);
});

it('faults heal: a task that fails is tried again, a stopped execution is replaced by one, an old one ends', async () => {
  const { cloud, host, table, workflow, courseOf } = await deployed();
  await live(host, STORY.slice(0, 3));
  cloud.failNext('ask');
  await live(host, STORY.slice(3, 4));
  const before = await readClockwork(table, CYCLE);
  if (!before) throw new Error('nothing drives the cycle');
  const { states, faults } = await courseOf(before.execution);
  expect(faults).toBe(1);
  expect(states.filter((state) => state === 'Ask the committees of a shard')).toHaveLength(1);
  expect(states).not.toContain('Let the asking rest after a fault');

  await workflow.stop(before.execution);
  await cloud.idle();
  await Promise.all([cloud.call('watch'), cloud.call('watch'), host.exchange.control.wake(CYCLE)]);
  await cloud.idle();
  const after = await readClockwork(table, CYCLE);
  expect(after?.generation).toBe(before.generation + 1);
  expect(await workflow.state(after?.execution ?? '')).toBe('running');

  await workflow.start('by-hand', { cycleId: CYCLE, generation: before.generation });
  await cloud.idle();
  expect(await courseOf('by-hand')).toMatchObject({
    status: 'SUCCEEDED',
    states: ['Plan what is due', 'A newer execution took over'],
  });

  await live(host, STORY.slice(4));
  await expectItsEnd(host, await told(host, []));
  expect((await courseOf((await readClockwork(table, CYCLE))?.execution ?? '')).states.at(-1)).toBe(
    'The cycle is over',
  );
  expect(await cloud.faults()).toEqual([]);
});

it('and every function that is deployed was called', () => {
  const deployable = catalogue.flatMap(({ name, entry }) => (entry ? [name] : []));
  expect([...called].sort()).toEqual(deployable.sort());
});
