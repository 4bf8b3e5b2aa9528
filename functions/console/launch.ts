import type { Hono } from 'hono';
import { html } from 'hono/html';
import { asksAt, type CycleStatus, type OpenCycle } from '#domain/cycle.ts';
import type { Language } from '#domain/language.ts';
import { readAddress } from '#domain/mail-address.ts';
import { type Problem, Refusal } from '#domain/refusal.ts';
import { launchCopy } from '#edge/copy/console/launch/index.ts';
import { readForm } from '#edge/forms.ts';
import { type Html, textField } from '#edge/html.ts';
import { seeOther } from '#edge/page.ts';
import type { Instant } from '#ports';
import { contactOf } from '#records/contact.ts';
import { readShards } from '#records/cycles.ts';
import { enqueue } from '#records/outbox.ts';
import { readCells } from '#records/snapshot.ts';
import { makeTestLink, testedAt } from '#records/test-links.ts';
import { launch } from '#steps/launch/control.ts';
import type { ConsoleEnv, LaunchDeps, Page, RoomDeps } from './deps.ts';
import { formStart, handOf } from './fields.ts';
import { forecast } from './forecast.ts';
import { mailNotices } from './mail-state.ts';
import { mailPreview, mailsExplained } from './preview.ts';
import { cycleStanding } from './standing.ts';
import { mayHere, mistakesOf, showConsole } from './view.ts';
import { day, moment, number, shortDate } from './words.ts';

/** Above so many mails the number is typed as well as pressed. */
const TYPE_ABOVE = 100;

/** Between the opening and the first mail: the mail is looked at, tried on oneself, and only then released. */
export function launchPages(app: Hono<ConsoleEnv>, deps: LaunchDeps): void {
  app.get('/console/cycles/:cycle/launch', (c) => launchPage(c, deps, c.req.param('cycle'), []));
  app.post('/console/cycles/:cycle/launch', (c) => postLaunch(c, deps, c.req.param('cycle')));
  app.post('/console/cycles/:cycle/test', (c) => postTest(c, deps, c.req.param('cycle')));
}

async function launchPage(
  c: Page,
  deps: LaunchDeps,
  cycleId: string,
  problems: readonly Problem[],
  typed: { readonly mailbox?: string } = {},
): Promise<Response> {
  const language = c.get('language');
  const copy = launchCopy(language).launch;
  const now = deps.clock.now();
  const { cycle, status } = await cycleStanding(deps.table, cycleId, now);
  if (status !== 'opened') return seeOther(c, `/console/cycles/${cycleId}`);
  const { counts } = cycle.plan;
  const cells = await cellsOf(deps, cycle);
  const mistakes = mistakesOf(c, problems);
  const mistakeAt = (id: string) => {
    const found = mistakes.find(({ field }) => field === id);
    return found ? { mistake: found.words } : {};
  };
  const body = html`<dl class="facts"><div><dt>${copy.mails}</dt><dd>${number(language, counts.mailboxes)}</dd></div>
<div><dt>${copy.requests}</dt><dd>${number(language, counts.requests)}</dd></div>
<div><dt>${copy.members}</dt><dd>${number(language, counts.members)}</dd></div>
<div><dt>${copy.opensOn}</dt><dd>${shortDate(language, cycle.dates.opensOn)}</dd></div></dl>
<p>${mailsExplained(language, { ...counts, channels: cells.channels })}</p>
${await forecast(language, deps, counts.mailboxes)}${await mailNotices(c, deps)}
${mailPreview(language, { ...cycle.plan, dates: cycle.dates }, cells.some, now)}
<h2 id="test">${copy.test}</h2>
<p>${deps.mailLeaves ? copy.testNeeded : copy.testText}</p>
<p>${await testedWords(c, deps, cycleId)}</p>
<form method="post" action="/console/cycles/${cycleId}/test">${formStart(c, deps)}
${textField({ name: 'mailbox', label: copy.testTo, value: typed.mailbox ?? '', attributes: 'type="email" maxlength="254" autocomplete="email" required', ...mistakeAt('mailbox') })}
<div class="actions"><button class="second">${copy.sendTest}</button></div></form>
${launchForm(c, deps, cycle, now, mistakeAt('typed'))}`;
  const up = [{ words: cycle.plan.title, path: `/console/cycles/${cycleId}` }];
  const done = c.req.query('done') === 'test' && c.req.method === 'GET' ? { done: copy.testSent } : {};
  return showConsole(c, { title: copy.title, body, up, mistakes, ...done }, problems.length > 0 ? 422 : 200);
}

function launchForm(
  c: Page,
  deps: LaunchDeps,
  cycle: OpenCycle,
  now: Instant,
  mistake: { readonly mistake?: string },
): Html {
  const language = c.get('language');
  const copy = launchCopy(language).launch;
  const { holdMinutes, zone, counts } = cycle.plan;
  const holdUntil = new Date(Date.parse(now) + holdMinutes * 60_000).toISOString();
  const leaves = moment(language, zone, asksAt({ ...cycle, holdUntil }));
  const mails = number(language, counts.mailboxes);
  const attributes = 'class="short" inputmode="numeric" autocomplete="off" required';
  return html`<h2>${copy.launch}</h2>
<p>${copy.leavesAt(leaves.time, leaves.date)}</p>
<form method="post" action="/console/cycles/${cycle.id}/launch">${formStart(c, deps)}<input type="hidden" name="count" value="${counts.mailboxes}">
${counts.mailboxes > TYPE_ABOVE ? textField({ name: 'typed', label: copy.typeCount(mails), attributes, ...mistake }) : html`<input type="hidden" name="typed" value="">`}
<div class="actions"><button>${copy.go(mails)}</button></div></form>`;
}

