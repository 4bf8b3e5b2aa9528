import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { PageEnv } from '#edge/env.ts';
import { sourceAddress, web } from '#edge/lambda.ts';

const request = (method: string, rawPath: string, headers: { readonly [name: string]: string } = {}) => ({
  version: '2.0',
  routeKey: '$default',
  rawPath,
  rawQueryString: '',
  headers: { host: 'nhanxet.example', 'x-forwarded-for': '198.51.100.9', 'content-type': 'text/plain', ...headers },
  body: method === 'GET' ? null : 'x',
  isBase64Encoded: false,
  requestContext: {
    accountId: '1',
    apiId: 'a',
    authentication: null,
    authorizer: {},
    domainName: 'nhanxet.example',
    domainPrefix: 'nhanxet',
    http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'x' },
    requestId: 'r',
    routeKey: '$default',
    stage: '$default',
    time: '',
    timeEpoch: 0,
  },
});

function pages(front: readonly string[] = [], mail = true) {
  const done: string[] = [];
  const app = new Hono<PageEnv>()
    .get('/where', (c) => c.text(sourceAddress(front)(c)))
    .post('/taken', (c) => c.redirect('/', 303))
    .post('/refused', (c) => c.text('no', 422));
  const handler = web(app, {
    front,
    nudge: (shards) => void done.push(`nudged ${shards}`),
    shardsWithMail: () => (mail ? [1] : []),
    settled: async () => {
      await new Promise(setImmediate);
      done.push('settled');
    },
  });
  return { handler, done };
}

describe('pages as a function', () => {
  it('know the visitor as the gateway saw him, whatever a header says', async () => {
    expect(await pages().handler(request('GET', '/where'))).toMatchObject({ statusCode: 200, body: '192.0.2.1' });
  });

  it('call no sender for a form that left no mail', async () => {
    const { handler, done } = pages([], false);
    await handler(request('POST', '/taken'));
    expect(done).toEqual(['settled']);
  });

  it.each([
    ['GET', '/where', ['settled']],
    ['POST', '/taken', ['nudged 1', 'settled']],
    ['POST', '/refused', ['settled']],
  ])(
    '%s %s: sets sending going where something was taken in, and sleeps when that has left',
    async (method, path, expected) => {
      const { handler, done } = pages();
      await handler(request(method, path));
      expect(done).toEqual(expected);
    },
  );
});

describe('pages behind CloudFront', () => {
  const [key, older] = ['k'.repeat(32), 'o'.repeat(32)];
  const viewer = { 'cloudfront-viewer-address': '203.0.113.7:46532' };

  it.each([
    ['no key', viewer],
    ['another key', { ...viewer, 'x-exchange-front': 'x'.repeat(32) }],
  ])('answer nobody who comes with %s', async (_, headers) => {
    const { handler, done } = pages([key, older]);
    expect(await handler(request('POST', '/taken', headers))).toMatchObject({ statusCode: 403, body: '' });
    expect(done).toEqual([]);
  });

  it.each([
    ['203.0.113.7:46532', '203.0.113.7'],
    ['2001:db8::1:46532', '2001:db8::1'],
  ])('know the visitor at %s as CloudFront saw him', async (said, address) => {
    for (const shown of [key, older]) {
      const headers = { 'cloudfront-viewer-address': said, 'x-exchange-front': shown };
      const answer = await pages([key, older]).handler(request('GET', '/where', headers));
      expect(answer).toMatchObject({ statusCode: 200, body: address });
    }
  });
});
