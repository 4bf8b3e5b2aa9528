import type { Context, Hono } from 'hono';
import { Refusal } from '#domain/refusal.ts';
import { codeAsTyped } from '#records/codes.ts';
import type { LinkKind, LinkSubject } from '#records/link-subject.ts';
import { endSession } from '#records/sessions.ts';
import { dropCookie, readCookie, writeCookie } from '../cookies.ts';
import type { PageEnv } from '../env.ts';
import { PageError } from '../errors.ts';
import { isCsrf, readForm } from '../forms.ts';
import { asLanguage } from '../language.ts';
import { pageApp, seeOther, show } from '../page.ts';
import { contentPolicy } from '../security.ts';
import {
  type Asked,
  askForCode,
  type DoorDeps,
  enterCode,
  mailLinks,
  type Opened,
  type Paused,
  trade,
  type Visitor,
} from './exchange.ts';
import {
  codePage,
  codeSpentPage,
  doorPage,
  doorScript,
  leftPage,
  mailboxWrongPage,
  refusedPage,
  sentPage,
} from './pages.ts';

export type { DoorDeps, DoorMail } from './exchange.ts';

type Page = Context<PageEnv>;

/** Where each kind of subject has its pages. */
const pagesOf: { readonly [kind in LinkKind]: string } = { request: '/c', desk: '/w', delivery: '/e', member: '/m' };

/** The page of a subject; the list where a mailbox opens several. */
export const homeOf = (subjects: readonly LinkSubject[]): string => {
  const [first, ...others] = subjects;
  return first && others.length === 0 ? `${pagesOf[first.kind]}/${first.id}/` : '/c/';
};

/** `/r`: from a mailed link to a session. */
export function door(deps: DoorDeps): Hono<PageEnv> {
  const app = pageApp(deps);
  const bytes = doorPage().toString();
  const policy = contentPolicy(doorScript);
  const constant = (c: Page) => c.html(bytes, 200, { 'Content-Security-Policy': policy });

  app.get('/r', constant);
  app.get('/r/code', (c) => show(c, codePage(c.get('language'))));
  app.get('/r/sent', (c) => show(c, sentPage(c.get('language'))));
  app.get('/r/left', (c) => show(c, leftPage(c.get('language'))));
  app.post('/r/code', (c) => postCode(c, deps));
  app.post('/r/ask', (c) => postAsk(c, deps));
  app.post('/r/lost', (c) => postLost(c, deps));
  app.post('/r/language', (c) => postLanguage(c, deps));
  app.post('/r/leave', (c) => postLeave(c, deps));
  // Last, because what stands behind is whatever a mail filter made of `#token`.
  app.get('/r/*', constant);
  app.post('/r', (c) => postLink(c, deps));
  app.post('/r/*', (c) => postLink(c, deps));
  return app;
}

async function postLink(c: Page, deps: DoorDeps): Promise<Response> {
  const form = await readForm(c, { one: ['token', 'mailbox', 'language'] });
  chooseLanguage(c, deps, form.language);
  const token = form.token || tokenInPath(c.req.path);
  const mailbox = form.mailbox.trim();
  const language = c.get('language');
  if (!couldBeMailbox(mailbox)) return show(c, mailboxWrongPage(language, token, mailbox), 422);
  const visitor = visitorOf(c, deps);
  if (!token) return ask(c, deps, mailbox);
  const result = await trade(deps, visitor, token, mailbox);
  deps.log({ event: 'linkExchange', outcome: result.outcome });
  if (result.outcome === 'refused') return show(c, refusedPage(language, token, mailbox), 403);
  if (result.outcome === 'opened') return welcome(c, deps, visitor, result);
  return asked(c, deps, visitor, result);
}

/** The page of a refusal in another language. Nothing is tried again: it would be a try more, and the page says no more than it did. */
async function postLanguage(c: Page, deps: DoorDeps): Promise<Response> {
  const form = await readForm(c, { one: ['token', 'mailbox', 'language'] });
  const language = asLanguage(form.language) ?? c.get('language');
  writeCookie(c, deps.baseUrl, 'language', language);
  const mailbox = form.mailbox.trim();
  return couldBeMailbox(mailbox)
    ? show(c, refusedPage(language, form.token, mailbox), 403)
    : show(c, mailboxWrongPage(language, form.token, mailbox), 422);
}

/** A code all the same, from a page that still holds the link. */
async function postAsk(c: Page, deps: DoorDeps): Promise<Response> {
  const form = await readForm(c, { one: ['token', 'mailbox'] });
  const mailbox = form.mailbox.trim();
  if (!couldBeMailbox(mailbox)) return show(c, mailboxWrongPage(c.get('language'), form.token, mailbox), 422);
  return ask(c, deps, mailbox);
}

