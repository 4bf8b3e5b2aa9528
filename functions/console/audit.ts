import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { Language } from '#domain/language.ts';
import { cycleCopy } from '#edge/copy/console/cycle/index.ts';
import { readForm } from '#edge/forms.ts';
import { csrfField, type Html } from '#edge/html.ts';
import { seeOther } from '#edge/page.ts';
import { listPoison } from '#records/cycles.ts';
import { checkDigests, type DigestCheck } from '#watch/digest-check.ts';
import { repairCycle } from '#watch/repair.ts';
import { type Audit, verifyCycle } from '#watch/verify.ts';
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

/** The journals themselves, and what was noted of them outside the table. */
type Found = Audit & Pick<DigestCheck, 'newest'>;

async function auditPage(c: Page, deps: CycleDeps, cycleId: string, audit?: Found): Promise<Response> {
  const language = c.get('language');
  const copy = cycleCopy(language).audit;
  const { cycle } = await cycleStanding(deps.table, cycleId, deps.clock.now());
  const poison = await listPoison(deps.table, cycleId);
  const body = html`${audit ? result(c, audit) : ''}
${mayHere(c, 'repair') ? html`<h2>${copy.verify}</h2>` : ''}<p>${copy.verifyText}</p>
<form method="post" action="/console/cycles/${cycleId}/audit">${csrfField(c.get('csrf'))}<div class="actions"><button>${copy.verify}</button></div></form>
<h2>${mayHere(c, 'repair') ? copy.repair : copy.undone}</h2>${mayHere(c, 'repair') ? html`<p>${copy.repairText}</p>` : ''}
${poison.length > 0 ? html`<div class="notice"><p>${copy.poison(number(language, poison.length))}</p><ul>${poison.slice(0, 50).map(({ work, subject, error, failedAt }) => html`<li>${copy.works[work as keyof typeof copy.works] ?? work}: ${subject} (${error}, ${day(language, failedAt, true)})</li>`)}</ul></div>` : html`<p>${copy.noPoison}</p>`}
${mayHere(c, 'repair') ? html`<form method="post" action="/console/cycles/${cycleId}/repair">${csrfField(c.get('csrf'))}<div class="actions"><button class="second">${copy.repair}</button></div></form>` : ''}`;
  const counts = /^(\d+)-(\d+)-(\d+)$/.exec(c.req.query('repaired') ?? '');
  const done = counts && !audit ? { done: copy.repaired(counts[1] ?? '', counts[2] ?? '', counts[3] ?? '') } : {};
  const up = [{ words: cycle.plan.title, path: `/console/cycles/${cycleId}` }];
  return showConsole(c, { title: mayHere(c, 'repair') ? copy.title : copy.verify, body, up, ...done });
}

function result(c: Page, audit: Found): Html {
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
  const found = await verifyCycle(deps, cycleId);
  const { flaws, newest } = await checkDigests(deps, cycleId);
  const known = new Set(found.flaws.map(({ kind, id }) => `${kind} ${id}`));
  const more = flaws.filter(({ kind, id }) => !known.has(`${kind} ${id}`));
  const audit = { ...found, flaws: [...found.flaws, ...more], ...(newest ? { newest } : {}) };
  deps.log({ event: 'auditVerified', outcome: audit.flaws.length === 0 ? 'whole' : 'broken', count: audit.journals });
  return auditPage(c, deps, cycleId, audit);
}

async function postRepair(c: Page, deps: CycleDeps, cycleId: string): Promise<Response> {
  await readForm(c, {});
  const { finished, retried, rebuilt } = await repairCycle(deps, cycleId);
  await deps.wake(cycleId);
  deps.nudge();
  deps.log({ event: 'cycleRepaired', count: rebuilt });
  return seeOther(c, `/console/cycles/${cycleId}/audit?repaired=${finished}-${retried}-${rebuilt}`);
}
