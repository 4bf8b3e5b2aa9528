import { html } from 'hono/html';
import { localDate } from '#domain/calendar.ts';
import { isRefusal } from '#domain/refusal.ts';
import { shortDate } from '#mail/formats.ts';
import { readCycle } from '#records/cycles.ts';
import { load, requests } from '#records/journal.ts';
import { respondCopy } from '../copy/respond/index.ts';
import { statusOf } from '../errors.ts';
import type { Html } from '../html.ts';
import { show } from '../page.ts';
import type { Page, RespondDeps } from './work.ts';

/**
 * What a page of a cancelled cycle answers: that it was, when, and that nothing is to be done. Only for the refusal of these pages
 * themselves, which comes after their guard.
 */
export async function answerCancelled(
  c: Page,
  deps: RespondDeps,
  error: unknown,
  more: Html | undefined,
): Promise<Response | undefined> {
  if (!isRefusal(error, 'CycleOver')) return undefined;
  const { state } = await load(deps.table, requests, c.req.param('id') ?? c.req.path.split('/')[2] ?? '');
  if (state.seq === 0) return undefined;
  const cycle = await readCycle(deps.table, state.cycleId);
  if (!cycle.cancelledAt) return undefined;
  const language = c.get('language');
  const { cancelled } = respondCopy(language);
  const { officer, title, zone } = cycle.plan;
  const on = shortDate(language, localDate(cycle.cancelledAt, zone));
  const body = html`<h1>${cancelled.title}</h1><p>${cancelled.text(title, on)}</p>
<p>${officer.name}, ${officer.telephone}</p>${more ?? ''}`;
  return show(c, { language, title: cancelled.title, place: state.name, body, path: c.req.path }, statusOf.CycleOver);
}
