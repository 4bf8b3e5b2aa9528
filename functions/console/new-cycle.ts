import type { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { HOME_ZONE } from '#domain/calendar.ts';
import { isRefusal, type Problem } from '#domain/refusal.ts';
import { launchCopy } from '#edge/copy/console/launch/index.ts';
import { readForm } from '#edge/forms.ts';
import { csrfField, type Html, textField } from '#edge/html.ts';
import { seeOther } from '#edge/page.ts';
import { currentRoster } from '#records/roster.ts';
import { type CycleOrder, type DryRun, dryRun, open, orderProblems } from '#steps/launch/open.ts';
import type { ConsoleEnv, LaunchDeps, Page } from './deps.ts';
import { commandField } from './fields.ts';
import { forecast } from './forecast.ts';
import { orderFields, readOrder, type TypedOrder, typedDate, usualOrder } from './order.ts';
import { mailPreview, mailsExplained } from './preview.ts';
import { problemGroups } from './problems.ts';
import { mistakesOf, showConsole } from './view.ts';
import { number } from './words.ts';

/** A new cycle: the order, the dry run that is forced, and the opening. Nothing leaves before it is launched. */
export function newCyclePages(app: Hono<ConsoleEnv>, deps: LaunchDeps): void {
  app.get('/console/cycles/new', async (c) => {
    if (!(await currentRoster(deps.table))) return seeOther(c, '/console/roster');
    const copy = launchCopy(c.get('language')).order;
    return formPage(c, deps, usualOrder(deps.clock.now(), copy.usual), []);
  });
  app.post('/console/cycles/new', (c) => postOrder(c, deps));
}

async function postOrder(c: Page, deps: LaunchDeps): Promise<Response> {
  const form = await readForm(c, { one: [...orderFields, 'step', 'accept', 'command'], many: ['categories'] });
  const { opensOn, dueOn, confirmBy, closesOn } = form;
  const typed: TypedOrder = {
    ...form,
    opensOn: typedDate(opensOn),
    dueOn: typedDate(dueOn),
    confirmBy: typedDate(confirmBy),
    closesOn: typedDate(closesOn),
  };
  const { order, problems } = readOrder(typed);
  const all = [...problems, ...orderProblems(order, deps.clock.now())];
  if (form.step === 'edit') return formPage(c, deps, typed, []);
  if (all.length > 0) return formPage(c, deps, typed, all);
  if (form.step !== 'open') return checkPage(c, deps, typed, order, form.command, false);
  try {
    const how = { by: c.get('person').name, commandId: form.command, accept: form.accept === 'yes' };
    const { cycleId } = await open(deps)(order, how);
    deps.log({ event: 'cycleOpened' });
    return seeOther(c, `/console/cycles/${cycleId}/launch`);
  } catch (error) {
    if (!isRefusal(error, 'Invalid') || form.accept === 'yes') throw error;
    return checkPage(c, deps, typed, order, form.command, true);
  }
}

function formPage(c: Page, _deps: LaunchDeps, typed: TypedOrder, problems: readonly Problem[]): Promise<Response> {
  const copy = launchCopy(c.get('language')).order;
  const mistakes = mistakesOf(c, problems);
  const mistakeAt = (id: string) => {
    const found = mistakes.find(({ field }) => field === id);
    return found ? { mistake: found.words } : {};
  };
  const field = (
    name: keyof typeof copy.fields & (typeof orderFields)[number],
    attributes: string,
    id: string = name,
  ): Html => {
    const { label, hint } = copy.fields[name];
    return textField({ name, id, label, ...(hint ? { hint } : {}), value: typed[name], attributes, ...mistakeAt(id) });
  };
  const date = (name: 'opensOn' | 'dueOn' | 'confirmBy' | 'closesOn') =>
    field(name, 'type="date" class="short" required');
  const body = html`<p>${copy.lead}</p>
<form method="post" action="/console/cycles/new">${csrfField(c.get('csrf'))}
${field('title', 'maxlength="200" required')}${field('period', 'maxlength="100" required')}
<h2 id="dates">${copy.dates}</h2><p>${copy.datesText}</p>
<div class="pairs">${date('opensOn')}${date('dueOn')}${date('confirmBy')}${date('closesOn')}</div>
<h2>${copy.officer}</h2><p>${copy.officerText}</p>
${field('officerName', 'maxlength="100" autocomplete="off" required', 'officer-name')}
${field('telephone', 'type="tel" class="short" maxlength="50" autocomplete="off" required', 'officer-telephone')}
${field('replyTo', 'type="email" maxlength="254" autocomplete="off" required', 'officer-replyTo')}
${field('letterNumber', 'class="short" maxlength="50" autocomplete="off"')}
<h2>${copy.who}</h2>
<fieldset class="field" id="categories"><legend>${copy.categories}</legend>
${(['A', 'B'] as const).map((category) => html`<label class="choice"><input type="checkbox" name="categories" value="${category}"${typed.categories.includes(category) ? raw(' checked') : ''}>${copy.category[category]}</label>`)}</fieldset>
${textField({ name: 'onDemandReason', label: copy.fields.onDemandReason.label, hint: copy.fields.onDemandReason.hint, value: typed.onDemandReason, rows: 2, attributes: 'maxlength="1000"', ...mistakeAt('onDemandReason') })}
<details${mistakes.some(({ field: id }) => ['remindersBefore', 'remindersAfter', 'minimumGap', 'holdMinutes'].includes(id)) ? raw(' open') : ''}><summary>${copy.more}</summary>
${field('remindersBefore', 'class="short"')}${field('remindersAfter', 'class="short"')}${field('minimumGap', 'class="short" inputmode="numeric"')}${field('holdMinutes', 'class="short" inputmode="numeric"')}</details>
<div class="actions"><button name="step" value="check">${copy.check}</button></div>
</form>`;
  return showConsole(c, { title: copy.title, body, mistakes }, problems.length > 0 ? 422 : 200);
}

async function checkPage(
  c: Page,
  deps: LaunchDeps,
  typed: TypedOrder,
  order: CycleOrder,
  command: string,
  unaccepted: boolean,
): Promise<Response> {
  const language = c.get('language');
  const copy = launchCopy(language).check;
  const found = await dryRun(deps)(order);
  const words = unaccepted ? [{ field: 'accept', words: copy.acceptFirst }] : [];
  const preview = { ...order, zone: order.zone ?? HOME_ZONE };
  const body = html`<p>${copy.lead}</p>
${countFacts(c, found)}
<p>${mailsExplained(language, found)}</p>
${await forecast(language, deps, found.mailboxes)}
${found.problems.length > 0 ? html`<div class="errors"><h2>${copy.problems(number(language, found.problems.length))}</h2><p>${copy.problemsText}</p></div>${problemGroups(language, found.problems)}` : html`<div class="notice done"><p>${copy.clean}</p></div>`}
${mailPreview(language, preview, { name: copy.someCell, members: Math.min(found.largest, 23), language: 'vi' }, deps.clock.now())}
<form method="post" action="/console/cycles/new">${csrfField(c.get('csrf'))}${command ? html`<input type="hidden" name="command" value="${command}">` : commandField(deps)}
${orderFields.map((name) => html`<input type="hidden" name="${name}" value="${typed[name]}">`)}
${typed.categories.map((category) => html`<input type="hidden" name="categories" value="${category}">`)}
${found.problems.length > 0 ? html`<div class="field${unaccepted ? ' wrong' : ''}"><label class="choice"><input type="checkbox" id="accept" name="accept" value="yes">${copy.accept}</label></div>` : ''}
<p>${copy.openText}</p>
<div class="actions"><button name="step" value="open"${found.members === 0 ? raw(' disabled') : ''}>${copy.open}</button><button class="second" name="step" value="edit">${copy.edit}</button></div>
</form>`;
  return showConsole(c, { title: copy.title, body, mistakes: words }, unaccepted ? 422 : 200);
}

function countFacts(c: Page, found: DryRun): Html {
  const language = c.get('language');
  const copy = launchCopy(language).check;
  const row = (label: string, count: number) => html`<div><dt>${label}</dt><dd>${number(language, count)}</dd></div>`;
  const { channels } = found;
  return html`<dl class="facts">${row(copy.requests, found.requests)}${row(copy.members, found.members)}${row(copy.mails, found.mailboxes)}
${row(copy.byMailbox, channels.mailbox)}${row(copy.byWard, channels.ward)}${row(copy.byPaper, channels.paper)}${row(copy.byNobody, channels.none)}
${row(copy.wards, found.wards)}${row(copy.workplaces, found.workplaces)}${row(copy.leftOut, found.leftOut)}${row(copy.largest, found.largest)}</dl>`;
}
