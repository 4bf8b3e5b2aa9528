import { describe, expect, it } from 'vitest';
import { signInPages } from '#console/sign-in.ts';
import { disable } from '#steps/people/invite.ts';
import {
  answered,
  backFrom,
  before,
  bound,
  consoleWithIssuer,
  enter,
  finish,
  ownPart,
  personNamed,
  refreshOf,
  signInByAccount,
} from '#test/support/account.ts';
import { browserOf, hiddenIn } from '#test/support/console.ts';

const OUT = { end_session_endpoint: 'https://accounts.example/logout' };

describe('an administrator with an account', () => {
  it('comes in by invitation once, and by the account alone from then on', async () => {
    const here = await consoleWithIssuer();
    const first = await bound(here, 'Trần Bình', 's-binh');
    expect(await (await first.get('/console/')).text()).toContain('Trần Bình');
    const again = browserOf(here);
    expect(await signInByAccount(again)).toBe('/console/');
    expect(await (await again.get('/console/people')).text()).toContain('bằng tài khoản');
  });

  it('is asked for a name where the machine itself invited, and is then the first administrator', async () => {
    const here = await consoleWithIssuer();
    const an = await enter(here, { by: 'npm start' });
    expect(await (await an.get('/console/welcome')).text()).toContain('name="name"');
    const page = await (await an.get('/console/welcome')).text();
    const form = hiddenIn(page, '/console/welcome');
    expect((await an.post('/console/welcome', { form: { ...form, name: ' ' } })).status).toBe(422);
    expect((await finish(an, 'Nguyễn Thị An')).headers.get('location')).toBe('/console/');
    expect(await personNamed(here, 'Nguyễn Thị An')).toMatchObject({ name: 'Nguyễn Thị An', scope: {} });
  });

  it('is asked for with S256 and for nothing but who they are; the verifier is in no address', async () => {
    const here = await consoleWithIssuer();
    await bound(here, 'Trần Bình', 's-binh');
    const [asked] = here.issuer.asked;
    expect(Object.fromEntries(asked ?? [])).toMatchObject({
      response_type: 'code',
      scope: 'openid',
      code_challenge_method: 'S256',
      redirect_uri: 'http://localhost:3000/console/sign-in/return',
    });
    const verifier = here.issuer.traded[0]?.get('code_verifier') ?? '';
    expect(verifier).toHaveLength(64);
    expect(String(asked)).not.toContain(verifier);
  });

  it('types the password anew to finish an invitation, whoever is still signed in there', async () => {
    const here = await consoleWithIssuer({ metadata: OUT });
    await bound(here, 'Trần Bình', 's-binh');
    const [asked] = here.issuer.asked;
    expect([asked?.get('prompt'), asked?.get('max_age')]).toEqual(['login', '0']);
    here.issuer.subject = 's-colleague';
    const hoa = await enter(here, { name: 'Lê Hòa', by: 'An' });
    // An issuer that asks nothing, and knows them from this morning.
    here.issuer.forge = (token) => ({
      ...token,
      claims: { ...token.claims, auth_time: Number(token.claims.auth_time) - 3600 },
    });
    expect((await finish(hoa)).headers.get('location')).toBe('/console/sign-in/refused');
    here.issuer.forge = (token) => ({ ...token, claims: { ...token.claims, auth_time: undefined } });
    expect((await finish(hoa)).headers.get('location')).toBe('/console/sign-in/refused');
    expect(await personNamed(here, 'Lê Hòa')).toBeUndefined();
    expect((await finish(hoa)).headers.get('location')).toBe('/console/');
    expect(await signInByAccount(browserOf(here))).toBe('/console/');
    expect(here.issuer.asked.at(-1)?.get('max_age')).toBeNull();
  });

  it('types the password again each time where the issuer knows no signing out', async () => {
    const [without, having] = [await consoleWithIssuer(), await consoleWithIssuer({ metadata: OUT })];
    for (const here of [without, having]) await signInByAccount(browserOf(here));
    expect(without.issuer.asked[0]?.get('prompt')).toBe('login');
    expect(having.issuer.asked[0]?.get('prompt')).toBeNull();
  });

  it('is somebody else than another with the same subject at another issuer', async () => {
    const here = await consoleWithIssuer();
    await bound(here, 'Trần Bình', 's-binh');
    const there = await before(here, 's-binh');
    expect(await signInByAccount(browserOf(here))).toBe('/console/');
    expect(await signInByAccount(browserOf(there))).toBe('/console/sign-in/unknown');
  });

  it('is out at the next request once disabled, and does not come in again', async () => {
    const here = await consoleWithIssuer();
    const binh = await bound(here, 'Trần Bình', 's-binh');
    const person = await personNamed(here, 'Trần Bình');
    if (!person) throw new Error('nobody is there');
    await disable(here.deps, person.id, { ...person, id: 'somebody else' });
    expect((await binh.get('/console/')).headers.get('location')).toBe('/console/sign-in');
    expect(await signInByAccount(browserOf(here))).toBe('/console/sign-in/unknown');
  });

  it('leaves our session, and the account where the issuer has a way out', async () => {
    const here = await consoleWithIssuer({ metadata: OUT });
    const binh = await bound(here, 'Trần Bình', 's-binh');
    const cookie = binh.jar.get('console') ?? '';
    const page = await (await binh.get('/console/')).text();
    const left = await binh.post('/console/leave', { form: hiddenIn(page, '/console/leave') });
    const to = new URL(refreshOf(left));
    expect(to.origin + to.pathname).toBe('https://accounts.example/logout');
    expect(to.searchParams.get('post_logout_redirect_uri')).toBe('http://localhost:3000/console/sign-in');
    binh.jar.set('console', cookie);
    expect((await binh.get('/console/')).headers.get('location')).toBe('/console/sign-in');
  });

  it('leaves our session where the issuer has none, or does not answer', async () => {
    const here = await consoleWithIssuer();
    const binh = await bound(here, 'Trần Bình', 's-binh');
    const form = hiddenIn(await (await binh.get('/console/')).text(), '/console/leave');
    expect((await binh.post('/console/leave', { form: { csrf: 'x' } })).status).toBe(403);
    expect((await binh.post('/console/leave', { form })).headers.get('location')).toBe('/console/sign-in');
  });
});

