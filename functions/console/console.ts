import { Hono } from 'hono';
import type { PageEnv } from '#edge/env.ts';
import { pageApp } from '#edge/page.ts';
import { requestPages as respondPages } from '#edge/respond/respond.ts';
import type { Uploads } from '#edge/security.ts';
import { readingPages } from '#edge/workplace/workplace.ts';
import { answerGuard, answerWay, respondDeps } from './answer.ts';
import { answerError } from './answer-error.ts';
import { auditPages } from './audit.ts';
import { changePages } from './change.ts';
import { contactPages } from './contacts.ts';
import { consoleStylesheet, consoleStylesheetPath } from './css.ts';
import { cyclePages } from './cycle.ts';
import { deliveryPages } from './deliveries.ts';
import type { ConsoleDeps, ConsoleEnv, CycleDeps, FileDeps, LaunchDeps, RoomDeps, RosterDeps } from './deps.ts';
import { evaluationFiles } from './evaluations.ts';
import { homePages } from './home.ts';
import { launchPages } from './launch.ts';
import { mailHoldPages } from './mail-hold.ts';
import { mailRoomPages } from './mail-room.ts';
import { mailPages } from './mails.ts';
import { memberPages } from './members.ts';
import { answerMount, readingMount } from './mounts.ts';
import { newCyclePages } from './new-cycle.ts';
import { orderPages } from './ordered-files.ts';
import { owingPages } from './owing.ts';
import { peoplePages } from './people.ts';
import { requirePermit } from './permits.ts';
import { type ProblemList, problemList } from './problems.ts';
import { readingGuard, readingWay } from './reading.ts';
import { requestPages } from './request.ts';
import { rosterPages, rosterUpload } from './roster.ts';
import { requirePerson } from './session.ts';
import { testLinkPages } from './test-link.ts';
import { consoleUploads } from './upload.ts';
import { showRefusal } from './view.ts';
import { wardPages } from './ward.ts';
import { yearlyPages } from './yearly.ts';

export type { ConsoleDeps, CycleDeps, FileDeps, LaunchDeps, RoomDeps, RosterDeps } from './deps.ts';

/** Pages that lie together, and where the exchange is many functions are one of them. */
interface Room<Deps> {
  /** For everybody: before the guard. */
  readonly outside?: (pages: Hono<ConsoleEnv>, deps: Deps) => void;
  readonly inside?: (pages: Hono<ConsoleEnv>, deps: Deps) => void;
}

