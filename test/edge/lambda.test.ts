import { gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { PageEnv } from '#edge/env.ts';
import { sourceAddress, web } from '#edge/lambda.ts';
import { doorway } from '#test/support/edge.ts';
import { gatewayEvent, quiet } from '#test/support/lambda.ts';

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
    expect(await pages().handler(gatewayEvent('GET', '/where'))).toMatchObject({ statusCode: 200, body: '192.0.2.1' });
  });

  it('call no sender for a form that left no mail', async () => {
    const { handler, done } = pages([], false);
    await handler(gatewayEvent('POST', '/taken'));
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
      await handler(gatewayEvent(method, path));
      expect(done).toEqual(expected);
    },
  );
});

describe('an answer of a function', () => {
  const page = `<p>${'Nhận xét của chi bộ nơi cư trú. '.repeat(60)}</p>`;
  const app = () =>
    new Hono<PageEnv>()
      .get('/page', (c) => {
        c.header('Set-Cookie', 'one=1', { append: true });
        c.header('Set-Cookie', 'two=2', { append: true });
        return c.html(page);
      })
      .get('/small', (c) => c.text('ngắn'))
      .get('/picture', (c) => c.body(new Uint8Array(5_000), 200, { 'Content-Type': 'image/png' }));
  const answer = (address: string, headers: { readonly [name: string]: string }) =>
    web(app(), quiet)(gatewayEvent('GET', address, headers));
  const takesPacked = { 'accept-encoding': 'gzip, deflate, br' };
  const unpacked = ({ body }: { readonly body: string }) => gunzipSync(Buffer.from(body, 'base64')).toString();

  it('that is text goes out packed to whoever takes it so, and is the same', async () => {
    const sent = await answer('/page', takesPacked);
    expect(sent).toMatchObject({
      isBase64Encoded: true,
      cookies: ['one=1', 'two=2'],
      headers: { 'content-encoding': 'gzip', vary: 'Accept-Encoding', 'content-type': 'text/html; charset=UTF-8' },
    });
    expect(sent.headers).not.toHaveProperty('content-length');
    expect(Buffer.from(sent.body, 'base64').length).toBeLessThan(Buffer.byteLength(page) / 4);
    expect(unpacked(sent)).toBe(page);
  });

  it.each([
    ['nobody asked for it', '/page', {}],
    ['it is refused by name', '/page', { 'accept-encoding': 'gzip;q=0, identity' }],
    ['it is small', '/small', takesPacked],
    ['it is no text', '/picture', takesPacked],
  ])('goes out as it is where %s', async (_, address, headers) => {
    expect((await answer(address, headers)).headers).not.toHaveProperty('content-encoding');
  });

  it('goes out as it is where another site may have written its address, so that its length betrays no token', async () => {
    const packedFor = async (address: string, site: { readonly [name: string]: string }) =>
      (await answer(address, { ...takesPacked, ...site })).headers?.['content-encoding'];
    const guess = '/page?from=csrf-guessed';
    for (const site of ['cross-site', 'same-site'])
      expect(await packedFor(guess, { 'sec-fetch-site': site })).toBe(undefined);
    expect(await packedFor(guess, {})).toBe(undefined);
    for (const site of ['same-origin', 'none']) expect(await packedFor(guess, { 'sec-fetch-site': site })).toBe('gzip');
    // Without a query there is nothing of theirs in it: a link in a mail opened in the browser.
    expect(await packedFor('/page', { 'sec-fetch-site': 'cross-site' })).toBe('gzip');
  });

  it('is the same bytes at the door, packed too, whatever stands behind the link', async () => {
    const door = web(doorway().app, quiet);
    const sent = await Promise.all(
      ['/r', '/r/%23unknown', `/r/${'x'.repeat(43)}`].map((path) => door(gatewayEvent('GET', path, takesPacked))),
    );
    expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
    const plain = await door(gatewayEvent('GET', '/r'));
    expect(sent.map(unpacked)).toEqual(sent.map(() => plain.body));
  });
});

describe('pages behind CloudFront', () => {
  const [key, older] = ['k'.repeat(32), 'o'.repeat(32)];
  const viewer = { 'cloudfront-viewer-address': '203.0.113.7:46532' };

  it.each([
    ['no key', viewer],
    ['another key', { ...viewer, 'x-exchange-front': 'x'.repeat(32) }],
  ])('answer nobody who comes with %s', async (_, headers) => {
    const { handler, done } = pages([key, older]);
    expect(await handler(gatewayEvent('POST', '/taken', headers))).toMatchObject({ statusCode: 403, body: '' });
    expect(done).toEqual([]);
  });

  it.each([
    ['203.0.113.7:46532', '203.0.113.7'],
    ['2001:db8::1:46532', '2001:db8::1'],
  ])('know the visitor at %s as CloudFront saw him', async (said, address) => {
    for (const shown of [key, older]) {
      const headers = { 'cloudfront-viewer-address': said, 'x-exchange-front': shown };
      const answer = await pages([key, older]).handler(gatewayEvent('GET', '/where', headers));
      expect(answer).toMatchObject({ statusCode: 200, body: address });
    }
  });
});
