import { hash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import type { Pages } from './env.ts';
import { hasChanged } from './forms.ts';
import { packed } from './packed.ts';

export interface Afterwards {
  /** Something was written that is due now. */
  readonly nudge: (shards?: readonly number[]) => void;
  /** In which shards of the outbox a mail was made due since this was last asked. */
  readonly shardsWithMail: () => readonly number[];
  /** What was set going has left: a function that has answered sleeps. */
  readonly settled: () => Promise<void>;
}

export interface Fronted {
  /** The keys that what stands before the gateway may show; none where the gateway stands alone. */
  readonly front: readonly string[];
}

/** The header in which CloudFront shows its key, and the one in which it says whom it speaks for. */
const FRONT_KEY = 'x-exchange-front';
const VIEWER = 'CloudFront-Viewer-Address';

/** Pages as a function behind an HTTP API or a function URL. */
export function web(app: Pages, { nudge, shardsWithMail, settled, front }: Afterwards & Fronted) {
  const serve = handle(new Hono().use(packed).all('*', (c) => app.fetch(c.req.raw, c.env)));
  return async (event: LambdaEvent, context?: LambdaContext) => {
    // Who goes around the front goes around its firewall, and could write any address into its header.
    if (front.length > 0 && !front.some((key) => isSame(key, headerOf(event, FRONT_KEY))))
      return { statusCode: 403, headers: { 'Cache-Control': 'no-store' }, body: '', isBase64Encoded: false };
    const answer = await serve(event, context);
    const shards = hasChanged(methodOf(event), answer.statusCode) ? shardsWithMail() : [];
    if (shards.length > 0) nudge(shards);
    await settled();
    return answer;
  };
}

/** What came through no gateway is a form of nobody's. */
const methodOf = ({ requestContext }: LambdaEvent): string =>
  requestContext && 'http' in requestContext ? requestContext.http.method : 'GET';

const headerOf = (event: LambdaEvent, name: string): string =>
  Object.entries(event.headers ?? {}).find(([written]) => written.toLowerCase() === name)?.[1] ?? '';

const isSame = (key: string, shown: string): boolean =>
  timingSafeEqual(hash('sha256', key, 'buffer'), hash('sha256', shown, 'buffer'));

/**
 * Where the request came from, as the gateway saw it; no header a visitor can write is asked. Behind CloudFront the gateway sees
 * CloudFront, so there it is CloudFront's own header, which it writes over a visitor's.
 */
export const sourceAddress =
  (front: Fronted['front']) =>
  (c: Context): string => {
    // An address and a port, also of the sixth version: `2001:db8::1:443`.
    if (front.length > 0) return (c.req.header(VIEWER) ?? '').replace(/:\d+$/, '');
    const { event }: { event?: LambdaEvent } = c.env;
    const context = event?.requestContext;
    if (context && 'http' in context) return context.http.sourceIp;
    throw new TypeError('a request that came through no gateway');
  };
