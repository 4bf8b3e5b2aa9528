import type { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { localDate } from '#domain/calendar.ts';
import { isRefusal, type Problem } from '#domain/refusal.ts';
import { nextOpening } from '#domain/yearly.ts';
import { yearlyCopy } from '#edge/copy/console/yearly/index.ts';
import { readForm } from '#edge/forms.ts';
import { csrfField, type Html, textField } from '#edge/html.ts';
import { seeOther } from '#edge/page.ts';
import { listCycles, readCycle } from '#records/cycles.ts';
import { listYearly, openedLast, type StandingYearly, type YearlyOutcome } from '#records/yearly-orders.ts';
import { endYearly, repeatYearly } from '#steps/launch/yearly.ts';
import type { ConsoleDeps, ConsoleEnv, Page } from './deps.ts';
import { showConsole } from './view.ts';
import { day, handName, number, shortDate } from './words.ts';

/** Cycles that open themselves again every year: which, how, what came of it, and the end of it. */
export function yearlyPages(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/console/yearly', (c) => yearlyPage(c, deps, [], { from: '', daysAhead: '7', launches: '' }));
  app.post('/console/yearly', (c) => postYearly(c, deps));
  app.post('/console/yearly/:id/end', async (c) => {
    await readForm(c, {});
    await endYearly(deps)(c.req.param('id'), c.get('person').name);
    deps.log({ event: 'yearlyEnded' });
    return seeOther(c, '/console/yearly');
  });
}

const fields = ['from', 'daysAhead', 'launches'] as const;
type Typed = { readonly [field in (typeof fields)[number]]: string };

async function postYearly(c: Page, deps: ConsoleDeps): Promise<Response> {
  const typed = await readForm(c, { one: [...fields] });
  const patterns = await patternsOf(deps);
  try {
    if (!patterns.some(({ id }) => id === typed.from))
      return await yearlyPage(c, deps, [{ place: 'from', reason: 'missing' }], typed);
    const daysAhead = /^\d{1,3}$/.test(typed.daysAhead.trim()) ? Number(typed.daysAhead) : Number.NaN;
    await repeatYearly(deps)(typed.from, c.get('person'), { daysAhead, launches: typed.launches === 'yes' });
    deps.log({ event: 'yearlySet' });
    return seeOther(c, '/console/yearly');
  } catch (error) {
    if (!isRefusal(error, 'Invalid')) throw error;
    return yearlyPage(c, deps, error.problems, typed);
  }
}

/** Those somebody opened by hand: a cycle that opened itself is its pattern's. */
async function patternsOf({ table }: Pick<ConsoleDeps, 'table'>) {
  const all = await Promise.all((await listCycles(table)).map(({ id }) => readCycle(table, id)));
  return all.flatMap(({ id, plan }) => (plan.yearlyOf ? [] : { id, title: plan.title }));
}

async function yearlyPage(c: Page, deps: ConsoleDeps, problems: readonly Problem[], typed: Typed): Promise<Response> {
  const copy = yearlyCopy(c.get('language'));
  const [standing, patterns] = await Promise.all([listYearly(deps.table), patternsOf(deps)]);
  const mistakes = problems.map(({ place }) => ({
    field: place,
    words: copy.problem[place as keyof typeof copy.problem] ?? place,
  }));
  const wrong = (field: string) => {
    const found = mistakes.find((mistake) => mistake.field === field);
    return found ? { mistake: found.words } : {};
  };
  const form = html`<form method="post" action="/console/yearly">${csrfField(c.get('csrf'))}
<div class="field${wrong('from').mistake ? ' wrong' : ''}"><label for="from">${copy.like}</label>
${wrong('from').mistake ? html`<span class="mistake">${wrong('from').mistake}</span>` : ''}
<select id="from" name="from">${patterns.map(({ id, title }) => html`<option value="${id}"${id === typed.from ? raw(' selected') : ''}>${title}</option>`)}</select></div>
${textField({ name: 'daysAhead', label: copy.daysAhead, hint: copy.daysAheadHint, value: typed.daysAhead, attributes: 'class="short" inputmode="numeric" required', ...wrong('daysAhead') })}
<div class="field${wrong('launches').mistake ? ' wrong' : ''}">
${wrong('launches').mistake ? html`<span class="mistake">${wrong('launches').mistake}</span>` : ''}
<label class="choice"><input type="checkbox" id="launches" name="launches" value="yes" aria-describedby="launches-hint"${typed.launches === 'yes' ? raw(' checked') : ''}>${copy.launches}</label>
<span class="hint" id="launches-hint">${copy.launchesHint}</span></div>
<div class="actions"><button>${copy.set}</button></div></form>`;
  const body = html`<p>${copy.lead}</p>
${standing.length === 0 ? html`<p>${copy.none}</p>` : standing.map((one) => card(c, deps, one.standing))}
${patterns.length === 0 ? html`<p>${copy.noCycles}</p>` : form}`;
  return showConsole(c, { title: copy.title, body, mistakes }, problems.length > 0 ? 422 : 200);
}

function card(c: Page, { clock }: ConsoleDeps, standing: StandingYearly): Html {
  const language = c.get('language');
  const copy = yearlyCopy(language);
  const { order, by, since, ended } = standing;
  const today = localDate(clock.now(), order.plan.zone);
  const nameOn = (at: string) => day(language, at);
  const how = ended
    ? html`<p class="quiet">${copy.ended(handName(language, ended.by), nameOn(ended.at))}</p>`
    : html`<p><strong>${copy.next(shortDate(language, nextOpening(order, today, openedLast(standing))))}</strong> · ${order.launches ? copy.alsoLaunches : copy.onlyOpens}</p>
${standing.last ? outcome(c, standing, standing.last) : ''}
<form method="post" action="/console/yearly/${order.id}/end">${csrfField(c.get('csrf'))}<button class="second" aria-label="${copy.endOf(order.plan.title)}">${copy.end}</button></form>`;
  return html`<section class="card"><h3>${order.plan.title}</h3>
<p class="quiet">${copy.by(handName(language, by), nameOn(since))}</p>${how}</section>`;
}

function outcome(c: Page, { by }: StandingYearly, last: YearlyOutcome): Html {
  const language = c.get('language');
  const copy = yearlyCopy(language);
  const year = String(last.year);
  const toCycle = (words: string) =>
    html`<p>${words} <a href="/console/cycles/${last.cycleId}">${copy.toCycle}</a></p>`;
  if (last.outcome === 'notLaunched' && last.reason === 'whoIsGone')
    return toCycle(copy.last.whoIsGone(year, handName(language, by)));
  if (last.outcome === 'notLaunched' && last.reason === 'rosterOld') return toCycle(copy.last.rosterOld(year));
  if (last.outcome !== 'notOpened') return toCycle(copy.last[last.outcome](year));
  if (last.cycleId !== undefined) return toCycle(copy.last.alreadyThere(year));
  const words =
    last.reason === 'Invalid' ? copy.last.notOpened(year, number(language, last.problems)) : copy.last.noRoster(year);
  return html`<div class="notice"><p>${words} <a href="/console/cycles/new">${copy.toCheck}</a></p></div>`;
}
