import type { Hono } from 'hono';
import { html } from 'hono/html';
import { Refusal } from '#domain/refusal.ts';
import { consoleCopy } from '#edge/copy/console/index.ts';
import { idling } from '#edge/env.ts';
import { readForm } from '#edge/forms.ts';
import { csrfField, type Html } from '#edge/html.ts';
import { seeOther } from '#edge/page.ts';
import { type OpenInvitation, withdrawInvitation } from '#records/people.ts';
import type { ConsoleDeps, ConsoleEnv, Page } from './deps.ts';
import { type Column, type Row, table } from './table.ts';
import { day, handName } from './words.ts';

/** An invitation that went to the wrong person, or that nobody needs any more. */
export function invitationPages(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.post('/console/people/invitations/:print/withdraw', (c) => postWithdraw(c, deps, c.req.param('print')));
}

/** Who could still come in by an invitation, on what, and by whose. */
export function invitationTable(c: Page, open: readonly OpenInvitation[], nameOf: ReadonlyMap<string, string>): Html {
  const copy = consoleCopy(c.get('language')).people;
  if (open.length === 0) return html`<h2>${copy.open.title}</h2><p>${copy.open.none}</p>`;
  const columns: readonly Column[] = [
    { words: copy.name, is: 'name' },
    { words: copy.role, is: 'folds' },
    { words: copy.part, is: 'folds' },
    { words: copy.open.by },
    { words: copy.open.until },
    { words: '', is: 'act' },
  ];
  const rows = open.map((one) => invitationRow(c, one, nameOf));
  return html`<h2>${copy.open.title}</h2><p>${copy.open.text}</p>
${table(copy.open.title, columns, rows)}`;
}

function invitationRow(c: Page, one: OpenInvitation, nameOf: ReadonlyMap<string, string>): Row {
  const language = c.get('language');
  const { people: copy, roles } = consoleCopy(language);
  const { committeeId } = one.scope;
  const name = one.name ?? copy.open.unnamed;
  return [
    name,
    roles[one.role].name,
    committeeId === undefined ? copy.whole : (nameOf.get(committeeId) ?? committeeId),
    html`${handName(language, one.by)}<br><span class="quiet">${day(language, one.at, true)}</span>`,
    html`${day(language, one.until, true)}${one.spentAt === undefined ? '' : html`<br><span class="tag due">${copy.open.opened}</span>`}`,
    html`<form method="post" action="/console/people/invitations/${one.print}/withdraw">${csrfField(c.get('csrf'))}<button class="plain" aria-label="${copy.open.withdrawOf(name)}">${copy.open.withdraw}</button></form>`,
  ];
}

async function postWithdraw(c: Page, deps: ConsoleDeps, print: string): Promise<Response> {
  await readForm(c, {});
  if (!(await withdrawInvitation(idling(deps), print, c.get('person').name)))
    throw new Refusal('TooLate', 'this invitation was used, withdrawn or too old before');
  deps.log({ event: 'invitationWithdrawn' });
  return seeOther(c, '/console/people?done=withdrawn');
}
