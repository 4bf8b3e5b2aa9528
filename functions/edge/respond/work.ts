import type { Context, MiddlewareHandler } from 'hono';
import type { Actor } from '#domain/actor.ts';
import { type LocalDate, localDate } from '#domain/calendar.ts';
import { type OpenCycle, overAt } from '#domain/cycle.ts';
import { DAY } from '#domain/day.ts';
import { type Form, formOf } from '#domain/form.ts';
import type { Language } from '#domain/language.ts';
import { progressOf } from '#domain/outcome.ts';
import { isRefusal, Refusal } from '#domain/refusal.ts';
import type { RequestState, Slot } from '#domain/request.ts';
import type { RequestEvent, Via } from '#domain/request-events.ts';
import { effectiveDue, type Moment, maySubmit, momentOf } from '#domain/request-rules.ts';
import type { Instant, LinkKey } from '#ports';
import { readCycle } from '#records/cycles.ts';
import { type Entry, load, requests } from '#records/journal.ts';
import { type Place, placesIn, readSlice, type SliceMember } from '#records/slices.ts';
import { type RespondCopy, respondCopy } from '../copy/respond/index.ts';
import type { Closed } from '../copy/respond/names.ts';
import type { PageEnv } from '../env.ts';
import type { SubjectDeps } from '../subject.ts';

export interface RespondDeps extends SubjectDeps {
  readonly linkKey: Pick<LinkKey, 'keyId'>;
}

export type Page = Context<PageEnv>;

/** Whose hand writes on these pages. */
export interface Hand {
  /** As the journal names it; with the name of the signer once somebody has signed. */
  readonly actor: (signer?: string) => Actor;
  /** How the answers reach the exchange. Where there are several, the page about the meeting asks which it was. */
  readonly vias: readonly [Via, ...Via[]];
  /** Nobody signed in here by name, so the page asks who it is that types in what came on paper. */
  readonly asksName?: true;
  /** Where its drafts lie: nobody else writes over, or reads, what the committee has not sent. */
  readonly drafts: string;
}

/**
 * One way to these pages: the committee by its link, or somebody who answers in its place. `guard` lets through only who may see
 * the request named by the parameter `id`, checks a posted form's token, and sets `csrf` and `language`.
 */
export interface RespondWay {
  /** The path before the request's id; may hold parameters of its own: `/c`, `/w/:desk/answer`. */
  readonly mount: string;
  readonly guard: MiddlewareHandler<PageEnv>;
  readonly handOf: (c: Page, request: RequestState) => Hand;
  /** Where "back" leads from the list of members, when it is one page of somebody's larger task. */
  readonly upTo?: (c: Page) => string;
}

/** A request as every page needs it. */
export interface Work {
  readonly deps: RespondDeps;
  readonly id: string;
  /** The path of the request's home, with a slash at its end. */
  readonly home: string;
  readonly language: Language;
  readonly copy: RespondCopy;
  readonly csrf: string;
  readonly hand: Hand;
  readonly state: RequestState;
  readonly entries: readonly Entry<RequestEvent>[];
  readonly cycle: OpenCycle;
  readonly form: Form;
  readonly members: readonly SliceMember[];
  readonly now: Instant;
  readonly today: LocalDate;
  readonly moment: Moment;
  readonly due: Instant;
}

export async function workOf(c: Page, deps: RespondDeps, way: RespondWay): Promise<Work> {
  const id = c.req.param('id') ?? '';
  const [{ state, entries }, members] = await Promise.all([load(deps.table, requests, id), readSlice(deps.table, id)]);
  if (state.seq === 0) throw new Refusal('NotFound', `there is no request ${id}`);
  const cycle = await readCycle(deps.table, state.cycleId);
  const now = deps.clock.now();
  const moment = momentOf(cycle, now);
  if (state.cancelledAt || moment.cycle === 'cancelled') throw new Refusal('CycleOver', 'the cycle was cancelled');
  const language = c.get('language');
  return {
    deps,
    id,
    home: homeIn(c.req.path, id),
    language,
    copy: respondCopy(language),
    csrf: c.get('csrf'),
    hand: way.handOf(c, state),
    state,
    entries,
    cycle,
    form: formOf(cycle.plan.formId),
    members,
    now,
    today: localDate(now, cycle.plan.zone),
    moment,
    due: effectiveDue(state, moment),
  };
}

/** These pages stand under several paths; the one that was asked for says which. */
const homeIn = (path: string, id: string): string => path.slice(0, path.indexOf(`/${id}/`) + id.length + 2);

/** The member of page `/m/<n>`, counted from one; a number that names nobody here is a page that does not exist. */
export function placeOf(work: Work, n: string): Place {
  const slot = /^[1-9]\d{0,4}$/.test(n) ? Number(n) - 1 : -1;
  const its = work.state.slots[slot];
  const member = work.members[slot];
  if (!its || !member || its.reroutedTo !== undefined) throw new Refusal('NotFound', 'no such member in this request');
  return { slot, its, member };
}

/** Everybody who is the committee's to answer about, in the order of names. */
export const placesOf = ({ state, members }: Pick<Work, 'state' | 'members'>): readonly Place[] =>
  placesIn(state, members).filter(({ its }) => its.reroutedTo === undefined);

export function closedFor(
  { state, hand, moment }: Pick<Work, 'state' | 'hand' | 'moment'>,
  slot: Slot,
): Closed | undefined {
  if (moment.cycle === 'finished') return 'over';
  const [via] = hand.vias;
  if (via !== 'ward' && slot.conflictTo === 'ward' && progressOf(slot) === 'conflict') return 'withWard';
  const no = maySubmit(state, slot, via, moment);
  if (!no) return undefined;
  if (isRefusal(no, 'AlreadyDone')) return 'confirmed';
  if (isRefusal(no, 'TooEarly')) return 'notYetWards';
  return isRefusal(no, 'NotAllowed') ? 'answeredByCell' : 'dueOver';
}

/** Drafts outlive the cycle by some days, for whoever asks what became of theirs. */
export function keepUntil({ cycle, now }: Pick<Work, 'cycle' | 'now'>): Instant {
  const weekFromNow = new Date(Date.parse(now) + 7 * DAY).toISOString();
  return [overAt(cycle), weekFromNow].sort()[1] ?? weekFromNow;
}
