import type { Hono } from 'hono';
import { html } from 'hono/html';
import { byName } from '#domain/names.ts';
import { isRefusal, type Problem, Refusal } from '#domain/refusal.ts';
import { consoleCopy } from '#edge/copy/console/index.ts';
import { signInCopy } from '#edge/copy/console/sign-in/index.ts';
import { idling } from '#edge/env.ts';
import { readForm } from '#edge/forms.ts';
import { csrfField, type Html, textField } from '#edge/html.ts';
import { seeOther } from '#edge/page.ts';
import { invitationHours, listPeople, openInvitations, type Person, readPerson } from '#records/people.ts';
import { currentRoster, rosterCommittees } from '#records/roster.ts';
import { asName, disable, invite, namesake } from '#steps/people/invite.ts';
import { giveRights, rightsOf, roleIn } from '#steps/people/rights.ts';
import type { ConsoleDeps, ConsoleEnv, Page } from './deps.ts';
import { invitationPages, invitationTable } from './invitations.ts';
import { partForm, roleField } from './rights-fields.ts';
import { type Column, type Row, table } from './table.ts';
import { mistakesOf, showConsole } from './view.ts';
import { day, handName } from './words.ts';

/** Who may work here and on what, who asked them in, and the end of it. */
export function peoplePages(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/console/people', (c) => peoplePage(c, deps, []));
  app.post('/console/people/invite', (c) => postInvite(c, deps));
  app.get('/console/people/:id/rights', (c) => rightsPage(c, deps, c.req.param('id'), []));
  app.post('/console/people/:id/rights', (c) => postRights(c, deps, c.req.param('id')));
  app.post('/console/people/:id/disable', (c) => postDisable(c, deps, c.req.param('id')));
  invitationPages(app, deps);
}

interface Typed {
  readonly name: string;
  readonly role: string;
  readonly part: string;
  /** Whom this page said, when it was sent, that the invitation is for. */
  readonly renews: string;
}

const NOTHING: Typed = { name: '', role: '', part: '', renews: '' };

async function peoplePage(
  c: Page,
  deps: ConsoleDeps,
  problems: readonly Problem[],
  typed = NOTHING,
): Promise<Response> {
  const copy = consoleCopy(c.get('language')).people;
  const people = [...(await listPeople(deps.table))].sort(byName);
  const open = await openInvitations(idling(deps));
  const nameOf = await partNames(deps, [...people, ...open]);
  const mistakes = mistakesOf(c, problems);
  const mistake = mistakes.find(({ field }) => field === 'name');
  const body = html`${peopleTable(c, people, nameOf)}
${invitationTable(c, open, nameOf)}
<h2>${copy.invite}</h2>
<p>${copy.inviteText(invitationHours)}</p>
<form method="post" action="/console/people/invite">${csrfField(c.get('csrf'))}<input type="hidden" name="part" value="">
${textField({
  name: 'name',
  label: copy.inviteName,
  hint: copy.inviteNameHint,
  value: typed.name,
  attributes: 'autocomplete="off" maxlength="100" required',
  ...(mistake ? { mistake: mistake.words } : {}),
})}
${roleField(c, typed.role, mistakes)}
<div class="actions"><button name="step" value="part">${copy.next}</button></div>
</form>`;
  const words = { rights: copy.changed, disabled: copy.nowDisabled, withdrawn: copy.open.withdrawn };
  const what = (['rights', 'disabled', 'withdrawn'] as const).find((one) => one === c.req.query('done'));
  const done = what ? { done: words[what] } : {};
  return showConsole(c, { title: copy.title, body, mistakes, ...done }, problems.length > 0 ? 422 : 200);
}

function peopleTable(c: Page, people: readonly Person[], nameOf: ReadonlyMap<string, string>): Html {
  const { people: copy } = consoleCopy(c.get('language'));
  const columns: readonly Column[] = [
    { words: copy.name, is: 'name' },
    { words: copy.role, is: 'folds' },
    { words: copy.part, is: 'folds' },
    { words: copy.since, is: 'folds' },
    { words: copy.way, is: 'folds' },
    { words: copy.state, is: 'folds' },
    { words: '', is: 'act' },
  ];
  return table(
    copy.title,
    columns,
    people.map((person) => personRow(c, person, nameOf)),
  );
}

