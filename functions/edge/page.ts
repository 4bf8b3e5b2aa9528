import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { matchedRoutes } from 'hono/route';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isRefusal } from '#domain/refusal.ts';
import { writeCookie } from './cookies.ts';
import { commonCopy } from './copy/common/index.ts';
import { stylesheet, stylesheetPath } from './css.ts';
import type { EdgeDeps, PageEnv } from './env.ts';
import { type ErrorName, PageError, statusOf } from './errors.ts';
import { readForm } from './forms.ts';
import { type Html, layout, officerHtml, type View } from './html.ts';
import { asLanguage, languageOf, ownPath } from './language.ts';
import { faultEvent } from './log.ts';
import { contentPolicy, headers, ownForms, type Uploads } from './security.ts';

/** Answers with a page, whose policy allows exactly its own script. */
export async function show(c: Context, view: View, status: ContentfulStatusCode = 200): Promise<Response> {
  c.header('Content-Security-Policy', contentPolicy(view.script));
  return c.html(await layout(view), status);
}

/** What a handler does after a POST that succeeded: a reload then never sends again. */
export const seeOther = (c: Context, path: string): Response => c.redirect(path, 303);

/** The pattern that answered, for logs. */
export const routeOf = (c: Context): string =>
  matchedRoutes(c).findLast((route) => route.method !== 'ALL')?.path ?? 'none';

/**
 * A Hono app with the layers of every page. Their order: the log sees how everything ends; headers are put on whatever comes
 * back, refusals too; the language is known before anything is refused in words; only then may a request be refused.
 */
export function pageApp(deps: EdgeDeps, options: Uploads = {}): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  const secure = headers();
  const forms = ownForms(deps.baseUrl, options);
  app.onError((error, c) =>
    answerError(c, deps, error, isTooLarge(error) ? options.tooLarge?.(c.req.path, c.get('language')) : undefined),
  );
  app.notFound((c) => showError(c, 'NotFound'));
  app.use(async (c, next) => {
    // Apps are mounted in one another: the outermost has done all this.
    if (c.get('secured')) return next();
    c.set('secured', true);
    c.set('language', languageOf(c, deps.baseUrl));
    const began = Date.parse(deps.clock.now());
    await secure(c, next);
    const ms = Date.parse(deps.clock.now()) - began;
    deps.log({ event: 'request', route: routeOf(c), method: c.req.method, status: c.res.status, ms });
  });
  app.use((c, next) => {
    // Once too: a body that was measured and read cannot be measured again.
    if (c.req.method === 'GET' || c.req.method === 'HEAD' || c.get('ownForm')) return next();
    c.set('ownForm', true);
    return forms(c, next);
  });
  return app;
}

export const isTooLarge = (error: unknown): boolean => error instanceof PageError && error.name === 'TooLarge';

/** Any error as a page; a fault is noted. `more` stands under it. */
export function answerError(c: Context<PageEnv>, deps: EdgeDeps, error: unknown, more?: Html): Promise<Response> {
  if (error instanceof PageError || isRefusal(error)) return showError(c, error.name, more);
  deps.log(faultEvent(error, routeOf(c)));
  return showError(c, 'Fault', more);
}

/** Where the language switch of a refusal leads: what was asked for, or the first page of the session a form was posted in. */
function onwardOf(c: Context<PageEnv>): string {
  const { pathname } = new URL(c.req.url);
  const subject = c.req.method === 'GET' ? undefined : c.get('subject');
  return subject ? pathname.slice(0, pathname.indexOf(subject.id) + subject.id.length + 1) : pathname;
}

/** Whom to call; where the table itself is at fault, the page must do without. */
async function askHtml(c: Context<PageEnv>): Promise<Html | string> {
  const officer = await c
    .get('whomToAsk')?.()
    .catch(() => undefined);
  return officer ? html`<p>${commonCopy(c.get('language')).ask} ${officerHtml(officer)}</p>` : '';
}

/** The page of a refusal: what happened, that nothing is lost, whom to ask, and the way on. */
export async function showError(c: Context<PageEnv>, name: ErrorName, more?: Html): Promise<Response> {
  const language = c.get('language');
  const copy = commonCopy(language);
  const { title, text } = copy.errors[name];
  if (name === 'TooManyTries' || name === 'Contended') c.header('Retry-After', '60');
  // An administrator who answers for a committee sees its pages, and goes back to the console.
  const inConsole = new URL(c.req.url).pathname.startsWith('/console');
  const [back, words] = inConsole ? ['/console/', copy.toConsole] : ['/r', copy.toDoor];
  const body = html`<h1>${title}</h1>
<p>${text}</p>
${await askHtml(c)}
<p class="actions"><a class="button second" href="${back}">${words}</a></p>${more ?? ''}`;
  return show(c, { language, title, body, path: onwardOf(c), wrong: true }, statusOf[name]);
}

/** What stands beside all pages: the stylesheet, the language switch, and a word to robots. */
export function sharedPages(deps: EdgeDeps): Hono<PageEnv> {
  const app = pageApp(deps);
  app.get(stylesheetPath, (c) => {
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    return c.body(stylesheet, 200, { 'Content-Type': 'text/css; charset=utf-8' });
  });
  app.get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /\n'));
  app.post('/language', async (c) => {
    const form = await readForm(c, { one: ['language', 'back'] });
    const language = asLanguage(form.language);
    if (language) writeCookie(c, deps.baseUrl, 'language', language);
    return seeOther(c, ownPath(form.back));
  });
  return app;
}
