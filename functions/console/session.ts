import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { committeesById } from '#domain/committee.ts';
import { hasEverything, reaches } from '#domain/permissions.ts';
import { Refusal } from '#domain/refusal.ts';
import { readCookie } from '#edge/cookies.ts';
import { type EdgeDeps, idling } from '#edge/env.ts';
import { PageError } from '#edge/errors.ts';
import { checkCsrf, csrfOf } from '#edge/forms.ts';
import { seeOther } from '#edge/page.ts';
import { listParties } from '#records/parties.ts';
import { type Person, readPerson } from '#records/people.ts';
import { findSession, type Session } from '#records/sessions.ts';
import type { ConsoleEnv, Page, RoomDeps } from './deps.ts';
import { actorOf } from './fields.ts';
import { signInPath } from './paths.ts';

/** A session of the console, with what it stands for. */
export async function consoleSession(
  c: Context,
  deps: EdgeDeps,
  kind: 'administrator' | 'entrance',
): Promise<{ readonly cookie: string; readonly session: Session; readonly id: string } | undefined> {
  const cookie = readCookie(c, deps.baseUrl, 'console');
  const session = cookie ? await findSession(idling(deps), cookie) : undefined;
  const id = session?.subjects.find((subject) => subject.kind === kind)?.id;
  return cookie && session && id !== undefined ? { cookie, session, id } : undefined;
}

/**
 * Lets through only somebody who is signed in and has their role at this very request: it is read from the table each time, so
 * whoever was disabled a moment ago is out. A posted form must carry the token of the session; an upload, which is read as it
 * comes, is checked by its own handler.
 */
export const requirePerson = (deps: RoomDeps): MiddlewareHandler<ConsoleEnv> =>
  createMiddleware<ConsoleEnv>(async (c, next) => {
    const found = await consoleSession(c, deps, 'administrator');
    const stored = found && (await readPerson(deps.table, found.id));
    if (!found || !stored || stored.person.disabled || isOlder(found.session, stored.person)) {
      if (c.req.method === 'GET') return seeOther(c, signInPath);
      throw new PageError('SignedOut');
    }
    c.set('person', stored.person);
    c.set('hand', actorOf(stored.person));
    c.set('session', found.session);
    c.set('csrf', csrfOf(found.cookie));
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD' && !isUpload(c))
      checkCsrf(found.cookie, new URLSearchParams(await c.req.text()).get('csrf') ?? '');
    await next();
  });

/** From before they were given a new way in: whoever lost a telephone lost what was open on it too. */
const isOlder = (session: Session, person: Person): boolean => session.createdAt < person.enteredAt;

const isUpload = (c: Context): boolean =>
  (c.req.header('Content-Type') ?? '').trim().toLowerCase().startsWith('multipart/form-data');

type Within = (committeeId: string) => boolean;

/** Which committees of a cycle somebody may see: a ward's stand for its cells. Undefined where the cycle has nothing of theirs. */
export async function partIn(
  deps: Pick<RoomDeps, 'table'>,
  person: Person,
  cycleId: string,
): Promise<Within | undefined> {
  if (hasEverything(person)) return () => true;
  const parties = committeesById(await listParties(deps.table, cycleId));
  const within = (committeeId: string) => reaches(person, committeeId, parties);
  return [...parties.keys()].some(within) ? within : undefined;
}

/** The same on the pages of one cycle: one that has nothing of theirs is one that does not exist. */
export async function scopeOf(deps: Pick<RoomDeps, 'table'>, person: Person, cycleId: string): Promise<Within> {
  const within = await partIn(deps, person, cycleId);
  if (!within) throw new Refusal('NotFound', 'no such cycle in this part of the tree');
  return within;
}

/** Refuses as if it were not there what lies outside the person's part. */
export async function expectWithin(c: Page, deps: RoomDeps, cycleId: string, committeeId: string): Promise<void> {
  const within = await scopeOf(deps, c.get('person'), cycleId);
  if (!within(committeeId)) throw new Refusal('NotFound', 'no such page in this part of the tree');
}

/** An id in an address: of a cycle, or of a subject in one. */
export function cycleIn(id: string): { readonly cycleId: string; readonly committeeId: string } {
  const dot = id.indexOf('.');
  if (dot < 0) throw new Refusal('NotFound', 'no such page');
  return { cycleId: id.slice(0, dot), committeeId: id.slice(dot + 1) };
}
