import { describe, expect, it } from 'vitest';
import { personIdOf, readPerson } from '#records/people.ts';
import {
  at,
  browserOf,
  digitsFor,
  fieldValue,
  hiddenIn,
  launched,
  signedIn,
  type TestConsole,
  withRoster,
} from '#test/support/console.ts';
import { unentered } from './opened.ts';

it('shuts a disabled person out at the very next request, and never lets them sign in', async () => {
  const here = await unentered();
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
  const here = await unentered();
  const an = await signedIn(here, 'Nguyễn An');
  const answer = await an.post(`/console/people/${personIdOf('Nguyễn An')}/disable`, { form: { csrf: an.csrf } });
  expect(answer.status).toBe(403);
  expect((await an.get('/console/')).status).toBe(200);
});

it('lets somebody invited again set up a new way in, and the old codes are worth nothing', async () => {
  const here = await unentered();
  const before = await signedIn(here, 'Trần Bình');
  const after = await signedIn(here, 'Trần Bình');
  expect(after.secret).not.toBe(before.secret);
  await at(here, '2026-10-28T02:05:00.000Z');
  const old = digitsFor(before.secret, here.deps.clock.now());
  expect((await browserOf(here).post('/console/sign-in', { form: { name: 'Trần Bình', code: old } })).status).toBe(422);
});

it('makes an invitation on the page, shows its link once and keeps no token', async () => {
  const here = await unentered();
  const an = await signedIn(here, 'Nguyễn An');
  const page = await an.post('/console/people/invite', {
    form: { csrf: an.csrf, name: 'Trần Bình', role: 'administrator', part: '', step: 'done' },
  });
  const token = /\/console\/enter#([a-z0-9]+)/.exec(await page.text())?.[1] ?? '';
  expect(token).toHaveLength(32);
  expect((await browserOf(here).post('/console/enter', { form: { token } })).status).toBe(303);
  expect(JSON.stringify(here.logged)).not.toContain(token);
});

describe('roles', () => {
  const token = (page: string): string => /\/console\/enter#([a-z0-9]+)/.exec(page)?.[1] ?? '';

  it('are given with a part that fits them, which the second step offers', async () => {
    const here = await unentered();
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
    const here = await unentered();
    const an = await signedIn(here, 'Nguyễn An');
    await withRoster(here, an);
    const form = { csrf: an.csrf, name: 'Ai Đó', role, part, step: 'done' };
    const answer = await an.post('/console/people/invite', { form });
    const page = await answer.text();
    expect([answer.status, page.includes(words), token(page)]).toEqual([422, true, '']);
    expect(page).toContain('value="Ai Đó"');
  });

  it('are changed by an administrator of everything, from the very next request on', async () => {
    const here = await unentered();
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
    const here = await unentered();
    const an = await signedIn(here, 'Nguyễn An');
    const path = `/console/people/${personIdOf('Nguyễn An')}/rights`;
    const form = { csrf: an.csrf, role: 'auditor', part: '', step: 'done' };
    expect((await an.post(path, { form })).status).toBe(403);
    expect((await an.get('/console/people')).status).toBe(200);
  });

  it('without a part that they need reach nothing, whatever a record says', async () => {
    const here = await unentered();
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
