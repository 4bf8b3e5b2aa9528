import { unzipSync } from 'fflate';
import { expect, it, onTestFinished } from 'vitest';
import { catalogue } from '#catalogue';
import { readMail } from '#records/outbox.ts';
import { suppressionOf } from '#records/suppression.ts';
import { at, browserOf, command, withCycle } from '#test/support/console.ts';
import { countedIds } from '#test/support/edge.ts';
import { memoryGround } from '#test/support/ground.ts';
import { liveThroughPages } from '#test/support/pages-journey.ts';
import { aWard } from '#test/support/roster-files.ts';
import { live } from '#test/support/small-cycle.ts';
import { byPages } from '#test/support/story-by-pages.ts';
import { townOn } from '#test/support/town-on.ts';
import { deployed } from './cloud-town.ts';
import { comparable } from './comparable.ts';

/** Functions that were called, in all journeys together. */
const called = new Set<string>();

async function town() {
  const there = await deployed();
  onTestFinished(() => {
    for (const name of there.cloud.called) called.add(name);
  });
  return there;
}

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

it('a whole cycle, deed by deed on the pages, says the same as on one machine, letter by letter', async () => {
  const here = await townOn({ ...(await memoryGround()), ids: countedIds() });
  await live(here.host, byPages(here));
  const there = await town();
  await live(there.host, byPages(there));
  expect(await comparable(there)).toEqual(await comparable(here));

  expect(await there.cloud.account.standIns()).toEqual(STAND_INS);
  const digest = await there.cloud.call('digest');
  expect(JSON.parse(digest.body).journals).toBeGreaterThan(5);
  expect(await there.cloud.faults()).toEqual([]);
});

it('the pages of the deployed functions carry a cycle from mailed links to an acknowledged evaluation', async () => {
  const there = await town();
  await liveThroughPages(there);
  const first = await there.pages.request('/');
  expect(first.status).toBe(200);
  const [style = ''] = /\/style[^"]+/.exec(await first.text()) ?? [];
  expect((await there.pages.request(style)).headers.get('Content-Type')).toContain('text/css');
  expect(await there.cloud.faults()).toEqual([]);
});

it('an administrator does from the console what starts, extends and ends a cycle', async () => {
  const there = await town();
  const { cloud, host, table, console: here } = there;
  const an = await there.signIn();
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
  const order = (await post('files', { format: 'xlsx' })).headers.get('location') ?? '';
  await cloud.idle();
  await shows(order, `${order}/file`);
  const book = await an.get(`${order}/file`);
  expect(new URL(book.url).pathname).toMatch(/\/exports\/[0-9-]{10}\.[a-z0-9]+$/);
  expect(Object.keys(unzipSync(await book.bytes()))).toContain('xl/workbook.xml');
  const workplace = aWard.find(({ level }) => level === 'workplace');
  await shows(`/console/evaluations/${cycleId}.${workplace?.id}/`, workplace?.name ?? 'no workplace');
  expect(JSON.parse((await cloud.call('yearly')).body)).toEqual({ opened: 0 });
  expect(await there.cloud.faults()).toEqual([]);
});

it('and every function that is deployed was called', () => {
  const deployable = catalogue.map(({ name }) => name);
  expect([...called].sort()).toEqual(deployable.sort());
});
