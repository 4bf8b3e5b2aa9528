import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context, MiddlewareHandler } from 'hono';

const pack = promisify(gzip);

/** Fewer go out in one packet anyway. */
const FEW_BYTES = 1024;

/**
 * Around everything, on one machine and on AWS alike: text goes out packed to whoever takes it so.
 *
 * A page whose address somebody else's site may have written goes as it is. What an address says may stand in the page, beside the
 * token of its forms, and the length of a packed page tells how much of the one is in the other. A path finds its page or says nothing,
 * and a form must be our own, so it is the query alone that counts.
 */
export const packed: MiddlewareHandler = async (c, next) => {
  await next();
  if (!c.res.body || !isText(c.res)) return;
  c.header('Vary', 'Accept-Encoding', { append: true });
  if (!takesPacked(c) || isAskedFromElsewhere(c)) return;
  // A file is sent while it is made; a page is there.
  if (c.res.headers.has('Content-Disposition')) answerWith(c, c.res.body.pipeThrough(new CompressionStream('gzip')));
  else {
    const bytes = new Uint8Array(await c.res.arrayBuffer());
    if (bytes.length < FEW_BYTES) c.res = new Response(bytes, c.res);
    else answerWith(c, new Uint8Array(await pack(bytes)));
  }
};

function answerWith(c: Context, body: ReadableStream | Uint8Array<ArrayBuffer>): void {
  c.res = new Response(body, c.res);
  c.header('Content-Encoding', 'gzip');
}

const isText = ({ headers }: Response): boolean =>
  /^(?:text\/|application\/json\b)/.test(headers.get('Content-Type') ?? '');

const takesPacked = (c: Context): boolean => {
  const [, named, weight = '1'] =
    /(?:^|,)\s*(gzip)\s*(?:;\s*q=([\d.]+))?/i.exec(c.req.header('Accept-Encoding') ?? '') ?? [];
  return named !== undefined && Number(weight) > 0;
};

const isAskedFromElsewhere = (c: Context): boolean =>
  new URL(c.req.url).search !== '' && !['same-origin', 'none'].includes(c.req.header('Sec-Fetch-Site') ?? '');
