import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { OpenCycle } from '#domain/cycle.ts';
import type { Language } from '#domain/language.ts';
import { cycleCopy } from '#edge/copy/console/cycle/index.ts';
import { readForm } from '#edge/forms.ts';
import { csrfField, type Html } from '#edge/html.ts';
import { seeOther } from '#edge/page.ts';
import { listPoison } from '#records/cycles.ts';
import { auditCycles, type FullAudit } from '#watch/audit.ts';
import { repairCycle } from '#watch/repair.ts';
import type { ConsoleEnv, CycleDeps, Page } from './deps.ts';
import { cycleStanding } from './standing.ts';
import { mayHere, showConsole } from './view.ts';
import { day, number, shortDate } from './words.ts';

/** Whether the record of a cycle is whole, and what mends what a fault left. */
export function auditPages(app: Hono<ConsoleEnv>, deps: CycleDeps): void {
  app.get('/console/cycles/:cycle/audit', (c) => auditPage(c, deps, c.req.param('cycle')));
  app.post('/console/cycles/:cycle/audit', (c) => postAudit(c, deps, c.req.param('cycle')));
  app.post('/console/cycles/:cycle/repair', (c) => postRepair(c, deps, c.req.param('cycle')));
}

/** Milliseconds of a repair between two presses: a gateway waits 29 seconds. */
const PATIENCE = 15_000;

async function auditPage(c: Page, deps: CycleDeps, cycleId: string, audit?: FullAudit): Promise<Response> {
  const language = c.get('language');
  const copy = cycleCopy(language).audit;
  const { cycle } = await cycleStanding(deps.table, cycleId, deps.clock.now());
  const poison = await listPoison(deps.table, cycleId);
  const body = html`${audit ? result(c, audit) : ''}
${mayHere(c, 'repair') ? html`<h2>${copy.verify}</h2>` : ''}<p>${copy.verifyText}</p>
${verifyForm(c, deps, cycle)}
<h2>${mayHere(c, 'repair') ? copy.repair : copy.undone}</h2>${mayHere(c, 'repair') ? html`<p>${copy.repairText}</p>` : ''}
${poison.length > 0 ? html`<div class="notice"><p>${copy.poison(number(language, poison.length))}</p><ul>${poison.slice(0, 50).map(({ work, subject, error, failedAt }) => html`<li>${copy.works[work as keyof typeof copy.works] ?? work}: ${subject} (${error}, ${day(language, failedAt, true)})</li>`)}</ul></div>` : html`<p>${copy.noPoison}</p>`}
${mayHere(c, 'repair') ? html`${repairForm(c, cycleId)}` : ''}`;
  const counts = /^(\d+)-(\d+)-(\d+)$/.exec(c.req.query('repaired') ?? '');
  const said = c.req.query('after') === undefined ? copy.repaired : copy.repairedSoFar;
  const done = counts && !audit ? { done: said(counts[1] ?? '', counts[2] ?? '', counts[3] ?? '') } : {};
  const up = [{ words: cycle.plan.title, path: `/console/cycles/${cycleId}` }];
  return showConsole(c, { title: mayHere(c, 'repair') ? copy.title : copy.verify, body, up, ...done });
}

/** A page waits so long and no longer; where that is too short for a whole cycle, it says what does it. */
const isTooLarge = ({ audits }: CycleDeps, { plan }: OpenCycle): boolean =>
  audits !== undefined && plan.counts.requests > audits.most;

function verifyForm(c: Page, deps: CycleDeps, cycle: OpenCycle): Html {
  const language = c.get('language');
  const copy = cycleCopy(language).audit;
  const { audits } = deps;
  if (audits && isTooLarge(deps, cycle))
    return html`<div class="notice"><p>${copy.tooLarge(number(language, cycle.plan.counts.requests), number(language, audits.most))} <code>${audits.larger}</code></p></div>`;
  return html`<form method="post" action="/console/cycles/${cycle.id}/audit">${csrfField(c.get('csrf'))}<div class="actions"><button>${copy.verify}</button></div></form>`;
}

/** Of a large cycle one press does a part, and the next goes on where it stopped. */
function repairForm(c: Page, cycleId: string): Html {
  const copy = cycleCopy(c.get('language')).audit;
  const after = c.req.query('after');
  const [words, goesOn] =
    after === undefined ? [copy.repair, ''] : [copy.goOn, html`<input type="hidden" name="after" value="${after}">`];
  return html`<form method="post" action="/console/cycles/${cycleId}/repair">${csrfField(c.get('csrf'))}${goesOn}<div class="actions"><button class="second">${words}</button></div></form>`;
}

function result(c: Page, audit: FullAudit): Html {
  const language = c.get('language');
  const copy = cycleCopy(language).audit;
  const counted = copy.counted(
    number(language, audit.journals),
    number(language, audit.entries),
    number(language, audit.texts),
  );
  const against = html`<p>${audit.newest ? copy.against(digestDay(language, audit.newest)) : copy.noDigest}</p>`;
  const hidden = audit.hidden > 0 ? html`<p>${copy.hidden(number(language, audit.hidden))}</p>` : '';
  if (audit.flaws.length === 0)
    return html`<div class="notice done" role="status"><h2>${copy.whole}</h2><p>${counted}</p>${against}${hidden}</div>`;
  return html`<div class="errors" role="alert"><h2>${copy.broken(number(language, audit.flaws.length))}</h2><p>${counted}</p>${against}${hidden}
<ul>${audit.flaws.slice(0, 200).map((flaw) => html`<li>${flaw.kind === 'digest' ? copy.digestFlaw(digestDay(language, flaw.id), copy.flaws[flaw.flaw]) : copy.flaw(flaw.kind, flaw.id, flaw.seq, copy.flaws[flaw.flaw])}</li>`)}</ul></div>`;
}

/** A digest is told by its day; the name of its file is for machines. */
function digestDay(language: Language, name: string): string {
  const [date] = /\d{4}-\d\d-\d\d/.exec(name) ?? [];
  return date === undefined ? name : shortDate(language, date);
}

async function postAudit(c: Page, deps: CycleDeps, cycleId: string): Promise<Response> {
  await readForm(c, {});
  const { cycle } = await cycleStanding(deps.table, cycleId, deps.clock.now());
  if (isTooLarge(deps, cycle)) return auditPage(c, deps, cycleId);
  const audit = await auditCycles(deps, [cycleId], cycleId);
  deps.log({ event: 'auditVerified', outcome: audit.flaws.length === 0 ? 'whole' : 'broken', count: audit.journals });
  return auditPage(c, deps, cycleId, audit);
}

async function postRepair(c: Page, deps: CycleDeps, cycleId: string): Promise<Response> {
  const { after } = await readForm(c, { one: ['after'] });
  const wake = async () => {
    await deps.wake(cycleId);
    deps.nudge();
  };
  // Once: whoever goes on has woken it with the first press.
  const how = { after, patience: PATIENCE, ...(after === '' ? { wake } : {}) };
  const { finished, retried, rebuilt, next } = await repairCycle(deps, cycleId, how);
  deps.log({ event: 'cycleRepaired', count: rebuilt });
  const goesOn = next === undefined ? '' : `&after=${encodeURIComponent(next)}`;
  return seeOther(c, `/console/cycles/${cycleId}/audit?repaired=${finished}-${retried}-${rebuilt}${goesOn}`);
}
