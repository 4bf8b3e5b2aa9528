import { describe, expect, it, onTestFinished } from 'vitest';
import { endInvitation, personIdOf, readPerson, spendInvitation } from '#records/people.ts';
import { invite } from '#steps/people/invite.ts';
import {
  at,
  browserOf,
  consoleInMemory,
  digitsFor,
  fieldValue,
  hiddenIn,
  launched,
  signedIn,
  type TestConsole,
  withRoster,
} from '#test/support/console.ts';

const opened = async () => {
  const here = await consoleInMemory();
  onTestFinished(() => here.machine.close());
  return here;
};

it('lets the very first in by the link that the machine prints, and asks who they are', async () => {
  const here = await opened();
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
  const here = await opened();
  const { token } = await invite(here.deps, { by: 'máy chủ' });
  const typed = (token.toUpperCase().match(/.{1,4}/g) ?? []).join('-');
  expect((await browserOf(here).post('/console/enter', { form: { token: typed } })).status).toBe(303);
});

it('trades an invitation once, whoever comes second and however close', async () => {
  const here = await opened();
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
  const here = await opened();
  const { token } = await invite(here.deps, { by: 'máy chủ' });
  const print = (await spendInvitation(here.deps, token, 'ABC')) ?? '';
  expect(await endInvitation(here.deps, print)).toBe(true);
  expect(await endInvitation(here.deps, print)).toBe(false);
});

it('gives the same answer for a spent, an expired and an invented invitation', async () => {
  const here = await opened();
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
  const here = await opened();
  const first = await (await browserOf(here).get('/console/enter')).text();
  expect(await (await browserOf(here).get('/console/enter')).text()).toBe(first);
  expect(first).not.toContain('set-cookie');
});

