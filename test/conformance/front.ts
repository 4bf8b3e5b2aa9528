import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createProxy, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Pages } from '#infra/local/demo/visitor.ts';

const TLS = new URL('../support/tls/', import.meta.url).pathname;

/** Methods without a body. */
const BARE = /^(?:GET|HEAD)$/;

/**
 * The gateway on a socket, for a browser that believes in the deployed address: a proxy takes whatever host it asks for there. How
 * a browser gets to it.
 */
export async function frontOf(pages: Pages, base: string) {
  const secure = createServer(
    { cert: readFileSync(`${TLS}cert.pem`), key: readFileSync(`${TLS}key.pem`) },
    (asked, answer) => {
      hand(pages, base, asked, answer).catch((error: unknown) => answer.writeHead(502).end(String(error)));
    },
  );
  const proxy = createProxy().on('connect', (_, client) => {
    const { port } = secure.address() as AddressInfo;
    const server = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      server.pipe(client).pipe(server);
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const)
      one.on('error', () => other.destroy());
  });
  for (const server of [secure, proxy]) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
  }
  const { port } = proxy.address() as AddressInfo;
  return { proxy: { server: `http://127.0.0.1:${port}` }, ignoreHTTPSErrors: true };
}

async function hand(pages: Pages, base: string, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = asked;
  const headers = Object.entries(asked.headersDistinct).flatMap(([name, values = []]) =>
    /^(?:host|connection|content-length)$/.test(name) ? [] : [[name, values.join(name === 'cookie' ? '; ' : ', ')]],
  ) as [string, string][];
  const body = BARE.test(method) ? {} : { body: new Uint8Array(await buffer(asked)) };
  const given = await pages.request(new URL(url, base).href, { method, headers, ...body });
  const cookies = given.headers.getSetCookie();
  given.headers.delete('Set-Cookie');
  answer.writeHead(given.status, {
    ...Object.fromEntries(given.headers),
    ...(cookies.length > 0 ? { 'Set-Cookie': cookies } : {}),
  });
  answer.end(new Uint8Array(await given.arrayBuffer()));
}
