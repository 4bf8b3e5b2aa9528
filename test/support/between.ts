import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Asked, httpServer } from './http-server.ts';

/** A call on its way to something that speaks like AWS. */
export interface Passing {
  /** Which call of this action it is, counted from one. */
  readonly call: number;
  readonly input: string;
  /** Hands it on and keeps the answer for whoever asked. */
  readonly send: (input?: string) => Promise<string>;
  /** Gives this as the answer instead. */
  readonly say: (status: number, text: string) => void;
}

/**
 * The network between, for one test: `way` sees each call of that action and may spoil it or its answer. Where it throws, the
 * line breaks.
 */
export async function between(target: string, action: string, way: (passing: Passing) => Promise<void> | void) {
  let calls = 0;
  async function pass({ request, body: sent }: Asked, response: ServerResponse) {
    const input = sent.toString();
    let answer = { status: 0, text: '' };
    const send = async (body = input) => {
      const headers = { 'x-amz-target': String(request.headers['x-amz-target']), authorization: signature(request) };
      const type = { 'content-type': String(request.headers['content-type']) };
      const date = { 'x-amz-date': String(request.headers['x-amz-date']) };
      const got = await fetch(target, { method: 'POST', headers: { ...headers, ...type, ...date }, body });
      answer = { status: got.status, text: await got.text() };
      return answer.text;
    };
    const say = (status: number, text: string) => {
      answer = { status, text };
    };
    if (!String(request.headers['x-amz-target']).endsWith(`.${action}`)) await send();
    else await way({ call: ++calls, input, send, say });
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(answer.text);
  }
  const endpoint = await httpServer(async (asked, response) => {
    try {
      await pass(asked, response);
    } catch {
      response.destroy();
    }
  });
  return { endpoint, calls: () => calls };
}

const signature = (request: IncomingMessage): string => String(request.headers.authorization);
