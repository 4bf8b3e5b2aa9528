import { html } from 'hono/html';
import { localDate } from '#domain/calendar.ts';
import type { Language } from '#domain/language.ts';
import { effectiveDue, momentOf } from '#domain/request-rules.ts';
import { daysUntil, longDate } from '#mail/formats.ts';
import { readCycle } from '#records/cycles.ts';
import { load, requests } from '#records/journal.ts';
import { readParty } from '#records/parties.ts';
import { grantOf } from '#records/sessions.ts';
import { respondCopy } from '../copy/respond/index.ts';
import { PageError } from '../errors.ts';
import { csrfOf } from '../forms.ts';
import type { View } from '../html.ts';
import { show } from '../page.ts';
import { sessionOf } from '../subject.ts';
import type { Page, RespondDeps } from './work.ts';

/** One thing that the mailbox opens. */
interface Line {
  readonly path: string;
  readonly name: string;
  readonly of: string;
  readonly due?: string;
}

const pathOf: { readonly [kind: string]: string } = { request: '/c', desk: '/w', delivery: '/e', member: '/m' };

/** Everything that this session opens: names of bodies and cycles, and nothing that anybody wrote. */
export async function getList(c: Page, deps: RespondDeps): Promise<Response> {
  const found = await sessionOf(c, deps);
  if (!found) throw new PageError('SignedOut');
  const language = c.get('language');
  const lines: Line[] = [];
  for (const { kind, id } of found.session.subjects) {
    const path = pathOf[kind];
    if (path === undefined || !(await grantOf(deps.table, found.session, kind, id))) continue;
    lines.push(await lineOf(deps, language, kind, id, `${path}/${id}/`));
  }
  if (lines.length === 0) throw new PageError('SignedOut');
  return show(c, listPage(language, lines, csrfOf(found.cookie)));
}

async function lineOf(deps: RespondDeps, language: Language, kind: string, id: string, path: string): Promise<Line> {
  const copy = respondCopy(language);
  const dot = id.indexOf('.');
  const cycle = await readCycle(deps.table, id.slice(0, dot));
  const of = cycle.plan.title;
  if (kind === 'request') {
    const { state } = await load(deps.table, requests, id);
    const now = deps.clock.now();
    const { zone } = cycle.plan;
    const day = localDate(effectiveDue(state, momentOf(cycle, now)), zone);
    return {
      path,
      name: state.name,
      of,
      due: copy.due(longDate(language, day), zone, daysUntil(localDate(now, zone), day)),
    };
  }
  if (kind === 'member') return { path, name: copy.list.member, of };
  const party = await readParty(deps.table, cycle.id, id.slice(dot + 1));
  return { path, name: party?.name ?? '', of: kind === 'delivery' ? `${copy.list.delivery}${copy.colon} ${of}` : of };
}

function listPage(language: Language, lines: readonly Line[], csrf: string): View {
  const copy = respondCopy(language);
  const body = html`<h1>${copy.list.title}</h1><p>${copy.list.lead}</p>
<ul class="rows">${lines.map(
    ({ path, name, of, due }) =>
      html`<li><a href="${path}"><span><strong>${name}</strong><br>${of}${due ? html`<br><span class="quiet">${copy.home.due}${copy.colon} ${due}</span>` : ''}</span></a></li>`,
  )}</ul>`;
  return { language, title: copy.list.title, body, path: '/c/', csrf };
}
