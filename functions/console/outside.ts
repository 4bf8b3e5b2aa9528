import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isRefusal, type Problem } from '#domain/refusal.ts';
import { commonCopy } from '#edge/copy/common/index.ts';
import { signInCopy } from '#edge/copy/console/sign-in/index.ts';
import { type ErrorName, PageError, statusOf } from '#edge/errors.ts';
import { type Html, type InlineScript, type Mistake, mistakeList } from '#edge/html.ts';
import { faultEvent } from '#edge/log.ts';
import { routeOf, seeOther, show } from '#edge/page.ts';
import { consoleStylesheetPath } from './css.ts';
import type { Page, SignInDeps } from './deps.ts';
import { signInPath } from './paths.ts';

interface OutsideView {
  readonly title: string;
  /** Under the heading, which is made from the title. */
  readonly body: Html;
  readonly mistakes?: readonly Mistake[];
  readonly script?: InlineScript;
}

/** A page before anybody is signed in. */
export async function showOutside(c: Page, view: OutsideView, status: ContentfulStatusCode = 200): Promise<Response> {
  const language = c.get('language');
  const body = html`${mistakeList(language, view.mistakes ?? [])}<h1>${view.title}</h1>
${view.body}`;
  const wrong = (view.mistakes ?? []).length > 0 ? { wrong: true } : {};
  return show(
    c,
    {
      language,
      title: view.title,
      body,
      stylesheet: consoleStylesheetPath,
      path: new URL(c.req.url).pathname,
      ...wrong,
      ...(view.script ? { script: view.script } : {}),
    },
    status,
  );
}

/** Any error there, in words of its own: the console's would bring all of its words along. */
export function answerOutside(c: Page, deps: SignInDeps, error: unknown): Response | Promise<Response> {
  if (!(error instanceof PageError || isRefusal(error))) {
    deps.log(faultEvent(error, routeOf(c)));
    return refused(c, 'Fault');
  }
  if (error.name === 'SignedOut' && c.req.method === 'GET') return seeOther(c, signInPath);
  return refused(c, error.name);
}

function refused(c: Page, name: ErrorName): Promise<Response> {
  const language = c.get('language');
  const { refusals, account } = signInCopy(language);
  const { title, text } = commonCopy(language).errors[name];
  if (name === 'TooManyTries' || name === 'Contended') c.header('Retry-After', '60');
  const body = html`<p>${refusals[name as keyof typeof refusals] ?? text}</p>
<p class="actions"><a class="button second" href="${signInPath}">${account.again}</a></p>`;
  return showOutside(c, { title, body }, statusOf[name]);
}

/** Of a refusal, beside the fields of a form. */
export function mistakesOf(c: Page, problems: readonly Problem[]): readonly Mistake[] {
  const { mistakes, refusals } = signInCopy(c.get('language'));
  return problems.map(({ place, reason }) => ({
    field: place,
    words: mistakes[reason as keyof typeof mistakes] ?? refusals.Invalid,
  }));
}
