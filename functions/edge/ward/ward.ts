import type { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { committee } from '#domain/actor.ts';
import { progressOf } from '#domain/outcome.ts';
import type { RequestState } from '#domain/request.ts';
import type { Instant } from '#ports';
import { changeDesk } from '#records/changes.ts';
import type { PageEnv } from '../env.ts';
import { pageApp } from '../page.ts';
import { provinceView } from '../province/province.ts';
import { requestPages } from '../respond/respond.ts';
import type { Hand, RespondDeps, RespondWay } from '../respond/work.ts';
import { requireSubject } from '../subject.ts';
import {
  postBack,
  postConfirm,
  postConflict,
  postContact,
  postExcuse,
  postLink,
  postPress,
  postReroute,
  postTime,
} from './actions.ts';
import { cellView, type Done } from './cell.ts';
import {
  type Cell,
  cellOf,
  type Desk,
  deskOf,
  expectOwnRequest,
  type Page,
  placeOf,
  showOn,
  slotIn,
  type WardDeps,
  wardOf,
} from './desk.ts';
import { homeView } from './home.ts';
import { memberView } from './member.ts';
import { readView } from './read.ts';

export type { WardDeps } from './desk.ts';

/**
 * `/w/<cycle>.<committee>/`: a ward's part in a cycle, and a province's, which is counts alone. Whatever is asked for is looked
 * up through the desk of the session, so that nothing of another ward can be named.
 */
export const wardPages = (deps: WardDeps): Hono<PageEnv> => withAnswers(withDesk(guarded(deps), deps), deps);

/** The same in the two parts that are functions of their own. */
export const wardDeskPages = (deps: WardDeps): Hono<PageEnv> => withDesk(guarded(deps), deps);
export const wardAnswerPages = (deps: RespondDeps): Hono<PageEnv> => withAnswers(guarded(deps), deps);

const guarded = (deps: RespondDeps): Hono<PageEnv> => pageApp(deps).use('/w/:id/*', requireSubject(deps, 'desk'));

const withAnswers = (app: Hono<PageEnv>, deps: RespondDeps): Hono<PageEnv> =>
  app.route('/', requestPages(deps, onBehalf(deps)));

function withDesk(app: Hono<PageEnv>, deps: WardDeps): Hono<PageEnv> {
  app.get('/w/:id/', async (c) => {
    const desk = await deskOf(c, deps);
    await noteVisit(desk);
    return showOn(c, desk, await (desk.party.level === 'province' ? provinceView(desk) : homeView(desk)));
  });
  const cell = '/w/:id/cell/:cell' as const;
  app.get(`${cell}/`, async (c) => {
    const found = await cellIn(c, deps);
    return showOn(c, found.desk, await cellView(found, doneIn(c, found)));
  });
  app.get(`${cell}/read/`, async (c) => {
    const found = await cellIn(c, deps);
    const done = (['confirm', 'back'] as const).find((known) => known === c.req.query('done'));
    return showOn(c, found.desk, await readView(found, slotIn(c.req.query('from') ?? ''), undefined, done));
  });
  app.post(`${cell}/confirm`, async (c) => postConfirm(c, await cellIn(c, deps)));
  app.post(`${cell}/back`, async (c) => postBack(c, await cellIn(c, deps)));
  app.post(`${cell}/press`, async (c) => postPress(c, await cellIn(c, deps)));
  app.post(`${cell}/time`, async (c) => postTime(c, await cellIn(c, deps)));
  app.post(`${cell}/excuse`, async (c) => postExcuse(c, await cellIn(c, deps)));
  app.post(`${cell}/contact`, async (c) => postContact(c, await cellIn(c, deps)));
  app.post(`${cell}/link`, async (c) => postLink(c, await cellIn(c, deps)));
  app.get(`${cell}/m/:n/`, async (c) => {
    const found = await cellIn(c, deps);
    const elsewhere = c.req.query('elsewhere') === 'yes';
    return showOn(c, found.desk, await memberView(found, placeOf(found, c.req.param('n')), undefined, elsewhere));
  });
  app.post(`${cell}/m/:n/conflict`, async (c) => {
    const found = await cellIn(c, deps);
    return postConflict(c, found, placeOf(found, c.req.param('n')));
  });
  app.post(`${cell}/m/:n/reroute`, async (c) => {
    const found = await cellIn(c, deps);
    return postReroute(c, found, placeOf(found, c.req.param('n')));
  });
  return app;
}

/**
 * The cell's own pages in the ward's hand: for what came back on paper, and for what the cell never sent. The ward's drafts lie
 * apart, so that it neither reads nor writes over the cell's.
 */
const onBehalf = (deps: RespondDeps): RespondWay => ({
  mount: '/w/:desk/answer',
  // The desk itself was checked under `/w/:id/*`; here only that the request is one of its own.
  guard: createMiddleware<PageEnv>(async (c, next) => {
    await expectOwnRequest(c, deps, c.req.param('id') ?? '');
    await next();
  }),
  handOf: (_, request) => ({
    actor: (signer) => committee(request.deskId, signer),
    vias: viasFor(request, deps.clock.now()),
    asksName: true,
    drafts: `${request.id}~${request.deskId}`,
  }),
  upTo: (c) => {
    const id = c.req.param('id') ?? '';
    return `/w/${c.req.param('desk')}/cell/${id.slice(id.indexOf('.') + 1)}/`;
  },
});

/** The ward's own answer is offered only where it would be taken; the rules say so in the end. */
function viasFor({ contact, unreachableSince, dueAt, slots }: RequestState, now: Instant): Hand['vias'] {
  if (contact.channel !== 'mailbox') return ['paper', 'portal', 'ward'];
  const aside = slots.some((slot) => progressOf(slot) === 'conflict');
  return now > dueAt || unreachableSince || aside ? ['ward', 'paper', 'portal'] : ['paper', 'portal'];
}

const cellIn = async (c: Page, deps: WardDeps): Promise<Cell> =>
  cellOf(await wardOf(c, deps), c.req.param('cell') ?? '');

/** What was just done, named in the address after the redirect; anything unknown says nothing. */
const doneIn = (c: Page, { desk }: Cell): Done | undefined => {
  const asked = c.req.query('done') ?? '';
  return (Object.keys(desk.copy.cell.done) as Done[]).find((known) => known === asked);
};

/** Once is enough to know that the ward has found its page. */
async function noteVisit({ deps, id, party }: Desk): Promise<void> {
  const wish = { id: 'visit', by: committee(party.id), finishedBy: 'job' } as const;
  await changeDesk(deps, id, wish, (state) => (state.firstVisitAt ? undefined : { type: 'visited' }));
}