it('wants six-digit codes of whoever was invited by somebody', async () => {
  const here = await opened();
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
  const here = await opened();
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
  const here = await opened();
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
  const here = await opened();
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
  const here = await opened();
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

it('shuts a disabled person out at the very next request, and never lets them sign in', async () => {
  const here = await opened();
  const an = await signedIn(here, 'Nguyễn An');
  const binh = await signedIn(here, 'Trần Bình');
  expect((await binh.get('/console/people')).status).toBe(200);
  const page = await (await an.get('/console/people')).text();
  const action = `/console/people/${personIdOf('Trần Bình')}/disable`;
  const shut = await an.post(action, { form: hiddenIn(page, action) });
  expect(shut.status).toBe(303);
  expect(await (await an.get(shut.headers.get('location') ?? '')).text()).toContain('Muốn mở lại thì mời lại');
  expect((await binh.get('/console/people')).headers.get('location')).toBe('/console/sign-in');
  expect(
    (
      await binh.post('/console/people/invite', {
        form: { csrf: binh.csrf, name: 'X Y', role: 'administrator', part: '', step: 'done' },
      })
    ).status,
  ).toBe(401);
  await at(here, '2026-10-28T02:05:00.000Z');
  const code = digitsFor(binh.secret, here.deps.clock.now());
  expect((await browserOf(here).post('/console/sign-in', { form: { name: 'Trần Bình', code } })).status).toBe(422);
});

it('lets nobody disable themselves', async () => {
  const here = await opened();
  const an = await signedIn(here, 'Nguyễn An');
  const answer = await an.post(`/console/people/${personIdOf('Nguyễn An')}/disable`, { form: { csrf: an.csrf } });
  expect(answer.status).toBe(403);
  expect((await an.get('/console/')).status).toBe(200);
});

it('lets somebody invited again set up a new way in, and the old codes are worth nothing', async () => {
  const here = await opened();
  const before = await signedIn(here, 'Trần Bình');
  const after = await signedIn(here, 'Trần Bình');
  expect(after.secret).not.toBe(before.secret);
  await at(here, '2026-10-28T02:05:00.000Z');
  const old = digitsFor(before.secret, here.deps.clock.now());
  expect((await browserOf(here).post('/console/sign-in', { form: { name: 'Trần Bình', code: old } })).status).toBe(422);
});

it('makes an invitation on the page, shows its link once and keeps no token', async () => {
  const here = await opened();
  const an = await signedIn(here, 'Nguyễn An');
  const page = await an.post('/console/people/invite', {
    form: { csrf: an.csrf, name: 'Trần Bình', role: 'administrator', part: '', step: 'done' },
  });
  const token = /\/console\/enter#([a-z0-9]+)/.exec(await page.text())?.[1] ?? '';
  expect(token).toHaveLength(32);
  expect((await browserOf(here).post('/console/enter', { form: { token } })).status).toBe(303);
  expect(JSON.stringify(here.logged)).not.toContain(token);
});

it('ends the session on the server when somebody signs out', async () => {
  const here = await opened();
  const an = await signedIn(here, 'Nguyễn An');
  const cookie = an.jar.get('console') ?? '';
  await an.post('/console/leave', { form: { csrf: an.csrf } });
  an.jar.set('console', cookie);
  expect((await an.get('/console/')).headers.get('location')).toBe('/console/sign-in');
});

describe('roles', () => {
  const token = (page: string): string => /\/console\/enter#([a-z0-9]+)/.exec(page)?.[1] ?? '';

  it('are given with a part that fits them, which the second step offers', async () => {
    const here = await opened();
    const an = await signedIn(here, 'Nguyễn An');
    await withRoster(here, an);
    const asked = { csrf: an.csrf, name: 'Lê Cán Bộ', role: 'wardOfficer', part: '' };
    const second = await (await an.post('/console/people/invite', { form: { ...asked, step: 'part' } })).text();
    expect(second).toContain('<option value="PX-01">');
    expect(second).not.toContain('<option value="CQ-01">');
    expect(second).not.toContain('Toàn bộ');
    const made = await an.post('/console/people/invite', { form: { ...asked, part: 'PX-01', step: 'done' } });
    const person = await enterBy(here, token(await made.text()), 'Lê Cán Bộ');
    expect(person).toMatchObject({ role: 'wardOfficer', scope: { committeeId: 'PX-01' } });
    const list = await (await an.get('/console/people')).text();
    expect(list).toMatch(/Lê Cán Bộ<\/th>\s*<td[^>]*>Cán bộ xã, phường<\/td>\s*<td[^>]*>Đảng ủy phường</);
  });

  it.each([
    ['wardOfficer', '', 'cần một phần việc'],
    ['wardOfficer', 'CQ-01', 'không hợp với vai trò'],
    ['workplaceOfficer', 'PX-01', 'không hợp với vai trò'],
    ['auditor', 'PX-99', 'không có cấp ủy này'],
    ['king', '', 'chọn một vai trò'],
    ['', '', 'chọn một vai trò'],
  ])('make no link for %j with the part %j', async (role, part, words) => {
    const here = await opened();
    const an = await signedIn(here, 'Nguyễn An');
    await withRoster(here, an);
    const form = { csrf: an.csrf, name: 'Ai Đó', role, part, step: 'done' };
    const answer = await an.post('/console/people/invite', { form });
    const page = await answer.text();
    expect([answer.status, page.includes(words), token(page)]).toEqual([422, true, '']);
    expect(page).toContain('value="Ai Đó"');
  });

  it('are changed by an administrator of everything, from the very next request on', async () => {
    const here = await opened();
    const an = await signedIn(here, 'Nguyễn An');
    await withRoster(here, an);
    const binh = await signedIn(here, 'Trần Bình');
    const path = `/console/people/${personIdOf('Trần Bình')}/rights`;
    expect(await (await an.get('/console/people')).text()).toContain(path);
    const second = await an.post(path, { form: { csrf: an.csrf, role: 'workplaceOfficer', part: '', step: 'part' } });
    expect(await second.text()).toContain('<option value="CQ-01">');
    expect((await binh.get('/console/roster')).status).toBe(200);
    const form = { csrf: an.csrf, role: 'workplaceOfficer', part: 'CQ-01', step: 'done' };
    expect((await an.post(path, { form })).headers.get('location')).toBe('/console/people?done=rights');
    expect((await binh.get('/console/roster')).status).toBe(403);
    const own = await (await binh.get('/console/members')).text();
    expect(own).toContain('Lê Văn Đức');
    expect(await (await an.get('/console/people')).text()).toContain('quyền do Nguyễn An đổi');
  });

  it('are nobody’s to change for themselves', async () => {
    const here = await opened();
    const an = await signedIn(here, 'Nguyễn An');
    const path = `/console/people/${personIdOf('Nguyễn An')}/rights`;
    const form = { csrf: an.csrf, role: 'auditor', part: '', step: 'done' };
    expect((await an.post(path, { form })).status).toBe(403);
    expect((await an.get('/console/people')).status).toBe(200);
  });

  it('without a part that they need reach nothing, whatever a record says', async () => {
    const here = await opened();
    const an = await signedIn(here, 'Nguyễn An');
    const cycleId = await launched(here, an);
    const lost = await signedIn(here, 'Người Lạc', { role: 'wardOfficer' });
    expect((await lost.get(`/console/requests/${cycleId}.CB-01`)).status).toBe(404);
    expect((await lost.get(`/console/cycles/${cycleId}/wards/PX-01`)).status).toBe(404);
  });
});

/** Through the pages of an invitation to the person who was made. */
async function enterBy(here: TestConsole, token: string, name: string) {
  const browser = browserOf(here);
  await browser.post('/console/enter', { form: { token } });
  const page = await (await browser.get('/console/welcome')).text();
  const secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(page)?.[1] ?? '').replaceAll(' ', '');
  const code = digitsFor(secret, here.deps.sessionClock.now());
  await browser.post('/console/welcome', { form: { csrf: fieldValue(page, 'csrf'), name: '', way: 'codes', code } });
  return (await readPerson(here.table, personIdOf(name)))?.person;
}
