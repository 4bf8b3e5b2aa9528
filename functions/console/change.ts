import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { CycleStatus, OpenCycle } from '#domain/cycle.ts';
import { isRefusal, type Problem } from '#domain/refusal.ts';
import { folded } from '#domain/written-text.ts';
import { cycleCopy } from '#edge/copy/console/cycle/index.ts';
import { launchCopy } from '#edge/copy/console/launch/index.ts';
import { readForm } from '#edge/forms.ts';
import { type Html, textField } from '#edge/html.ts';
import { seeOther } from '#edge/page.ts';
import { cancel, closeEarly, extendCycle, resume, stop } from '#steps/launch/control.ts';
import type { ConsoleEnv, CycleDeps, Page } from './deps.ts';
import { formStart, handOf } from './fields.ts';
import { stopForm } from './launch.ts';
import { typedDate } from './order.ts';
import { cycleStanding } from './standing.ts';
import { mistakesOf, showConsole } from './view.ts';

/** Decisions about a whole cycle. Each is an event with a name, and the workflow looks again at once. */
export function changePages(app: Hono<ConsoleEnv>, deps: CycleDeps): void {
  app.get('/console/cycles/:cycle/change', (c) => changePage(c, deps, c.req.param('cycle'), []));
  app.post('/console/cycles/:cycle/stop', (c) => postStop(c, deps, c.req.param('cycle')));
  app.post('/console/cycles/:cycle/resume', (c) => postResume(c, deps, c.req.param('cycle')));
  app.post('/console/cycles/:cycle/extend', (c) => postExtend(c, deps, c.req.param('cycle')));
  app.post('/console/cycles/:cycle/close', (c) => postClose(c, deps, c.req.param('cycle')));
  app.post('/console/cycles/:cycle/cancel', (c) => postCancel(c, deps, c.req.param('cycle')));
}

interface Typed {
  readonly dueOn?: string;
  readonly confirmBy?: string;
  readonly closesOn?: string;
  readonly reason?: string;
}

async function changePage(
  c: Page,
  deps: CycleDeps,
  cycleId: string,
  problems: readonly Problem[],
  typed: Typed = {},
): Promise<Response> {
  const copy = cycleCopy(c.get('language')).change;
  const { cycle, status } = await cycleStanding(deps.table, cycleId, deps.clock.now());
  const mistakes = mistakesOf(c, problems);
  const mistakeAt = (id: string) => {
    const found = mistakes.find(({ field }) => field === id);
    return found ? { mistake: found.words } : {};
  };
  const alive: readonly CycleStatus[] = ['opened', 'holding', 'running', 'stopped'];
  const body = !alive.includes(status)
    ? html`<p>${copy.over}</p>`
    : html`${status === 'holding' || status === 'running' ? html`<h2>${copy.stop}</h2><p>${copy.stopText}</p>${stopForm(c, deps, cycle)}` : ''}
${status === 'opened' ? '' : extendForm(c, deps, cycle, typed, mistakeAt)}
${status === 'running' || status === 'stopped' ? closeForm(c, deps, cycle, mistakeAt) : ''}
<h2>${copy.cancel}</h2><p>${copy.cancelText}</p>
<form method="post" action="/console/cycles/${cycleId}/cancel">${formStart(c, deps)}
${textField({ name: 'reason', label: copy.reason, value: typed.reason ?? '', attributes: 'maxlength="300" autocomplete="off" required', ...mistakeAt('reason') })}
${textField({ name: 'word', label: copy.typeWord(copy.word), attributes: 'class="short" autocomplete="off" required', ...mistakeAt('word') })}
<div class="actions"><button>${copy.cancel}</button></div></form>`;
  const up = [{ words: cycle.plan.title, path: `/console/cycles/${cycleId}` }];
  return showConsole(c, { title: copy.title, body, up, mistakes }, problems.length > 0 ? 422 : 200);
}

type MistakeAt = (id: string) => { readonly mistake?: string };

function extendForm(c: Page, deps: CycleDeps, cycle: OpenCycle, typed: Typed, mistakeAt: MistakeAt): Html {
  const copy = cycleCopy(c.get('language')).change;
  const date = (name: 'dueOn' | 'confirmBy' | 'closesOn') =>
    textField({
      name,
      label: launchCopy(c.get('language')).order.fields[name].label,
      value: typed[name] ?? cycle.dates[name],
      attributes: 'type="date" class="short" required',
      ...mistakeAt(name),
    });
  return html`<h2>${copy.extend}</h2><p>${copy.extendText}</p>
<form method="post" action="/console/cycles/${cycle.id}/extend">${formStart(c, deps)}<div class="pairs">${date('dueOn')}${date('confirmBy')}${date('closesOn')}</div>
<div class="actions"><button>${copy.extend}</button></div></form>`;
}

