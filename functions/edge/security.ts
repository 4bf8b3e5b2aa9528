import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Language } from '#domain/language.ts';
import type { PageEnv } from './env.ts';
import { PageError } from './errors.ts';
import type { Html, InlineScript } from './html.ts';

/** A form about one member with every text at its longest, each Vietnamese letter percent-encoded as nine characters. */
const formBytes = 1_000_000;

const fixedHeaders = {
  'Cache-Control': 'no-store',
  // With no-referrer, Chromium posts plain forms with `Origin: null`.
  'Referrer-Policy': 'same-origin',
  'X-Robots-Tag': 'noindex, nofollow',
  // Browsers ignore it where there is no TLS.
  'Strict-Transport-Security': 'max-age=63072000',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const;

/** `data:` is for the empty icon in the head, which saves a request for one that does not exist. */
export const contentPolicy = (script?: InlineScript): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    `script-src ${script?.source ?? "'none'"}`,
    'img-src data:',
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Around everything, so that refusals and faults carry the headers too. A handler's own header stands. */
export const headers = (): MiddlewareHandler<PageEnv> => async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(fixedHeaders))
    if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  if (!c.res.headers.has('Content-Security-Policy')) c.res.headers.set('Content-Security-Policy', contentPolicy());
};

export interface Uploads {
  /** How many bytes of multipart a path takes; nothing where it takes none. */
  readonly uploads?: (path: string) => number | undefined;
  /** What stands on the page that refuses more: how else it goes. */
  readonly tooLarge?: (path: string, language: Language) => Html | undefined;
}

/** What changes something must come from our own page and be a form. */
export const ownForms = (baseUrl: string, options: Uploads = {}): MiddlewareHandler<PageEnv> => {
  const forms = bodyLimit({ maxSize: formBytes, onError: tooLarge });
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    if (!isSameOrigin(c, baseUrl)) throw new PageError('WrongOrigin');
    const type = (c.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase();
    if (type === 'application/x-www-form-urlencoded') return forms(c, next);
    // A cross-site form can send text/plain without asking first, so it is treated as an attack, not as a mistake.
    if (type === 'text/plain') throw new PageError('WrongOrigin');
    const bytes = type === 'multipart/form-data' ? options.uploads?.(c.req.path) : undefined;
    if (bytes === undefined) throw new PageError('WrongForm');
    if (Number(c.req.header('Content-Length') ?? 0) > bytes) throw new PageError('TooLarge');
    return next();
  };
};

const tooLarge = (): never => {
  throw new PageError('TooLarge');
};

/** `Origin` where there is one, else `Referer` (browsers before 2020 send plain forms without `Origin`); none is a no. */
function isSameOrigin(c: Context, baseUrl: string): boolean {
  const site = c.req.header('Sec-Fetch-Site');
  if (site !== undefined && site !== 'same-origin') return false;
  const source = c.req.header('Origin') ?? c.req.header('Referer');
  return source !== undefined && URL.canParse(source) && isOwn(new URL(source), new URL(baseUrl));
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** On one machine the loopback has several names, and people type any of them. */
const isOwn = (source: URL, base: URL): boolean =>
  source.origin === base.origin ||
  (loopback.has(source.hostname) &&
    loopback.has(base.hostname) &&
    source.port === base.port &&
    source.protocol === base.protocol);
