import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { listening } from './loopback.ts';

/** A request that came whole. */
export interface Asked {
  readonly request: IncomingMessage;
  readonly body: Buffer;
}

/** An HTTP server for one test; its address. */
export async function httpServer(
  answer: (asked: Asked, response: ServerResponse) => Promise<unknown> | unknown,
): Promise<string> {
  const server = createServer(async (request, response) => {
    await answer({ request, body: await buffer(request) }, response);
  });
  const port = await listening(server);
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${port}`;
}
