import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { dynamoTable } from '#adapters/dynamodb-table.ts';
import { catalogue, variablesOf } from '#catalogue';
import { bundle } from '#infra/bundle.ts';
import { keys } from '#records/keys.ts';
import { readMail } from '#records/outbox.ts';
import { Story } from '#test/mail/story.ts';
import { startDynamo } from '#test/support/dynamo.ts';
import { fakeSes } from '#test/support/fake-ses.ts';
import { NO_MOTO, startMoto } from '#test/support/moto.ts';
import { queued, sesEvent } from '#test/support/ses-events.ts';
import { aWorld } from '#test/support/world.ts';

const run = promisify(execFile);

/** Which an entry of the catalogue gets on AWS, and no other. */
const values: { readonly [name: string]: string } = {
  EXCHANGE_TABLE: 'exchange',
  EXCHANGE_BUCKET: 'exchange-files',
  EXCHANGE_LINK_KEY: 'k1',
  EXCHANGE_CONFIGURATION_SET: 'exchange',
  EXCHANGE_FROM: 'Ban Tổ chức <exchange@province.example>',
  EXCHANGE_URL: 'https://nhanxet.example',
  EXCHANGE_FRONT: 'api',
  EXCHANGE_STATE_MACHINE: 'arn:aws:states:ap-southeast-1:123456789012:stateMachine:exchange',
  EXCHANGE_SEND: 'exchange-send',
  EXCHANGE_RATE_SHARE: '1',
  EXCHANGE_EXPORT_FILES: 'exchange-export-files',
  EXCHANGE_ISSUER: 'https://cognito-idp.ap-southeast-1.amazonaws.com/ap-southeast-1_abc',
  EXCHANGE_CLIENT_ID: 'client',
};
const LAMBDA = { AWS_REGION: 'ap-southeast-1', AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' };

/** KB of gzip: every KB is paid for at each cold start. What writes workbooks and documents may have more. */
const LARGEST = 110;
const LARGEST_OF_FILES = 200;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exchange-bundle-'));
  await bundle(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const fileOf = (name: string): string => join(folder, name, 'index.mjs');

/** As Lambda does it: the module is loaded with its environment and nothing else of ours, then its handler is called. */
async function call(name: string, env: { readonly [name: string]: string }, event?: object) {
  const script = `const { handler } = await import(${JSON.stringify(pathToFileURL(fileOf(name)).href)});
  const answer = ${event ? `await handler(${JSON.stringify(event)}, {})` : 'typeof handler'};
  process.stdout.write('\\n=' + JSON.stringify(answer), () => process.exit(0));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { env: { ...LAMBDA, ...env } });
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n=') + 2));
}

const envOf = (needs: (typeof catalogue)[number]['needs'], without?: string) =>
  Object.fromEntries(
    needs
      .flatMap((need) => variablesOf[need])
      .filter((variable) => variable !== without)
      .map((variable) => [variable, values[variable] ?? '']),
  );

describe.each(catalogue)('$name as a function of its own', ({ name, needs }) => {
  it('starts with the variables of what it needs, and with not one less', async () => {
    expect(await call(name, envOf(needs))).toBe('function');
    for (const variable of new Set(needs.flatMap((need) => variablesOf[need])))
      await expect(call(name, envOf(needs, variable))).rejects.toThrow(`${variable} is not set`);
  });

  it('is small', async () => {
    const size = gzipSync(await readFile(fileOf(name))).byteLength / 1024;
    expect(size).toBeLessThanOrEqual(name.endsWith('-files') ? LARGEST_OF_FILES : LARGEST);
  });
});

describe('functions on something like AWS', () => {
  it('take a mail from the table to SES, and what became of it back, and plan without', async (context) => {
    const moto = await startMoto();
    if (!moto) return context.skip(NO_MOTO);
    onTestFinished(() => moto.stop());
    const dynamo = await startDynamo();
    onTestFinished(() => dynamo.stop());
    const ses = await fakeSes();
    const kms = new KMSClient(moto.options);
    const made = await kms.send(new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }));
    const env = {
      ...values,
      EXCHANGE_TABLE: dynamo.name,
      EXCHANGE_LINK_KEY: made.KeyMetadata?.KeyId ?? '',
      AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
      AWS_ENDPOINT_URL_KMS: moto.options.endpoint,
      AWS_ENDPOINT_URL_SES: ses.endpoint,
    };
    const table = dynamoTable(dynamo.calls, dynamo.name);
    const story = await new Story('vi', { ...aWorld(), table: { ...table, all: () => [] } }).begin();
    await story.ask({ id: 'c1', members: 2 });
    expect(await call('send', env, { cycleId: 'k26', generation: 1 })).toMatchObject({ more: false });
    const [taken] = ses.taken.filter(({ to }) => to === 'c1@w1.example');
    const mailId = taken?.tags['mail-id'] ?? '';
    expect((await readMail(table, mailId))?.mail.status).toBe('sent');
    const event = queued(sesEvent.hard({ mailId, message: taken?.messageId ?? '' }), 'no json');
    expect(await call('mail-events', env, event)).toEqual({ batchItemFailures: [{ itemIdentifier: 'q1' }] });
    expect((await readMail(table, mailId))?.mail.status).toBe('returned');
    expect(await call('plan', env, { cycleId: 'k26', generation: 1 })).toMatchObject({ what: 'wait' });
    const request = (method: string, more: object) => ({
      version: '2.0',
      rawPath: '/r',
      rawQueryString: '',
      requestContext: { http: { method, path: '/r', sourceIp: '192.0.2.1' }, domainName: 'nhanxet.example' },
      isBase64Encoded: false,
      ...more,
    });
    const opened = await call('door', env, request('GET', { headers: {} }));
    expect(opened).toMatchObject({ statusCode: 200, headers: { 'referrer-policy': 'same-origin' } });
    const headers = { origin: values.EXCHANGE_URL, 'content-type': 'application/x-www-form-urlencoded' };
    const body = `token=${'x'.repeat(43)}&mailbox=c1%40w1.example&language=vi`;
    expect(await call('door', env, request('POST', { headers, body }))).toMatchObject({ statusCode: 403 });
    // Whom a failure is counted against: the visitor, and not the gateway.
    const print = hash('sha256', '192.0.2.1', 'base64url');
    expect(await table.get(keys.failures('address', print))).toBeDefined();
  }, 120_000);
});
