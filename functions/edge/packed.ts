import type { Context, MiddlewareHandler, Next } from 'hono';
import { compress } from 'hono/compress';

const pack = compress();

/**
 * Around everything, on one machine and on AWS alike: text goes out packed to whoever takes it so, and what is small as it is.
 *
 * So does a page whose address somebody else's site may have written. What an address says may stand in the page, beside the token of
 * its forms, and the length of a packed page tells how much of the one is in the other. A path finds its page or says nothing, and a
 * form must be our own, so it is the query alone that counts.
 */
export const packed: MiddlewareHandler = async (c, next) =>
  isAskedFromElsewhere(c) ? next() : pack(c, () => measured(c, next));

const isAskedFromElsewhere = (c: Context): boolean =>
  new URL(c.req.url).search !== '' && !['same-origin', 'none'].includes(c.req.header('Sec-Fetch-Site') ?? '');

/** A page says its length, from which it is known to be small. A file that is made while it is sent has none yet. */
async function measured(c: Context, next: Next): Promise<void> {
  await next();
  if (c.req.method === 'HEAD' || !c.res.body || c.res.headers.has('Content-Disposition')) return;
  const bytes = await c.res.arrayBuffer();
  c.res = new Response(bytes, c.res);
  c.res.headers.set('Content-Length', String(bytes.byteLength));
}
