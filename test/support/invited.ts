import type { Role } from '#domain/permissions.ts';
import { personIdOf, readPerson } from '#records/people.ts';
import { at, browserOf, digitsFor, fieldValue, hiddenIn, type SignedIn, type TestConsole } from './console.ts';

export const later = async (here: TestConsole, ...people: readonly SignedIn[]) =>
  at(here, new Date(Date.parse(here.deps.clock.now()) + 60_000).toISOString(), ...people);

/** Through the pages, as an administrator invites; gives the last page. */
export async function invited(who: SignedIn, name: string, role: Role = 'administrator'): Promise<string> {
  const path = '/console/people/invite';
  const typed = { csrf: who.csrf, name, role, part: '' };
  const second = await (await who.post(path, { form: { ...typed, step: 'part' } })).text();
  const form = { ...hiddenIn(second, path), role, part: '', step: 'done' };
  return (await who.post(path, { form })).text();
}

export const tokenIn = (page: string): string => /\/console\/enter#([a-z0-9]+)/.exec(page)?.[1] ?? '';

export async function finishBy(here: TestConsole, token: string) {
  const browser = browserOf(here);
  await browser.post('/console/enter', { form: { token } });
  const page = await (await browser.get('/console/welcome')).text();
  const secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(page)?.[1] ?? '').replaceAll(' ', '');
  const code = digitsFor(secret, here.deps.sessionClock.now());
  const form = { csrf: fieldValue(page, 'csrf'), name: '', way: 'codes', code };
  return { browser, secret, form, done: await browser.post('/console/welcome', { form }) };
}

export const person = async (here: TestConsole, name: string) =>
  (await readPerson(here.table, personIdOf(name)))?.person;

/** What withdraws each invitation that is open. */
export const waiting = async (who: SignedIn) => {
  const page = await (await who.get('/console/people')).text();
  return [...page.matchAll(/action="(\/console\/people\/invitations\/[^"]+\/withdraw)"/g)].map(
    ([, path]) => path ?? '',
  );
};
