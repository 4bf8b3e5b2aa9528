import type { Context, MiddlewareHandler } from 'hono';
import type { AccessEvent } from '#domain/access.ts';
import { type Actor, committee } from '#domain/actor.ts';
import type { OpenCycle } from '#domain/cycle.ts';
import type { DeliveryEvent } from '#domain/delivery.ts';
import type { Language } from '#domain/language.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Instant, LinkKey } from '#ports';
import { noteLook } from '#records/access.ts';
import { readCycle } from '#records/cycles.ts';
import { deliveries, load } from '#records/journal.ts';
import { listParties } from '#records/parties.ts';
import { dayOf, type Names, type Telling, tellingOf } from '#steps/deliver/in-words.ts';
import { type Listed, listed, readReleased } from '#steps/deliver/pack.ts';
import { noteOpened } from '#steps/deliver/receive.ts';
import { inParallel } from '#steps/job.ts';
import { type WorkplaceCopy, workplaceCopy } from '../copy/workplace/index.ts';
import type { HandsOut } from '../download.ts';
import type { PageEnv } from '../env.ts';
import type { View } from '../html.ts';
import { show } from '../page.ts';
import { requireSubject, type SubjectDeps } from '../subject.ts';

export interface WorkplaceDeps extends SubjectDeps, HandsOut {
  readonly linkKey: Pick<LinkKey, 'keyId'>;
}

export type Page = Context<PageEnv>;

/**
 * One way to these pages: the workplace committee by its link, or somebody of the office who reads what it was given. `guard` lets
 * through only who may read the delivery named by the parameter `id`, and sets `csrf` and `language`.
 */
export interface WorkplaceWay {
  /** The path before the delivery's id. */
  readonly mount: string;
  readonly guard: MiddlewareHandler<PageEnv>;
  /** The path of a delivery's files, before their ending. */
  readonly files: (id: string) => string;
  /** Who reads in the committee's place: they acknowledge nothing and tell nobody, and their looks are their own. */
  readonly reader?: { readonly of: (c: Page) => Actor; readonly up: string };
}

export const byLink = (deps: WorkplaceDeps): WorkplaceWay => ({
  mount: '/e',
  guard: requireSubject(deps, 'delivery'),
  files: (id) => `/e/${id}/evaluations`,
});

/** A workplace's evaluations in a cycle, as each of its pages needs them. */
export interface Desk {
  readonly deps: WorkplaceDeps;
  readonly id: string;
  readonly workplaceId: string;
  readonly cycle: OpenCycle;
  readonly language: Language;
  readonly copy: WorkplaceCopy;
  readonly telling: Telling;
  readonly csrf: string;
  readonly now: Instant;
  readonly home: string;
  readonly files: string;
  /** Where a reader goes back to; the committee itself has no other page. */
  readonly up: string | undefined;
  readonly day: (at: Instant) => string;
  readonly by: (name?: string) => Actor;
}

export async function workplaceOf(c: Page, deps: WorkplaceDeps, way: WorkplaceWay): Promise<Desk> {
  const id = c.req.param('id') ?? '';
  const dot = id.indexOf('.');
  const cycle = await readCycle(deps.table, id.slice(0, dot));
  const workplaceId = id.slice(dot + 1);
  const language = c.get('language');
  const telling = tellingOf(cycle, language);
  return {
    deps,
    id,
    workplaceId,
    cycle,
    language,
    copy: workplaceCopy(language),
    telling,
    csrf: c.get('csrf'),
    now: deps.clock.now(),
    home: `${way.mount}/${id}/`,
    files: way.files(id),
    up: way.reader?.up,
    day: (at) => dayOf(telling, at),
    by: (name) => way.reader?.of(c) ?? committee(workplaceId, name),
  };
}

export const showOn = (c: Page, desk: Desk, view: Omit<View, 'language' | 'csrf' | 'place'>, status?: 200 | 422) =>
  show(c, { language: desk.language, csrf: desk.csrf, place: desk.cycle.plan.title, ...view }, status);

/** Where the pages of one member stand: the residence committee and the place in its list, counted from one. */
const whoOf = ({ released, line }: Listed): string => `${released.evaluation.committeeId}.${line.slot + 1}`;
export const pathOf = (desk: Desk, one: Listed): string => `${desk.home}m/${whoOf(one)}/`;

/** One of the workplace's own members in what was delivered; anybody else is a page that does not exist. */
export async function memberOf(desk: Desk, who: string, version?: number): Promise<Listed> {
  const { table } = desk.deps;
  const nobody = new Refusal('NotFound', 'no such member in this delivery');
  const [, committeeId = '', n = ''] = /^(.+)\.([1-9]\d{0,4})$/.exec(who) ?? [];
  const requestId = `${desk.cycle.id}.${committeeId}`;
  const { state } = await load(table, deliveries, desk.id);
  if (!state.requests.includes(requestId)) throw nobody;
  const released = await readReleased(table, requestId, version);
  const [found] = released
    ? listed(released, (line) => line.slot === Number(n) - 1 && line.workplaceId === desk.workplaceId)
    : [];
  if (!found) throw nobody;
  return found;
}

export const wardNames = async (desk: Desk): Promise<Names> =>
  new Map((await listParties(desk.deps.table, desk.cycle.id)).map(({ id, name }) => [id, name]));

const WIDTH = 25;

/** A look is on record before anything is shown: in the delivery's journal, and for each member in the request's. */
export async function noteLooks(
  desk: Desk,
  lines: readonly Listed[],
  opened: Extract<DeliveryEvent, { type: 'opened' }>['what'],
  looked: AccessEvent['what'],
): Promise<void> {
  const by = desk.by();
  const groups = Map.groupBy(lines, ({ released }) => released.request.id);
  const failures = await inParallel([...groups], WIDTH, ([requestId, some]) =>
    noteLook(
      desk.deps,
      requestId,
      by,
      looked,
      some.map(({ line }) => line.slot).sort((a, b) => a - b),
    ),
  );
  const [first] = failures;
  if (first) throw first.error;
  // Whoever reads in its place does not open the delivery for the committee.
  if (desk.up !== undefined) return;
  const commandId = `opened ${opened} ${desk.now.slice(0, 10)}`;
  await noteOpened(desk.deps)(desk.id, { commandId, by }, opened);
}
