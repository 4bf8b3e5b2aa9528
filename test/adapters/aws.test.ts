import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, HeadObjectCommand, ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateStateMachineCommand, DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { kmsLinkKey } from '#adapters/kms-link-key.ts';
import { S3Error, s3Calls } from '#adapters/s3-calls.ts';
import { s3Files } from '#adapters/s3-files.ts';
import { presignedLink } from '#adapters/s3-links.ts';
import { stepFunctions } from '#adapters/step-functions.ts';
import type { Files } from '#ports';
import { type Moto, NO_MOTO, startMoto } from '#test/support/moto.ts';

let moto: Moto | undefined;
beforeAll(async () => {
  moto = await startMoto();
  if (!moto) console.warn(NO_MOTO);
});
afterAll(() => moto?.stop());

/** A fresh client each, and the test skipped where there is nothing to speak to. */
const options = () => {
  if (!moto) throw new Error(NO_MOTO);
  return moto.options;
};
beforeEach((context) => {
  if (!moto) context.skip(NO_MOTO);
});

/** As our adapters are told where AWS is. */
const settings = () => {
  const { credentials, ...place } = options();
  return { ...place, credentials: async () => credentials };
};

const MB = 1024 * 1024;
const bytes = (text: string) => new TextEncoder().encode(text);
async function contentOf(files: Files, name: string): Promise<Buffer | undefined> {
  const content = await files.read(name);
  if (content === undefined) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

let buckets = 0;
async function aBucket() {
  const client = new S3Client({ ...options(), forcePathStyle: true });
  const bucket = `exchange-${++buckets}`;
  await client.send(
    new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: 'ap-southeast-1' } }),
  );
  const calls = s3Calls({ bucket, ...settings() });
  return { client, bucket, calls, files: s3Files(calls, 'alias/exchange') };
}

describe('files in a bucket', () => {
  test('are read as they were written, listed by prefix and sorted, removed twice', async () => {
    const { files } = await aBucket();
    for (const name of ['rosters/v10/a', 'rosters/v1/b', 'rosters/v1/a/c', 'exports/v1', 'rosters/v1.csv'])
      await files.write(name, bytes(`${name}: Nguyễn Văn Mẫu\n`));
    expect((await contentOf(files, 'rosters/v1/b'))?.toString()).toBe('rosters/v1/b: Nguyễn Văn Mẫu\n');
    expect(await files.read('rosters/v1')).toBeUndefined();
    expect(await files.list('rosters/v1')).toEqual([
      'rosters/v1.csv',
      'rosters/v1/a/c',
      'rosters/v1/b',
      'rosters/v10/a',
    ]);
    expect(await files.list('none/')).toEqual([]);
    await files.remove('exports/v1');
    await files.remove('exports/v1');
    expect(await files.list('exports/')).toEqual([]);
  });

  test('are listed beyond a page of a thousand', async () => {
    const { files } = await aBucket();
    const names = Array.from({ length: 1_003 }, (_, n) => `audit/${String(n).padStart(4, '0')}`);
    for (let n = 0; n < names.length; n += 100)
      await Promise.all(names.slice(n, n + 100).map((name) => files.write(name, bytes('x'))));
    expect(await files.list('audit/')).toEqual(names);
  });

  test.each([
    ['nothing', 0, 1],
    ['a little', 1_000, 1],
    ['exactly a part', 8 * MB, 1],
    ['more than two parts', 17 * MB, 3],
  ])('may come in chunks: %s', async (_, size, parts) => {
    const { client, bucket, files } = await aBucket();
    const whole = Buffer.alloc(size, 'đ');
    const chunks = async function* () {
      // One buffer, filled anew for each chunk, as a reader of files has it.
      const buffer = Buffer.alloc(700_001);
      for (let from = 0; from < size; from += buffer.byteLength) {
        const length = whole.copy(buffer, 0, from);
        yield buffer.subarray(0, length);
      }
    };
    await files.write('export', chunks());
    expect((await contentOf(files, 'export'))?.equals(whole)).toBe(true);
    const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'export' }));
    expect(head).toMatchObject({ ServerSideEncryption: 'aws:kms', ContentLength: size });
    // The tag of an upload in parts ends with how many it were.
    expect(Number(/-(\d+)"$/.exec(head.ETag ?? '')?.[1] ?? 1)).toBe(parts);
  });

  test('keep the old content when the new one breaks off, and leave no half upload', async () => {
    const { client, bucket, files } = await aBucket();
    await files.write('export', bytes('old'));
    for (const before of [1, 20]) {
      const broken = async function* () {
        for (let n = 0; n < before; n++) yield Buffer.alloc(MB);
        throw new Error('the source broke off');
      };
      await expect(files.write('export', broken())).rejects.toThrow('the source broke off');
    }
    expect((await contentOf(files, 'export'))?.toString()).toBe('old');
    expect((await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }))).Uploads ?? []).toEqual([]);
  });

  test.each(['../etc', '/etc/passwd', 'a//b', '.a', 'a b', ''])('have no name like %j', async (name) => {
    const { files, calls } = await aBucket();
    await expect(files.write(name, bytes('x'))).rejects.toThrow(RangeError);
    await expect(files.read(name)).rejects.toThrow(RangeError);
    await expect(files.remove(name)).rejects.toThrow(RangeError);
    expect(() => presignedLink(calls)(name, { filename: 'x', mediaType: 'text/csv' })).toThrow(RangeError);
  });

  test('open by a link for five minutes, as a download of a plain name', async () => {
    const { files, calls } = await aBucket();
    await files.write('exports/k26.csv', bytes('a,b\n'));
    const link = await presignedLink(calls)('exports/k26.csv', {
      filename: 'Nhận xét "2026"\r\nX: 1.csv',
      mediaType: 'text/csv; charset=utf-8',
    });
    const url = new URL(link);
    expect(url.searchParams.get('X-Amz-Expires')).toBe('300');
    // What the link asks S3 to answer; moto does not.
    expect(url.searchParams.get('response-content-disposition')).toBe('attachment; filename="Nh-n-x-t-2026-X-1.csv"');
    expect(url.searchParams.get('response-content-type')).toBe('text/csv; charset=utf-8');
    expect(await (await fetch(link)).text()).toBe('a,b\n');
  });

  test('in no bucket of ours are a fault, and not a file that is missing', async () => {
    const files = s3Files(s3Calls({ bucket: 'nowhere', ...settings() }));
    await expect(files.read('a')).rejects.toThrow(S3Error);
  });
});

