import { html } from 'hono/html';
import type { DraftAnswer } from '#domain/answer.ts';
import { localDate } from '#domain/calendar.ts';
import { isRefusal } from '#domain/refusal.ts';
import { longDate, moment } from '#mail/formats.ts';
import { noteLook } from '#records/access.ts';
import { readAnswer } from '#records/answers.ts';
import { readParty } from '#records/parties.ts';
import type { Place } from '#records/slices.ts';
import { passConflict } from '#steps/respond/tell.ts';
import type { Closed } from '../copy/respond/names.ts';
import type { Html } from '../html.ts';
import { seeOther, show } from '../page.ts';
import { attendanceOf } from './attendance.ts';
import { allKept, type Kept, keep, keptFor, missingIn } from './kept.ts';
import { closedPage, type Filled, memberPage } from './member-page.ts';
import { mistakesOf } from './mistakes.ts';
import { savedMark } from './script.ts';
import { stalePage } from './stale-page.ts';
import { nextToWrite, rowsOf } from './standing.ts';
import { fromTextOf } from './texts.ts';
import { readTyped, type Typed } from './typed.ts';
import { closedFor, type Page, type Work } from './work.ts';

export async function getMember(c: Page, work: Work, place: Place): Promise<Response> {
  await noteLook(work.deps, work.id, work.hand.actor(), 'list');
  const sent = await sentAnswer(work, place);
  const workplace = await workplaceOf(work, place);
  const why = closedFor(work, place.its);
  if (why) return show(c, closedPage(work, place, { workplace, why, answer: sent }));
  const kept = await keptFor(work, place.member.id);
  const filled = {
    answer: kept?.answer ?? sent ?? {},
    version: kept?.version ?? 0,
    seconds: kept?.seconds ?? 0,
    command: work.deps.ids.next(),
  };
  return show(c, await formPage(work, place, filled, { notices: await noticesFor(c, work, place, kept) }));
}

async function formPage(
  work: Work,
  place: Place,
  filled: Filled,
  more: { readonly notices: readonly Html[]; readonly problems?: Typed['problems']; readonly keptAnyway?: boolean },
) {
  const [workplace, attendance] = await Promise.all([workplaceOf(work, place), attendanceOf(work, place.member.id)]);
  const { notices, problems = [], keptAnyway = false } = more;
  return memberPage(work, place, {
    workplace,
    attendance,
    notices,
    filled,
    mistakes: mistakesOf(work, place, problems),
    keptAnyway,
  });
}

export async function postMember(c: Page, work: Work, place: Place): Promise<Response> {
  const typed = await readTyped(c, work, place);
  const why = closedFor(work, place.its);
  // The same press twice: it was passed, and the page says so again.
  if (why === 'withWard' && typed.conflict === 'ward' && typed.go !== 'auto')
    return seeOther(c, await wayOn(work, place, 'next', 'passed'));
  if (why) return refuseClosed(c, work, place, typed, why);
  if (typed.problems.length > 0) return refuseForm(c, work, place, typed);
  if (typed.conflict && typed.go !== 'auto') return pass(c, work, place, typed, typed.conflict);
  const kept = isEmpty(typed.answer) ? unchanged(typed) : await keep(work, place, typed);
  if (kept.outcome === 'stale') return refuseStale(c, work, place, typed, kept.current);
  if (typed.go === 'auto') return c.json({ version: kept.version, said: savedWords(work) });
  const problems = missingIn(work, place, typed.answer);
  if (typed.go === 'next' && problems.length > 0) {
    const again = { ...typed, version: kept.version, problems };
    return refuseForm(c, work, place, again, !isEmpty(typed.answer));
  }
  return seeOther(c, await wayOn(work, place, typed.go));
}

/** A form without anything in it erases nothing: what was kept before stays. */
const isEmpty = ({ kind, ...rest }: DraftAnswer): boolean => kind !== 'notHere' && Object.keys(rest).length === 0;
const unchanged = ({ version }: Typed) => ({ outcome: 'kept', version, finished: false }) as const;

async function wayOn(work: Work, place: Place, go: Typed['go'], done: 'saved' | 'passed' = 'saved'): Promise<string> {
  const { home } = work;
  const n = place.slot + 1;
  if (go === 'mine') return `${home}m/${n}?saved=${n}`;
  const next = go === 'next' ? nextToWrite(rowsOf(work, await allKept(work)), place.slot) : undefined;
  return next ? `${home}m/${next.slot + 1}?${done}=${n}` : `${home}?${done}=${n}`;
}

async function refuseForm(c: Page, work: Work, place: Place, typed: Typed, keptAnyway = false): Promise<Response> {
  const { problems } = typed;
  if (typed.go === 'auto') return c.json({ problems }, 422);
  const notices = await noticesFor(c, work, place, undefined);
  const filled = { ...typed, command: typed.command || work.deps.ids.next() };
  return show(c, await formPage(work, place, filled, { notices, problems, keptAnyway }), 422);
}

