import type { Hono } from 'hono';
import { html } from 'hono/html';
import { isRefusal, type Problem } from '#domain/refusal.ts';
import { consoleCopy } from '#edge/copy/console/index.ts';
import { signInCopy } from '#edge/copy/console/sign-in/index.ts';
import { idling } from '#edge/env.ts';
import { readForm } from '#edge/forms.ts';
import { csrfField, type Html, textField } from '#edge/html.ts';
import { seeOther } from '#edge/page.ts';
import { byName } from '#mail/formats.ts';
import { invitationHours, listPeople, type Person } from '#records/people.ts';
import { currentRoster, rosterCommittees } from '#records/roster.ts';
import { disable, invite } from '#steps/people/invite.ts';
import type { ConsoleDeps, ConsoleEnv, Page } from './deps.ts';
import { region } from './region.ts';
import { mistakesOf, showConsole } from './view.ts';
import { day, handName } from './words.ts';

/** Who may work here, who asked them in, and the end of it. */
export function peoplePages(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/console/people', (c) => peoplePage(c, deps, []));
  app.post('/console/people/invite', (c) => postInvite(c, deps));
  app.post('/console/people/:id/disable', (c) => postDisable(c, deps, c.req.param('id')));
}

async function peoplePage(c: Page, deps: ConsoleDeps, problems: readonly Problem[], name = ''): Promise<Response> {
  const copy = consoleCopy(c.get('language')).people;
  const people = [...(await listPeople(deps.table))].sort(byName);
  const parts = await partsOf(deps);
  const mistakes = mistakesOf(c, problems);
  const [mistake] = mistakes;
  const nameOf = new Map(parts.map((part) => [part.id, part.name]));
  const body = html`<div class="scroll"${region(copy.title)}><table>
<thead><tr><th>${copy.name}</th><th>${copy.part}</th><th>${copy.since}</th><th>${copy.way}</th><th>${copy.state}</th><td></td></tr></thead>
<tbody>${people.map((person) => personRow(c, person, nameOf))}</tbody></table></div>
<h2>${copy.invite}</h2>
<p>${copy.inviteText(invitationHours)}</p>
<form method="post" action="/console/people/invite">${csrfField(c.get('csrf'))}
${textField({
  name: 'name',
  label: copy.inviteName,
  hint: copy.inviteNameHint,
  value: name,
  attributes: 'autocomplete="off" maxlength="100" required',
  ...(mistake ? { mistake: mistake.words } : {}),
})}
<div class="field"><label for="part">${copy.part}</label><span class="hint" id="part-hint">${copy.partHint}</span>
<select id="part" name="part" aria-describedby="part-hint"><option value="">${copy.whole}</option>
${parts.map((part) => html`<option value="${part.id}">${part.name}</option>`)}</select></div>
<div class="actions"><button>${copy.makeLink}</button></div>
</form>`;
  return showConsole(c, { title: copy.title, body, mistakes }, problems.length > 0 ? 422 : 200);
}

function personRow(c: Page, person: Person, nameOf: ReadonlyMap<string, string>): Html {
  const language = c.get('language');
  const copy = consoleCopy(language).people;
  const { committeeId } = person.scope;
  const isMe = person.id === c.get('person').id;
  return html`<tr><td>${person.name}${isMe ? html` <span class="quiet">(${copy.me})</span>` : ''}</td>
<td>${committeeId === undefined ? copy.whole : (nameOf.get(committeeId) ?? committeeId)}</td>
<td>${day(language, person.enteredAt)}<br><span class="quiet">${copy.invitedBy(handName(language, person.invitedBy))}</span></td>
<td>${wayOf(c, person)}</td>
<td>${person.disabled ? html`<span class="tag late">${copy.disabled}</span> <span class="quiet">${copy.disabledBy(handName(language, person.disabled.by), day(language, person.disabled.at))}</span>` : html`<span class="tag ok">${copy.active}</span>`}</td>
<td>${
    person.disabled || isMe
      ? ''
      : html`<form method="post" action="/console/people/${person.id}/disable">${csrfField(c.get('csrf'))}<button class="plain" aria-label="${copy.disableOf(person.name)}">${copy.disable}</button></form>`
  }</td></tr>`;
}

function wayOf(c: Page, person: Person): string {
  const { people } = consoleCopy(c.get('language'));
  if (person.account !== undefined) return signInCopy(c.get('language')).account.way;
  return person.secret ? people.codes : people.machine;
}

/** What an administrator's part may be: a province, a ward, a workplace. */
async function partsOf(deps: ConsoleDeps): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const roster = await currentRoster(deps.table);
  if (!roster) return [];
  const parts: { id: string; name: string }[] = [];
  for await (const { id, name, level } of rosterCommittees(deps.files, roster.version))
    if (level === 'province' || level === 'commune') parts.push({ id, name });
  return parts.sort(byName);
}

async function postInvite(c: Page, deps: ConsoleDeps): Promise<Response> {
  const form = await readForm(c, { one: ['name', 'part'] });
  const parts = await partsOf(deps);
  try {
    const committeeId = parts.find(({ id }) => id === form.part)?.id;
    if (form.part !== '' && committeeId === undefined)
      return await peoplePage(c, deps, [{ place: 'part', reason: 'committeeUnknown' }], form.name);
    const { token, expiresAt } = await invite(idling(deps), {
      name: form.name,
      by: c.get('person').name,
      ...(committeeId === undefined ? {} : { committeeId }),
    });
    return await invitedPage(c, deps, form.name, token, expiresAt);
  } catch (error) {
    if (!isRefusal(error, 'Invalid')) throw error;
    return peoplePage(c, deps, error.problems, form.name);
  }
}

/** The only time the link is seen: it is stored nowhere, so the answer to the POST shows it. */
function invitedPage(c: Page, deps: ConsoleDeps, name: string, token: string, expiresAt: string): Promise<Response> {
  const language = c.get('language');
  const copy = consoleCopy(language).people;
  const link = `${deps.baseUrl.replace(/\/+$/, '')}/console/enter#${token}`;
  const body = html`<div class="notice done"><p>${copy.linkOnce(name, day(language, expiresAt, true))}</p>
<p><code>${link}</code></p></div>
<p class="actions"><a class="button second" href="/console/people">${copy.back}</a></p>`;
  return showConsole(c, { title: copy.invited, body, up: [{ words: copy.title, path: '/console/people' }] });
}

async function postDisable(c: Page, deps: ConsoleDeps, personId: string): Promise<Response> {
  await readForm(c, {});
  await disable(deps, personId, c.get('person'));
  deps.log({ event: 'personDisabled' });
  return seeOther(c, '/console/people');
}