describe('an account', () => {
  it('nobody was invited with opens nothing, and the page says in three languages whom to ask', async () => {
    const here = await consoleWithIssuer();
    const stranger = browserOf(here);
    expect(await signInByAccount(stranger)).toBe('/console/sign-in/unknown');
    for (const [language, words] of [
      ['vi', 'nhờ một người quản trị gửi lời mời'],
      ['en', 'Ask an administrator for an invitation'],
      ['fr', 'Demandez une invitation à un administrateur'],
    ] as const) {
      stranger.jar.set('language', language);
      const page = await stranger.get('/console/sign-in/unknown');
      expect([page.status, await page.text()]).toEqual([403, expect.stringContaining(words)]);
    }
    expect((await stranger.get('/console/')).headers.get('location')).toBe('/console/sign-in');
  });

  it('belongs to one person: another invitation does not take it, and is not used up', async () => {
    const here = await consoleWithIssuer();
    await bound(here, 'Trần Bình', 's-binh');
    const hoa = await enter(here, { name: 'Lê Hòa', by: 'An' });
    expect((await finish(hoa)).headers.get('location')).toBe('/console/sign-in/taken');
    expect(await personNamed(here, 'Lê Hòa')).toBeUndefined();
    here.issuer.subject = 's-hoa';
    expect((await finish(hoa)).headers.get('location')).toBe('/console/');
    expect(await personNamed(here, 'Lê Hòa')).toMatchObject({ name: 'Lê Hòa' });
  });

  it('is replaced when its person is invited again, and then opens nothing', async () => {
    const here = await consoleWithIssuer();
    await bound(here, 'Trần Bình', 's-old');
    await bound(here, 'Trần Bình', 's-new');
    expect(await signInByAccount(browserOf(here))).toBe('/console/');
    here.issuer.subject = 's-old';
    expect(await signInByAccount(browserOf(here))).toBe('/console/sign-in/unknown');
  });

  it('is bound by an invitation once, whoever brings it home second', async () => {
    const here = await consoleWithIssuer();
    const an = await enter(here, { by: 'npm start' });
    const page = await (await an.get('/console/welcome')).text();
    const leave = async (name: string, subject: string) => {
      const form = { ...hiddenIn(page, '/console/welcome'), name };
      const left = await an.post('/console/welcome', { form });
      here.issuer.subject = subject;
      return { back: ownPart(await backFrom(refreshOf(left))), login: an.jar.get('login') ?? '' };
    };
    const both = [await leave('Người Một', 's-1'), await leave('Người Hai', 's-2')];
    const ends = await Promise.all(
      both.map(async ({ back, login }) => {
        const browser = browserOf(here);
        browser.jar.set('login', login);
        return (await browser.get(back)).headers.get('location');
      }),
    );
    expect(ends.filter((end) => end === '/console/')).toHaveLength(1);
    const people = await Promise.all(['Người Một', 'Người Hai'].map((name) => personNamed(here, name)));
    expect(people.filter(Boolean)).toHaveLength(1);
  });
});

