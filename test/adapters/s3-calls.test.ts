import { describe, expect, test } from 'vitest';
import { s3Calls } from '#adapters/s3-calls.ts';
import { s3Files } from '#adapters/s3-files.ts';
import { presignedLink } from '#adapters/s3-links.ts';
import { httpServer } from '#test/support/http-server.ts';
import { credentials, isSigned } from '#test/support/signed.ts';

const MB = 1024 * 1024;
const bytes = (text: string) => new TextEncoder().encode(text);

describe('S3 that falters', () => {
  /** Answers with each of these in turn, then with 200. */
  async function faltering(...answers: readonly (readonly [status: number, body: string])[]) {
    const asked: { method: string; path: string; signed: boolean }[] = [];
    const endpoint = await httpServer(({ request, body: sent }, response) => {
      const signed = isSigned(request, sent);
      asked.push({ method: request.method ?? '', path: request.url ?? '', signed });
      const [status, body] = answers[asked.length - 1] ?? [200, ''];
      if (status === 0) response.destroy();
      else response.writeHead(status, { etag: '"e"' }).end(body);
    });
    const calls = s3Calls({ bucket: 'b', region: 'ap-southeast-1', endpoint, credentials });
    return { files: s3Files(calls), calls, asked };
  }
  const twoParts = async function* () {
    yield new Uint8Array(8 * MB);
    yield new Uint8Array(1);
  };
  const slowDown = [503, '<Error><Code>SlowDown</Code></Error>'] as const;

  test('is asked again, signed anew', async () => {
    const { files, asked } = await faltering(slowDown, [0, ''], [500, 'oops']);
    await files.write('a/b', bytes('x'));
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(Array.from({ length: 4 }, () => 'PUT /b/a/b'));
    expect(asked.every(({ signed }) => signed)).toBe(true);
  });

  test('gets every call as it was signed, links too', async () => {
    const begun = [200, '<R><UploadId>u/+=&amp;1</UploadId></R>'] as const;
    const { files, calls, asked } = await faltering(begun, [200, ''], [200, '<R/>']);
    await files.write('exports/k26_1.a-b.csv', twoParts());
    await files.list('exports/k26_');
    await files.remove('a');
    await files.read('a');
    await fetch(
      await presignedLink(calls)('exports/a', { filename: "it's (a) *test*", mediaType: 'text/csv; x=(1)*' }),
    );
    expect(asked).toHaveLength(8);
    expect(asked.map(({ signed }) => signed)).toEqual(asked.map(() => true));
  });

  test('is given up after five tries, and at once where it says no', async () => {
    const busy = await faltering(...Array.from({ length: 9 }, () => slowDown));
    await expect(busy.files.list('')).rejects.toThrow(expect.objectContaining({ name: 'SlowDown', status: 503 }));
    expect(busy.asked).toHaveLength(5);
    const no = await faltering([403, '<Error><Code>AccessDenied</Code></Error>']);
    await expect(no.files.read('a')).rejects.toThrow(expect.objectContaining({ name: 'AccessDenied' }));
    expect(no.asked).toHaveLength(1);
  });

  test('is not believed when it refuses the whole with 200', async () => {
    const begun = [200, '<R><UploadId>u&amp;1</UploadId></R>'] as const;
    const refused = [200, '<Error><Code>InternalError</Code></Error>'] as const;
    const { files, asked } = await faltering(begun, [200, ''], [200, ''], refused);
    await expect(files.write('a', twoParts())).rejects.toThrow(expect.objectContaining({ name: 'InternalError' }));
    expect(asked.at(-1)).toMatchObject({ method: 'DELETE', path: '/b/a?uploadId=u%261' });
  });
});
