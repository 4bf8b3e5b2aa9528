import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { Refusal } from '#domain/refusal.ts';
import type { RequestState } from '#domain/request.ts';
import { PageError } from '#edge/errors.ts';
import type { RespondDeps, RespondWay } from '#edge/respond/respond.ts';
import type { ConsoleEnv, RoomDeps } from './deps.ts';
import { answerMount } from './mounts.ts';
import { requestOf } from './request.ts';

/** What the committee's own pages need here: nothing of a link or a device, since an administrator came by neither. */
export const respondDeps = (deps: RoomDeps): RespondDeps => ({
  ...deps,
  linkKey: deps.world.linkKey,
  isWritten: async () => false,
});

/** For `/console/answer/:id/*`, behind the console's own guard: a request of the person's part, and nobody else's words. */
export const answerGuard = (deps: RoomDeps): MiddlewareHandler<ConsoleEnv> =>
  createMiddleware<ConsoleEnv>(async (c, next) => {
    const { state } = await requestOf(c, deps, c.req.param('id') ?? '');
    const page = c.req.path.slice(c.req.path.indexOf(`/${state.id}/`) + state.id.length + 2);
    expectOwnWords(state, page, c.req.query('filled'));
    await next();
  });

/** The committee's pages in an operator's hand, for what came on paper or by the Party's portal. */
export const answerWay: RespondWay = {
  mount: answerMount,
  // `answerGuard` has let them in.
  guard: (_, next) => next(),
  handOf: (c, { id }) => {
    const hand = c.get('hand');
    if (hand === undefined) throw new PageError('SignedOut');
    return { actor: () => hand, vias: ['paper', 'portal'], drafts: `office.${id}` };
  },
  upTo: (c) => `/console/requests/${c.req.param('id') ?? ''}`,
};

/** Nobody reads here what a committee or a ward wrote by its own link. */
function expectOwnWords(state: RequestState, page: string, filled: string | undefined): void {
  const foreign = (n: number) => ['link', 'ward'].includes(state.slots[n]?.answer?.via ?? '');
  const member = /^m\/(\d+)/.exec(page);
  const all = page.startsWith('view') || (page.startsWith('print') && filled !== undefined);
  const hidden = member ? foreign(Number(member[1]) - 1) : all && state.slots.some((_, n) => foreign(n));
  if (hidden) throw new Refusal('NotAllowed', 'what a committee wrote by its own link is not for this page');
}
