import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { dynamoTable } from '#adapters/dynamodb-table.ts';
import { s3Calls } from '#adapters/s3-calls.ts';
import { s3Files } from '#adapters/s3-files.ts';
import { keys } from '#records/keys.ts';
import { currentRoster } from '#records/roster.ts';
import { fromBody } from '#records/stored.ts';
import { open } from '#steps/launch/open.ts';
import { startDynamo } from '#test/support/dynamo.ts';
import { emptyFolder } from '#test/support/folder.ts';
import { type Asked, httpServer } from '#test/support/http-server.ts';
import { membersOf, rosterCsv } from '#test/support/office.ts';
import { credentials } from '#test/support/signed.ts';
import { ORDER } from '#test/support/small-cycle.ts';
import { aWorld } from '#test/support/world.ts';
import context from '../../../cdk.json' with { type: 'json' };

const scriptOf = (name: string) => fileURLToPath(new URL(`../../../infra/${name}.ts`, import.meta.url));
const stage = { ...context.context.stages.sample, account: '123456789012' };

const stack = (
  table: string,
) => `<StackId>arn:aws:cloudformation:ap-southeast-1:123456789012:stack/exchange-pilot/ab</StackId>
  <OutputKey>TableName</OutputKey><OutputValue>${table}</OutputValue>
  <OutputKey>BucketName</OutputKey><OutputValue>exchange-files</OutputValue>`;

/** CloudFormation with one stack, and S3 with one bucket in memory. */
async function anAccount(table: string) {
  const objects = new Map<string, Buffer>();
  const s3 = ({ request, body }: Asked, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3');
    const key = decodeURIComponent(pathname.replace(/^\/exchange-files\/?/, ''));
    if (request.method === 'PUT') objects.set(key, body);
    if (request.method === 'DELETE') objects.delete(key);
    if (request.method !== 'GET') return response.end();
    if (key === '') {
      const prefix = searchParams.get('prefix') ?? '';
      const found = [...objects.keys()].filter((one) => one.startsWith(prefix));
      return response.end(`<L>${found.map((one) => `<Contents><Key>${one}</Key></Contents>`).join('')}</L>`);
    }
    const object = objects.get(key);
    return object ? response.end(object) : response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
  };
  const endpoint = await httpServer((asked, response) => {
    if (/\/s3\/aws4_request/.test(asked.request.headers.authorization ?? '')) return s3(asked, response);
    return response.end(stack(table));
  });
  return { endpoint, objects };
}

/** A deployed stage, and whoever types commands for it. */
async function aStage() {
  const dynamo = await startDynamo();
  onTestFinished(() => dynamo.stop());
  const { endpoint, objects } = await anAccount(dynamo.name);
  const cwd = await emptyFolder();
  await writeFile(join(cwd, 'cdk.json'), JSON.stringify({ context: { stages: { pilot: stage } } }));
  await writeFile(join(cwd, 'roster.csv'), rosterCsv([{ id: 'c1', members: membersOf('c1', 3) }]));
  const env = {
    PATH: process.env.PATH ?? '',
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
  };
  const command = (name: string, ...args: readonly string[]) =>
    new Promise<{ status: number; out: string; said: string }>((resolve) => {
      const all = [scriptOf(name), '-c', 'stage=pilot', ...args];
      const child = execFile(process.execPath, all, { cwd, env }, (_, out, said) =>
        resolve({ status: child.exitCode ?? -1, out, said }),
      );
    });
  return { command, objects, endpoint, table: dynamoTable(dynamo.calls, dynamo.name) };
}

it('puts a roster in force in a deployed stage, after a dry run that changes nothing', async () => {
  const { command, objects, table } = await aStage();
  const dry = await command('import-roster', '--dry-run', 'roster.csv');
  expect([dry.status, dry.out]).toEqual([0, expect.stringContaining('3 members read')]);
  expect(await currentRoster(table)).toBeUndefined();
  const done = await command('import-roster', '--by', 'Lê Vận Hành', 'roster.csv');
  expect([done.status, done.out]).toEqual([0, expect.stringContaining('It is in force.')]);
  const roster = await currentRoster(table);
  expect(roster).toMatchObject({ members: 3, by: 'Lê Vận Hành' });
  expect([...objects.keys()]).toContain(`rosters/${roster?.version}/manifest.json`);
  expect(await command('import-roster', 'nowhere.csv')).toMatchObject({
    status: 2,
    said: 'There is no file nowhere.csv\n',
  });
}, 30_000);

it('reads the journals of a cycle in a deployed stage, and names the one that was changed', async () => {
  const { command, endpoint, table } = await aStage();
  await command('import-roster', 'roster.csv');
  const files = s3Files(s3Calls({ bucket: 'exchange-files', region: 'ap-southeast-1', credentials, endpoint }));
  const world = { ...aWorld(), table };
  const { cycleId } = await open({ world, files })(ORDER, { by: 'An', commandId: 'open01', accept: true });
  const whole = await command('audit', cycleId);
  expect([whole.status, whole.out]).toEqual([0, expect.stringContaining('Everything is as it was written.')]);
  const key = keys.entry('cycle', cycleId, 1);
  const entry = await table.get(key);
  if (!entry) throw new Error('the cycle was not opened');
  await table.put({ ...entry, body: { ...fromBody<object>(entry), at: '2026-01-01T00:00:00.000Z' } });
  const broken = await command('audit', '--json', cycleId);
  expect(broken.status).toBe(1);
  expect(JSON.parse(broken.out)).toMatchObject({ flaws: [{ kind: 'cycle', id: cycleId, seq: 1, flaw: 'changed' }] });
  expect(await command('audit', 'nowhere')).toMatchObject({ status: 2, out: '' });
}, 30_000);
