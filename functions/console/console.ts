import { Hono } from 'hono';
import type { PageEnv } from '#edge/env.ts';
import { pageApp } from '#edge/page.ts';
import { requestPages as respondPages } from '#edge/respond/respond.ts';
import { answerGuard, answerMount, answerWay, respondDeps } from './answer.ts';
import { answerError } from './answer-error.ts';
import { auditPages } from './audit.ts';
import { changePages } from './change.ts';
import { consoleStylesheet, consoleStylesheetPath } from './css.ts';
import { cyclePages } from './cycle.ts';
import { deliveryPages } from './deliveries.ts';
import type { ConsoleDeps, ConsoleEnv } from './deps.ts';
import { evaluationFiles } from './evaluations.ts';
import { homePages } from './home.ts';
import { launchPages } from './launch.ts';
import { mailHoldPages } from './mail-hold.ts';
import { mailRoomPages } from './mail-room.ts';
import { mailPages } from './mails.ts';
import { newCyclePages } from './new-cycle.ts';
import { owingPages } from './owing.ts';
import { peoplePages } from './people.ts';
import { requestPages } from './request.ts';
import { rosterPages } from './roster.ts';
import { requirePerson, requireWhole } from './session.ts';
import { testLinkPages } from './test-link.ts';
import { consoleUploads } from './upload.ts';
import { showRefusal } from './view.ts';
import { wardPages } from './ward.ts';
import { yearlyPages } from './yearly.ts';

export type { ConsoleDeps } from './deps.ts';

/** Pages that concern everybody, for those whose part is the whole. */
const whole = [
  '/console/people',
  '/console/people/*',
  '/console/roster',
  '/console/roster/*',
  '/console/cycles/new',
  '/console/yearly',
  '/console/yearly/*',
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

/**
 * `/console`: everything an administrator does, as plain forms. What stands before the guard is for everybody; what comes after
 * it wants a person with a role at that very request, so that a page added later is closed until somebody opens it.
 */
export function consolePages(deps: ConsoleDeps): Hono<PageEnv> {
  const app = pageApp(deps, { uploads: consoleUploads });
  const pages = new Hono<ConsoleEnv>();
  pages.onError((error, c) => answerError(c, deps, error));
  pages.get(consoleStylesheetPath, (c) => {
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    return c.body(consoleStylesheet, 200, { 'Content-Type': 'text/css; charset=utf-8' });
  });
  testLinkPages(pages, deps);
  pages.use('/console/*', requirePerson(deps));
  pages.use('/console', requirePerson(deps));
  for (const path of whole) pages.use(path, requireWhole);
  homePages(pages, deps);
  peoplePages(pages, deps);
  rosterPages(pages, deps);
  newCyclePages(pages, deps);
  yearlyPages(pages, deps);
  launchPages(pages, deps);
  changePages(pages, deps);
  mailPages(pages, deps);
  mailHoldPages(pages, deps);
  mailRoomPages(pages, deps);
  auditPages(pages, deps);
  cyclePages(pages, deps);
  owingPages(pages, deps);
  wardPages(pages, deps);
  deliveryPages(pages, deps);
  evaluationFiles(pages, deps);
  requestPages(pages, deps);
  pages.use(`${answerMount}/:id/*`, answerGuard(deps));
  pages.route('/', respondPages(respondDeps(deps), answerWay));
  // A handler and no `notFound`: the pages are mounted, and what is mounted does not keep its own.
  pages.all('/console/*', (c) => showRefusal(c, 'NotFound', []));
  app.route('/', pages);
  return app;
}
