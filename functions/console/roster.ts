import type { Hono } from 'hono';
import { html } from 'hono/html';
import { addDays } from '#domain/calendar.ts';
import { type Committee, committeesById, lineUp } from '#domain/committee.ts';
import type { Language } from '#domain/language.ts';
import { byName, inMemberOrder, inOrder } from '#domain/names.ts';
import { isRefusal, type Problem, Refusal } from '#domain/refusal.ts';
import { dateShown } from '#domain/written-date.ts';
import { contactsCopy } from '#edge/copy/console/contacts/index.ts';
import { type RosterCopy, rosterCopy } from '#edge/copy/console/roster/index.ts';
import { uploadCopy } from '#edge/copy/console/upload/index.ts';
import { readForm } from '#edge/forms.ts';
import { csrfField, type Html, inlineScript, textField } from '#edge/html.ts';
import { seeOther } from '#edge/page.ts';
import { type ContactChange, contactChangesSince, IN_ROSTER } from '#records/contact-changes.ts';
import { currentRoster, findMembers, membersOf, rosterCommittees } from '#records/roster.ts';
import { type Checked, checkRoster, putCheckedInForce, readChecked } from '#steps/roster/checked.ts';
import { changeCards } from './contacts.ts';
import type { ConsoleDeps, ConsoleEnv, Page, RosterDeps, RosterUploads } from './deps.ts';
import { rosterUploadPath } from './mounts.ts';
import { noteRosterLook } from './roster-looks.ts';
import { reportBody } from './roster-report.ts';
import { type Column, table } from './table.ts';
import { readUpload } from './upload.ts';
import { mistakesOf, showConsole } from './view.ts';
import { day, handName, number } from './words.ts';

/** The roster in force, how a new one comes in, and a look into it. */
export function rosterPages(app: Hono<ConsoleEnv>, deps: RosterDeps): void {
  app.get('/console/roster', (c) => rosterPage(c, deps));
  app.get('/console/roster/check/:id', (c) => reportPage(c, deps, c.req.param('id')));
  app.post('/console/roster/check/:id', (c) => postApply(c, deps, c.req.param('id')));
  app.get('/console/roster/contacts', (c) => contactsPage(c, deps));
  app.get('/console/roster/committees', (c) => treePage(c, deps, undefined));
  app.get('/console/roster/committees/:id', (c) => treePage(c, deps, c.req.param('id')));
  // A name is asked for by a form and never stands in an address.
  app.post('/console/roster/committees/:id', async (c) => {
    const { name } = await readForm(c, { one: ['name'] });
    return treePage(c, deps, c.req.param('id'), name.slice(0, 100));
  });
}

/** Where a file comes in. Apart from the pages, because reading it takes libraries that no page needs. */
export function rosterUpload(app: Hono<ConsoleEnv>, deps: RosterDeps): void {
  app.post(rosterUploadPath, (c) => postCheck(c, deps));
}

async function rosterPage(c: Page, deps: RosterDeps): Promise<Response> {
  const language = c.get('language');
  const copy = rosterCopy(language);
  const roster = await currentRoster(deps.table);
  const moved = roster ? (await latelyMoved(deps)).length : 0;
  const applied = c.req.query('done') === 'applied' ? { done: copy.applied } : {};
  const body = html`${
    roster
      ? html`<dl class="facts"><div><dt>${copy.committees}</dt><dd>${number(language, roster.committees)}</dd></div>
<div><dt>${copy.members}</dt><dd>${number(language, roster.members)}</dd></div>
<div><dt>${copy.since}</dt><dd>${day(language, roster.at, true)}</dd></div>
${roster.confirmedAt ? html`<div><dt>${copy.confirmed}</dt><dd>${day(language, roster.confirmedAt, true)}</dd></div>` : ''}
<div><dt>${copy.by}</dt><dd>${handName(language, roster.by)}</dd></div></dl>
<p class="actions"><a class="button second" href="/console/roster/committees">${copy.browse}</a></p>
${moved > 0 ? html`<ul class="rows"><li><a href="/console/roster/contacts">${contactsCopy(language).toPage(number(language, moved))}</a></li></ul>` : ''}`
      : html`<p>${copy.none}</p>`
  }
<h2>${copy.upload}</h2>
<p>${copy.uploadText}</p>
<form method="post" action="${rosterUploadPath}" enctype="multipart/form-data">${csrfField(c.get('csrf'))}
<div class="field"><label for="dates">${copy.dates}</label><span class="hint" id="dates-hint">${copy.datesHint}</span>
<select class="short" id="dates" name="dates" aria-describedby="dates-hint"><option value="dmy">${copy.dmy}</option><option value="mdy">${copy.mdy}</option></select></div>
${fileField(language, deps.rosterUploads)}
<div class="actions"><button>${copy.check}</button></div>
</form>
<p class="quiet">${copy.secret}</p>
<details><summary>${copy.columns}</summary>${copy.columnsText.map((line) => html`<p>${line}</p>`)}</details>`;
  return showConsole(c, { title: copy.title, body, script: sizeScript, ...applied });
}

