import type { Context } from 'hono';
import { type Actor, committee } from '#domain/actor.ts';
import type { OpenCycle } from '#domain/cycle.ts';
import type { Language } from '#domain/language.ts';
import { Refusal } from '#domain/refusal.ts';
import type { RequestState } from '#domain/request.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import { shortDate } from '#mail/formats.ts';
import type { Files, Instant } from '#ports';
import { readCycle } from '#records/cycles.ts';
import { type Entry, load, requests } from '#records/journal.ts';
import { type Party, readParty } from '#records/parties.ts';
import { type Place, placesIn, readSlice, type SliceMember } from '#records/slices.ts';
import { dayOf, type Telling, tellingOf } from '#steps/deliver/in-words.ts';
import { type WardCopy, wardCopy } from '../copy/ward/index.ts';
import type { PageEnv } from '../env.ts';
import type { View } from '../html.ts';
import { show } from '../page.ts';
import type { RespondDeps } from '../respond/work.ts';

export interface WardDeps extends RespondDeps {
  readonly files: Files;
}

export type Page = Context<PageEnv>;

/** A ward's (or province's) part in a cycle, as each of its pages needs it. */
export interface Desk {
  readonly deps: WardDeps;
  readonly id: string;
  readonly party: Party;
  readonly cycle: OpenCycle;
  readonly language: Language;
  readonly copy: WardCopy;
  readonly telling: Telling;
  readonly csrf: string;
  readonly now: Instant;
  /** The path of the desk's home, with a slash at its end. */
  readonly home: string;
  readonly day: (at: Instant) => string;
  readonly by: (name?: string) => Actor;
}

const idsOf = (c: Page): readonly [cycleId: string, committeeId: string] => {
  const { id } = c.get('subject');
  const dot = id.indexOf('.');
  return [id.slice(0, dot), id.slice(dot + 1)];
};

export async function deskOf(c: Page, deps: WardDeps): Promise<Desk> {
  const { id } = c.get('subject');
  const [cycleId, committeeId] = idsOf(c);
  const [cycle, party] = await Promise.all([
    readCycle(deps.table, cycleId),
    readParty(deps.table, cycleId, committeeId),
  ]);
  if (party?.level !== 'commune' && party?.level !== 'province')
    throw new Refusal('NotFound', `there is no ward ${committeeId} in this cycle`);
  const language = c.get('language');
  const telling = tellingOf(cycle, language);
  return {
    deps,
    id,
    party,
    cycle,
    language,
    copy: wardCopy(language),
    telling,
    csrf: c.get('csrf'),
    now: deps.clock.now(),
    home: `/w/${id}/`,
    day: (at) => dayOf(telling, at),
    by: (name) => committee(committeeId, name),
  };
}

/** A province sees counts; whatever shows a text or a member is a page that does not exist for it. */
export async function wardOf(c: Page, deps: WardDeps): Promise<Desk> {
  const desk = await deskOf(c, deps);
  if (desk.party.level !== 'commune') throw new Refusal('NotFound', 'a province has no such page');
  return desk;
}

/** One cell's request, of the ward that confirms for it and of no other. */
export interface Cell {
  readonly desk: Desk;
  readonly state: RequestState;
  readonly entries: readonly Entry<RequestEvent>[];
  readonly members: readonly SliceMember[];
  readonly home: string;
}

export async function cellOf(desk: Desk, committeeId: string): Promise<Cell> {
  const requestId = `${desk.cycle.id}.${committeeId}`;
  const { state, entries } = await load(desk.deps.table, requests, requestId);
  if (state.seq === 0 || state.deskId !== desk.party.id)
    throw new Refusal('NotFound', `there is no request ${requestId} at this desk`);
  const members = await readSlice(desk.deps.table, requestId);
  return { desk, state, entries, members, home: `${desk.home}cell/${committeeId}/` };
}

/** For pages that need no more of the desk than that the request is one of its own. */
export async function expectOwnRequest(c: Page, { table }: RespondDeps, requestId: string): Promise<void> {
  const [cycleId, committeeId] = idsOf(c);
  const party = await readParty(table, cycleId, committeeId);
  const { state } = await load(table, requests, requestId);
  const isOwn = requestId.startsWith(`${cycleId}.`) && state.seq > 0 && state.deskId === party?.id;
  if (party?.level !== 'commune' || !isOwn)
    throw new Refusal('NotFound', `there is no request ${requestId} at this desk`);
}

/** Who acted for the ward about this cell the last time: most wards have one such hand. */
export const lastHand = ({ desk, entries }: Cell): string =>
  entries.findLast(({ by }) => by.body === desk.by().body && by.name !== undefined)?.by.name ?? '';

/** Those re-routed away too: the ward sees where they went. */
export const placesOf = ({ state, members }: Pick<Cell, 'state' | 'members'>): readonly Place[] =>
  placesIn(state, members);

/** A member's slot as an address or a form has it. */
export const slotIn = (text: string): number | undefined => (/^\d{1,5}$/.test(text) ? Number(text) : undefined);

/** The member of page `/m/<n>`, counted from one. */
export function placeOf(cell: Cell, n: string): Place {
  const slot = /^[1-9]\d{0,4}$/.test(n) ? Number(n) - 1 : -1;
  const found = placesOf(cell).find((place) => place.slot === slot);
  if (!found) throw new Refusal('NotFound', 'no such member in this request');
  return found;
}

export const showOn = (
  c: Page,
  desk: Desk,
  view: Omit<View, 'language' | 'csrf' | 'place'>,
  status?: 200 | 409 | 422,
) =>
  show(
    c,
    {
      language: desk.language,
      csrf: desk.csrf,
      place: `${desk.party.name} – ${desk.cycle.plan.title}`,
      ...view,
    },
    status,
  );

/** A day of the cycle as it is written: no zone, the day itself. */
export const written = (desk: Desk, date: string): string => shortDate(desk.language, date);