/** How the cells are asked; and the first that gets a mail of its own, so that the preview is a mail that will leave. */
async function cellsOf(deps: LaunchDeps, cycle: OpenCycle) {
  const channels = { mailbox: 0, ward: 0, paper: 0, none: 0 };
  let some: Parameters<typeof mailPreview>[2] | undefined;
  for (const { id } of await readShards(deps.table, cycle.id))
    for await (const line of readCells(deps.files, cycle.id, id)) {
      const { channel } = contactOf(line);
      channels[channel] += 1;
      const { name, language } = line.committee;
      if (channel === 'mailbox') some ??= { name, language, members: line.members.length };
    }
  return { channels, some: some ?? { name: '—', members: 0, language: 'vi' as const } };
}

async function testedWords(c: Page, deps: LaunchDeps, cycleId: string): Promise<string> {
  const copy = launchCopy(c.get('language')).launch;
  const at = await testedAt(deps.table, cycleId);
  return at ? copy.tested(day(c.get('language'), at, true)) : copy.notTested;
}

async function postTest(c: Page, deps: LaunchDeps, cycleId: string): Promise<Response> {
  const form = await readForm(c, { one: ['mailbox', 'command'] });
  const { commandId } = handOf(c, form.command);
  const { status } = await cycleStanding(deps.table, cycleId, deps.clock.now());
  if (status !== 'opened') throw new Refusal('AlreadyDone', 'the cycle is launched already');
  const reading = readAddress(form.mailbox.trim());
  if ('fault' in reading)
    return launchPage(c, deps, cycleId, [{ place: 'mailbox', reason: reading.fault }], { mailbox: form.mailbox });
  const token = await makeTestLink(deps, cycleId);
  await enqueue(deps.table, {
    kind: 'test',
    recipient: { mailbox: reading.address, language: c.get('language') },
    about: cycleId,
    subjects: [{ kind: 'cycle', id: cycleId }],
    occurrence: commandId,
    cycleId,
    dueAt: deps.clock.now(),
    facts: { path: `/console/test#${token}` },
  });
  deps.nudge();
  return seeOther(c, `/console/cycles/${cycleId}/launch?done=test`);
}

async function postLaunch(c: Page, deps: LaunchDeps, cycleId: string): Promise<Response> {
  const form = await readForm(c, { one: ['count', 'typed', 'command'] });
  const { cycle } = await cycleStanding(deps.table, cycleId, deps.clock.now());
  const { mailboxes } = cycle.plan.counts;
  // The number on the button and the number that leaves are the same, or nothing leaves.
  if (form.count !== String(mailboxes)) throw new Refusal('Stale', 'the button showed another number of mails');
  if (mailboxes > TYPE_ABOVE && form.typed.replaceAll(/\D/g, '') !== String(mailboxes))
    return launchPage(c, deps, cycleId, [{ place: 'typed', reason: 'countDiffers' }]);
  if (deps.mailLeaves && !(await testedAt(deps.table, cycleId)))
    return launchPage(c, deps, cycleId, [{ place: 'test', reason: 'notTested' }]);
  await launch(deps)(cycleId, handOf(c, form.command));
  deps.log({ event: 'cycleLaunched', count: mailboxes });
  return seeOther(c, `/console/cycles/${cycleId}`);
}

/** What the cycle's page says and offers about the hold, a stop, and what is still to be launched. */
export function holdNotice(c: Page, deps: RoomDeps, cycle: OpenCycle, status: CycleStatus): Html {
  const language = c.get('language');
  const copy = launchCopy(language).hold;
  const path = `/console/cycles/${cycle.id}`;
  const mayChange = mayHere(c, 'cycles');
  if (status === 'opened')
    return html`<div class="notice"><p>${copy.opened}</p>${mayChange ? html`<p class="actions"><a class="button" href="${path}/launch">${copy.toLaunch}</a></p>` : ''}</div>`;
  if (status === 'stopped')
    return html`<div class="notice"><h2>${copy.stopped}</h2><p>${copy.stoppedText(day(language, cycle.stoppedAt ?? '', true), cycle.stopReason ?? '')}</p>
${mayChange ? html`<form method="post" action="${path}/resume">${formStart(c, deps)}<div class="actions"><button>${copy.resume}</button></div></form>` : ''}</div>`;
  if (status !== 'holding') return html``;
  const leaves = asksAt(cycle);
  const { time, date } = moment(language, cycle.plan.zone, leaves);
  const minutes = Math.max(0, Math.ceil((Date.parse(leaves) - Date.parse(deps.clock.now())) / 60_000));
  return html`<div class="notice"><h2>${copy.holding}</h2>
<p>${copy.holdingText(time, date, remaining(language, minutes))}</p>
${mayChange ? stopForm(c, deps, cycle) : ''}</div>`;
}

export const stopForm = (c: Page, deps: RoomDeps, cycle: OpenCycle): Html => {
  const copy = launchCopy(c.get('language')).hold;
  return html`<form method="post" action="/console/cycles/${cycle.id}/stop">${formStart(c, deps)}
${textField({ name: 'reason', id: 'stop-reason', label: copy.stopReason, attributes: 'maxlength="300" autocomplete="off" required' })}
<div class="actions"><button>${copy.stop}</button></div></form>`;
};

/** As a person would say it: minutes for a while, then hours, then days. */
function remaining(language: Language, minutes: number): string {
  const { hold } = launchCopy(language);
  if (minutes < 120) return hold.inMinutes(number(language, minutes));
  if (minutes < 48 * 60) return hold.inHours(number(language, Math.round(minutes / 60)));
  return hold.inDays(number(language, Math.round(minutes / 60 / 24)));
}