/** Says at once that a file is too large, before it is sent: what stands before the pages might refuse it without a word. */
const sizeScript = inlineScript(`
(function () {
  var field = document.getElementById('file');
  field.addEventListener('change', function () {
    var file = field.files && field.files[0];
    field.setCustomValidity(file && file.size > Number(field.dataset.most) ? field.dataset.larger : '');
    field.reportValidity();
  });
})();
`);

function fileField(language: Language, { megabytes, larger }: RosterUploads): Html {
  const copy = uploadCopy(language);
  const most = number(language, megabytes);
  const otherWay = larger === undefined ? '' : html` ${copy.larger(most)} <code>${larger}</code>`;
  return html`<div class="field"><label for="file">${rosterCopy(language).file}</label><span class="hint" id="file-hint">${copy.fileHint(most)}${otherWay}</span>
<input id="file" name="file" type="file" accept=".csv,.xlsx,text/csv" aria-describedby="file-hint" data-most="${megabytes * 1024 * 1024}" data-larger="${copy.tooLarge(most)}" required></div>`;
}

const LATELY_DAYS = 90;

const latelyMoved = ({ table, clock }: ConsoleDeps) =>
  contactChangesSince(table, IN_ROSTER, addDays(clock.now().slice(0, 10), -LATELY_DAYS));

/** Those that came in stand behind: a thousand of them hide no mailbox that was taken from its committee. */
async function leavingFirst(deps: ConsoleDeps): Promise<readonly ContactChange[]> {
  const { came = [], left = [] } = Object.groupBy(await latelyMoved(deps), ({ before }) =>
    before === 'new' ? 'came' : 'left',
  );
  return [...left, ...came];
}

async function contactsPage(c: Page, deps: ConsoleDeps): Promise<Response> {
  const language = c.get('language');
  const copy = contactsCopy(language);
  const body = html`<p>${copy.leadRoster(number(language, LATELY_DAYS))}</p>
${await changeCards(c, deps, await leavingFirst(deps))}`;
  const up = [{ words: rosterCopy(language).title, path: '/console/roster' }];
  return showConsole(c, { title: copy.title, body, up });
}

async function postCheck(c: Page, deps: RosterDeps): Promise<Response> {
  const { content, dates, letGo } = await readUpload(c, deps);
  try {
    const id = await checkRoster(deps)({ content, dates, by: c.get('person').name });
    deps.log({ event: 'rosterChecked' });
    return seeOther(c, `/console/roster/check/${id}`);
  } finally {
    letGo();
  }
}

async function reportPage(
  c: Page,
  deps: ConsoleDeps,
  id: string,
  problems: readonly Problem[] = [],
  typed = '',
): Promise<Response> {
  const copy = rosterCopy(c.get('language'));
  const checked = await readChecked(deps, id);
  const mistakes = mistakesOf(c, problems);
  const removed = await removedCommittees(deps, checked);
  const view = {
    title: copy.report.title,
    body: reportBody(c.get('language'), checked, c.get('csrf'), { removed, typed, mistake: mistakes[0]?.words }),
    up: [{ words: copy.title, path: '/console/roster' }],
    mistakes,
  };
  return showConsole(c, view, problems.length > 0 ? 422 : 200);
}

/** The names of the committees in force that the file's roster has not. */
async function removedCommittees(deps: ConsoleDeps, { version, report }: Checked): Promise<readonly string[]> {
  const inForce = await currentRoster(deps.table);
  if (!inForce || version === undefined || report.committees.remove === 0) return [];
  const stays = new Set<string>();
  for await (const { id } of rosterCommittees(deps.files, version)) stays.add(id);
  const names: string[] = [];
  for await (const { id, name } of rosterCommittees(deps.files, inForce.version)) if (!stays.has(id)) names.push(name);
  return names.sort(inOrder);
}

