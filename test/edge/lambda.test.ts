import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { PageEnv } from '#edge/env.ts';
import { sourceAddress, web } from '#edge/lambda.ts';

const request = (method: string, rawPath: string) => ({
  version: '2.0',
  routeKey: '$default',
  rawPath,
  rawQueryString: '',
  headers: { host: 'nhanxet.example', 'x-forwarded-for': '198.51.100.9', 'content-type': 'text/plain' },
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

function pages() {
  const done: string[] = [];
  const app = new Hono<PageEnv>()
    .get('/where', (c) => c.text(sourceAddress(c)))
    .post('/taken', (c) => c.redirect('/', 303))
    .post('/refused', (c) => c.text('no', 422));
  const handler = web(app, {
    nudge: () => void done.push('nudged'),
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

  it.each([
    ['GET', '/where', ['settled']],
    ['POST', '/taken', ['nudged', 'settled']],
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
