import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { dynamoTable } from '#adapters/dynamodb-table.ts';
import { currentRoster } from '#records/roster.ts';
import { startDynamo } from '#test/support/dynamo.ts';
import { emptyFolder } from '#test/support/folder.ts';
import { type Asked, httpServer } from '#test/support/http-server.ts';
import { membersOf, rosterCsv } from '#test/support/office.ts';
import context from '../../../cdk.json' with { type: 'json' };

const script = fileURLToPath(new URL('../../../infra/import-roster.ts', import.meta.url));
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

it('puts a roster in force in a deployed stage, after a dry run that changes nothing', async () => {
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
  const command = (...args: readonly string[]) =>
    new Promise<{ status: number; out: string; said: string }>((resolve) => {
      const child = execFile(process.execPath, [script, '-c', 'stage=pilot', ...args], { cwd, env }, (_, out, said) =>
        resolve({ status: child.exitCode ?? -1, out, said }),
      );
    });
  const table = dynamoTable(dynamo.calls, dynamo.name);
  const dry = await command('--dry-run', 'roster.csv');
  expect([dry.status, dry.out]).toEqual([0, expect.stringContaining('3 members read')]);
  expect(await currentRoster(table)).toBeUndefined();
  const done = await command('--by', 'Lê Vận Hành', 'roster.csv');
  expect([done.status, done.out]).toEqual([0, expect.stringContaining('It is in force.')]);
  const roster = await currentRoster(table);
  expect(roster).toMatchObject({ members: 3, by: 'Lê Vận Hành' });
  expect([...objects.keys()]).toContain(`rosters/${roster?.version}/manifest.json`);
  expect(await command('nowhere.csv')).toMatchObject({ status: 2, said: 'There is no file nowhere.csv\n' });
}, 30_000);
