import { isRefusal } from '#domain/refusal.ts';
import type { EdgeDeps } from '#edge/env.ts';
import { PageError } from '#edge/errors.ts';
import { faultEvent } from '#edge/log.ts';
import { isTooLarge, routeOf, seeOther } from '#edge/page.ts';
import type { Uploads } from '#edge/security.ts';
import type { Page } from './deps.ts';
import { signInPath } from './paths.ts';
import type { ProblemList } from './problems.ts';
import { showRefusal } from './view.ts';

/** Any error as a page for administrators; a fault is noted. */
export function answerError(
  c: Page,
  deps: Pick<EdgeDeps, 'log'>,
  error: unknown,
  problemsOf: ProblemList,
  { tooLarge }: Uploads = {},
): Response | Promise<Response> {
  if (error instanceof PageError) {
    if (error.name === 'SignedOut' && c.req.method === 'GET') return seeOther(c, signInPath);
    return showRefusal(c, error.name, isTooLarge(error) ? tooLarge?.(c.req.path, c.get('language')) : undefined);
  }
  if (isRefusal(error)) return showRefusal(c, error.name, problemsOf(c.get('language'), error.problems));
  deps.log(faultEvent(error, routeOf(c)));
  return showRefusal(c, 'Fault');
}
