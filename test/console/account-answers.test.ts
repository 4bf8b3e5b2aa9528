import { describe, expect, it } from 'vitest';
import { loginMinutes } from '#records/logins.ts';
import { answered, bound, consoleWithIssuer, signInByAccount, type WithIssuer } from '#test/support/account.ts';
import { at, browserOf } from '#test/support/console.ts';
import { foreignKey, type TestIssuer } from '#test/support/issuer.ts';

/** Why the last one was not let in, as the log has it. */
const reasonIn = (here: WithIssuer) => here.logged.findLast(({ event }) => event === 'consoleSignIn')?.error;

const forged =
  (change: Parameters<NonNullable<TestIssuer['forge']>>[0]['claims']): TestIssuer['forge'] =>
  (token) => ({ ...token, claims: { ...token.claims, ...change } });

describe('an answer that is not what was asked for (A22)', () => {
  it.each<[string, TestIssuer['forge'], string]>([
    ['of another sign-in', forged({ nonce: 'another' }), 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
    ['without the nonce', forged({ nonce: undefined }), 'OAUTH_INVALID_RESPONSE'],
    ['of another issuer', forged({ iss: 'https://accounts.example' }), 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
    ['for another audience', forged({ aud: 'another' }), 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
    ['that has expired', forged({ iat: 1, exp: 300 }), 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'],
    ['without a subject', forged({ sub: undefined }), 'OAUTH_INVALID_RESPONSE'],
    ['that nobody signed', (token) => ({ ...token, header: { alg: 'none' } }), 'OAUTH_INVALID_RESPONSE'],
    ['signed by another', (token) => ({ ...token, key: foreignKey }), 'OAUTH_INVALID_RESPONSE'],
  ])('%s is refused, with no session', async (_, forge, reason) => {
    const here = await consoleWithIssuer();
    await bound(here, 'Trần Bình', 's-binh');
    here.issuer.forge = forge;
    const browser = browserOf(here);
    expect(await signInByAccount(browser)).toBe('/console/sign-in/refused');
    expect(reasonIn(here)).toBe(reason);
    expect(browser.jar.has('console')).toBe(false);
    expect((await browser.get('/console/sign-in/refused')).status).toBe(403);
  });

  it('unsigned is refused even where the issuer says that it may be', async () => {
    const here = await consoleWithIssuer({ metadata: { id_token_signing_alg_values_supported: ['RS256', 'none'] } });
    await bound(here, 'Trần Bình', 's-binh');
    here.issuer.forge = (token) => ({ ...token, header: { alg: 'none' } });
    expect(await signInByAccount(browserOf(here))).toBe('/console/sign-in/refused');
  });

  it('with a code that another browser was given is refused: its verifier does not fit', async () => {
    const here = await consoleWithIssuer();
    await bound(here, 'Trần Bình', 's-binh');
    const [mine, theirs] = [browserOf(here), browserOf(here)];
    const own = new URLSearchParams((await answered(mine)).split('?')[1]);
    const stolen = new URLSearchParams((await answered(theirs)).split('?')[1]);
    own.set('code', stolen.get('code') ?? '');
    const back = await mine.get(`/console/sign-in/return?${own}`);
    expect(back.headers.get('location')).toBe('/console/sign-in/refused');
    expect(reasonIn(here)).toBe('invalid_grant');
  });

  it('brought twice is taken once, however close', async () => {
    const here = await consoleWithIssuer();
    await bound(here, 'Trần Bình', 's-binh');
    const browser = browserOf(here);
    const back = await answered(browser);
    const login = browser.jar.get('login') ?? '';
    const ends = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const tab = browserOf(here);
        tab.jar.set('login', login);
        return (await tab.get(back)).headers.get('location');
      }),
    );
    expect(ends.filter((end) => end === '/console/')).toHaveLength(1);
    const later = browserOf(here);
    later.jar.set('login', login);
    expect((await later.get(back)).headers.get('location')).toBe('/console/sign-in/refused');
    expect(here.issuer.traded).toHaveLength(2);
  });

  it('with a state nobody left with is refused without asking, and spoils no sign-in under way', async () => {
    const here = await consoleWithIssuer();
    await bound(here, 'Trần Bình', 's-binh');
    const browser = browserOf(here);
    const back = await answered(browser);
    const planted = await browser.get('/console/sign-in/return?code=abc&state=planted');
    expect(planted.headers.get('location')).toBe('/console/sign-in/refused');
    expect(here.issuer.traded).toHaveLength(1);
    expect((await browser.get(back)).headers.get('location')).toBe('/console/');
  });

  it('brought by another browser is refused, with a cookie of its own or with none', async () => {
    const here = await consoleWithIssuer();
    await bound(here, 'Trần Bình', 's-binh');
    const back = await answered(browserOf(here));
    const other = browserOf(here);
    expect((await other.get(back)).headers.get('location')).toBe('/console/sign-in/refused');
    await other.post('/console/sign-in');
    expect((await other.get(back)).headers.get('location')).toBe('/console/sign-in/refused');
    expect(here.issuer.traded).toHaveLength(1);
  });

  it('brought too late is refused', async () => {
    const here = await consoleWithIssuer();
    await bound(here, 'Trần Bình', 's-binh');
    const browser = browserOf(here);
    const back = await answered(browser);
    await at(here, new Date(Date.parse(here.deps.clock.now()) + loginMinutes * 60_000).toISOString());
    expect((await browser.get(back)).headers.get('location')).toBe('/console/sign-in/refused');
  });

  it('that says no is refused, and tells operators the code of the reason and no words', async () => {
    const here = await consoleWithIssuer();
    const browser = browserOf(here);
    const state = new URLSearchParams((await answered(browser)).split('?')[1]).get('state') ?? '';
    const said = new URLSearchParams({ error: 'access_denied', error_description: 'Trần Bình', state });
    await browser.get(`/console/sign-in/return?${said}`);
    expect(reasonIn(here)).toBe('access_denied');
    expect(JSON.stringify(here.logged)).not.toContain('Trần');
  });

  it('pauses a place that brings too many', async () => {
    const here = await consoleWithIssuer();
    const browser = browserOf(here);
    for (let n = 0; n < 20; n++) await browser.get(`/console/sign-in/return?code=a&state=${n}`);
    expect((await browser.get('/console/sign-in/return?code=a&state=b')).status).toBe(429);
    expect((await browser.post('/console/sign-in')).status).toBe(429);
  });
});