async function ask(c: Page, deps: DoorDeps, mailbox: string): Promise<Response> {
  const visitor = visitorOf(c, deps);
  const result = await askForCode(deps, visitor, mailbox);
  deps.log({ event: 'codeAsked', outcome: result.outcome });
  return asked(c, deps, visitor, result);
}

function asked(c: Page, deps: DoorDeps, visitor: Visitor, result: Asked | Paused): Response {
  if (result.outcome === 'paused') throw tooMany();
  writeCookie(c, deps.baseUrl, 'asking', result.cookie);
  writeCookie(c, deps.baseUrl, 'device', visitor.device);
  // A redirect hands on what stands behind the `#`, where without script the token still is: an empty one ends that.
  return seeOther(c, '/r/code#');
}

async function postCode(c: Page, deps: DoorDeps): Promise<Response> {
  const form = await readForm(c, { one: ['code'] });
  const asking = readCookie(c, deps.baseUrl, 'asking');
  if (!asking) return seeOther(c, '/r');
  const visitor = visitorOf(c, deps);
  const result = await enterCode(deps, visitor, asking, codeAsTyped(form.code));
  deps.log({ event: 'codeExchange', outcome: result.outcome });
  if (result.outcome === 'paused') throw tooMany();
  if (result.outcome === 'notAsked') return seeOther(c, '/r');
  if (result.outcome === 'spent') return show(c, codeSpentPage(c.get('language')), 422);
  if (result.outcome === 'refused') return show(c, codePage(c.get('language'), true), 422);
  dropCookie(c, deps.baseUrl, 'asking');
  return welcome(c, deps, visitor, result);
}

async function postLost(c: Page, deps: DoorDeps): Promise<Response> {
  const form = await readForm(c, { one: ['token', 'mailbox'] });
  const mailbox = form.mailbox.trim();
  if (!couldBeMailbox(mailbox)) return show(c, mailboxWrongPage(c.get('language'), '', mailbox), 422);
  const result = await mailLinks(deps, visitorOf(c, deps), mailbox);
  deps.log({ event: 'linkLost', outcome: result?.outcome ?? 'answered' });
  if (result) throw tooMany();
  return seeOther(c, '/r/sent');
}

async function postLeave(c: Page, deps: DoorDeps): Promise<Response> {
  const form = await readForm(c, { one: ['csrf'] });
  const held = (['session', 'console'] as const).flatMap((name) => {
    const cookie = readCookie(c, deps.baseUrl, name);
    return cookie ? [{ name, cookie }] : [];
  });
  // Pages of a committee are also in an administrator's hand: the token of the form says whose way out it is.
  const mine = held.find(({ cookie }) => isCsrf(cookie, form.csrf));
  if (held.length > 0 && !mine) throw new PageError('WrongOrigin');
  if (mine) {
    await endSession(deps.table, mine.cookie);
    dropCookie(c, deps.baseUrl, mine.name);
  }
  return seeOther(c, '/r/left');
}

function welcome(c: Page, deps: DoorDeps, visitor: Visitor, opened: Opened): Response {
  writeCookie(c, deps.baseUrl, 'session', opened.cookie);
  writeCookie(c, deps.baseUrl, 'device', visitor.device);
  return seeOther(c, homeOf(opened.subjects));
}

const tooMany = (): Refusal => new Refusal('TooManyTries', 'too many failures lately');

const visitorOf = (c: Page, deps: DoorDeps): Visitor => ({
  address: deps.address(c),
  device: readCookie(c, deps.baseUrl, 'device') || deps.ids.next() + deps.ids.next(),
  session: readCookie(c, deps.baseUrl, 'session'),
});

/** The door opens in Vietnamese whatever was chosen before, so only another language is a choice. */
function chooseLanguage(c: Page, deps: DoorDeps, posted: string): void {
  const language = asLanguage(posted);
  if (language === undefined || language === 'vi') return;
  writeCookie(c, deps.baseUrl, 'language', language);
  c.set('language', language);
}

/** Without script the form comes to its own address, and a mail filter may have moved the token there. */
const tokenInPath = (path: string): string => /^\/r\/(?:%25|%)?(?:23)?([\w-]{43})(?![\w-])/.exec(path)?.[1] ?? '';

/** Only what no address is: the full rules were applied when it was registered. */
const couldBeMailbox = (text: string): boolean => text.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
