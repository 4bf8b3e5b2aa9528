import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { expect, test } from 'vitest';
import { emptyFolder } from '#test/support/folder.ts';
import { exchangeJson, runningHost } from '#test/support/host.ts';
import { freePort } from '#test/support/loopback.ts';

/** Of nobody: made for these tests, for a hundred years. */
const TLS = new URL('../../support/tls/', import.meta.url).pathname;
const FAR = 'https://exchange.example';

const secureGet = (port: number, path: string): Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }> =>
  new Promise((resolve, reject) => {
    request(
      {
        host: '127.0.0.1',
        port,
        path,
        servername: 'exchange.example',
        ca: readFileSync(`${TLS}cert.pem`),
        headers: { Host: 'exchange.example' },
      },
      (response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0, headers: response.headers });
      },
    )
      .once('error', reject)
      .end();
  });

test('with its own certificate it speaks TLS, its links lead there, and it has no aids of one machine', async () => {
  const port = await freePort();
  const env = { EXCHANGE_DATA: await emptyFolder(), EXCHANGE_URL: FAR };
  const tls = { EXCHANGE_TLS_CERT: `${TLS}cert.pem`, EXCHANGE_TLS_KEY: `${TLS}key.pem` };
  const host = await runningHost({ ...env, ...tls, PORT: String(port) });
  expect(host.url).toBe(FAR);
  const front = await secureGet(port, '/r');
  expect(front.status).toBe(200);
  expect(front.headers['strict-transport-security']).toContain('max-age');
  expect((await secureGet(port, '/local/mailbox.json')).status).toBe(404);
  const invited = await exchangeJson<{ link: string }>({ ...env, ...tls }, 'invite', 'Lê Thị Thu');
  expect(invited.link.startsWith(`${FAR}/console/enter#`)).toBe(true);
});

test('behind a proxy it lets in the proxy alone', async () => {
  const through = async (proxy: string) => {
    const port = await freePort();
    const env = { EXCHANGE_DATA: await emptyFolder(), EXCHANGE_URL: FAR, EXCHANGE_PROXY: proxy, PORT: String(port) };
    await runningHost(env);
    return (await fetch(`http://127.0.0.1:${port}/r`)).status;
  };
  expect(await through('127.0.0.1 X-Real-IP')).toBe(200);
  expect(await through('203.0.113.9')).toBe(403);
});