function closeForm(c: Page, deps: CycleDeps, cycle: OpenCycle, mistakeAt: MistakeAt): Html {
  const copy = cycleCopy(c.get('language')).change;
  const { mistake } = mistakeAt('sure');
  return html`<h2>${copy.close}</h2><p>${copy.closeText}</p>
<form method="post" action="/console/cycles/${cycle.id}/close">${formStart(c, deps)}
<div class="field${mistake ? ' wrong' : ''}">${mistake ? html`<span class="error">${mistake}</span>` : ''}<label class="choice"><input type="checkbox" id="sure" name="sure" value="yes">${copy.closeSure}</label></div>
<div class="actions"><button>${copy.close}</button></div></form>`;
}

const backTo = (c: Page, cycleId: string, done: string): Response =>
  seeOther(c, `/console/cycles/${cycleId}?done=${done}`);

/** What is typed wrong is said beside the form; every other refusal has its own page. */
async function orAgain(
  c: Page,
  deps: CycleDeps,
  cycleId: string,
  typed: Typed,
  act: () => Promise<Response>,
): Promise<Response> {
  try {
    return await act();
  } catch (error) {
    if (!isRefusal(error, 'Invalid') || error.problems.some(({ place }) => place === 'form')) throw error;
    return changePage(c, deps, cycleId, error.problems, typed);
  }
}

/** It stands in one line of the cycle's page. */
const LONGEST_REASON = 300;

const reasonFault = (reason: string): 'missing' | 'too-long' | undefined =>
  reason === '' ? 'missing' : reason.length > LONGEST_REASON ? 'too-long' : undefined;

async function postStop(c: Page, deps: CycleDeps, cycleId: string): Promise<Response> {
  const form = await readForm(c, { one: ['reason', 'command'] });
  const reason = form.reason.trim();
  const why = reasonFault(reason);
  if (why) return changePage(c, deps, cycleId, [{ place: 'stop-reason', reason: why }]);
  await stop(deps)(cycleId, handOf(c, form.command), reason);
  deps.log({ event: 'cycleStopped' });
  return backTo(c, cycleId, 'stopped');
}

async function postResume(c: Page, deps: CycleDeps, cycleId: string): Promise<Response> {
  const form = await readForm(c, { one: ['command'] });
  await resume(deps)(cycleId, handOf(c, form.command));
  deps.log({ event: 'cycleResumed' });
  return backTo(c, cycleId, 'resumed');
}

async function postExtend(c: Page, deps: CycleDeps, cycleId: string): Promise<Response> {
  const form = await readForm(c, { one: ['dueOn', 'confirmBy', 'closesOn', 'command'] });
  const dates = {
    opensOn: '',
    dueOn: typedDate(form.dueOn),
    confirmBy: typedDate(form.confirmBy),
    closesOn: typedDate(form.closesOn),
  };
  return orAgain(c, deps, cycleId, form, async () => {
    await extendCycle(deps)(cycleId, handOf(c, form.command), dates);
    deps.log({ event: 'cycleExtended' });
    return backTo(c, cycleId, 'extended');
  });
}

async function postClose(c: Page, deps: CycleDeps, cycleId: string): Promise<Response> {
  const form = await readForm(c, { one: ['sure', 'command'] });
  if (form.sure !== 'yes') return changePage(c, deps, cycleId, [{ place: 'sure', reason: 'notSure' }]);
  await closeEarly(deps)(cycleId, handOf(c, form.command));
  deps.log({ event: 'cycleClosedEarly' });
  return backTo(c, cycleId, 'closed');
}

async function postCancel(c: Page, deps: CycleDeps, cycleId: string): Promise<Response> {
  const form = await readForm(c, { one: ['reason', 'word', 'command'] });
  const { word } = cycleCopy(c.get('language')).change;
  const problems: Problem[] = [];
  const reason = form.reason.trim();
  const why = reasonFault(reason);
  if (why) problems.push({ place: 'reason', reason: why });
  if (folded(form.word) !== folded(word)) problems.push({ place: 'word', reason: 'wordDiffers' });
  if (problems.length > 0) return changePage(c, deps, cycleId, problems, form);
  await cancel(deps)(cycleId, handOf(c, form.command), reason);
  deps.log({ event: 'cycleCancelled' });
  return backTo(c, cycleId, 'cancelled');
}
