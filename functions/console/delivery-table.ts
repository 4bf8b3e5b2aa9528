import { html, raw } from 'hono/html';
import type { OpenCycle } from '#domain/cycle.ts';
import { byName } from '#domain/names.ts';
import { cycleCopy } from '#edge/copy/console/cycle/index.ts';
import { type Html, textField } from '#edge/html.ts';
import { languages, ownName } from '#edge/language.ts';
import { type DeliveryRow, deliveryBoardOf } from '#records/boards.ts';
import { listParties, type Party, readParty } from '#records/parties.ts';
import type { ConsoleDeps, Page } from './deps.ts';
import { evaluationLinks } from './evaluation-links.ts';
import { formStart } from './fields.ts';
import { readingMount } from './mounts.ts';
import { scopeOf } from './session.ts';
import { type Column, type Row, table } from './table.ts';
import { mayHere } from './view.ts';
import { day, number, shortDate } from './words.ts';

/** The workplaces of somebody's part, in the order of names. */
export async function deliveryTable(c: Page, deps: ConsoleDeps, cycleId: string): Promise<Html> {
  const { deliveries: copy, files } = cycleCopy(c.get('language'));
  const within = await scopeOf(deps, c.get('person'), cycleId);
  const parties = (await listParties(deps.table, cycleId)).filter(
    ({ id, level }) => level === 'workplace' && within(id),
  );
  const rows = new Map((await deliveryBoardOf(deps.table, cycleId)).map((row) => [row.workplaceId, row]));
  const delivered = parties.some(({ id }) => rows.has(id));
  const columns: readonly Column[] = [
    { words: copy.workplace, is: 'name' },
    { words: copy.members, is: 'number' },
    { words: copy.version, is: 'number' },
    { words: copy.delivered },
    { words: copy.opened },
    { words: copy.acknowledged },
    ...(mayHere(c, 'evaluations') ? [{ words: files.title }] : []),
    ...(mayHere(c, 'changeDeliveries') ? [{ words: '', is: 'act' } as const] : []),
  ];
  const named = [...parties].sort(byName).map((party) => deliveryRow(c, deps, cycleId, party, rows.get(party.id)));
  const said = delivered ? '' : html`<p>${copy.notYet}</p>`;
  // Before anything is delivered its rows hold nothing but the ways to change a mailbox.
  return html`${said}${delivered || mayHere(c, 'changeDeliveries') ? table(copy.title, columns, named) : ''}`;
}

/** What a workplace's officer comes for: their own evaluations, or when there will be some and that nothing is to be done till then. */
export async function ownDelivery(c: Page, deps: ConsoleDeps, cycle: OpenCycle): Promise<Html> {
  const language = c.get('language');
  const { own } = cycleCopy(language).deliveries;
  const mine = c.get('person').scope.committeeId;
  const rows = await deliveryBoardOf(deps.table, cycle.id);
  const row = rows.find(({ workplaceId }) => workplaceId === mine);
  if (cycle.cancelledAt) return html`<p>${own.cancelled}</p>`;
  if (!row && rows.length > 0) return html`<p>${own.nobody}</p>`;
  if (!row || row.version === 0) return html`<p>${own.waits(shortDate(language, cycle.dates.closesOn))}</p>`;
  const name = (await readParty(deps.table, cycle.id, row.workplaceId))?.name ?? '';
  return html`<p class="actions"><a class="button" href="${readingMount}/${row.deliveryId}/">${own.read(number(language, row.members))}</a></p>
<p>${own.files} ${evaluationLinks(c, `/console/deliveries/${row.deliveryId}`, name)}</p>
<p class="quiet">${row.acknowledgedAt ? own.acknowledged(day(language, row.acknowledgedAt, true)) : own.toAcknowledge}</p>`;
}

function deliveryRow(c: Page, deps: ConsoleDeps, cycleId: string, party: Party, row: DeliveryRow | undefined): Row {
  const language = c.get('language');
  const copy = cycleCopy(language).deliveries;
  const at = (instant: string | undefined) => (instant ? day(language, instant, true) : '–');
  const waits = row?.waits ? html`<span class="tag due">${copy.waits(number(language, row.reminders))}</span>` : '';
  const there = row !== undefined && row.version > 0;
  const mayRead = there && mayHere(c, 'evaluations');
  const named = mayRead ? html`<a href="${readingMount}/${row.deliveryId}/">${party.name}</a>` : party.name;
  const files = there ? evaluationLinks(c, `/console/deliveries/${row.deliveryId}`, party.name) : '–';
  return [
    named,
    row ? number(language, row.members) : '–',
    row ? number(language, row.version) : '–',
    at(row?.deliveredAt),
    at(row?.openedAt),
    waits || at(row?.acknowledgedAt),
    ...(mayHere(c, 'evaluations') ? [files] : []),
    html`${row ? linkForm(c, deps, row) : ''}
${contactForm(c, deps, cycleId, party)}`,
  ];
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
