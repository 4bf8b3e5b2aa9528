import { html } from 'hono/html';
import { localDate } from '#domain/calendar.ts';
import type { Language } from '#domain/language.ts';
import { effectiveDue, momentOf } from '#domain/request-rules.ts';
import { daysUntil, longDate } from '#mail/formats.ts';
import type { Instant } from '#ports';
import { readCycle } from '#records/cycles.ts';
import { load, requests } from '#records/journal.ts';
import { mailboxPrint, subjectsOfMailbox } from '#records/mailboxes.ts';
import { readParty } from '#records/parties.ts';
import { grantOf, type Session } from '#records/sessions.ts';
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
  const others = await otherRequests(deps, found.session, deps.clock.now());
  return show(c, listPage(language, lines, others, csrfOf(found.cookie)));
}

/** Requests of the same mailbox that this session was not opened for: each has its own link in the mail. */
async function otherRequests(deps: RespondDeps, session: Session, now: Instant): Promise<number> {
  const { mailboxPrint: print, subjects } = session;
  if (print === undefined) return 0;
  const held = new Set(subjects.map(({ id }) => id));
  const known = await subjectsOfMailbox(deps.table, print);
  const rest = known.filter(({ kind, id }) => kind === 'request' && !held.has(id));
  const open = await Promise.all(
    rest.map(async ({ id }) => {
      const { state } = await load(deps.table, requests, id);
      if (state.seq === 0 || state.cancelledAt) return false;
      const mailboxes = [state.contact.mailbox, state.contact.secondContact].filter((one) => one !== undefined);
      const theirs = mailboxes.some((mailbox) => mailboxPrint(mailbox) === print);
      return (
        theirs && !['cancelled', 'finished'].includes(momentOf(await readCycle(deps.table, state.cycleId), now).cycle)
      );
    }),
  );
  return open.filter(Boolean).length;
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

function listPage(language: Language, lines: readonly Line[], others: number, csrf: string): View {
  const copy = respondCopy(language);
  const body = html`<h1>${copy.list.title}</h1><p>${lines.length > 1 ? copy.list.lead : copy.list.leadOne}</p>
<ul class="rows">${lines.map(
    ({ path, name, of, due }) =>
      html`<li><a href="${path}"><span><strong>${name}</strong><br>${of}${due ? html`<br><span class="quiet">${copy.home.due}${copy.colon} ${due}</span>` : ''}</span></a></li>`,
  )}</ul>
${others > 0 ? html`<p class="notice">${copy.list.others(others)}</p>` : ''}`;
  return { language, title: copy.list.title, body, path: '/c/', csrf };
}
