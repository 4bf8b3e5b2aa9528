import type { Hono } from 'hono';
import { html } from 'hono/html';
import { Refusal } from '#domain/refusal.ts';
import { mailCopy } from '#edge/copy/console/mail/index.ts';
import { readForm } from '#edge/forms.ts';
import type { Html } from '#edge/html.ts';
import { seeOther } from '#edge/page.ts';
import { type CycleRow, listCycles } from '#records/cycles.ts';
import { readBrake, releaseBrake } from '#records/mail-brake.ts';
import { dueMails, OUT_SHARDS } from '#records/outbox.ts';
import { liftSuppression, listSuppressions, readSuppression } from '#records/suppression.ts';
import { troubledMails } from '#records/troubled-mails.ts';
import type { ConsoleDeps, ConsoleEnv, Page } from './deps.ts';
import { mailNotices } from './mail-state.ts';
import { suppressedCards } from './suppressed.ts';
import { showConsole } from './view.ts';
import { number } from './words.ts';

/** One place for every trouble that mail can have, and the two decisions that let it go on. */
export function mailRoomPages(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/console/mail', (c) => roomPage(c, deps));
  app.get('/console/mail/suppressed', (c) => suppressedPage(c, deps));
  app.post('/console/mail/suppressed/:print/lift', (c) => postLift(c, deps, c.req.param('print')));
  app.post('/console/cycles/:cycle/brake', (c) => postRelease(c, deps, c.req.param('cycle')));
}

async function roomPage(c: Page, deps: ConsoleDeps): Promise<Response> {
  const language = c.get('language');
  const copy = mailCopy(language);
  const notices = await mailNotices(c, deps);
  const due = await dueNow(deps);
  const suppressed = (await listSuppressions(deps.table)).length;
  const cycles = await Promise.all((await listCycles(deps.table)).map((row) => cycleLine(c, deps, row)));
  const body = html`<p>${copy.lead}</p>
<h2>${copy.now}</h2>
${notices.length > 0 ? notices : html`<div class="notice done"><p>${copy.fine}</p></div>`}
${due.count > 0 ? html`<p>${copy.due(`${number(language, due.count)}${due.more ? '+' : ''}`)}</p>` : ''}
<h2>${copy.suppressed.title}</h2>
${
  suppressed > 0
    ? html`<ul class="rows"><li><a href="/console/mail/suppressed"><span>${copy.suppressed.some(number(language, suppressed))}</span></a></li></ul>`
    : html`<p>${copy.suppressed.none}</p>`
}
<h2>${copy.cycles}</h2>
${cycles.length > 0 ? html`<ul class="rows">${cycles}</ul>` : html`<p>${copy.noCycles}</p>`}`;
  return showConsole(c, { title: copy.title, body });
}

const MOST = 1000;

/** Due and not sent: more than a few are either on their way at the provider's pace, or held for what is said above. */
async function dueNow({ table, clock }: ConsoleDeps): Promise<{ readonly count: number; readonly more: boolean }> {
  const now = clock.now();
  const shards = Array.from({ length: OUT_SHARDS }, (_, shard) => dueMails(table, shard, now, MOST));
  const counts = (await Promise.all(shards)).map((found) => found.length);
  return { count: counts.reduce((sum, count) => sum + count, 0), more: counts.includes(MOST) };
}

async function cycleLine(c: Page, { table }: ConsoleDeps, { id, title }: CycleRow): Promise<Html> {
  const language = c.get('language');
  const copy = mailCopy(language);
  const count = (await troubledMails(table, id)).length;
  const tag =
    count > 0
      ? html`<span class="tag late">${copy.troubled(number(language, count))}</span>`
      : html`<span class="quiet">${copy.noneTroubled}</span>`;
  return html`<li><a href="/console/cycles/${id}/mails"><span>${title}</span> ${tag}</a></li>`;
}

async function suppressedPage(c: Page, deps: ConsoleDeps): Promise<Response> {
  const copy = mailCopy(c.get('language'));
  const all = await listSuppressions(deps.table);
  const body =
    all.length === 0
      ? html`<div class="notice done"><p>${copy.suppressed.none}</p></div>`
      : html`<p>${copy.suppressed.lead}</p>${await suppressedCards(c, deps, all)}`;
  const done = c.req.query('done') === 'lifted' ? { done: copy.suppressed.lifted } : {};
  const up = [{ words: copy.title, path: '/console/mail' }];
  return showConsole(c, { title: copy.suppressed.title, body, up, ...done });
}

/** The form names the moment that was read: what the mailbox did since is not lifted unseen, and pressing twice is once. */
async function postLift(c: Page, deps: ConsoleDeps, print: string): Promise<Response> {
  const { since } = await readForm(c, { one: ['since'] });
  const found = await readSuppression(deps.table, print);
  if (!found) throw new Refusal('NotFound', 'no such mailbox is suppressed');
  if (found.since !== since) throw new Refusal('Stale', 'the mailbox refused again meanwhile');
  if (!found.lifted && !(await liftSuppression(deps.table, print, c.get('person').name, deps.clock.now())))
    await expectLifted(deps, print);
  deps.log({ event: 'mailboxLifted' });
  return seeOther(c, '/console/mail/suppressed?done=lifted');
}

/** Somebody else was faster: lifted too, or told of anew. */
async function expectLifted({ table }: ConsoleDeps, print: string): Promise<void> {
  if (!(await readSuppression(table, print))?.lifted)
    throw new Refusal('Contended', 'the mailbox was written about meanwhile');
}

async function postRelease(c: Page, deps: ConsoleDeps, cycleId: string): Promise<Response> {
  const { since } = await readForm(c, { one: ['since'] });
  const brake = await readBrake(deps.table, cycleId);
  if (!brake) throw new Refusal('NotFound', 'mail of this cycle is not held');
  if (brake.since !== since) throw new Refusal('Stale', 'mail of this cycle was held again meanwhile');
  if (!brake.released && !(await releaseBrake(deps.table, cycleId, deps.clock.now())))
    await expectReleased(deps, cycleId);
  deps.nudge();
  deps.log({ event: 'mailReleased' });
  return seeOther(c, `/console/cycles/${cycleId}?done=mailGoes`);
}

async function expectReleased({ table }: ConsoleDeps, cycleId: string): Promise<void> {
  if (!(await readBrake(table, cycleId))?.released) throw new Refusal('Contended', 'the hold was written meanwhile');
}