describe('link keys in KMS', () => {
  const aKey = async (client: KMSClient) => {
    const { KeyMetadata } = await client.send(
      new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }),
    );
    return KeyMetadata?.KeyId ?? '';
  };

  test('make 32 bytes, the same each time, others for another text or key', async () => {
    const client = new KMSClient(options());
    const [now, before] = [await aKey(client), await aKey(client)];
    const key = kmsLinkKey(settings(), [now, before]);
    expect(key.keyId).toBe(now);
    const macs = await Promise.all([
      key.mac('request:k26.c1:1', now),
      key.mac('request:k26.c1:1', now),
      key.mac('request:k26.c1:2', now),
      key.mac('request:k26.c1:1', before),
    ]);
    const texts = macs.map((mac) => Buffer.from(mac).toString('hex'));
    expect(texts[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(texts[1]).toBe(texts[0]);
    expect(new Set(texts).size).toBe(3);
  });

  test('are asked by no other id than ours', async () => {
    const client = new KMSClient(options());
    const [ours, other] = [await aKey(client), await aKey(client)];
    await expect(kmsLinkKey(settings(), [ours]).mac('x', other)).rejects.toThrow('no link key of that id');
  });

  test('that are lost reject', async () => {
    const key = kmsLinkKey({ ...settings(), tries: 1 }, ['00000000-0000-0000-0000-000000000000']);
    await expect(key.mac('x', key.keyId)).rejects.toThrow();
  });
});

describe('executions of Step Functions', () => {
  async function aWorkflow() {
    const client = new SFNClient(options());
    const { stateMachineArn = '' } = await client.send(
      new CreateStateMachineCommand({
        name: `exchange-${++buckets}`,
        roleArn: 'arn:aws:iam::123456789012:role/exchange',
        definition: JSON.stringify({ StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 3600, End: true } } }),
      }),
    );
    return { client, stateMachineArn, workflow: stepFunctions(settings(), stateMachineArn) };
  }
  const input = { cycleId: 'k26', generation: 1 };

  test('start once under a name, whatever their input, and tell how they are', async () => {
    const { workflow } = await aWorkflow();
    expect(await workflow.state('k26-1')).toBe('unknown');
    expect(await workflow.start('k26-1', input)).toBe('started');
    expect(await workflow.state('k26-1')).toBe('running');
    // AWS would answer this one as if it had started.
    expect(await workflow.start('k26-1', input)).toBe('name taken');
    await workflow.stop('k26-1');
    expect(await workflow.state('k26-1')).toBe('ended');
    expect(await workflow.start('k26-1', input)).toBe('name taken');
    expect(await workflow.start('k26-2', { ...input, generation: 2 })).toBe('started');
  });

  test('start once when many start them at the same time', async () => {
    const { workflow } = await aWorkflow();
    const answers = await Promise.all(Array.from({ length: 20 }, () => workflow.start('k26-1', input)));
    expect(answers.filter((answer) => answer === 'started')).toHaveLength(1);
  });

  test('run by a definition that has a mark of its own', async () => {
    const { workflow } = await aWorkflow();
    expect(await workflow.definition()).toBe('first');
  });

  test('are stopped twice, and those that never were too', async () => {
    const { workflow } = await aWorkflow();
    await workflow.start('k26-1', input);
    for (const name of ['k26-1', 'k26-1', 'k26-9']) await workflow.stop(name);
    expect(await workflow.state('k26-1')).toBe('ended');
    expect(await workflow.state('k26-9')).toBe('unknown');
  });

  test('are given ids and nothing else', async () => {
    const { client, stateMachineArn, workflow } = await aWorkflow();
    await workflow.start('k26-1', input);
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:k26-1`;
    const { input: given = '' } = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(JSON.parse(given)).toEqual({ ...input, start: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });
});
