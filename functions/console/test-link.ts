import type { Hono } from 'hono';
import { html } from 'hono/html';
import { Refusal } from '#domain/refusal.ts';
import { launchCopy } from '#edge/copy/console/launch/index.ts';
import { idling } from '#edge/env.ts';
import { readForm } from '#edge/forms.ts';
import { inlineScript, textField } from '#edge/html.ts';
import { countFailure, type Limit, pausedUntil } from '#records/limits.ts';
import { openTestLink } from '#records/test-links.ts';
import type { ConsoleEnv, LaunchDeps, Page } from './deps.ts';
import { showOutside } from './outside.ts';

const script = inlineScript(`
(function () {
  var found = /^#(?:%23)?([a-z0-9]{20,64})/.exec(location.hash);
  if (!found) return;
  document.getElementById('token').value = found[1];
  history.replaceState(null, '', '/console/test');
})();
`);

const perAddress: Limit = { name: 'testLink', failures: 20, windowSeconds: 60, pauseSeconds: 60 };

/** Where the test mail leads: open to everybody, and good for nothing but to say that it was reached. */
export function testLinkPages(app: Hono<ConsoleEnv>, deps: LaunchDeps): void {
  app.get('/console/test', (c) => testPage(c, false));
  app.post('/console/test', (c) => postOpened(c, deps));
}

function testPage(c: Page, wrong: boolean): Promise<Response> {
  const copy = launchCopy(c.get('language')).testLink;
  const body = html`<p>${copy.lead}</p><form method="post" action="/console/test">
${textField({ name: 'token', label: copy.token, hint: copy.tokenHint, ...(wrong ? { mistake: copy.wrong } : {}), attributes: 'autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="60" required' })}
<div class="actions"><button>${copy.go}</button></div></form>`;
  const mistakes = wrong ? [{ field: 'token', words: copy.wrong }] : [];
  return showOutside(c, { title: copy.title, body, mistakes, script }, wrong ? 422 : 200);
}

const loopback = /^(?:127\.|::1$|::ffff:127\.)/;

async function postOpened(c: Page, deps: LaunchDeps): Promise<Response> {
  const { token } = await readForm(c, { one: ['token'] });
  const copy = launchCopy(c.get('language')).testLink;
  const address = deps.address(c);
  if (await pausedUntil(idling(deps), perAddress, address))
    throw new Refusal('TooManyTries', 'too many failures lately');
  // From this very machine the link would open wherever its base points to, and prove nothing.
  if (deps.mailLeaves && loopback.test(address)) {
    return showOutside(c, { title: copy.sameMachine, body: html`<p>${copy.sameMachineText}</p>` }, 409);
  }
  if (!(await openTestLink(deps, token.trim()))) {
    await countFailure(idling(deps), perAddress, address);
    return testPage(c, true);
  }
  return showOutside(c, { title: copy.opened, body: html`<p>${copy.openedText}</p>` });
}
