import type { Hono } from 'hono';
import { html } from 'hono/html';
import { isRefusal, type Problem, Refusal } from '#domain/refusal.ts';
import { readCookie, writeCookie } from '#edge/cookies.ts';
import { signInCopy } from '#edge/copy/console/sign-in/index.ts';
import { idling } from '#edge/env.ts';
import { PageError } from '#edge/errors.ts';
import { checkCsrf, csrfOf, readForm } from '#edge/forms.ts';
import { csrfField, type Html, inlineScript, textField } from '#edge/html.ts';
import { seeOther } from '#edge/page.ts';
import { codeAsTyped } from '#records/codes.ts';
import { type Invitation, spentInvitation } from '#records/people.ts';
import { endSession, openSession } from '#records/sessions.ts';
import { codeAddress, setUp, signIn, tradeInvitation } from '#steps/people/enter.ts';
import type { ConsoleEnv, Page, SignInDeps } from './deps.ts';
import { mistakesOf, showOutside } from './outside.ts';
import { signInPath } from './paths.ts';
import { qrCode } from './qr.ts';
import { consoleSession } from './session.ts';

/**
 * Takes the one-time code out of the address, where histories and shoulders read it, and puts it into the form. Without script
 * it is typed or pasted there.
 */
const enterScript = inlineScript(`
(function () {
  var found = /^#(?:%23)?([a-z0-9]{20,64})$/.exec(location.hash);
  if (!found) return;
  document.getElementById('token').value = found[1];
  history.replaceState(null, '', '/console/enter');
})();
`);

/** The door for everybody who was invited. Nothing here tells whether a code exists. */
export function enterPages(app: Hono<ConsoleEnv>, deps: SignInDeps): void {
  app.get('/console/enter', (c) => enterPage(c, deps, false));
  app.post('/console/enter', (c) => postEnter(c, deps));
}

/** The way in without an issuer: a name with six digits, set up once. Nothing tells whether a name exists. */
export function codePages(app: Hono<ConsoleEnv>, deps: SignInDeps): void {
  app.get('/console/welcome', (c) => getWelcome(c, deps));
  app.post('/console/welcome', (c) => postWelcome(c, deps));
  app.get(signInPath, (c) => signInPage(c, '', false));
  app.post(signInPath, (c) => postSignIn(c, deps));
}

const codeInput = 'class="digits" inputmode="numeric" autocomplete="one-time-code" maxlength="9" required';

function enterPage(c: Page, { issuer }: SignInDeps, wrong: boolean): Promise<Response> {
  const { enter: copy, account } = signInCopy(c.get('language'));
  const body = html`<p>${copy.lead}</p>
<form method="post" action="/console/enter">
${textField({
  name: 'token',
  label: copy.token,
  hint: copy.tokenHint,
  ...(wrong ? { mistake: copy.tokenWrong } : {}),
  attributes: 'autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" maxlength="60" required',
})}
<div class="actions"><button>${copy.go}</button></div>
</form>
<p><a href="${signInPath}">${issuer ? account.again : copy.toSignIn}</a></p>`;
  const mistakes = wrong ? [{ field: 'token', words: copy.tokenWrong }] : [];
  return showOutside(c, { title: copy.title, body, mistakes, script: enterScript }, wrong ? 422 : 200);
}

async function postEnter(c: Page, deps: SignInDeps): Promise<Response> {
  const { token } = await readForm(c, { one: ['token'] });
  const traded = await tradeInvitation(idling(deps), token.replaceAll(/[\s-]/g, '').toLowerCase(), deps.address(c));
  deps.log({ event: 'consoleEnter', outcome: traded.outcome });
  if (traded.outcome === 'paused') throw new Refusal('TooManyTries', 'too many failures lately');
  if (traded.outcome === 'refused') return enterPage(c, deps, true);
  await openFor(c, deps, 'entrance', traded.print);
  return seeOther(c, '/console/welcome');
}

/** A new session each time rights change; what was held before ends. */
export async function openFor(
  c: Page,
  deps: SignInDeps,
  kind: 'entrance' | 'administrator',
  id: string,
): Promise<void> {
  const before = readCookie(c, deps.baseUrl, 'console');
  if (before) await endSession(deps.table, before);
  const cookie = await openSession(idling(deps), {
    subjects: [{ kind, id }],
    via: 'console',
    proven: kind === 'administrator',
  });
  writeCookie(c, deps.baseUrl, 'console', cookie);
}

interface Typed {
  readonly name: string;
  readonly way: string;
}

async function getWelcome(c: Page, deps: SignInDeps): Promise<Response> {
  const found = await consoleSession(c, deps, 'entrance');
  const invitation = found && (await spentInvitation(idling(deps), found.id));
  if (!found) return seeOther(c, signInPath);
  if (!invitation) throw new Refusal('TooLate', 'this invitation was used up, withdrawn or is too old');
  const typed = { name: invitation.name ?? '', way: '' };
  return welcomePage(c, csrfOf(found.cookie), invitation, typed, []);
}

