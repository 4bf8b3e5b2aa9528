import { createMiddleware } from 'hono/factory';
import { Refusal } from '#domain/refusal.ts';
import { PageError } from '#edge/errors.ts';
import type { WorkplaceWay } from '#edge/workplace/workplace.ts';
import { deliveryBoardOf } from '#records/boards.ts';
import type { ConsoleEnv, Page, RoomDeps } from './deps.ts';
import { readingMount } from './mounts.ts';
import { cycleIn, expectWithin } from './session.ts';

/**
 * The workplace's own pages for somebody who may read its evaluations. Every look at a member is on record with their name, and
 * none of them counts as the committee's.
 */
export const readingWay: WorkplaceWay = {
  mount: readingMount,
  // `readingGuard` has let them in.
  guard: (_, next) => next(),
  files: (id) => `/console/deliveries/${id}/evaluations`,
  reader: {
    of: (c) => {
      const hand = c.get('hand');
      if (hand === undefined) throw new PageError('SignedOut');
      return hand;
    },
    up: '/console/',
  },
};

/** For `/console/evaluations/:id/*`: a delivery of the person's part; one that is not is one that does not exist. */
export const readingGuard = (deps: RoomDeps) =>
  createMiddleware<ConsoleEnv>(async (c: Page, next) => {
    const id = c.req.param('id') ?? '';
    const { cycleId, committeeId } = cycleIn(id);
    await expectWithin(c, deps, cycleId, committeeId);
    if (!(await deliveryBoardOf(deps.table, cycleId)).some(({ deliveryId }) => deliveryId === id))
      throw new Refusal('NotFound', 'nothing was delivered there');
    await next();
  });
