import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { Refusal } from '#domain/refusal.ts';
import { officerOf } from '#records/cycles.ts';
import { isKnownDevice, knowDevice } from '#records/devices.ts';
import type { LinkKind, LinkSubject } from '#records/link-subject.ts';
import { findSession, grantOf, proveSession, type Session } from '#records/sessions.ts';
import { readCookie } from './cookies.ts';
import { type EdgeDeps, idling, type PageEnv } from './env.ts';
import { PageError } from './errors.ts';
import { checkCsrf, csrfOf } from './forms.ts';
import { languageOf } from './language.ts';

export interface SubjectDeps extends EdgeDeps {
  /** Whether anything is written there already that a new device may not see without a code. */
  readonly isWritten: (subject: LinkSubject) => Promise<boolean>;
}

/** The living session of a request, with its cookie. */
export async function sessionOf(
  c: Context,
  deps: EdgeDeps,
): Promise<{ readonly cookie: string; readonly session: Session } | undefined> {
  const cookie = readCookie(c, deps.baseUrl, 'session');
  const session = cookie ? await findSession(idling(deps), cookie) : undefined;
  return cookie && session ? { cookie, session } : undefined;
}

/**
 * For `app.use('/c/:id/*', requireSubject(deps, 'request'))`: lets through only a living session that was granted this very
 * subject by a link that still holds, and checks the token of a posted form. Whoever has a session for something else gets the
 * same 404 as for what does not exist.
 */
export const requireSubject = (deps: SubjectDeps, kind: LinkKind): MiddlewareHandler<PageEnv> =>
  createMiddleware<PageEnv>(async (c, next) => {
    const found = await sessionOf(c, deps);
    if (!found) throw new PageError('SignedOut');
    const { cookie, session } = found;
    const subject: LinkSubject = { kind, id: c.req.param('id') ?? '' };
    const grant = await grantOf(deps.table, session, kind, subject.id);
    if (grant?.linkVersion === undefined) throw await noGrant(deps, session);
    const link = { ...subject, version: grant.linkVersion };
    if (c.req.method === 'POST') checkCsrf(cookie, await postedToken(c));
    if (!session.proven) await admitUnproven(c, deps, cookie, link);
    c.set('subject', subject);
    c.set('session', session);
    c.set('whomToAsk', () => officerOf(deps.table, subject.id.slice(0, subject.id.indexOf('.'))));
    c.set('csrf', csrfOf(cookie));
    c.set('language', languageOf(c, deps.baseUrl, session.language));
    await next();
  });

/** Nothing left of the session at all means signed out; one that holds other subjects sees a page that does not exist. */
async function noGrant(deps: EdgeDeps, session: Session): Promise<Error> {
  for (const { kind, id } of session.subjects) {
    if (await grantOf(deps.table, session, kind, id)) return new Refusal('NotFound', 'no such page in this session');
  }
  return new PageError('SignedOut');
}

/**
 * A session opened by a link alone, on a device seen for the first time: it may go on while nothing is written, and the device
 * that writes first is the one that may see it again. Known from before the write, so that a second save close behind it is not
 * turned away.
 */
async function admitUnproven(
  c: Context,
  deps: SubjectDeps,
  cookie: string,
  link: LinkSubject & { readonly version: number },
): Promise<void> {
  const device = readCookie(c, deps.baseUrl, 'device');
  if (device !== undefined && (await isKnownDevice(deps.table, link, device))) return;
  if (await deps.isWritten(link)) throw new PageError('SignedOut');
  if (c.req.method !== 'POST') return;
  if (device !== undefined) await knowDevice(idling(deps), link, device);
  await proveSession(idling(deps), cookie);
}

/** A form's field; an upload, whose body is streamed by its handler, sends it as a header. */
async function postedToken(c: Context): Promise<string> {
  const header = c.req.header('X-CSRF-Token');
  return header ?? new URLSearchParams(await c.req.text()).get('csrf') ?? '';
}
