import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { html } from 'hono/html';
import * as z from 'zod/mini';
import { spooled } from '#adapters/spool-mailer.ts';
import { HOME_ZONE } from '#domain/calendar.ts';
import type { Language } from '#domain/language.ts';
import { requestCopy } from '#edge/copy/console/request/index.ts';
import type { EdgeDeps, PageEnv } from '#edge/env.ts';
import type { Html } from '#edge/html.ts';
import { languageOf } from '#edge/language.ts';
import { pageApp, show, showError } from '#edge/page.ts';
import { moment } from '#mail/formats.ts';
import type { Instant, Letter } from '#ports';
import { localWords } from './local-words.ts';
import { isLoopback } from './settings.ts';

export interface LocalDeps extends EdgeDeps {
  /** Mail really leaves. */
  readonly mailLeaves: boolean;
  /** Moves the clock and answers when everything due by then has been done; false when that is not ahead. */
  readonly travel: (to: Instant) => Promise<boolean>;
}

/** A page of so many mails. */
const PAGE = 100;

/**
 * Aids for who tries the exchange out: its mails, and its clock. There are none where a link could lead to another machine,
 * where mail leaves, or where a name from elsewhere was made to point here.
 */
export function localPages(deps: LocalDeps): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.use('/local/*', onlyHere(deps));
  app.get('/local/mailbox.json', async (c) => {
    c.header('Cache-Control', 'no-store');
    return c.json((await spooled(deps.table)).map(mailJson));
  });
  app.get('/local/mailbox/:id/html', (c) => letterPage(c, deps));
  app.get('/local/clock', (c) => c.json({ now: deps.clock.now() }, 200, { 'Cache-Control': 'no-store' }));
  app.post('/local/clock', (c) => postClock(c, deps));
  const pages = pageApp(deps);
  pages.get('/local/mailbox', (c) => mailboxPage(c, deps));
  pages.get('/local/mailbox/:id', (c) => readingPage(c, deps));
  app.route('/', pages);
  return app;
}

const onlyHere =
  (deps: LocalDeps): MiddlewareHandler<PageEnv> =>
  async (c, next) => {
    const host = `http://${c.req.header('Host') ?? ''}`;
    if (!deps.mailLeaves && isLoopback(deps.baseUrl) && URL.canParse(host) && isLoopback(host)) return next();
    c.set('language', languageOf(c, deps.baseUrl));
    return showError(c, 'NotFound');
  };

export const mailJson = ({ id, to, subject, kind, text, html: laidOut, links, at }: Letter) => ({
  id,
  to,
  subject,
  kind,
  text,
  html: laidOut,
  links,
  sentAt: at,
});

async function mailboxPage(c: Context<PageEnv>, deps: LocalDeps): Promise<Response> {
  const language = c.get('language');
  const words = localWords(language);
  const all = (await spooled(deps.table)).reverse();
  const from = Math.max(0, Number.parseInt(c.req.query('from') ?? '0', 10) || 0);
  const letters = all.slice(from, from + PAGE);
  const body = html`<h1>${words.mailbox}</h1>
<p>${words.lead}</p>
<p class="quiet">${words.clock}: ${timeIn(language, deps.clock.now())}</p>
${letters.length === 0 ? html`<p>${words.none}</p>` : letterTable(language, letters)}
${from + PAGE < all.length ? html`<p><a href="/local/mailbox?from=${from + PAGE}">${words.older}</a></p>` : ''}`;
  return show(c, { language, title: words.mailbox, body, wide: true, path: '/local/mailbox' });
}

const timeIn = (language: Language, at: Instant): string => {
  const { time, date } = moment(language, HOME_ZONE, at);
  return `${time} ${date}`;
};

function kindIn(language: Language, kind: string): string {
  const { mails } = requestCopy(language);
  return mails[kind as keyof typeof mails] ?? kind;
}

const pathOf = ({ id }: Letter): string => `/local/mailbox/${encodeURIComponent(id)}`;

function letterTable(language: Language, letters: readonly Letter[]): Html {
  const words = localWords(language);
  return html`<div class="scroll" role="region" aria-label="${words.mailbox}" tabindex="0"><table><thead><tr><th>${words.at}</th><th>${words.subject}</th><th>${words.to}</th><th>${words.kind}</th></tr></thead>
<tbody>${letters.map((letter) => html`<tr><td>${timeIn(language, letter.at)}</td><td><a href="${pathOf(letter)}" lang="${letter.language}">${letter.subject}</a></td><td>${letter.to}</td><td>${kindIn(language, letter.kind)}</td></tr>`)}</tbody></table></div>`;
}

async function readingPage(c: Context<PageEnv>, deps: LocalDeps): Promise<Response> {
  const language = c.get('language');
  const words = localWords(language);
  const letter = await letterIn(c, deps);
  if (!letter) return showError(c, 'NotFound');
  const body = html`<p><a href="/local/mailbox">${words.mailbox}</a></p>
<h1 lang="${letter.language}">${letter.subject}</h1>
<dl class="facts"><div><dt>${words.to}</dt><dd>${letter.to}</dd></div><div><dt>${words.kind}</dt><dd>${kindIn(language, letter.kind)}</dd></div><div><dt>${words.at}</dt><dd>${timeIn(language, letter.at)}</dd></div></dl>
<div lang="${letter.language}">${letter.text.split('\n').map((line) => html`${linked(line, letter.links)}<br>`)}</div>
<p><a href="${pathOf(letter)}/html">${words.asHtml}</a></p>`;
  return show(c, { language, title: letter.subject, body, path: pathOf(letter) });
}

const letterIn = async (c: Context<PageEnv>, { table }: LocalDeps): Promise<Letter | undefined> =>
  (await spooled(table)).find(({ id }) => id === c.req.param('id'));

/** Only the links that the letter was made with become links. */
function linked(line: string, links: readonly string[]): Html {
  const link = links.filter((one) => line.includes(one)).sort((a, b) => b.length - a.length)[0];
  if (link === undefined) return html`${line}`;
  const at = line.indexOf(link);
  return html`${line.slice(0, at)}<a href="${link}">${link}</a>${line.slice(at + link.length)}`;
}

/** Shown as a page of its own that may run and load nothing. */
async function letterPage(c: Context<PageEnv>, deps: LocalDeps): Promise<Response> {
  const letter = await letterIn(c, deps);
  if (!letter) {
    c.set('language', languageOf(c, deps.baseUrl));
    return showError(c, 'NotFound');
  }
  return c.html(letter.html, 200, {
    'Content-Security-Policy': "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  });
}

const ClockBody = z.object({ now: z.iso.datetime({ offset: true }) });

async function postClock(c: Context<PageEnv>, deps: LocalDeps): Promise<Response> {
  const site = c.req.header('Sec-Fetch-Site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return c.json({ error: 'cross-site' }, 403);
  const parsed = ClockBody.safeParse(await c.req.json().catch(() => undefined));
  if (!parsed.success) return c.json({ error: 'now is no moment, write {"now": "2026-11-30T17:00:00.000Z"}' }, 422);
  const to = new Date(parsed.data.now).toISOString();
  if (!(await deps.travel(to))) return c.json({ error: 'time only goes forward', now: deps.clock.now() }, 409);
  return c.json({ now: deps.clock.now() });
}
