import { Hono } from 'hono';
import { matchedRoutes } from 'hono/route';
import { isRefusal } from '#domain/refusal.ts';
import type { PageEnv } from '#edge/env.ts';
import { PageError } from '#edge/errors.ts';
import { faultEvent } from '#edge/log.ts';
import { pageApp, seeOther } from '#edge/page.ts';
import { requestPages as respondPages } from '#edge/respond/respond.ts';
import type { Uploads } from '#edge/security.ts';
import { answerGuard, answerMount, answerWay, respondDeps } from './answer.ts';
import { auditPages } from './audit.ts';
import { changePages } from './change.ts';
import { consoleStylesheet, consoleStylesheetPath } from './css.ts';
import { cyclePages } from './cycle.ts';
import { deliveryPages } from './deliveries.ts';
import type { ConsoleDeps, ConsoleEnv, CycleDeps, LaunchDeps, Page, RoomDeps } from './deps.ts';
import { enterPages, leave } from './enter.ts';
import { evaluationFiles } from './evaluations.ts';
import { homePages } from './home.ts';
import { launchPages } from './launch.ts';
import { mailHoldPages } from './mail-hold.ts';
import { mailPages } from './mails.ts';
import { newCyclePages } from './new-cycle.ts';
import { owingPages } from './owing.ts';
import { peoplePages } from './people.ts';
import { type ProblemList, problemList } from './problems.ts';
import { requestPages } from './request.ts';
import { rosterPages, rosterUpload } from './roster.ts';
import { requirePerson, requireWhole } from './session.ts';
import { testLinkPages } from './test-link.ts';
import { consoleUploads } from './upload.ts';
import { showRefusal } from './view.ts';
import { wardPages } from './ward.ts';

export type { ConsoleDeps, CycleDeps, LaunchDeps, RoomDeps } from './deps.ts';

/** Pages that concern everybody, for those whose part is the whole. */
const whole = [
  '/console/people',
  '/console/people/*',
  '/console/roster',
  '/console/roster/*',
  '/console/cycles/new',
  '/console/cycles/:cycle/launch',
  '/console/cycles/:cycle/test',
  '/console/cycles/:cycle/change',
  '/console/cycles/:cycle/stop',
  '/console/cycles/:cycle/resume',
  '/console/cycles/:cycle/extend',
  '/console/cycles/:cycle/close',
  '/console/cycles/:cycle/cancel',
  '/console/cycles/:cycle/mails',
  '/console/mails/*',
  '/console/cycles/:cycle/audit',
  '/console/cycles/:cycle/repair',
] as const;

/** Pages that lie together, and where the exchange is many functions are one of them. */
interface Room<Deps> {
  /** For everybody: before the guard. */
  readonly outside?: (pages: Hono<ConsoleEnv>, deps: Deps) => void;
  readonly inside?: (pages: Hono<ConsoleEnv>, deps: Deps) => void;
}

/** Ways in and out, home, and who is who. */
const mainRoom: Room<ConsoleDeps> = {
  outside: (pages, deps) => {
    pages.get(consoleStylesheetPath, (c) => {
      c.header('Cache-Control', 'public, max-age=31536000, immutable');
      return c.body(consoleStylesheet, 200, { 'Content-Type': 'text/css; charset=utf-8' });
    });
    enterPages(pages, deps);
  },
  inside: (pages, deps) => {
    pages.post('/console/leave', (c) => leave(c, deps));
    homePages(pages, deps);
    peoplePages(pages, deps);
    mailHoldPages(pages, deps);
  },
};

/** A cycle as it runs, and what changes its course. */
const cycleRoom: Room<CycleDeps> = {
  inside: (pages, deps) => {
    cyclePages(pages, deps);
    changePages(pages, deps);
    deliveryPages(pages, deps);
    auditPages(pages, deps);
  },
};

/** Wards and committees in a cycle, one by one, and their mails. */
const requestRoom: Room<ConsoleDeps> = {
  inside: (pages, deps) => {
    wardPages(pages, deps);
    requestPages(pages, deps);
    owingPages(pages, deps);
    mailPages(pages, deps);
  },
};

