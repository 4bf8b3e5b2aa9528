import { html, raw } from 'hono/html';
import { byName } from '#domain/names.ts';
import { cycleCopy } from '#edge/copy/console/cycle/index.ts';
import { type Html, textField } from '#edge/html.ts';
import { languages, ownName } from '#edge/language.ts';
import { type DeliveryRow, deliveryBoardOf } from '#records/boards.ts';
import { listParties, type Party } from '#records/parties.ts';
import type { ConsoleDeps, Page } from './deps.ts';
import { evaluationLinks } from './evaluation-links.ts';
import { formStart } from './fields.ts';
import { readingMount } from './mounts.ts';
import { scopeOf } from './session.ts';
import { type Column, type Row, table } from './table.ts';
import { mayHere } from './view.ts';
import { day, number } from './words.ts';

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
  return html`${delivered ? '' : html`<p>${copy.notYet}</p>`}${table(copy.title, columns, named)}`;
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
