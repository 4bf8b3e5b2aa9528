import type { Hono } from 'hono';
import { html } from 'hono/html';
import { boardRowOf, standingOf } from '#domain/board.ts';
import type { OpenCycle } from '#domain/cycle.ts';
import { NO_DESK, progressOf } from '#domain/outcome.ts';
import { type Problem, Refusal } from '#domain/refusal.ts';
import type { RequestState } from '#domain/request.ts';
import { effectiveDue, momentOf } from '#domain/request-rules.ts';
import { requestCopy } from '#edge/copy/console/request/index.ts';
import type { Html } from '#edge/html.ts';
import { ownName } from '#edge/language.ts';
import { noteLook } from '#records/access.ts';
import { readCycle } from '#records/cycles.ts';
import { load, requests } from '#records/journal.ts';
import { readParty } from '#records/parties.ts';
import { placesIn, readSlice } from '#records/slices.ts';
import { type Moment, timelineOf } from '#records/timeline.ts';
import type { ConsoleDeps, ConsoleEnv, Page, RoomDeps } from './deps.ts';
import { actorOf } from './fields.ts';
import { postAction } from './request-actions.ts';
import { actionForms, type Typed } from './request-forms.ts';
import { cycleIn, expectWithin } from './session.ts';
import { type Column, type Row, table } from './table.ts';
import { progressTag, standingTag } from './tags.ts';
import { committeeIn, type Known, timelineBody } from './timeline.ts';
import { mayHere, mistakesOf, showConsole } from './view.ts';
import { day, deadline, number } from './words.ts';

/** One request: who it is about and where each stands, everything that happened, and what can be done. No text of a comment. */
export function requestPages(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/console/requests/:id', (c) => requestPage(c, deps, c.req.param('id')));
  app.post('/console/requests/:id/:action', async (c) => {
    const id = c.req.param('id');
    await requestOf(c, deps, id);
    const again = (problems: readonly Problem[], typed: Typed) => requestPage(c, deps, id, problems, typed);
    return postAction(c, deps, id, c.req.param('action'), again);
  });
}

interface Found {
  readonly state: RequestState;
  readonly cycle: OpenCycle;
}

/** The request, if it stands within the person's part; one that does not is one that does not exist. */
export async function requestOf(c: Page, deps: RoomDeps, id: string): Promise<Found> {
  const { cycleId } = cycleIn(id);
  const { state } = await load(deps.table, requests, id);
  if (state.seq === 0) throw new Refusal('NotFound', 'there is no such request');
  await expectWithin(c, deps, cycleId, state.deskId);
  return { state, cycle: await readCycle(deps.table, cycleId) };
}

async function requestPage(
  c: Page,
  deps: ConsoleDeps,
  id: string,
  problems: readonly Problem[] = [],
  typed: Typed = {},
): Promise<Response> {
  const language = c.get('language');
  const copy = requestCopy(language);
  const { state, cycle } = await requestOf(c, deps, id);
  const members = await readSlice(deps.table, id);
  await noteLook(deps.world, id, actorOf(c.get('person')), 'list');
  const ward = state.deskId === NO_DESK ? undefined : await readParty(deps.table, cycle.id, state.deskId);
  const moments = await timelineOf(deps.world, id);
  const nameOf = await namesIn(deps, cycle.id, state, moments);
  const known = { deskId: state.deskId, members, nameOf };
  const mistakes = mistakesOf(c, problems);
  const done = Object.entries(copy.done).find(([name]) => name === c.req.query('done'));
  const body = html`${facts(c, deps, state, cycle, ward?.name)}
<h2>${copy.members} (${number(language, state.slots.length)})</h2>${memberTable(c, state, known)}
${mayHere(c, 'changeRequests') ? html`<h2>${copy.actions}</h2>${actionForms(c, deps, { state, cycle, members }, mistakes, typed)}` : ''}
<h2>${copy.timeline}</h2>${timelineBody(language, moments, cycle, known)}`;
  const path = `/console/cycles/${cycle.id}`;
  const up = [
    { words: cycle.plan.title, path },
    { words: ward?.name ?? copy.noWard, path: `${path}/wards/${state.deskId}` },
  ];
  return showConsole(
    c,
    { title: state.name, body, up, mistakes, ...(done ? { done: done[1] } : {}) },
    problems.length > 0 ? 422 : 200,
  );
}