/** Home, who is who, and what opens itself every year. */
const mainRoom: Room<ConsoleDeps> = {
  outside: (pages) => {
    pages.get(consoleStylesheetPath, (c) => {
      c.header('Cache-Control', 'public, max-age=31536000, immutable');
      return c.body(consoleStylesheet, 200, { 'Content-Type': 'text/css; charset=utf-8' });
    });
  },
  inside: (pages, deps) => {
    homePages(pages, deps);
    peoplePages(pages, deps);
    mailHoldPages(pages, deps);
    yearlyPages(pages, deps);
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

/** Wards and committees in a cycle, one by one. */
const requestRoom: Room<ConsoleDeps> = {
  inside: (pages, deps) => {
    wardPages(pages, deps);
    requestPages(pages, deps);
    owingPages(pages, deps);
  },
};

/** What became of mail, what keeps it from leaving, and where it goes that went elsewhere before. */
const mailsRoom: Room<ConsoleDeps> = {
  inside: (pages, deps) => {
    mailPages(pages, deps);
    mailRoomPages(pages, deps);
    contactPages(pages, deps);
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

/** The roster, all of it or a workplace's own part. */
const rosterRoom: Room<RosterDeps> = {
  inside: (pages, deps) => {
    rosterPages(pages, deps);
    memberPages(pages, deps);
  },
};
const importRoom: Room<RosterDeps> = { inside: rosterUpload };
const fileRoom: Room<FileDeps> = {
  inside: (pages, deps) => {
    evaluationFiles(pages, deps);
    orderPages(pages, deps);
  },
};

/** The committees' own pages in an operator's hand. */
const answerRoom: Room<RoomDeps> = {
  inside: (pages, deps) => {
    pages.use(`${answerMount}/:id/*`, answerGuard(deps));
    pages.route('/', respondPages(respondDeps(deps), answerWay));
  },
};

/** The workplaces' own pages, to be read by an officer. */
const readingRoom: Room<RoomDeps> = {
  inside: (pages, deps) => {
    pages.use(`${readingMount}/:id/*`, readingGuard(deps));
    pages.route('/', readingPages(respondDeps(deps), readingWay));
  },
};

/** `/console`: everything that somebody with a role does, as plain forms. */
export const consolePages = (deps: LaunchDeps & FileDeps & RosterDeps): Hono<PageEnv> =>
  consoleOf(
    deps,
    [
      mainRoom,
      rosterRoom,
      importRoom,
      launchRoom,
      cycleRoom,
      requestRoom,
      mailsRoom,
      fileRoom,
      answerRoom,
      readingRoom,
    ],
    problemList,
    consoleUploads(deps.rosterUploads),
  );

/** The same room by room. The catalogue says which paths lead to which. */
export const mainPages = (deps: ConsoleDeps): Hono<PageEnv> => consoleOf(deps, [mainRoom], problemList);
export const cycleRoomPages = (deps: CycleDeps): Hono<PageEnv> => consoleOf(deps, [cycleRoom], problemList);
export const requestRoomPages = (deps: ConsoleDeps): Hono<PageEnv> => consoleOf(deps, [requestRoom], problemList);
export const mailsRoomPages = (deps: ConsoleDeps): Hono<PageEnv> => consoleOf(deps, [mailsRoom], problemList);
export const launchRoomPages = (deps: LaunchDeps): Hono<PageEnv> => consoleOf(deps, [launchRoom], problemList);
export const rosterRoomPages = (deps: RosterDeps): Hono<PageEnv> => consoleOf(deps, [rosterRoom], problemList);
export const importRoomPages = (deps: RosterDeps): Hono<PageEnv> =>
  consoleOf(deps, [importRoom], problemList, consoleUploads(deps.rosterUploads));
export const fileRoomPages = (deps: FileDeps): Hono<PageEnv> => consoleOf(deps, [fileRoom], noProblems);
export const answerRoomPages = (deps: RoomDeps): Hono<PageEnv> => consoleOf(deps, [answerRoom], noProblems);

export const readingRoomPages = (deps: RoomDeps): Hono<PageEnv> => consoleOf(deps, [readingRoom], noProblems);

/** Where nothing is refused field by field, or the pages say it in words of their own. */
const noProblems: ProblemList = () => '';

/**
 * What stands before the guards is for everybody; what comes after them wants a person whose role permits it at that very request,
 * so that a page added later is closed until it is permitted.
 */
function consoleOf<Deps extends RoomDeps>(
  deps: Deps,
  rooms: readonly Room<Deps>[],
  problemsOf: ProblemList,
  options: Uploads = {},
): Hono<PageEnv> {
  const app = pageApp(deps, options);
  const pages = new Hono<ConsoleEnv>();
  pages.onError((error, c) => answerError(c, deps, error, problemsOf, options));
  for (const { outside } of rooms) outside?.(pages, deps);
  pages.use('/console/*', requirePerson(deps));
  pages.use('/console', requirePerson(deps));
  pages.use('/console/*', requirePermit(deps));
  pages.use('/console', requirePermit(deps));
  for (const { inside } of rooms) inside?.(pages, deps);
  // A handler and no `notFound`: the pages are mounted, and what is mounted does not keep its own.
  pages.all('/console/*', (c) => showRefusal(c, 'NotFound'));
  app.route('/', pages);
  return app;
}