async function refuseClosed(c: Page, work: Work, place: Place, typed: Typed, why: Closed): Promise<Response> {
  if (typed.go === 'auto') return c.json({ closed: why }, 409);
  const [workplace, answer] = await Promise.all([workplaceOf(work, place), sentAnswer(work, place)]);
  return show(c, closedPage(work, place, { workplace, why, answer, typed: typed.answer }), 409);
}

async function refuseStale(
  c: Page,
  work: Work,
  place: Place,
  typed: Typed,
  current: Kept | undefined,
): Promise<Response> {
  if (typed.go === 'auto') return c.json({ stale: true }, 409);
  const theirs = current?.answer ?? (await sentAnswer(work, place)) ?? {};
  const page = stalePage(work, place, { typed, theirs, version: current?.version ?? 0, savedAt: current?.savedAt });
  return show(c, page, 409);
}

/** The hand steps aside. A draft stays: another hand of the committee may have written it. */
async function pass(c: Page, work: Work, place: Place, typed: Typed, to: 'hand' | 'ward'): Promise<Response> {
  const wished = { commandId: `pass-${place.slot}-${commandOf(work, typed.command)}`, by: work.hand.actor() };
  try {
    await passConflict(work.deps)(work.id, wished, place.slot, to);
  } catch (error) {
    if (!isRefusal(error, 'AlreadyDone')) throw error;
    const problems = [{ place: 'which', reason: 'conflictAfterSent' }];
    return refuseForm(c, work, place, { ...typed, problems });
  }
  return seeOther(c, await (to === 'hand' ? wayOn(work, place, 'draft') : wayOn(work, place, 'next', 'passed')));
}

/** The key that makes a wish the same wish; one that is not of ours gets its own. */
export const commandOf = (work: Work, sent: string): string =>
  /^[\w-]{8,64}$/.test(sent) ? sent : work.deps.ids.next();

const sentAnswer = async ({ deps, id }: Work, { its }: Place) => its.answer && readAnswer(deps.table, id, its.answer);

async function workplaceOf({ deps, state, copy }: Work, { member }: Place): Promise<string> {
  const party = await readParty(deps.table, state.cycleId, member.workplaceId);
  return party?.name ?? copy.member.workplaceUnknown;
}

const savedWords = ({ copy, language, cycle, now }: Work): string =>
  copy.auto.saved(moment(language, cycle.plan.zone, now).time);

async function noticesFor(c: Page, work: Work, { its }: Place, kept: Kept | undefined): Promise<readonly Html[]> {
  const { copy, language, cycle } = work;
  const { zone } = cycle.plan;
  const notices: Html[] = [...savedNotice(c, work)];
  if (its.sentBack) {
    const reason = await fromTextOf(work, its.sentBack.reason, 'reason');
    const until = longDate(language, localDate(its.sentBack.until, zone));
    notices.push(html`<div class="notice"><h2>${copy.member.sentBack}</h2><p class="said">${reason}</p>
<p>${copy.member.sentBackUntil(until)}</p></div>`);
  } else if (its.answer && !kept) {
    const { time, date } = moment(language, zone, its.answer.at);
    notices.push(html`<p class="notice">${copy.member.sentBefore(time, date)}</p>`);
  }
  if (its.conflictTo === 'hand' && !its.answer) notices.push(html`<p class="notice">${copy.member.forOtherHand}</p>`);
  if (kept) {
    const { time, date } = moment(language, zone, kept.savedAt);
    notices.push(
      html`<p class="quiet">${its.answer ? copy.member.changeKept(time, date) : copy.member.draftKept(time, date)}</p>`,
    );
  }
  if (work.now > work.due && !its.sentBack) notices.push(html`<p class="notice">${copy.late}</p>`);
  return notices;
}

/** "Saved", after the redirect that follows a save; a name never stands in an address, so the number brings it back. */
export function savedNotice(c: Page, work: Work): readonly Html[] {
  const { copy, home, members } = work;
  const passed = passedNotice(Number(c.req.query('passed') ?? 0), work);
  if (passed) return [passed];
  const n = Number(c.req.query('saved') ?? 0);
  const member = members[n - 1];
  return member
    ? [html`<p class="notice done" role="status"${savedMark(`${home}m/${n}`)}>${copy.saved(member.name)}</p>`]
    : [];
}

/** Passing to the ward takes effect at once, so the page says whom a mistaken hand may call. */
function passedNotice(n: number, { copy, home, members, state, cycle }: Work): Html | undefined {
  const member = members[n - 1];
  if (!member || state.slots[n - 1]?.conflictTo !== 'ward') return undefined;
  const { name, telephone } = cycle.plan.officer;
  const words = copy.passed(member.name, name, telephone);
  return html`<p class="notice done" role="status"${savedMark(`${home}m/${n}`)}>${words}</p>`;
}