async function postApply(c: Page, deps: ConsoleDeps, id: string): Promise<Response> {
  const form = await readForm(c, { one: ['goodRowsOnly', 'removals'] });
  const goodRowsOnly = form.goodRowsOnly === 'yes';
  const typed = form.removals.replaceAll(/\D/g, '');
  const removals = typed === '' ? undefined : Number(typed);
  try {
    await putCheckedInForce(deps)(id, { by: c.get('person').name, goodRowsOnly, removals });
  } catch (error) {
    if (!isRefusal(error, 'Invalid') || error.problems.length === 0) throw error;
    return reportPage(c, deps, id, error.problems, form.removals);
  }
  deps.nudge();
  deps.log({ event: 'rosterApplied' });
  return seeOther(c, '/console/roster?done=applied');
}

const LONGEST_LIST = 500;

async function treePage(c: Page, deps: ConsoleDeps, id: string | undefined, words = ''): Promise<Response> {
  const copy = rosterCopy(c.get('language'));
  const roster = await currentRoster(deps.table);
  if (!roster) return seeOther(c, '/console/roster');
  const all: Committee[] = [];
  for await (const committee of rosterCommittees(deps.files, roster.version)) all.push(committee);
  const byId = committeesById(all);
  const here = id === undefined ? undefined : byId.get(id);
  if (id !== undefined && !here) throw new Refusal('NotFound', 'there is no such committee in the roster');
  const below = all.filter((committee) =>
    here ? committee.parentId === here.id : !byId.has(committee.parentId ?? ''),
  );
  const up = [
    { words: copy.title, path: '/console/roster' },
    ...(here ? [{ words: copy.tree, path: '/console/roster/committees' }] : []),
    ...(here ? lineUp(here.id, byId).slice(1).reverse().map(linkTo) : []),
  ];
  const body = html`${here ? committeeFacts(c, here) : ''}
${
  below.length > 0
    ? html`<h2>${here ? copy.below : copy.top}</h2><ul class="rows">${below
        .sort(byName)
        .slice(0, LONGEST_LIST)
        .map(
          (committee) =>
            html`<li><a href="${linkTo(committee).path}">${committee.name} <span class="tag">${copy.levels[committee.level]}</span></a></li>`,
        )}</ul>`
    : ''
}
${below.length > LONGEST_LIST ? html`<p>${copy.more(number(c.get('language'), below.length - LONGEST_LIST))}</p>` : ''}
${here && (here.level === 'cell' || here.level === 'commune') ? await members(c, deps, roster.version, here, words) : ''}`;
  return showConsole(c, { title: here?.name ?? copy.tree, body, up });
}

const linkTo = ({ id, name }: Committee) => ({
  words: name,
  path: `/console/roster/committees/${encodeURIComponent(id)}`,
});

function committeeFacts(c: Page, here: Committee): Html {
  const copy = rosterCopy(c.get('language'));
  const row = (label: string, value: string | undefined) =>
    value ? html`<div><dt>${label}</dt><dd>${value}</dd></div>` : '';
  return html`<dl class="facts">${row(copy.id, here.id)}${row(copy.level, copy.levels[here.level])}${row(copy.channel, copy.channels[here.channel])}
${row(copy.mailbox, here.mailbox ?? (here.channel === 'mailbox' ? copy.noMailbox : undefined))}${row(copy.second, here.secondContact)}</dl>`;
}

async function members(c: Page, deps: ConsoleDeps, version: string, here: Committee, words: string): Promise<Html> {
  const language = c.get('language');
  const copy = rosterCopy(language);
  const found =
    words === ''
      ? await membersOf(deps.files, version, here.id)
      : await findMembers(deps.files, version, here.id, words);
  if (found.length === 0 && words === '') return html`<h2>${copy.members}</h2><p>${copy.noMembers}</p>`;
  const shown = inMemberOrder(found, (member) => member).slice(0, LONGEST_LIST);
  await noteRosterLook(c, deps, shown);
  return html`<h2>${copy.members} (${number(language, found.length)})</h2>
<form method="post" action="/console/roster/committees/${encodeURIComponent(here.id)}">${csrfField(c.get('csrf'))}${textField({ name: 'name', label: copy.find, hint: copy.findHint, value: words, attributes: 'type="search" class="short" maxlength="100" autocomplete="off"' })}
<div class="actions"><button class="second">${copy.findGo}</button></div></form>
${memberTable(copy, shown)}`;
}

function memberTable(copy: RosterCopy, members: Awaited<ReturnType<typeof membersOf>>): Html {
  const columns: readonly Column[] = [
    { words: copy.name, is: 'name' },
    { words: copy.id },
    { words: copy.born },
    { words: copy.workplace },
    { words: copy.category },
  ];
  const rows = members.map(({ id, name, birthDate, workplaceId, category }) => [
    name,
    id,
    dateShown(birthDate),
    workplaceId,
    category,
  ]);
  return table(copy.members, columns, rows);
}
