import type { Hono } from 'hono';
import { html } from 'hono/html';
import { holdCopy } from '#edge/copy/console/hold/index.ts';
import { readForm } from '#edge/forms.ts';
import { csrfField, type Html } from '#edge/html.ts';
import { seeOther } from '#edge/page.ts';
import { mailHolds, releaseMail } from '#records/mail-hold.ts';
import type { ConsoleDeps, ConsoleEnv, Page } from './deps.ts';
import { mayHere } from './view.ts';
import { day } from './words.ts';

export function mailHoldPages(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.post('/console/mail-hold', async (c) => {
    await readForm(c, {});
    await releaseMail(deps.table);
    deps.nudge();
    return seeOther(c, '/console/');
  });
}

/** Why mail waits, and the button that lets it go; nothing while it does not. */
export async function mailHoldNotice(c: Page, deps: Pick<ConsoleDeps, 'table'>): Promise<Html | undefined> {
  const holds = await mailHolds(deps.table);
  if (holds.length === 0) return undefined;
  const language = c.get('language');
  const copy = holdCopy(language);
  return html`<div class="errors" role="status"><h2>${copy.title}</h2>
${holds.map(({ reason, since }) => html`<p>${copy[reason](day(language, since, true))}</p>`)}
${mayHere(c, 'repair') ? html`<form method="post" action="/console/mail-hold">${csrfField(c.get('csrf'))}<div class="actions"><button>${copy.go}</button></div></form>` : ''}</div>`;
}
