import type { Hono } from 'hono';
import { html } from 'hono/html';
import { inMemberOrder } from '#domain/names.ts';
import { dateShown } from '#domain/written-date.ts';
import { rosterCopy } from '#edge/copy/console/roster/index.ts';
import { readForm } from '#edge/forms.ts';
import { csrfField, type Html, textField } from '#edge/html.ts';
import { currentRoster, membersAt, rosterCommittees, withWords } from '#records/roster.ts';
import type { ConsoleDeps, ConsoleEnv, Page } from './deps.ts';
import { noteRosterLook } from './roster-looks.ts';
import { type Column, table } from './table.ts';
import { showConsole } from './view.ts';
import { number } from './words.ts';

/** The roster as far as it is a workplace's own: its members and where each of them lives. */
export function memberPages(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/console/members', (c) => membersPage(c, deps, ''));
  // A name is asked for by a form and never stands in an address.
  app.post('/console/members', async (c) => {
    const { name } = await readForm(c, { one: ['name'] });
    return membersPage(c, deps, name.slice(0, 100));
  });
}

const LONGEST_LIST = 500;

async function membersPage(c: Page, deps: ConsoleDeps, words: string): Promise<Response> {
  const language = c.get('language');
  const copy = rosterCopy(language);
  const roster = await currentRoster(deps.table);
  const mine = c.get('person').scope.committeeId;
  if (!roster || mine === undefined) return showConsole(c, { title: copy.own, body: html`<p>${copy.none}</p>` });
  const names = new Map<string, string>();
  for await (const { id, name } of rosterCommittees(deps.files, roster.version)) names.set(id, name);
  const found = inMemberOrder(withWords(await membersAt(deps.files, roster.version, mine), words), (member) => member);
  const left = found.length - LONGEST_LIST;
  const shown = found.slice(0, LONGEST_LIST);
  await noteRosterLook(c, deps, shown);
  const body = html`<p>${names.get(mine) ?? mine} · ${copy.ownText}</p>
<form method="post" action="/console/members">${csrfField(c.get('csrf'))}${textField({ name: 'name', label: copy.find, hint: copy.findHint, value: words, attributes: 'type="search" class="short" maxlength="100" autocomplete="off"' })}
<div class="actions"><button class="second">${copy.findGo}</button></div></form>
<h2>${copy.members} (${number(language, found.length)})</h2>
${found.length === 0 ? html`<p>${copy.ownNobody}</p>` : memberTable(c, shown, names)}
${left > 0 ? html`<p>${copy.more(number(language, left))}</p>` : ''}`;
  return showConsole(c, { title: copy.own, body });
}

function memberTable(
  c: Page,
  members: Awaited<ReturnType<typeof membersAt>>,
  names: ReadonlyMap<string, string>,
): Html {
  const copy = rosterCopy(c.get('language'));
  const columns: readonly Column[] = [
    { words: copy.name, is: 'name' },
    { words: copy.id },
    { words: copy.born },
    { words: copy.residence },
    { words: copy.category },
  ];
  const rows = members.map((member) => [
    member.name,
    member.id,
    dateShown(member.birthDate),
    names.get(member.residenceId) ?? member.residenceId,
    member.category,
  ]);
  return table(copy.members, columns, rows);
}