function welcomePage(
  c: Page,
  csrf: string,
  invitation: Invitation & { secret: string },
  typed: Typed,
  problems: readonly Problem[],
): Promise<Response> {
  const copy = signInCopy(c.get('language')).welcome;
  const mistakes = mistakesOf(c, problems);
  const mistakeAt = (field: string) => {
    const found = mistakes.find((mistake) => mistake.field === field);
    return found ? { mistake: found.words } : {};
  };
  const asksName = invitation.name === undefined;
  const address = codeAddress(invitation.secret, invitation.name ?? copy.label);
  const body = html`<p>${copy.lead}</p>
<form method="post" action="/console/welcome">${csrfField(csrf)}
${
  asksName
    ? textField({
        name: 'name',
        label: copy.name,
        hint: copy.nameHint,
        value: typed.name,
        attributes: 'autocomplete="name" maxlength="100" required',
        ...mistakeAt('name'),
      })
    : html`<dl class="facts"><div><dt>${copy.name}</dt><dd>${invitation.name}</dd></div></dl><input type="hidden" name="name" value="">`
}
<h2>${copy.codes}</h2>
<p>${copy.codesText}</p>
<p>${qrCode(address, copy.picture)}</p>
<p><a class="button second" href="${address}">${copy.openApp}</a></p>
<p>${copy.secret} <code>${grouped(invitation.secret)}</code></p>
${textField({ name: 'code', label: copy.code, hint: copy.codeHint, attributes: codeInput.replace(' required', ''), ...mistakeAt('code') })}
<div class="actions"><button name="way" value="codes">${copy.withCodes}</button></div>
${asksName ? machineWay(copy) : ''}
</form>`;
  return showOutside(c, { title: copy.title, body, mistakes }, problems.length > 0 ? 422 : 200);
}

const machineWay = (copy: {
  machine: string;
  machineText: string;
  withMachine: string;
}): Html => html`<h2>${copy.machine}</h2>
<p>${copy.machineText}</p>
<div class="actions"><button class="second" name="way" value="machine">${copy.withMachine}</button></div>`;

const grouped = (secret: string): string => secret.replaceAll(/(.{4})(?=.)/g, '$1 ');

async function postWelcome(c: Page, deps: SignInDeps): Promise<Response> {
  const found = await consoleSession(c, deps, 'entrance');
  if (!found) throw new PageError('SignedOut');
  const form = await readForm(c, { one: ['csrf', 'name', 'way', 'code'] });
  checkCsrf(found.cookie, form.csrf);
  const way = form.way === 'machine' ? 'machine' : 'codes';
  try {
    const person = await setUp(idling(deps), found.id, { name: form.name, way, code: codeAsTyped(form.code) });
    deps.log({ event: 'consoleSetUp', outcome: way });
    await openFor(c, deps, 'administrator', person.id);
    return seeOther(c, '/console/');
  } catch (error) {
    const invitation = await spentInvitation(idling(deps), found.id);
    if (!isRefusal(error, 'Invalid') || !invitation) throw error;
    return welcomePage(c, csrfOf(found.cookie), invitation, form, error.problems);
  }
}

function signInPage(c: Page, name: string, wrong: boolean): Promise<Response> {
  const copy = signInCopy(c.get('language')).signIn;
  const body = html`<form method="post" action="/console/sign-in">
${textField({ name: 'name', label: copy.name, value: name, attributes: 'autocomplete="username" maxlength="100" required' })}
${textField({
  name: 'code',
  label: copy.code,
  hint: copy.codeHint,
  ...(wrong ? { mistake: copy.wrong } : {}),
  attributes: codeInput,
})}
<div class="actions"><button>${copy.go}</button></div>
</form>
<div class="notice"><h2>${copy.other}</h2>
<p>${copy.otherText}</p>
<p><a href="/console/enter">${copy.toEnter}</a></p></div>`;
  const mistakes = wrong ? [{ field: 'code', words: copy.wrong }] : [];
  return showOutside(c, { title: copy.title, body, mistakes }, wrong ? 422 : 200);
}

async function postSignIn(c: Page, deps: SignInDeps): Promise<Response> {
  const form = await readForm(c, { one: ['name', 'code'] });
  const result = await signIn(idling(deps), form.name, codeAsTyped(form.code), deps.address(c));
  deps.log({ event: 'consoleSignIn', outcome: result.outcome });
  if (result.outcome === 'paused') throw new Refusal('TooManyTries', 'too many failures lately');
  if (result.outcome === 'refused') return signInPage(c, form.name, true);
  await openFor(c, deps, 'administrator', result.person.id);
  return seeOther(c, '/console/');
}
