import type { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { readAddress } from '#domain/mail-address.ts';
import { Refusal } from '#domain/refusal.ts';
import { cycleCopy } from '#edge/copy/console/cycle/index.ts';
import { readForm } from '#edge/forms.ts';
import { type Html, textField } from '#edge/html.ts';
import { asLanguage, languages, ownName } from '#edge/language.ts';
import { seeOther } from '#edge/page.ts';
import { byName } from '#mail/formats.ts';
import { type DeliveryRow, deliveryBoardOf } from '#records/boards.ts';
import { listParties, type Party, readParty } from '#records/parties.ts';
import { reissueDeliveryLink } from '#steps/deliver/receive.ts';
import { replacePartyContact } from '#steps/people/contact.ts';
import type { ConsoleDeps, ConsoleEnv, Page } from './deps.ts';
import { evaluationLinks } from './evaluations.ts';
import { formStart, wishOf } from './fields.ts';
import { showNotYours } from './not-yours.ts';
import { readingMount } from './reading.ts';
import { region } from './region.ts';
import { cycleIn, expectWithin, scopeOf } from './session.ts';
import { cycleStanding } from './standing.ts';
import { mayHere, showConsole } from './view.ts';
import { day, number } from './words.ts';

/** What the workplaces have received. The page has states only; what was said is in the files, and each file is on record. */
export function deliveryPages(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/console/cycles/:cycle/deliveries', (c) => deliveriesPage(c, deps, c.req.param('cycle')));
  app.post('/console/deliveries/:id/link', (c) => postLink(c, deps, c.req.param('id')));
  app.post('/console/cycles/:cycle/parties/:committee/contact', (c) =>
    postContact(c, deps, c.req.param('cycle'), c.req.param('committee')),
  );
}

async function deliveriesPage(c: Page, deps: ConsoleDeps, cycleId: string): Promise<Response> {
  const { deliveries: copy, files } = cycleCopy(c.get('language'));
  const { cycle } = await cycleStanding(deps.table, cycleId, deps.clock.now());
  const path = `/console/cycles/${cycleId}`;
  const whole = mayHere(c, 'allEvaluations') && (await deliveryBoardOf(deps.table, cycleId)).length > 0;
  const body = html`${await deliveryTable(c, deps, cycleId)}
${whole ? html`<p>${files.whole}: ${evaluationLinks(c, path, files.whole)}</p>` : ''}
<p class="quiet">${mayHere(c, 'evaluations') ? html`${copy.noText} ${files.text}` : copy.statesOnly}</p>`;
  const up = mayHere(c, 'counts') ? [{ words: cycle.plan.title, path }] : [];
  return showConsole(c, { title: mayHere(c, 'counts') ? copy.title : cycle.plan.title, body, up });
}

/** The workplaces of somebody's part, in the order of names. */
export async function deliveryTable(c: Page, deps: ConsoleDeps, cycleId: string): Promise<Html> {
  const { deliveries: copy, files } = cycleCopy(c.get('language'));
  const within = await scopeOf(deps, c.get('person'), cycleId);
  const parties = (await listParties(deps.table, cycleId)).filter(
    ({ id, level }) => level === 'workplace' && within(id),
  );
  const rows = new Map((await deliveryBoardOf(deps.table, cycleId)).map((row) => [row.workplaceId, row]));
  const delivered = parties.some(({ id }) => rows.has(id));
  const more = [
    mayHere(c, 'evaluations') ? html`<th>${files.title}</th>` : '',
    mayHere(c, 'changeDeliveries') ? html`<td></td>` : '',
  ];
  return html`${delivered ? '' : html`<p>${copy.notYet}</p>`}
<div class="scroll"${region(copy.title)}><table class="board"><thead><tr><th>${copy.workplace}</th><th class="number">${copy.members}</th><th class="number">${copy.version}</th><th>${copy.delivered}</th><th>${copy.opened}</th><th>${copy.acknowledged}</th>${more}</tr></thead>
<tbody>${[...parties].sort(byName).map((party) => deliveryRow(c, deps, cycleId, party, rows.get(party.id)))}</tbody></table></div>`;
}

function deliveryRow(c: Page, deps: ConsoleDeps, cycleId: string, party: Party, row: DeliveryRow | undefined): Html {
  const language = c.get('language');
  const copy = cycleCopy(language).deliveries;
  const at = (instant: string | undefined) => (instant ? day(language, instant, true) : '–');
  const waits = row?.waits ? html` <span class="tag due">${copy.waits(number(language, row.reminders))}</span>` : '';
  const there = row !== undefined && row.version > 0;
  const mayRead = there && mayHere(c, 'evaluations');
  const named = mayRead ? html`<a href="${readingMount}/${row.deliveryId}/">${party.name}</a>` : html`${party.name}`;
  const files = there ? evaluationLinks(c, `/console/deliveries/${row.deliveryId}`, party.name) : '–';
  return html`<tr><th scope="row">${named}</th><td class="number">${row ? number(language, row.members) : '–'}</td><td class="number">${row ? number(language, row.version) : '–'}</td>
<td>${at(row?.deliveredAt)}</td><td>${at(row?.openedAt)}</td><td>${at(row?.acknowledgedAt)}${waits}</td>
${mayHere(c, 'evaluations') ? html`<td>${files}</td>` : ''}
${
  mayHere(c, 'changeDeliveries')
    ? html`<td>${row ? linkForm(c, deps, row) : ''}
${contactForm(c, deps, cycleId, party)}</td>`
    : ''
}</tr>`;
}

function linkForm(c: Page, deps: ConsoleDeps, row: DeliveryRow): Html {
  const copy = cycleCopy(c.get('language')).deliveries;
  return html`<details><summary>${copy.newLink}</summary><form method="post" action="/console/deliveries/${row.deliveryId}/link">${formStart(c, deps)}<div class="actions"><button class="second">${copy.newLink}</button></div></form></details>`;
}

/** Another mailbox for a ward or a workplace. */
export function contactForm(c: Page, deps: ConsoleDeps, cycleId: string, party: Party): Html {
  const copy = cycleCopy(c.get('language')).contact;
  return html`<details><summary>${copy.change}</summary><p>${copy.text}</p>
<form method="post" action="/console/cycles/${cycleId}/parties/${party.id}/contact">${formStart(c, deps)}
${textField({ name: 'mailbox', id: `mailbox-${party.id}`, label: copy.mailbox, value: party.mailbox ?? '', attributes: 'type="email" maxlength="254" autocomplete="off" required' })}
<div class="field"><label for="language-${party.id}">${copy.language}</label><select class="short" id="language-${party.id}" name="language">${languages.map((language) => html`<option value="${language}"${language === party.language ? raw(' selected') : ''}>${ownName[language]}</option>`)}</select></div>
<div class="actions"><button class="second">${copy.save}</button></div></form></details>`;
}

async function postLink(c: Page, deps: ConsoleDeps, deliveryId: string): Promise<Response> {
  const form = await readForm(c, { one: ['command'] });
  const { cycleId, committeeId } = cycleIn(deliveryId);
  await expectWithin(c, deps, cycleId, committeeId);
  if (!(await deliveryBoardOf(deps.table, cycleId)).some((row) => row.deliveryId === deliveryId))
    throw new Refusal('NotFound', 'nothing was delivered there');
  await reissueDeliveryLink(deps.world)(deliveryId, wishOf(c, form.command));
  deps.nudge();
  return seeOther(c, `/console/cycles/${cycleId}/deliveries`);
}

async function postContact(c: Page, deps: ConsoleDeps, cycleId: string, committeeId: string): Promise<Response> {
  const form = await readForm(c, { one: ['mailbox', 'language', 'command'] });
  await expectWithin(c, deps, cycleId, committeeId);
  const party = await readParty(deps.table, cycleId, committeeId);
  if (party?.level === 'workplace' && !mayHere(c, 'changeDeliveries')) return showNotYours(c, deps);
  const reading = readAddress(form.mailbox.trim());
  if ('fault' in reading)
    throw new Refusal('Invalid', 'this is no mailbox', [
      { place: 'mailbox', value: form.mailbox, reason: reading.fault },
    ]);
  const contact = { mailbox: reading.address, language: asLanguage(form.language) ?? 'vi' };
  await replacePartyContact(deps.world)(cycleId, committeeId, wishOf(c, form.command), contact);
  deps.nudge();
  deps.log({ event: 'partyContactChanged' });
  return seeOther(c, `/console/cycles/${cycleId}?done=contact`);
}
