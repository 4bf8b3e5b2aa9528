import type { Hono } from 'hono';
import { html } from 'hono/html';
import { isRefusal, type Problem, Refusal } from '#domain/refusal.ts';
import { dropCookie, readCookie, writeCookie } from '#edge/cookies.ts';
import { signInCopy } from '#edge/copy/console/sign-in/index.ts';
import { idling } from '#edge/env.ts';
import { PageError } from '#edge/errors.ts';
import { checkCsrf, csrfOf, readForm } from '#edge/forms.ts';
import { csrfField, textField } from '#edge/html.ts';
import { faultEvent } from '#edge/log.ts';
import { routeOf, seeOther } from '#edge/page.ts';
import type { Issuer } from '#ports';
import { type Invitation, spentInvitation } from '#records/people.ts';
import { comeBack, leaveForIssuer, leaveToFinish } from '#steps/people/account.ts';
import type { ConsoleEnv, Page, SignInDeps } from './deps.ts';
import { openFor } from './enter.ts';
import { mistakesOf, showOutside } from './outside.ts';
import { returnPath, signInPath } from './paths.ts';
import { consoleSession } from './session.ts';

type AccountPagesDeps = SignInDeps & { readonly issuer: Issuer };

/** The way in with an account that an issuer keeps: there and back, by invitation the first time. */
export function accountPages(app: Hono<ConsoleEnv>, deps: AccountPagesDeps): void {
  app.get('/console/welcome', (c) => getWelcome(c, deps));
  app.post('/console/welcome', (c) => postWelcome(c, deps));
  app.get(signInPath, (c) => signInPage(c));
  app.post(signInPath, (c) => postSignIn(c, deps));
  app.get(returnPath, (c) => getReturn(c, deps));
  for (const why of reasons) app.get(`${signInPath}/${why}`, (c) => notInPage(c, deps, why));
}

/**
 * Sends a browser to the issuer after a form. A redirect would not do: the policy of our pages lets forms lead to ourselves
 * only, and browsers hold the redirects of a form to it.
 */
export function onward(c: Page, address: string): Promise<Response> {
  const { account: copy } = signInCopy(c.get('language'));
  c.header('Refresh', `0; url=${address}`);
  const body = html`<p>${copy.onward.text}</p>
<p class="actions"><a class="button" href="${address}">${copy.onwardGo}</a></p>`;
  return showOutside(c, { title: copy.onward.title, body });
}

/** An issuer that cannot be reached is no fault of a page; it says so, and what is known goes into the log. */
async function reaching(c: Page, deps: AccountPagesDeps, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (isRefusal(error) || error instanceof PageError) throw error;
    deps.log(faultEvent(error, routeOf(c)));
    return notIn(c, 'unreachable');
  }
}

const reasons = ['refused', 'unknown', 'taken', 'unreachable'] as const;
type Reason = (typeof reasons)[number];

/** To a page whose address says no more than this, so that no code stays in a history. */
const notIn = (c: Page, why: Reason): Response => seeOther(c, `${signInPath}/${why}`);

function signInPage(c: Page): Promise<Response> {
  const { account: copy, signIn } = signInCopy(c.get('language'));
  const body = html`<p>${copy.lead}</p>
<form method="post" action="${signInPath}">
<div class="actions"><button>${copy.go}</button></div>
</form>
<div class="notice"><h2>${copy.invited}</h2>
<p>${copy.invitedText}</p>
<p><a href="/console/enter">${signIn.toEnter}</a></p></div>`;
  return showOutside(c, { title: signIn.title, body });
}

async function postSignIn(c: Page, deps: AccountPagesDeps): Promise<Response> {
  await readForm(c, {});
  return reaching(c, deps, async () => {
    const { cookie, to } = await leaveForIssuer(idling(deps), deps.address(c));
    writeCookie(c, deps.baseUrl, 'login', cookie);
    return onward(c, to);
  });
}

/** Whose invitation this browser holds, while it can still be finished. */
async function invitedHere(
  c: Page,
  deps: AccountPagesDeps,
): Promise<{ readonly cookie: string; readonly invitation: Invitation } | undefined> {
  const found = await consoleSession(c, deps, 'entrance');
  const invitation = found && (await spentInvitation(idling(deps), found.id));
  return found && invitation && { cookie: found.cookie, invitation };
}