function personRow(c: Page, person: Person, nameOf: ReadonlyMap<string, string>): Row {
  const language = c.get('language');
  const { people: copy, roles } = consoleCopy(language);
  const { committeeId } = person.scope;
  const isMe = person.id === c.get('person').id;
  const { rightsChanged: changed } = person;
  return [
    html`${person.name}${isMe ? html` <span class="quiet">(${copy.me})</span>` : ''}`,
    html`${roles[person.role].name}${changed ? html`<br><span class="quiet">${copy.changedBy(handName(language, changed.by), day(language, changed.at))}</span>` : ''}`,
    committeeId === undefined ? copy.whole : (nameOf.get(committeeId) ?? committeeId),
    html`${day(language, person.enteredAt)}<br><span class="quiet">${copy.invitedBy(handName(language, person.invitedBy))}</span>`,
    wayOf(c, person),
    person.disabled
      ? html`<span class="tag late">${copy.disabled}</span> <span class="quiet">${copy.disabledBy(handName(language, person.disabled.by), day(language, person.disabled.at))}</span>`
      : html`<span class="tag ok">${copy.active}</span>`,
    person.disabled || isMe ? '' : actsOn(c, person),
  ];
}

function actsOn(c: Page, { id, name }: Person): Html {
  const copy = consoleCopy(c.get('language')).people;
  return html`<a href="/console/people/${id}/rights" aria-label="${copy.changeOf(name)}">${copy.change}</a>
<form method="post" action="/console/people/${id}/disable">${csrfField(c.get('csrf'))}<button class="plain" aria-label="${copy.disableOf(name)}">${copy.disable}</button></form>`;
}

function wayOf(c: Page, person: Person): string {
  const { people } = consoleCopy(c.get('language'));
  if (person.account !== undefined) return signInCopy(c.get('language')).account.way;
  return person.secret ? people.codes : people.machine;
}

