import { hash } from 'node:crypto';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { s3Downloads } from '#adapters/s3-links.ts';
import { type HandsOut, handOut } from '#edge/download.ts';
import type { PageEnv } from '#edge/env.ts';
import { web } from '#edge/lambda.ts';
import { countedIds } from '#test/support/edge.ts';
import { fakeS3 } from '#test/support/fake-s3.ts';
import { gatewayEvent, quiet } from '#test/support/lambda.ts';

const MB = 1024 * 1024;
/** What a function may answer with. */
const MOST = 6 * MB;
const CHUNK = 64 * 1024;
const JSON_TYPE = 'application/json; charset=utf-8';

/** Chunks that differ. */
async function* large(bytes: number): AsyncGenerator<Uint8Array> {
  for (let n = 0; n * CHUNK < bytes; n++) yield new Uint8Array(Math.min(CHUNK, bytes - n * CHUNK)).fill(n % 251);
}
async function printOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  return hash('sha256', Buffer.concat(await Array.fromAsync(content)));
}

const pagesOf = (deps: HandsOut, content: () => AsyncIterable<Uint8Array>) =>
  new Hono<PageEnv>().get('/file', (c) =>
    handOut(c, deps, { content: content(), mediaType: JSON_TYPE, filename: 'evaluations-k26.json' }),
  );

const asked = gatewayEvent('GET', '/file');

describe('a file', () => {
  // A small one in one piece, and a town's in parts.
  it.each([1_000, 32 * MB])('of %i bytes goes from a function by a link, and arrives whole', async (bytes) => {
    const s3 = await fakeS3();
    const handler = web(
      pagesOf({ downloads: s3Downloads(s3.calls, countedIds()) }, () => large(bytes)),
      quiet,
    );
    const answer = await handler(asked);
    expect(JSON.stringify(answer).length).toBeLessThan(MOST / 1000);
    expect(answer.statusCode).toBe(303);
    const link = String(answer.headers?.location ?? '');
    expect(link).toMatch(new RegExp(`^${s3.endpoint}/b/exports/[a-z0-9]{32}\\?`));
    expect(new URL(link).searchParams.get('X-Amz-Expires')).toBe('300');
    const file = await fetch(link);
    expect([
      file.status,
      ...['content-type', 'content-disposition', 'cache-control'].map((h) => file.headers.get(h)),
    ]).toEqual([200, JSON_TYPE, 'attachment; filename="evaluations-k26.json"', 'no-store']);
    expect(hash('sha256', await file.bytes())).toBe(await printOf(large(bytes)));
  });

  it('gets a name each time it is asked for, and its link opens nothing else', async () => {
    const s3 = await fakeS3();
    const handler = web(
      pagesOf({ downloads: s3Downloads(s3.calls, countedIds()) }, () => large(10)),
      quiet,
    );
    const links = [await handler(asked), await handler(asked)].map(
      ({ headers }) => new URL(String(headers?.location ?? '')),
    );
    const [first, second] = links;
    expect(new Set(s3.names())).toEqual(new Set(links.map(({ pathname }) => pathname)));
    expect((await fetch(`${first?.origin}${second?.pathname}${first?.search}`)).status).toBe(403);
  });

  it('that cannot be made is a fault, and no half of it is offered', async () => {
    const s3 = await fakeS3();
    const broken = async function* () {
      yield* large(9 * MB);
      throw new Error('the table is gone');
    };
    const answer = await pagesOf({ downloads: s3Downloads(s3.calls, countedIds()) }, broken)
      .onError((_, c) => c.text('fault', 500))
      .request('/file');
    expect(answer.status).toBe(500);
    expect(s3.names()).toEqual([]);
  });

  it('is the answer itself where nobody makes links', async () => {
    const answer = await pagesOf({}, () => large(7 * MB)).request('/file');
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename="evaluations-k26.json"',
    ]);
    expect(hash('sha256', await answer.bytes())).toBe(await printOf(large(7 * MB)));
  });
});