/** A cycle from its plan to its launch. */
const launchRoom: Room<LaunchDeps> = {
  outside: testLinkPages,
  inside: (pages, deps) => {
    newCyclePages(pages, deps);
    launchPages(pages, deps);
  },
};

const rosterRoom: Room<ConsoleDeps> = { inside: rosterPages };
const importRoom: Room<ConsoleDeps> = { inside: rosterUpload };
const fileRoom: Room<RoomDeps> = { inside: evaluationFiles };

/** The committees' own pages in an operator's hand. */
const answerRoom: Room<RoomDeps> = {
  inside: (pages, deps) => {
    pages.use(`${answerMount}/:id/*`, answerGuard(deps));
    pages.route('/', respondPages(respondDeps(deps), answerWay));
  },
};

/** `/console`: everything an administrator does, as plain forms. */
export const consolePages = (deps: LaunchDeps): Hono<PageEnv> =>
  consoleOf(
    deps,
    [mainRoom, rosterRoom, importRoom, launchRoom, cycleRoom, requestRoom, fileRoom, answerRoom],
    problemList,
    { uploads: consoleUploads },
  );

/** The same room by room. The catalogue says which paths lead to which. */
export const mainPages = (deps: ConsoleDeps): Hono<PageEnv> => consoleOf(deps, [mainRoom], problemList);
export const cycleRoomPages = (deps: CycleDeps): Hono<PageEnv> => consoleOf(deps, [cycleRoom], problemList);
export const requestRoomPages = (deps: ConsoleDeps): Hono<PageEnv> => consoleOf(deps, [requestRoom], problemList);
export const launchRoomPages = (deps: LaunchDeps): Hono<PageEnv> => consoleOf(deps, [launchRoom], problemList);
export const rosterRoomPages = (deps: ConsoleDeps): Hono<PageEnv> => consoleOf(deps, [rosterRoom], problemList);
export const importRoomPages = (deps: ConsoleDeps): Hono<PageEnv> =>
  consoleOf(deps, [importRoom], problemList, { uploads: consoleUploads });
export const fileRoomPages = (deps: RoomDeps): Hono<PageEnv> => consoleOf(deps, [fileRoom], noProblems);
export const answerRoomPages = (deps: RoomDeps): Hono<PageEnv> => consoleOf(deps, [answerRoom], noProblems);

/** Where nothing is refused field by field, or the pages say it in words of their own. */
const noProblems: ProblemList = () => '';

/**
 * What stands before the guard is for everybody; what comes after it wants a person with a role at that very request, so that a
 * page added later is closed until somebody opens it.
 */
function consoleOf<Deps extends RoomDeps>(
  deps: Deps,
  rooms: readonly Room<Deps>[],
  problemsOf: ProblemList,
  options: Uploads = {},
): Hono<PageEnv> {
  const app = pageApp(deps, options);
  const pages = new Hono<ConsoleEnv>();
  pages.onError((error, c) => answerError(c, deps, error, problemsOf));
  for (const { outside } of rooms) outside?.(pages, deps);
  pages.use('/console/*', requirePerson(deps));
  pages.use('/console', requirePerson(deps));
  for (const path of whole) pages.use(path, requireWhole);
  for (const { inside } of rooms) inside?.(pages, deps);
  // A handler and no `notFound`: the pages are mounted, and what is mounted does not keep its own.
  pages.all('/console/*', (c) => showRefusal(c, 'NotFound'));
  app.route('/', pages);
  return app;
}

/** The pattern that answered, for logs. */
const routeOf = (c: Page): string => matchedRoutes(c).findLast((route) => route.method !== 'ALL')?.path ?? 'none';

function answerError(c: Page, deps: RoomDeps, error: unknown, problemsOf: ProblemList): Response | Promise<Response> {
  if (error instanceof PageError) {
    if (error.name === 'SignedOut' && c.req.method === 'GET') return seeOther(c, '/console/sign-in');
    return showRefusal(c, error.name);
  }
  if (isRefusal(error)) return showRefusal(c, error.name, problemsOf(c.get('language'), error.problems));
  deps.log(faultEvent(error, routeOf(c)));
  return showRefusal(c, 'Fault');
}
