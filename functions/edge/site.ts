import { Hono } from 'hono';
import { consolePages, type FileDeps, type LaunchDeps, type RosterDeps } from '#console/console.ts';
import { type SignInDeps, signInPages } from '#console/sign-in.ts';
import { behindTheDoor } from './door/behind.ts';
import { door } from './door/door.ts';
import type { Pages } from './env.ts';
import { hasChanged } from './forms.ts';
import { frontPages } from './front.ts';
import { memberPages } from './member/member.ts';
import { sharedPages } from './page.ts';
import { respondPages } from './respond/respond.ts';
import { wardPages } from './ward/ward.ts';
import { workplaceFiles } from './workplace/files.ts';
import { workplacePages } from './workplace/workplace.ts';

/** What all pages together need of the world: the console needs most. */
export type SiteDeps = LaunchDeps & FileDeps & RosterDeps & SignInDeps;

/** Of the console, what is a function of its own. */
const waysIn = ['console/enter', 'console/welcome', 'console/sign-in', 'console/leave'];

/**
 * Every page there is, by the first part of its path, or the first two. The apps lie beside each other, not in one another: each has its own
 * layers, its own uploads and its own line in the log, as where each is a function of its own.
 */
export function site(deps: SiteDeps): Hono {
  const { linkKey } = deps.world;
  const subject = { ...deps, linkKey, ...behindTheDoor(deps, deps.nudge) };
  const shared = sharedPages(deps).route('/', frontPages(deps));
  const signIn = signInPages(deps);
  const apps = new Map<string, Pages>([
    ['r', door(subject)],
    ['c', respondPages(subject)],
    ['w', wardPages(subject)],
    ['e', workplacePages(subject).route('/', workplaceFiles(subject))],
    ['m', memberPages(subject)],
    ['console', consolePages(deps)],
    ...waysIn.map((path) => [path, signIn] as const),
  ]);
  const app = new Hono();
  app.all('*', async (c) => {
    const [, first = '', second = ''] = c.req.path.split('/');
    const answer = await (apps.get(`${first}/${second}`) ?? apps.get(first) ?? shared).fetch(c.req.raw, c.env);
    if (hasChanged(c.req.method, answer.status)) deps.nudge();
    return answer;
  });
  return app;
}
