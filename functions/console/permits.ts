import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import type { PermissionName } from '#domain/permissions.ts';
import type { ConsoleEnv, Page, RoomDeps } from './deps.ts';
import { answerMount, readingMount, rosterUploadPath } from './mounts.ts';
import { showNotYours } from './not-yours.ts';
import { mayHere } from './view.ts';

/** Every page behind the guard and the permission it wants. A page that does not stand here is closed to everybody. */
const permits: { readonly [route: string]: PermissionName } = {
  'GET /console': 'console',
  'GET /console/': 'console',
  'GET /console/people': 'people',
  'POST /console/people/invite': 'people',
  'GET /console/people/:id/rights': 'people',
  'POST /console/people/:id/rights': 'people',
  'POST /console/people/:id/disable': 'people',
  'POST /console/people/invitations/:print/withdraw': 'people',
  'GET /console/members': 'ownMembers',
  'POST /console/members': 'ownMembers',
  'GET /console/roster': 'roster',
  [`POST ${rosterUploadPath}`]: 'roster',
  'GET /console/roster/check/:id': 'roster',
  'POST /console/roster/check/:id': 'roster',
  'GET /console/roster/contacts': 'roster',
  'GET /console/roster/committees': 'roster',
  'GET /console/roster/committees/:id': 'roster',
  'POST /console/roster/committees/:id': 'roster',
  'GET /console/cycles/new': 'cycles',
  'POST /console/cycles/new': 'cycles',
  'GET /console/cycles/:cycle/launch': 'cycles',
  'POST /console/cycles/:cycle/launch': 'cycles',
  'POST /console/cycles/:cycle/test': 'cycles',
  'GET /console/cycles/:cycle/change': 'cycles',
  'POST /console/cycles/:cycle/stop': 'cycles',
  'POST /console/cycles/:cycle/resume': 'cycles',
  'POST /console/cycles/:cycle/extend': 'cycles',
  'POST /console/cycles/:cycle/close': 'cycles',
  'POST /console/cycles/:cycle/cancel': 'cycles',
  'GET /console/yearly': 'cycles',
  'POST /console/yearly': 'cycles',
  'POST /console/yearly/:id/end': 'cycles',
  'GET /console/mail': 'mails',
  'GET /console/mail/suppressed': 'mails',
  'POST /console/mail/suppressed/:print/lift': 'repair',
  'POST /console/cycles/:cycle/brake': 'repair',
  'GET /console/cycles/:cycle/mails': 'mails',
  'POST /console/mails/:mail/again': 'repair',
  'POST /console/mail-hold': 'repair',
  'GET /console/cycles/:cycle/audit': 'audit',
  'POST /console/cycles/:cycle/audit': 'audit',
  'POST /console/cycles/:cycle/repair': 'repair',
  'GET /console/cycles/:cycle': 'counts',
  'GET /console/cycles/:cycle/contacts': 'cells',
  'GET /console/cycles/:cycle/owing': 'cells',
  'GET /console/cycles/:cycle/owing.csv': 'cells',
  'GET /console/cycles/:cycle/wards/:desk': 'cells',
  'POST /console/cycles/:cycle/wards/:desk/many': 'changeRequests',
  'POST /console/cycles/:cycle/wards/:desk/link': 'changeWards',
  // Of a workplace, its handler wants `changeDeliveries` besides.
  'POST /console/cycles/:cycle/parties/:committee/contact': 'changeWards',
  'GET /console/cycles/:cycle/deliveries': 'deliveries',
  'POST /console/deliveries/:id/link': 'changeDeliveries',
  'GET /console/cycles/:cycle/files': 'allEvaluations',
  'POST /console/cycles/:cycle/files': 'allEvaluations',
  'GET /console/cycles/:cycle/files/:order': 'allEvaluations',
  'GET /console/cycles/:cycle/files/:order/file': 'allEvaluations',
  'GET /console/deliveries/:id/evaluations.csv': 'evaluations',
  'GET /console/deliveries/:id/evaluations.xlsx': 'evaluations',
  'GET /console/deliveries/:id/evaluations.docx': 'evaluations',
  'GET /console/deliveries/:id/evaluations.json': 'evaluations',
  'GET /console/requests/:id': 'requests',
  'POST /console/requests/:id/:action': 'changeRequests',
};

/** The committees' own pages in somebody's hand here: all of them alike. */
const mounted: readonly (readonly [string, PermissionName])[] = [
  [`${answerMount}/`, 'answers'],
  [`${readingMount}/`, 'evaluations'],
];

export const permitOf = (method: string, path: string): PermissionName | undefined =>
  mounted.find(([mount]) => path.startsWith(mount))?.[1] ?? permits[`${method} ${path}`];

const rooms = Object.entries(permits).flatMap(([route, permission]) => {
  const [method, path = ''] = route.split(' ');
  return method === 'GET' ? [{ pattern: new RegExp(`^${path.replaceAll(/:[^/]+/g, '[^/]+')}$`), permission }] : [];
});

/** The nearest page above an address that is posted to, and that this person may see. */
function roomOf(c: Page): string {
  const parts = new URL(c.req.url).pathname.split('/');
  for (let length = parts.length; length > 2; length -= 1) {
    const path = parts.slice(0, length).join('/');
    if (rooms.some(({ pattern, permission }) => pattern.test(path) && mayHere(c, permission))) return path;
  }
  return '/console/';
}

/** For a test: what stands here, so that nothing stays that has no page any more. */
export const permittedRoutes = Object.keys(permits);

/**
 * Asked at every request, after it is known who is there. All routes that fit the address must be permitted, so that the order
 * in which they were written decides nothing. An address that no route fits goes on to the page that says so.
 */
export const requirePermit = (deps: Pick<RoomDeps, 'table'>): MiddlewareHandler<ConsoleEnv> =>
  createMiddleware<ConsoleEnv>(async (c, next) => {
    if (c.req.method !== 'GET') c.set('room', roomOf(c));
    const routes = matchedRoutes(c).filter(({ method }) => method !== 'ALL');
    const permitted = routes.every(({ method, path }) => {
      const name = permitOf(method, path);
      return name !== undefined && mayHere(c, name);
    });
    if (!permitted) return showNotYours(c, deps);
    await next();
  });