async function getWelcome(c: Page, deps: AccountPagesDeps): Promise<Response> {
  const invited = await invitedHere(c, deps);
  if (!invited && (await consoleSession(c, deps, 'entrance')))
    throw new Refusal('TooLate', 'this invitation was used up, withdrawn or is too old');
  if (!invited) return seeOther(c, signInPath);
  const { cookie, invitation } = invited;
  return welcomePage(c, csrfOf(cookie), invitation, invitation.name ?? '', []);
}

function welcomePage(
  c: Page,
  csrf: string,
  invitation: Invitation,
  typed: string,
  problems: readonly Problem[],
): Promise<Response> {
  const { account: copy, welcome } = signInCopy(c.get('language'));
  const mistakes = mistakesOf(c, problems);
  const [mistake] = mistakes;
  const body = html`<p>${welcome.lead}</p>
<form method="post" action="/console/welcome">${csrfField(csrf)}
${
  invitation.name === undefined
    ? textField({
        name: 'name',
        label: welcome.name,
        hint: welcome.nameHint,
        value: typed,
        attributes: 'autocomplete="name" maxlength="100" required',
        ...(mistake ? { mistake: mistake.words } : {}),
      })
    : html`<dl class="facts"><div><dt>${welcome.name}</dt><dd>${invitation.name}</dd></div></dl><input type="hidden" name="name" value="">`
}
<p>${copy.finishText}</p>
<div class="actions"><button>${copy.finish}</button></div>
</form>`;
  return showOutside(c, { title: welcome.title, body, mistakes }, problems.length > 0 ? 422 : 200);
}

async function postWelcome(c: Page, deps: AccountPagesDeps): Promise<Response> {
  const found = await consoleSession(c, deps, 'entrance');
  if (!found) throw new PageError('SignedOut');
  const form = await readForm(c, { one: ['csrf', 'name'] });
  checkCsrf(found.cookie, form.csrf);
  try {
    return await reaching(c, deps, async () => {
      const { cookie, to } = await leaveToFinish(idling(deps), found.id, form.name);
      writeCookie(c, deps.baseUrl, 'login', cookie);
      return onward(c, to);
    });
  } catch (error) {
    const invitation = await spentInvitation(idling(deps), found.id);
    if (!isRefusal(error, 'Invalid') || !invitation) throw error;
    return welcomePage(c, csrfOf(found.cookie), invitation, form.name, error.problems);
  }
}

async function getReturn(c: Page, deps: AccountPagesDeps): Promise<Response> {
  const cookie = readCookie(c, deps.baseUrl, 'login');
  return reaching(c, deps, async () => {
    const returned = await comeBack(idling(deps), cookie, new URL(c.req.url).search, deps.address(c));
    const { outcome } = returned;
    deps.log({ event: 'consoleSignIn', outcome, ...(outcome === 'refused' ? { error: returned.reason } : {}) });
    if (!('person' in returned)) return notIn(c, returned.outcome);
    dropCookie(c, deps.baseUrl, 'login');
    await openFor(c, deps, 'administrator', returned.person.id);
    return seeOther(c, '/console/');
  });
}

/** Why somebody is not let in, and the way on. */
async function notInPage(c: Page, deps: AccountPagesDeps, why: Reason): Promise<Response> {
  const { account: copy } = signInCopy(c.get('language'));
  const { title, text } = copy[why];
  const invited = await invitedHere(c, deps);
  // Signed in there as somebody, they would be the same one the next time.
  const other =
    why === 'unknown' || why === 'taken' || (invited && why === 'refused')
      ? await deps.issuer.signOutAt().catch(() => undefined)
      : undefined;
  const [back, words] = invited ? ['/console/welcome', copy.back] : [signInPath, copy.again];
  const body = html`<p>${text}</p>
<p class="actions"><a class="button second" href="${back}">${words}</a>${
    other === undefined ? '' : html` <a class="button second" href="${other}">${copy.otherAccount}</a>`
  }</p>`;
  return showOutside(c, { title, body }, why === 'unreachable' ? 503 : 403);
}
