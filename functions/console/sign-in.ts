import { Hono } from 'hono';
import { dropCookie } from '#edge/cookies.ts';
import type { PageEnv } from '#edge/env.ts';
import { PageError } from '#edge/errors.ts';
import { checkCsrf, readForm } from '#edge/forms.ts';
import { faultEvent } from '#edge/log.ts';
import { pageApp, routeOf, seeOther } from '#edge/page.ts';
import { endSession } from '#records/sessions.ts';
import { accountPages, onward } from './account.ts';
import type { ConsoleEnv, Page, SignInDeps } from './deps.ts';
import { codePages, enterPages } from './enter.ts';
import { answerOutside } from './outside.ts';
import { signInPath } from './paths.ts';
import { consoleSession } from './session.ts';

export type { SignInDeps } from './deps.ts';

/** The ways into the console and out of it; everything here is for people who are not signed in, or are about not to be. */
export function signInPages(deps: SignInDeps): Hono<PageEnv> {
  const app = pageApp(deps);
  const pages = new Hono<ConsoleEnv>();
  pages.onError((error, c) => answerOutside(c, deps, error));
  enterPages(pages, deps);
  const { issuer } = deps;
  if (issuer) accountPages(pages, { ...deps, issuer });
  else codePages(pages, deps);
  pages.post('/console/leave', (c) => leave(c, deps));
  pages.all('/console/*', (c) => answerOutside(c, deps, new PageError('SignedOut')));
  app.route('/', pages);
  return app;
}

/** Ends the session on the server, not only in the browser; then the account's, where it is kept elsewhere. */
async function leave(c: Page, deps: SignInDeps): Promise<Response> {
  const found = await consoleSession(c, deps, 'administrator');
  if (!found) throw new PageError('SignedOut');
  const { csrf } = await readForm(c, { one: ['csrf'] });
  checkCsrf(found.cookie, csrf);
  await endSession(deps.table, found.cookie);
  dropCookie(c, deps.baseUrl, 'console');
  const elsewhere = await deps.issuer?.signOutAt().catch((error: unknown) => {
    // They are out of here, whatever the issuer does.
    deps.log(faultEvent(error, routeOf(c)));
    return undefined;
  });
  return elsewhere === undefined ? seeOther(c, signInPath) : onward(c, elsewhere);
}