async function partNames(
  deps: ConsoleDeps,
  people: readonly Pick<Person, 'scope'>[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const wanted = new Set(people.map(({ scope }) => scope.committeeId));
  const roster = await currentRoster(deps.table);
  if (!roster) return names;
  for await (const { id, name } of rosterCommittees(deps.files, roster.version))
    if (wanted.has(id)) names.set(id, name);
  return names;
}

async function postInvite(c: Page, deps: ConsoleDeps): Promise<Response> {
  const typed = await readForm(c, { one: ['name', 'role', 'part', 'renews', 'step'] });
  try {
    asName(typed.name);
    if (typed.step !== 'done') return await invitePartPage(c, deps, typed, []);
    const rights = await rightsOf(deps, typed);
    const { name: by, id: byId } = c.get('person');
    const invited = { name: typed.name, by, byId, renews: typed.renews, rights };
    const { token, expiresAt } = await invite(idling(deps), invited);
    deps.log({ event: 'personInvited', kind: rights.role });
    return await invitedPage(c, deps, typed.name, token, expiresAt);
  } catch (error) {
    if (!isRefusal(error, 'Invalid')) throw error;
    const forPart = error.problems.every(({ place }) => place === 'part' || place === 'renews');
    return forPart ? invitePartPage(c, deps, typed, error.problems) : peoplePage(c, deps, error.problems, typed);
  }
}

async function invitePartPage(
  c: Page,
  deps: ConsoleDeps,
  typed: Typed,
  problems: readonly Problem[],
): Promise<Response> {
  const copy = consoleCopy(c.get('language'));
  const role = roleIn(typed.role);
  const mistakes = mistakesOf(c, problems);
  const known = await namesake(deps.table, asName(typed.name));
  const hidden = { name: typed.name, renews: known?.id ?? '' };
  const form = { action: '/console/people/invite', role, hidden, button: copy.people.makeLink };
  const body = html`<p>${copy.people.partOf(typed.name, copy.roles[role].name)}</p><p class="quiet">${copy.roles[role].does}</p>
${known ? await renewsNotice(c, deps, known) : ''}
${await partForm(c, deps, form, mistakes)}`;
  return showConsole(
    c,
    { title: copy.people.choosePart, body, mistakes, up: upTo(c) },
    problems.length > 0 ? 422 : 200,
  );
}

/** Whoever takes somebody for new would hand that person's place to another. */
async function renewsNotice(c: Page, deps: ConsoleDeps, known: Person): Promise<Html> {
  const { people: copy, roles } = consoleCopy(c.get('language'));
  const { committeeId } = known.scope;
  const part =
    committeeId === undefined ? copy.whole : ((await partNames(deps, [known])).get(committeeId) ?? committeeId);
  return html`<div class="notice" id="renews"><p>${copy.renews(known.name, roles[known.role].name, part)}${known.disabled ? ` (${copy.disabled})` : ''}</p>
<p>${copy.renewsText}</p></div>`;
}

const upTo = (c: Page) => [{ words: consoleCopy(c.get('language')).people.title, path: '/console/people' }];

/** The only time the link is seen: it is stored nowhere, so the answer to the POST shows it. */
function invitedPage(c: Page, deps: ConsoleDeps, name: string, token: string, expiresAt: string): Promise<Response> {
  const language = c.get('language');
  const copy = consoleCopy(language).people;
  const link = `${deps.baseUrl.replace(/\/+$/, '')}/console/enter#${token}`;
  const body = html`<div class="notice done"><p>${copy.linkOnce(name, day(language, expiresAt, true))}</p>
<p><code>${link}</code></p></div>
<p class="actions"><a class="button second" href="/console/people">${copy.back}</a></p>`;
  return showConsole(c, { title: copy.invited, body, up: upTo(c) });
}

/** Somebody else's rights, first the role and then the part of it. */
async function rightsPage(
  c: Page,
  deps: ConsoleDeps,
  personId: string,
  problems: readonly Problem[],
  typed?: Pick<Typed, 'role'>,
): Promise<Response> {
  const { people: copy, roles } = consoleCopy(c.get('language'));
  const stored = await readPerson(deps.table, personId);
  if (!stored) throw new Refusal('NotFound', 'there is no such person');
  const { person } = stored;
  const action = `/console/people/${personId}/rights`;
  const mistakes = mistakesOf(c, problems);
  const chosen = typed && !problems.some(({ place }) => place === 'role') ? roleIn(typed.role) : undefined;
  const form = chosen && { action, role: chosen, part: person.scope.committeeId, hidden: {}, button: copy.save };
  const body = html`<p>${copy.changeText}</p>
${
  form
    ? html`<p>${copy.partOf(person.name, roles[form.role].name)}</p><p class="quiet">${roles[form.role].does}</p>${await partForm(c, deps, form, mistakes)}`
    : html`<form method="post" action="${action}">${csrfField(c.get('csrf'))}<input type="hidden" name="part" value="">${roleField(c, person.role, mistakes)}
<div class="actions"><button name="step" value="part">${copy.next}</button></div></form>`
}`;
  const title = copy.changeOf(person.name);
  return showConsole(c, { title, body, mistakes, up: upTo(c) }, problems.length > 0 ? 422 : 200);
}

async function postRights(c: Page, deps: ConsoleDeps, personId: string): Promise<Response> {
  const typed = await readForm(c, { one: ['role', 'part', 'step'] });
  try {
    if (typed.step !== 'done') return await rightsPage(c, deps, personId, [], typed);
    const rights = await rightsOf(deps, typed);
    await giveRights(idling(deps), personId, rights, c.get('person'));
    deps.log({ event: 'personRightsChanged', kind: rights.role });
    return seeOther(c, '/console/people?done=rights');
  } catch (error) {
    if (!isRefusal(error, 'Invalid') || error.problems.length === 0) throw error;
    return rightsPage(c, deps, personId, error.problems, typed);
  }
}

async function postDisable(c: Page, deps: ConsoleDeps, personId: string): Promise<Response> {
  await readForm(c, {});
  await disable(idling(deps), personId, c.get('person'));
  deps.log({ event: 'personDisabled' });
  return seeOther(c, '/console/people?done=disabled');
}
