import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { dynamoTable } from '#adapters/dynamodb-table.ts';
import { personIdOf, readPerson } from '#records/people.ts';
import { before, consoleWithIssuer, finish } from '#test/support/account.ts';
import { browserOf } from '#test/support/console.ts';
import { startDynamo } from '#test/support/dynamo.ts';
import { emptyFolder } from '#test/support/folder.ts';
import { httpServer } from '#test/support/http-server.ts';
import context from '../../../cdk.json' with { type: 'json' };

const pilot = { ...context.context.stages.sample, account: '123456789012', shareOfRate: 0.5 };
const script = fileURLToPath(new URL('../../../infra/first-administrator.ts', import.meta.url));

/** CloudFormation and Cognito in small: one stack, and accounts by mailbox. */
async function account(tableName: string, { id = '123456789012' } = {}) {
  const accounts = new Map<string, unknown>();
  const stack = `<DescribeStacksResponse><StackId>arn:aws:cloudformation:ap-southeast-1:${id}:stack/exchange-pilot/ab-cd</StackId>
    <member><OutputKey>Url</OutputKey><OutputValue>http://localhost:3000</OutputValue></member>
    <member><OutputKey>TableName</OutputKey>
      <OutputValue>${tableName}</OutputValue></member>
    <member><OutputValue>x</OutputValue></member>
    <member><OutputKey>UserPoolId</OutputKey><OutputValue>ap-southeast-1_abc</OutputValue></member>`;
  const endpoint = await httpServer(({ request, body }, response) => {
    const signed = /^AWS4-HMAC-SHA256 Credential=\w+\/\d+\/ap-southeast-1\/(cloudformation|cognito-idp)\//;
    const [, service] = signed.exec(request.headers.authorization ?? '') ?? [];
    if (service === 'cloudformation') {
      if (new URLSearchParams(body.toString()).get('StackName') === 'exchange-pilot') return response.end(stack);
      return response
        .writeHead(400)
        .end('<Code>ValidationError</Code><Message>Stack with id x does not exist</Message>');
    }
    if (service !== 'cognito-idp') return response.writeHead(403).end();
    const asked = JSON.parse(body.toString());
    if (accounts.has(asked.Username)) return response.writeHead(400).end('{"__type":"UsernameExistsException"}');
    accounts.set(asked.Username, asked);
    response.end('{}');
  });
  return { endpoint, accounts };
}

/** The command as it is typed, in a folder with a stage of its own. */
async function command(env: { readonly [name: string]: string }, ...args: readonly string[]) {
  const cwd = await emptyFolder();
  await writeFile(
    join(cwd, 'cdk.json'),
    JSON.stringify({ context: { stages: { sample: pilot, pilot, other: pilot } } }),
  );
  const keys = { AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none', PATH: process.env.PATH ?? '' };
  return new Promise<{ status: number; out: string; said: string }>((resolve) => {
    const child = execFile(process.execPath, [script, ...args], { cwd, env: { ...keys, ...env } }, (_, out, said) =>
      resolve({ status: child.exitCode ?? -1, out, said }),
    );
  });
}

it('lets the very first administrator in on AWS: one command, one link, one account', async () => {
  const dynamo = await startDynamo();
  onTestFinished(() => dynamo.stop());
  const { endpoint, accounts } = await account(dynamo.name);
  const env = { AWS_ENDPOINT_URL: endpoint, AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint };
  const typed = ['-c', 'stage=pilot', '--mailbox', 'an@province.example', '--by', 'Lê Vận Hành'];
  const { status, out, said } = await command(env, ...typed);
  expect([status, said]).toEqual([0, '']);
  expect(accounts.get('an@province.example')).toMatchObject({
    UserPoolId: 'ap-southeast-1_abc',
    UserAttributes: expect.arrayContaining([{ Name: 'email_verified', Value: 'true' }]),
  });
  const [, token = ''] = /^http:\/\/localhost:3000\/console\/enter#([0-9a-f]{32})$/m.exec(out) ?? [];
  const table = dynamoTable(dynamo.calls, dynamo.name);
  const here = await consoleWithIssuer();
  const an = browserOf(await before({ ...here, deps: { ...here.deps, table, sessionClock: { now } } }, 's-an'));
  expect((await an.post('/console/enter', { form: { token } })).headers.get('location')).toBe('/console/welcome');
  expect((await finish(an, 'Nguyễn Thị An')).headers.get('location')).toBe('/console/');
  const stored = await readPerson(table, personIdOf('Nguyễn Thị An'));
  expect(stored?.person).toMatchObject({ role: 'administrator', scope: {}, invitedBy: 'Lê Vận Hành' });
  const again = await command(env, ...typed, '--name', 'Trần Bình');
  expect(again.out).toContain('has an account already');
  expect(again.out).toMatch(/\/console\/enter#/);

  // However it is written; and whose name only looks alike is somebody else.
  const newWay = 'This is Nguyễn Thị An, administrator: they get a new way in, and their old one ends.';
  expect((await command(env, ...typed, '--name', 'nguyễn thị AN')).out).toContain(`${newWay}\n`);
  for (const { out: other } of [again, await command(env, ...typed, '--name', 'Nguyễn Thị Ân')])
    expect(other).not.toContain('new way in');
}, 30_000);

const now = () => new Date().toISOString();

it('says what is missing, in a sentence: the stage, its deployment, the account', async () => {
  const { endpoint } = await account('exchange', { id: '999999999999' });
  const env = { AWS_ENDPOINT_URL: endpoint };
  const said = async (...args: readonly string[]) => {
    const answer = await command(env, ...args);
    expect(answer).toMatchObject({ status: 2, out: '' });
    return answer.said;
  };
  expect(await said('-c', 'stage=sample')).toContain('is invented');
  expect(await said('-c', 'stage=none')).toContain('There is no stage "none"');
  expect(await said('-c', 'stage=other')).toContain('is not deployed in ap-southeast-1');
  expect(await said('-c', 'stage=pilot')).toContain('of account 999999999999');
  expect(await said('-c', 'stage=pilot', '--mailbox', 'nobody')).toContain('is no mail address');
}, 30_000);
