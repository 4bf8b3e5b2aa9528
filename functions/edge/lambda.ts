import type { Context, Hono } from 'hono';
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import type { PageEnv } from './env.ts';

export interface Afterwards {
  /** Something was written that is due now. */
  readonly nudge: () => void;
  /** What was set going has left: a function that has answered sleeps. */
  readonly settled: () => Promise<void>;
}

/** Pages as a function behind an HTTP API or a function URL. */
export function web<E extends PageEnv>(app: Hono<E>, { nudge, settled }: Afterwards) {
  const serve = handle(app);
  return async (event: LambdaEvent, context?: LambdaContext) => {
    const answer = await serve(event, context);
    if (hasChanged(event, answer.statusCode)) nudge();
    await settled();
    return answer;
  };
}

/** A form that was taken in may have left mails or a cycle to look at. */
const hasChanged = (event: LambdaEvent, status: number): boolean =>
  'requestContext' in event &&
  'http' in event.requestContext &&
  !['GET', 'HEAD'].includes(event.requestContext.http.method) &&
  status < 400;

/** Where the request came from, as the gateway saw it; no header a visitor can write is asked. */
export function sourceAddress(c: Context): string {
  const { event }: { event?: LambdaEvent } = c.env;
  const context = event?.requestContext;
  if (context && 'http' in context) return context.http.sourceIp;
  throw new TypeError('a request that came through no gateway');
}
