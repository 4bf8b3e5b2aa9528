import type { Context, Hono } from 'hono';
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import type { PageEnv } from './env.ts';

/**
 * Pages as a function behind an HTTP API or a function URL. `settled`: what a page has set going is waited for, since a function
 * that has answered sleeps.
 */
export function web(app: Hono<PageEnv>, settled: () => Promise<void>) {
  const serve = handle(app);
  return async (event: LambdaEvent, context?: LambdaContext) => {
    const answer = await serve(event, context);
    await settled();
    return answer;
  };
}

/** Where the request came from, as the gateway saw it; no header a visitor can write is asked. */
export function sourceAddress(c: Context): string {
  const { event }: { event?: LambdaEvent } = c.env;
  const context = event?.requestContext;
  if (context && 'http' in context) return context.http.sourceIp;
  throw new TypeError('a request that came through no gateway');
}
