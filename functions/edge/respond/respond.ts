import type { Hono } from 'hono';
import { committee } from '#domain/actor.ts';
import type { PageEnv } from '../env.ts';
import { answerError, pageApp, seeOther } from '../page.ts';
import { requireSubject } from '../subject.ts';
import { answerCancelled } from './cancelled.ts';
import { getCheck, postCheck } from './check.ts';
import { getHome } from './home.ts';
import { getList } from './list.ts';
import { getMeeting, postMeeting } from './meeting.ts';
import { getMember, postMember } from './member.ts';
import { getHelp, getUnlisted, getView, postUnlisted } from './more.ts';
import { getPrint } from './print.ts';
import { getSecond, getSecondDone, postSecond, postSign } from './second.ts';
import { getSecondCode, getSent, postSecondCode } from './sent.ts';
import { typedAgain } from './typed-again.ts';
import { type Page, placeOf, type RespondDeps, type RespondWay, type Work, workOf } from './work.ts';

export type { Hand, RespondDeps, RespondWay } from './work.ts';

/** `/c`: the residence committee's pages, by its link, and the page on which a second person signs. */
export function respondPages(deps: RespondDeps): Hono<PageEnv> {
  const app = pageApp(deps);
  app.get('/c/', (c) => getList(c, deps));
  app.get('/c/second', getSecond);
  app.post('/c/second', (c) => postSecond(c, deps));
  app.get('/c/second/sign', (c) => seeOther(c, '/c/second'));
  app.post('/c/second/sign', (c) => postSign(c, deps));
  app.get('/c/second/done', getSecondDone);
  return app.route('/', requestPages(deps, byLink(deps)));
}

const byLink = (deps: RespondDeps): RespondWay => ({
  mount: '/c',
  guard: requireSubject(deps, 'request'),
  handOf: (_, { id, committeeId }) => ({
    actor: (signer) => committee(committeeId, signer),
    vias: ['link'],
    drafts: id,
  }),
});

/** The pages of one request under any path: for a ward or an operator who answers in the committee's place, with their own guard. */
export function requestPages(deps: RespondDeps, way: RespondWay): Hono<PageEnv> {
  const app = pageApp(deps);
  const { mount } = way;
  const at = (page: string) => `${mount}/:id/${page}`;
  const onWork = (handle: (c: Page, work: Work) => Promise<Response>) => async (c: Page) =>
    handle(c, await workOf(c, deps, way));
  const onMember = (handle: (c: Page, work: Work, place: ReturnType<typeof placeOf>) => Promise<Response>) =>
    onWork((c, work) => handle(c, work, placeOf(work, c.req.param('n') ?? '')));
  app.onError(async (error, c) => {
    const more = await typedAgain(c, error);
    return (await answerCancelled(c, deps, error, more)) ?? answerError(c, deps, error, more);
  });
  app.use(`${mount}/:id/*`, way.guard);
  app.get(
    at(''),
    onWork((c, work) => getHome(c, work, way)),
  );
  app.get(at('m/:n'), onMember(getMember));
  app.post(at('m/:n'), onMember(postMember));
  app.get(at('meeting'), onWork(getMeeting));
  app.post(at('meeting'), onWork(postMeeting));
  app.get(at('check'), onWork(getCheck));
  app.post(at('check'), (c) => postCheck(c, deps, way));
  app.get(at('sent'), onWork(getSent));
  app.get(
    at('second'),
    onWork(async (c, work) => getSecondCode(c, work)),
  );
  app.post(at('second'), onWork(postSecondCode));
  app.get(at('view'), onWork(getView));
  app.get(at('print'), onWork(getPrint));
  app.get(at('unlisted'), onWork(getUnlisted));
  app.post(at('unlisted'), onWork(postUnlisted));
  app.get(at('help'), onWork(getHelp));
  return app;
}
