import { html } from 'hono/html';
import { byName } from '#domain/names.ts';
import { hasEverything } from '#domain/permissions.ts';
import { commonCopy } from '#edge/copy/common/index.ts';
import { consoleCopy } from '#edge/copy/console/index.ts';
import { statusOf } from '#edge/errors.ts';
import { officerHtml } from '#edge/html.ts';
import { listCycles } from '#records/cycles.ts';
import { listPeople } from '#records/people.ts';
import type { ConsoleDeps, Page } from './deps.ts';
import { showConsole } from './view.ts';

const MOST = 5;

/** Not for somebody of this role or part: said in words, with the names of those who can help. */
export async function showNotYours(c: Page, deps: Pick<ConsoleDeps, 'table'>): Promise<Response> {
  const language = c.get('language');
  const copy = consoleCopy(language);
  const helpers = (await listPeople(deps.table))
    .filter(
      (one) => one.role === 'administrator' && hasEverything(one) && !one.disabled && one.id !== c.get('person').id,
    )
    .sort(byName)
    .slice(0, MOST);
  const cycles = await listCycles(deps.table);
  const officer = (cycles.find(({ over }) => !over) ?? cycles[0])?.officer;
  const body = html`<p>${copy.notYours.text(copy.roles[c.get('person').role].name)}</p>
<p>${helpers.length > 0 ? copy.notYours.helpers : copy.notYours.nobody}</p>
${helpers.length > 0 ? html`<ul>${helpers.map(({ name }) => html`<li>${name}</li>`)}</ul>` : ''}
${officer ? html`<p>${commonCopy(language).ask} ${officerHtml(officer)}<br><a href="mailto:${officer.replyTo}">${officer.replyTo}</a></p>` : ''}
<p class="actions"><a class="button second" href="/console/">${copy.nav.home}</a></p>`;
  return showConsole(c, { title: commonCopy(language).errors.NotAllowed.title, body }, statusOf.NotAllowed);
}
