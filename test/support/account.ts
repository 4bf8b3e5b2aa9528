import { onTestFinished } from 'vitest';
import { openidIssuer } from '#adapters/openid-issuer.ts';
import { returnsTo } from '#console/paths.ts';
import { idling } from '#edge/env.ts';
import { site } from '#edge/site.ts';
import { personIdOf, readPerson } from '#records/people.ts';
import { type Invited, invite } from '#steps/people/invite.ts';
import {
  type Browser,
  browserOf,
  type ConsoleHost,
  consoleInMemory,
  hiddenIn,
  type SignedIn,
  type TestConsole,
  whoIs,
} from './console.ts';
import { testSettings } from './ground.ts';
import { startIssuer, type TestIssuer } from './issuer.ts';

export interface WithIssuer extends TestConsole {
  readonly issuer: TestIssuer;
}

const adapterOf = ({ url, clientId }: TestIssuer, secret: { readonly clientSecret?: string } = {}) =>
  openidIssuer({ issuer: url, clientId, ...secret, ...returnsTo(testSettings.baseUrl) });

/** The same people, with another issuer before them. */
export async function before(here: WithIssuer, subject: string): Promise<WithIssuer> {
  const issuer = await startIssuer();
  issuer.subject = subject;
  onTestFinished(() => issuer.close());
  const deps = { ...here.deps, issuer: adapterOf(issuer) };
  return { ...here, deps, issuer, app: site(deps) };
}

/** The console in memory, with an issuer that really is asked over HTTP. */
export async function consoleWithIssuer(
  options: { readonly metadata?: TestIssuer['metadata']; readonly clientSecret?: string } = {},
): Promise<WithIssuer> {
  const { metadata = {}, ...secret } = options;
  const issuer = await startIssuer(secret);
  issuer.metadata = metadata;
  const here = await consoleInMemory({ issuer: adapterOf(issuer, secret) });
  onTestFinished(async () => {
    await here.machine.close();
    await issuer.close();
  });
  return { ...here, issuer };
}

/** Where a page sends its browser by itself. */
export const refreshOf = (page: Response): string => /^0; url=(.+)$/.exec(page.headers.get('Refresh') ?? '')?.[1] ?? '';

/** What the issuer answers to a browser that was sent to it: the address it sends it back to. */
export async function backFrom(address: string): Promise<string> {
  const answer = await fetch(address, { redirect: 'manual' });
  return answer.headers.get('Location') ?? '';
}

/** Path and query of an address, which must be one of ours. */
export function ownPart(address: string, base = testSettings.baseUrl): string {
  const { origin, pathname, search } = new URL(address);
  if (origin !== base) throw new Error(`${origin} is not ours`);
  return pathname + search;
}

/** Where the pages are, and where an issuer's address really leads. */
interface Way {
  readonly base?: string;
  readonly reach?: (address: string) => string;
}
const asItIs = (address: string): string => address;

/** Leaves for the issuer and is given an answer to bring, which is not brought yet. */
export async function answered(browser: Browser, { base, reach = asItIs }: Way = {}): Promise<string> {
  const left = await browser.post('/console/sign-in');
  return ownPart(await backFrom(reach(refreshOf(left))), base);
}

/** There and back; gives where the browser is sent in the end. */
export async function signInByAccount(browser: Browser, way?: Way): Promise<string | null> {
  const back = await browser.get(await answered(browser, way));
  return back.headers.get('location');
}

/** Opens the link of an invitation, as far as the page that sends on to the issuer. */
export async function enter(here: Pick<ConsoleHost, 'app' | 'deps'>, invited: Invited): Promise<Browser> {
  const { token } = await invite(idling(here.deps), invited);
  const browser = browserOf(here);
  await browser.post('/console/enter', { form: { token } });
  return browser;
}

/** From there to the issuer and back. */
export async function finish(browser: Browser, name = '', { base, reach = asItIs }: Way = {}): Promise<Response> {
  const page = await (await browser.get('/console/welcome')).text();
  const left = await browser.post('/console/welcome', { form: { ...hiddenIn(page, '/console/welcome'), name } });
  return browser.get(ownPart(await backFrom(reach(refreshOf(left))), base));
}

/** Somebody with an account, in by invitation. */
export async function bound(here: WithIssuer, name: string, subject: string): Promise<Browser> {
  here.issuer.subject = subject;
  const browser = await enter(here, { name, by: 'An' });
  const back = await finish(browser);
  if (back.headers.get('location') !== '/console/') throw new Error(`${name} is not in`);
  return browser;
}

/** The same wherever the console stands; whoever it is signs in again by the account too. */
export async function signedInByAccount(
  here: ConsoleHost,
  name: string,
  reach: NonNullable<Way['reach']>,
): Promise<SignedIn> {
  const way = { base: here.deps.baseUrl, reach };
  const browser = await enter(here, { name, by: 'máy chủ' });
  const back = await finish(browser, '', way);
  if (back.headers.get('location') !== '/console/') throw new Error(`${name} is not in: ${back.status}`);
  return whoIs(here, browser, name, async () => {
    const to = await signInByAccount(browser, way);
    if (to !== '/console/') throw new Error(`${name} cannot sign in again: ${to}`);
  });
}

export const personNamed = async (here: WithIssuer, name: string) =>
  (await readPerson(here.table, personIdOf(name)))?.person;