describe('the pages around it', () => {
  it('lead back to an invitation that can still be finished, whatever came between', async () => {
    const here = await consoleWithIssuer();
    const hoa = await enter(here, { name: 'Lê Hòa', by: 'An' });
    for (const why of ['refused', 'unreachable', 'unknown', 'taken']) {
      const page = await (await hoa.get(`/console/sign-in/${why}`)).text();
      expect([why, page.includes('href="/console/welcome"')]).toEqual([why, true]);
    }
    expect((await finish(hoa)).headers.get('location')).toBe('/console/');
    expect(await (await hoa.get('/console/sign-in/refused')).text()).not.toContain('/console/welcome');
  });

  it('are the only ones that want nobody signed in', async () => {
    const here = await consoleWithIssuer();
    const routes = signInPages(here.deps).routes.filter(({ method }) => method !== 'ALL');
    expect([...new Set(routes.map(({ method, path }) => `${method} ${path}`))].sort()).toEqual([
      'GET /console/enter',
      'GET /console/sign-in',
      'GET /console/sign-in/refused',
      'GET /console/sign-in/return',
      'GET /console/sign-in/taken',
      'GET /console/sign-in/unknown',
      'GET /console/sign-in/unreachable',
      'GET /console/welcome',
      'POST /console/enter',
      'POST /console/leave',
      'POST /console/sign-in',
      'POST /console/welcome',
    ]);
    expect((await browserOf(here).post('/console/leave')).status).toBe(401);
    expect((await browserOf(here).get('/console/sign-in/elsewhere')).headers.get('location')).toBe('/console/sign-in');
  });

  it('have no place for one-time codes beside an issuer', async () => {
    const here = await consoleWithIssuer();
    const page = await (await browserOf(here).get('/console/sign-in')).text();
    expect(page).not.toContain('name="code"');
    const form = { name: 'Trần Bình', code: '000000' };
    expect((await browserOf(here).post('/console/sign-in', { form })).status).toBe(422);
  });

  it('lead on by themselves and by a link, where no form of ours may lead', async () => {
    const here = await consoleWithIssuer();
    const left = await browserOf(here).post('/console/sign-in');
    expect(left.headers.get('Content-Security-Policy')).toContain("form-action 'self';");
    const link = /<a class="button" href="([^"]+)"/.exec(await left.text())?.[1]?.replaceAll('&amp;', '&');
    expect(link).toBe(refreshOf(left));
    expect(new URL(link ?? '').origin).toBe(here.issuer.url);
  });

  it('say so when the issuer cannot be reached, and it is asked again the next time', async () => {
    const here = await consoleWithIssuer();
    here.issuer.broken = true;
    const browser = browserOf(here);
    const lost = await browser.post('/console/sign-in');
    expect(lost.headers.get('location')).toBe('/console/sign-in/unreachable');
    expect((await browser.get('/console/sign-in/unreachable')).status).toBe(503);
    here.issuer.broken = false;
    await bound(here, 'Trần Bình', 's-binh');
    const back = await answered(browser);
    here.issuer.broken = true;
    expect((await browser.get(back)).headers.get('location')).toBe('/console/sign-in/unreachable');
  });

  it('show the issuer a secret where it wants one', async () => {
    const here = await consoleWithIssuer({ clientSecret: 'open sesame' });
    await bound(here, 'Trần Bình', 's-binh');
    expect(here.issuer.traded[0]?.get('client_secret')).toBe('open sesame');
  });

  it('write no token, code, state or claim into the log, and keep no subject', async () => {
    const here = await consoleWithIssuer();
    const browser = await bound(here, 'Trần Bình', 'subject-of-binh');
    const [asked, traded] = [here.issuer.asked[0], here.issuer.traded[0]];
    const logged = JSON.stringify(here.logged);
    const told = ['state', 'nonce'].map((name) => asked?.get(name));
    for (const secret of [...told, traded?.get('code'), traded?.get('code_verifier'), 'subject-of-binh'])
      expect(logged).not.toContain(secret);
    expect(JSON.stringify(await personNamed(here, 'Trần Bình'))).not.toContain('subject-of-binh');
    expect(browser.jar.has('login')).toBe(false);
  });
});
