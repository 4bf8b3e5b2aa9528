import { Hono } from 'hono';
import { matchedRoutes } from 'hono/route';
import { isRefusal } from '#domain/refusal.ts';
import type { PageEnv } from '#edge/env.ts';
import { PageError } from '#edge/errors.ts';
import { faultEvent } from '#edge/log.ts';
import { pageApp, seeOther } from '#edge/page.ts';
import { requestPages as respondPages } from '#edge/respond/respond.ts';
import { readingPages } from '#edge/workplace/workplace.ts';
import { answerGuard, answerWay, respondDeps } from './answer.ts';
import { auditPages } from './audit.ts';
import { changePages } from './change.ts';
import { consoleStylesheet, consoleStylesheetPath } from './css.ts';
import { cyclePages } from './cycle.ts';
import { deliveryPages } from './deliveries.ts';
import type { ConsoleDeps, ConsoleEnv, Page } from './deps.ts';
import { enterPages, leave } from './enter.ts';
import { evaluationFiles } from './evaluations.ts';
import { homePages } from './home.ts';
import { launchPages } from './launch.ts';
import { mailHoldPages } from './mail-hold.ts';
import { mailPages } from './mails.ts';
import { memberPages } from './members.ts';
import { answerMount, readingMount } from './mounts.ts';
import { newCyclePages } from './new-cycle.ts';
import { owingPages } from './owing.ts';
import { peoplePages } from './people.ts';
import { requirePermit } from './permits.ts';
import { readingGuard, readingWay } from './reading.ts';
import { requestPages } from './request.ts';
import { rosterPages } from './roster.ts';
import { requirePerson } from './session.ts';
import { testLinkPages } from './test-link.ts';
import { consoleUploads } from './upload.ts';
import { showRefusal } from './view.ts';
import { wardPages } from './ward.ts';

export type { ConsoleDeps } from './deps.ts';

/**
 * `/console`: everything that somebody with a role does, as plain forms. What stands before the guards is for everybody; what comes
 * after them wants a person whose role permits it at that very request, so that a page added later is closed until it is permitted.
 */
export function consolePages(deps: ConsoleDeps): Hono<PageEnv> {
  const app = pageApp(deps, { uploads: consoleUploads });
  const pages = new Hono<ConsoleEnv>();
  pages.onError((error, c) => answerError(c, deps, error));
  pages.get(consoleStylesheetPath, (c) => {
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    return c.body(consoleStylesheet, 200, { 'Content-Type': 'text/css; charset=utf-8' });
  });
  enterPages(pages, deps);
  testLinkPages(pages, deps);
  pages.use('/console/*', requirePerson(deps));
  pages.use('/console', requirePerson(deps));
  pages.use('/console/*', requirePermit(deps));
  pages.use('/console', requirePermit(deps));
  pages.post('/console/leave', (c) => leave(c, deps));
  homePages(pages, deps);
  peoplePages(pages, deps);
  memberPages(pages, deps);
  rosterPages(pages, deps);
  newCyclePages(pages, deps);
  launchPages(pages, deps);
  changePages(pages, deps);
  mailPages(pages, deps);
  mailHoldPages(pages, deps);
  auditPages(pages, deps);
  cyclePages(pages, deps);
  owingPages(pages, deps);
  wardPages(pages, deps);
  deliveryPages(pages, deps);
  evaluationFiles(pages, deps);
  requestPages(pages, deps);
  pages.use(`${answerMount}/:id/*`, answerGuard(deps));
  pages.route('/', respondPages(respondDeps(deps), answerWay));
  pages.use(`${readingMount}/:id/*`, readingGuard(deps));
  pages.route('/', readingPages(respondDeps(deps), readingWay));
  // A handler and no `notFound`: the pages are mounted, and what is mounted does not keep its own.
  pages.all('/console/*', (c) => showRefusal(c, 'NotFound', []));
  app.route('/', pages);
  return app;
}

/** The pattern that answered, for logs. */
const routeOf = (c: Page): string => matchedRoutes(c).findLast((route) => route.method !== 'ALL')?.path ?? 'none';

function answerError(c: Page, deps: ConsoleDeps, error: unknown): Response | Promise<Response> {
  if (error instanceof PageError) {
    if (error.name === 'SignedOut' && c.req.method === 'GET') return seeOther(c, '/console/sign-in');
    return showRefusal(c, error.name, []);
  }
  if (isRefusal(error)) return showRefusal(c, error.name, error.problems);
  deps.log(faultEvent(error, routeOf(c)));
  return showRefusal(c, 'Fault', []);
}
