import { html } from 'hono/html';
import { mailCopy } from '#edge/copy/console/mail/index.ts';
import { csrfField, type Html } from '#edge/html.ts';
import { readCycle } from '#records/cycles.ts';
import { type Brake, brakedCycles } from '#records/mail-brake.ts';
import { mailPause } from '#records/mail-hold.ts';
import type { ConsoleDeps, Page } from './deps.ts';
import { mailHoldNotice } from './mail-hold.ts';
import { mayHere } from './view.ts';
import { day, number } from './words.ts';

type Deps = Pick<ConsoleDeps, 'table' | 'clock'>;

/** Everything that keeps mail from leaving now, with what is to be done; of the one cycle, where one is named. Empty when nothing does. */
export async function mailNotices(c: Page, deps: Deps, cycleId?: string): Promise<readonly Html[]> {
  // How much came back, and what the provider says, is for whoever looks after requests: others can do nothing about it.
  if (!mayHere(c, 'requests')) return [];
  const brakes = await brakedCycles(deps.table);
  const mine = brakes.filter((brake) => cycleId === undefined || brake.cycleId === cycleId);
  const notices = await Promise.all([
    mailHoldNotice(c, deps),
    pauseNotice(c, deps),
    ...mine.map((brake) => brakeNotice(c, deps, brake)),
  ]);
  return notices.filter((notice) => notice !== undefined);
}

/** Nobody has to do anything here: it goes on by itself. */
async function pauseNotice(c: Page, { table, clock }: Deps): Promise<Html | undefined> {
  const pause = await mailPause(table, clock.now());
  if (!pause) return undefined;
  const language = c.get('language');
  const copy = mailCopy(language).pause;
  return html`<div class="errors" role="status"><h2>${copy.title}</h2>
<p>${pause.cause ? copy.causes[pause.cause] : copy.unknown}</p>
<p>${copy.text(day(language, pause.since, true), day(language, pause.until, true))}</p>
<p>${copy.dates}</p>
<details><summary>${copy.said}</summary><p><code>${pause.reason}</code></p></details></div>`;
}

/** Says which mails to look at, and lets the rest go on: of this very brake, not of one that is pulled while somebody reads. */
async function brakeNotice(c: Page, { table }: Deps, brake: Brake): Promise<Html> {
  const language = c.get('language');
  const copy = mailCopy(language).brake;
  const { plan } = await readCycle(table, brake.cycleId);
  const path = `/console/cycles/${brake.cycleId}`;
  // The day is one of UTC; at this hour of it, it has the same date here.
  const on = day(language, `${brake.day}T05:00:00.000Z`);
  return html`<div class="errors" role="status"><h2>${copy.title(plan.title)}</h2>
<p>${copy.text(number(language, brake.returned), number(language, brake.sent), on)}
${copy.waits(day(language, brake.since, true))}</p>
${
  mayHere(c, 'repair')
    ? html`<p>${copy.what}</p><p><a href="${path}/mails">${copy.look}</a></p>
<form method="post" action="${path}/brake">${csrfField(c.get('csrf'))}<input type="hidden" name="since" value="${brake.since}">
<div class="actions"><button>${copy.go}</button></div></form>`
    : ''
}</div>`;
}
