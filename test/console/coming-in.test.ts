import { expect, it } from 'vitest';
import { endInvitation, personIdOf, readPerson, spendInvitation } from '#records/people.ts';
import { invite } from '#steps/people/invite.ts';
import { at, browserOf, digitsFor, fieldValue, signedIn } from '#test/support/console.ts';
import { unentered } from './opened.ts';

it('lets the very first in by the link that the machine prints, and asks who they are', async () => {
  const here = await unentered();
  const { token } = await invite(here.deps, { by: 'máy chủ' });
  const an = browserOf(here);
  const entered = await an.post('/console/enter', { form: { token } });
  expect(entered.headers.get('location')).toBe('/console/welcome');
  const page = await (await an.get('/console/welcome')).text();
  expect(page).toContain('otpauth://totp/');
  const form = { csrf: fieldValue(page, 'csrf'), name: 'Nguyễn Thị An', way: 'machine', code: '' };
  expect((await an.post('/console/welcome', { form })).headers.get('location')).toBe('/console/');
  expect(await (await an.get('/console/')).text()).toContain('Nguyễn Thị An');
});

it('takes the code of an invitation as it is typed by hand, with hyphens and capitals', async () => {
  const here = await unentered();
  const { token } = await invite(here.deps, { by: 'máy chủ' });
  const typed = (token.toUpperCase().match(/.{1,4}/g) ?? []).join('-');
  expect((await browserOf(here).post('/console/enter', { form: { token: typed } })).status).toBe(303);
});

it('trades an invitation once, whoever comes second and however close', async () => {
  const here = await unentered();
  const { token } = await invite(here.deps, { name: 'Trần Bình', by: 'An' });
  const tries = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      browserOf(here).post('/console/enter', { form: { token }, headers: { 'X-Test-Address': `198.51.100.${n}` } }),
    ),
  );
  expect(tries.filter(({ status }) => status === 303)).toHaveLength(1);
  expect(tries.filter(({ status }) => status === 422)).toHaveLength(19);
});

it('lets an invitation be used up once, by whoever looked at it before', async () => {
  const here = await unentered();
  const { token } = await invite(here.deps, { by: 'máy chủ' });
  const print = (await spendInvitation(here.deps, token, 'ABC')) ?? '';
  expect(await endInvitation(here.deps, print)).toBe(true);
  expect(await endInvitation(here.deps, print)).toBe(false);
});

it('gives the same answer for a spent, an expired and an invented invitation', async () => {
  const here = await unentered();
  const spent = await invite(here.deps, { name: 'A B', by: 'An' });
  await browserOf(here).post('/console/enter', { form: { token: spent.token } });
  const expired = await invite(here.deps, { name: 'C D', by: 'An' });
  await at(here, '2026-10-29T02:00:01.000Z');
  const answers = await Promise.all(
    [spent.token, expired.token, 'f'.repeat(32)].map(async (token) => {
      const answer = await browserOf(here).post('/console/enter', { form: { token } });
      return [answer.status, await answer.text()];
    }),
  );
  expect(answers[0]?.[0]).toBe(422);
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
});

it('serves the same bytes at the door of the console whatever stands behind the #, and writes nothing', async () => {
  const here = await unentered();
  const first = await (await browserOf(here).get('/console/enter')).text();
  expect(await (await browserOf(here).get('/console/enter')).text()).toBe(first);
  expect(first).not.toContain('set-cookie');
});

it('wants six-digit codes of whoever was invited by somebody', async () => {
  const here = await unentered();
  const { token } = await invite(here.deps, { name: 'Trần Bình', by: 'An' });
  const binh = browserOf(here);
  await binh.post('/console/enter', { form: { token } });
  const csrf = fieldValue(await (await binh.get('/console/welcome')).text(), 'csrf');
  const refused = await binh.post('/console/welcome', { form: { csrf, name: '', way: 'machine', code: '' } });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('Mã: lời mời này cần mã sáu chữ số');
  const another = await binh.post('/console/welcome', {
    form: { csrf, name: 'Ai Khác', way: 'codes', code: '000000' },
  });
  expect(another.status).toBe(422);
  expect(await readPerson(here.table, personIdOf('Ai Khác'))).toBeUndefined();
});

it('lets a person in again by name and code, however it is capitalised, and takes no code twice', async () => {
  const here = await unentered();
  const binh = await signedIn(here, 'Trần Thị Bình');
  await at(here, '2026-10-28T05:00:00.000Z');
  const code = digitsFor(binh.secret, here.deps.clock.now());
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
  const first = await browserOf(here).post('/console/sign-in', { form: { name: 'trần thị BÌNH', code: spaced } });
  expect(first.headers.get('location')).toBe('/console/');
  const again = await browserOf(here).post('/console/sign-in', { form: { name: 'Trần Thị Bình', code } });
  expect(again.status).toBe(422);
});

it('pauses a name after five wrong codes, for the right one too, and opens by itself after fifteen minutes', async () => {
  const here = await unentered();
  const binh = await signedIn(here, 'Trần Bình');
  const tryCode = (code: string, from = '198.51.100.1') =>
    browserOf(here).post('/console/sign-in', {
      form: { name: 'Trần Bình', code },
      headers: { 'X-Test-Address': from },
    });
  for (let n = 0; n < 5; n++) expect((await tryCode('000000', `198.51.100.${n}`)).status).toBe(422);
  await at(here, '2026-10-28T02:14:00.000Z');
  expect((await tryCode(digitsFor(binh.secret, here.deps.clock.now()))).status).toBe(429);
  await at(here, '2026-10-28T02:16:00.000Z');
  expect((await tryCode(digitsFor(binh.secret, here.deps.clock.now()))).status).toBe(303);
});

it('looks at no more than five codes of a thousand sent at once', async () => {
  const here = await unentered();
  const binh = await signedIn(here, 'Trần Bình');
  await at(here, '2026-10-28T03:00:00.000Z');
  const right = digitsFor(binh.secret, here.deps.clock.now());
  const codes = Array.from({ length: 300 }, (_, n) => (n === 299 ? right : String(n).padStart(6, '1')));
  const answers = await Promise.all(
    codes.map((code, n) =>
      browserOf(here).post('/console/sign-in', {
        form: { name: 'Trần Bình', code },
        headers: { 'X-Test-Address': `2001:db8::${n}` },
      }),
    ),
  );
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(0);
});

it('answers an unknown name as a wrong code, and pauses it as well', async () => {
  const here = await unentered();
  await signedIn(here, 'Trần Bình');
  const answer = async (name: string) => {
    const page = await browserOf(here).post('/console/sign-in', { form: { name, code: '000000' } });
    return [page.status, (await page.text()).replaceAll(name, '…')];
  };
  const known = await answer('Trần Bình');
  expect(await answer('Không Ai Cả')).toEqual(known);
  for (let n = 0; n < 4; n++) await answer('Không Ai Cả');
  expect((await answer('Không Ai Cả'))[0]).toBe(429);
});

it('ends the session on the server when somebody signs out', async () => {
  const here = await unentered();
  const an = await signedIn(here, 'Nguyễn An');
  const cookie = an.jar.get('console') ?? '';
  await an.post('/console/leave', { form: { csrf: an.csrf } });
  an.jar.set('console', cookie);
  expect((await an.get('/console/')).headers.get('location')).toBe('/console/sign-in');
});