function facts(c: Page, deps: ConsoleDeps, state: RequestState, cycle: OpenCycle, ward: string | undefined): Html {
  const language = c.get('language');
  const copy = requestCopy(language);
  const now = deps.clock.now();
  const { contact } = state;
  const row = (label: string, value: string | Html) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  const due = deadline(language, effectiveDue(state, momentOf(cycle, now)), cycle.plan.zone);
  const at = (instant: string | undefined) => (instant ? day(language, instant, true) : copy.never);
  return html`<dl class="facts">${row(copy.standing, standingTag(copy, standingOf(boardRowOf(state), now)))}${row(copy.ward, ward ?? copy.noWard)}
${row(copy.channel, copy.channels[contact.channel])}${contact.mailbox ? row(copy.mailbox, contact.mailbox) : ''}${contact.secondContact ? row(copy.second, contact.secondContact) : ''}${row(copy.language, ownName[contact.language])}
${row(copy.due, due)}${row(copy.asked, at(state.askedAt))}${contact.channel === 'mailbox' || state.firstVisitAt ? row(copy.visited, at(state.firstVisitAt)) : ''}
${state.unreachableSince ? row(copy.unreachable, at(state.unreachableSince)) : ''}${state.unlisted.length > 0 ? row(copy.unlisted, number(language, state.unlisted.length)) : ''}
${state.releases.length > 0 ? row(copy.version, number(language, state.releases.length)) : ''}</dl>`;
}

/** The names of the workplaces and of the committees that members went to or came from. */
async function namesIn(deps: ConsoleDeps, cycleId: string, state: RequestState, moments: readonly Moment[]) {
  const names = new Map<string, string>();
  for (const id of new Set(state.slots.map(({ workplaceId }) => workplaceId))) {
    const party = await readParty(deps.table, cycleId, id);
    if (party) names.set(id, party.name);
  }
  const events = moments.flatMap(({ entry }) => entry?.event ?? []);
  const to = state.slots.flatMap(({ reroutedTo }) => reroutedTo ?? []);
  const from = events.flatMap((event) => (event.type === 'reroutedIn' ? committeeIn(event.from) : []));
  for (const id of new Set([...to, ...from])) {
    const { state: other } = await load(deps.table, requests, `${cycleId}.${id}`);
    if (other.seq > 0) names.set(id, other.name);
  }
  return (id: string): string => names.get(id) ?? id;
}

function memberTable(c: Page, state: RequestState, { members, nameOf }: Known): Html {
  const copy = requestCopy(c.get('language'));
  const columns: readonly Column[] = [
    { words: copy.name, is: 'name' },
    { words: copy.id },
    { words: copy.workplace },
    { words: copy.state, is: 'long' },
  ];
  const rows = placesIn(state, members).map(({ its: slot, member }): Row => {
    const marks = [
      ...(slot.answer ? [copy.kinds[slot.answer.kind], copy.vias[slot.answer.via]] : []),
      ...(slot.answer?.late ? [copy.late] : []),
      ...(slot.view ? [copy.hasView] : []),
      ...(slot.mailReturned ? [copy.mailReturned] : []),
      ...(slot.reroutedTo ? [copy.now(nameOf(slot.reroutedTo))] : []),
    ];
    return [
      member.name,
      `${slot.id}${slot.category === 'B' ? ' (B)' : ''}`,
      nameOf(slot.workplaceId),
      html`${progressTag(copy, progressOf(slot))} <span class="quiet">${marks.join(', ')}</span>`,
    ];
  });
  return table(copy.members, columns, rows);
}
