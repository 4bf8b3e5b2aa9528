import { describe, expect, it } from 'vitest';
import type { Role } from '#domain/permissions.ts';
import { cookieName } from '#edge/cookies.ts';
import { idling } from '#edge/env.ts';
import { sha256 } from '#records/hash.ts';
import { keys } from '#records/keys.ts';
import { personIdOf, readPerson, settleInvitation, spendInvitation } from '#records/people.ts';
import { openSession } from '#records/sessions.ts';
import { invite } from '#steps/people/invite.ts';
import {
  at,
  browserOf,
  digitsFor,
  fieldValue,
  hiddenIn,
  type SignedIn,
  signedIn,
  type TestConsole,
} from '#test/support/console.ts';
import { unentered } from './opened.ts';

const later = async (here: TestConsole, ...people: readonly SignedIn[]) =>
  at(here, new Date(Date.parse(here.deps.clock.now()) + 60_000).toISOString(), ...people);

/** Through the pages, as an administrator invites; gives the last page. */
async function invited(who: SignedIn, name: string, role: Role = 'administrator'): Promise<string> {
  const path = '/console/people/invite';
  const typed = { csrf: who.csrf, name, role, part: '' };
  const second = await (await who.post(path, { form: { ...typed, step: 'part' } })).text();
  const form = { ...hiddenIn(second, path), role, part: '', step: 'done' };
  return (await who.post(path, { form })).text();
}

const tokenIn = (page: string): string => /\/console\/enter#([a-z0-9]+)/.exec(page)?.[1] ?? '';

async function finishBy(here: TestConsole, token: string) {
  const browser = browserOf(here);
  await browser.post('/console/enter', { form: { token } });
  const page = await (await browser.get('/console/welcome')).text();
  const secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(page)?.[1] ?? '').replaceAll(' ', '');
  const code = digitsFor(secret, here.deps.sessionClock.now());
  const form = { csrf: fieldValue(page, 'csrf'), name: '', way: 'codes', code };
  return { browser, secret, form, done: await browser.post('/console/welcome', { form }) };
}

const person = async (here: TestConsole, name: string) => (await readPerson(here.table, personIdOf(name)))?.person;

const disable = (who: SignedIn, name: string) =>
  who.post(`/console/people/${personIdOf(name)}/disable`, { form: { csrf: who.csrf } });

const demote = (who: SignedIn, name: string) =>
  who.post(`/console/people/${personIdOf(name)}/rights`, {
    form: { csrf: who.csrf, role: 'provinceObserver', part: '', step: 'done' },
  });

describe('an invitation that is still open', () => {
  it.each([
    ['disabled', disable],
    ['given other rights', demote],
  ])('does not undo that its person was %s since, and one made afterwards does', async (_, decide) => {
    const here = await unentered();
    const an = await signedIn(here, 'Nguyễn An');
    const binh = await signedIn(here, 'Trần Bình');
    const own = tokenIn(await invited(an, 'Trần Bình'));
    await later(here, an, binh);
    expect((await decide(an, 'Trần Bình')).status).toBe(303);
    const decided = await person(here, 'Trần Bình');
    const { done } = await finishBy(here, own);
    expect([done.status, await person(here, 'Trần Bình')]).toEqual([409, decided]);
    await later(here, an);
    const renewed = await finishBy(here, tokenIn(await invited(an, 'Trần Bình')));
    expect(renewed.done.headers.get('location')).toBe('/console/');
    expect((await renewed.browser.get('/console/people')).status).toBe(200);
  });

  it.each([
    ['disabled', disable],
    ['given other rights', demote],
  ])('is worth nothing once whoever made it was %s', async (_, decide) => {
    const here = await unentered();
    const an = await signedIn(here, 'Nguyễn An');
    const binh = await signedIn(here, 'Trần Bình');
    const token = tokenIn(await invited(binh, 'Người Mới'));
    expect((await decide(an, 'Trần Bình')).status).toBe(303);
    expect((await finishBy(here, token)).done.status).toBe(409);
    expect(await person(here, 'Người Mới')).toBeUndefined();
  });

  it('gives way to a later one that was used', async () => {
    const here = await unentered();
    const an = await signedIn(here, 'Nguyễn An');
    await signedIn(here, 'Trần Bình');
    const older = tokenIn(await invited(an, 'Trần Bình'));
    await later(here, an);
    await finishBy(here, tokenIn(await invited(an, 'Trần Bình', 'provinceObserver')));
    expect((await finishBy(here, older)).done.status).toBe(409);
    expect(await person(here, 'Trần Bình')).toMatchObject({ role: 'provinceObserver' });
  });
});

describe('a new way in', () => {
  it('ends the sessions of the old one, and revives none that a disable ended', async () => {
    const here = await unentered();
    const an = await signedIn(here, 'Nguyễn An');
    const lost = await signedIn(here, 'Trần Bình');
    await later(here, an);
    await disable(an, 'Trần Bình');
    await later(here, an);
    const { browser } = await finishBy(here, tokenIn(await invited(an, 'Trần Bình')));
    expect((await browser.get('/console/')).status).toBe(200);
    expect((await lost.get('/console/')).headers.get('location')).toBe('/console/sign-in');
  });
});

describe('a namesake', () => {
  it('in all but an accent is somebody else', async () => {
    const here = await unentered();
    const an = await signedIn(here, 'Nguyễn An');
    const hung = await signedIn(here, 'Nguyễn Văn Hùng');
    const page = await invited(an, 'Nguyễn Văn Hưng', 'provinceObserver');
    await finishBy(here, tokenIn(page));
    expect(await person(here, 'Nguyễn Văn Hùng')).toMatchObject({ role: 'administrator', name: 'Nguyễn Văn Hùng' });
    expect(await person(here, 'Nguyễn Văn Hưng')).toMatchObject({ role: 'provinceObserver' });
    await later(here, hung);
  });

  it('is found again in capitals or not, decomposed, and wherever the tone is put', () => {
    const id = personIdOf('Nguyễn Văn Hoà');
    for (const typed of ['nguyễn văn hoà', 'NGUYỄN  VĂN HÒA', 'Nguyễn Văn Hoà'.normalize('NFD')])
      expect(personIdOf(typed)).toBe(id);
  });

  it.each([
    ['vi', 'Đây là Trần Bình, Người quản trị, Toàn bộ: người này sẽ nhận cách vào mới.'],
    ['en', 'This is Trần Bình, '],
    ['fr', 'C’est Trần Bình, '],
  ])('is told of in %s before a link is made, and none is made unread', async (language, words) => {
    const here = await unentered();
    const an = await signedIn(here, 'Nguyễn An');
    await signedIn(here, 'Trần Bình');
    an.jar.set('language', language);
    const form = { csrf: an.csrf, name: 'trần bình', role: 'administrator', part: '' };
    const second = await an.post('/console/people/invite', { form: { ...form, step: 'part' } });
    expect(await second.text()).toContain(words);
    const unread = await an.post('/console/people/invite', { form: { ...form, step: 'done' } });
    const page = await unread.text();
    expect([unread.status, page.includes(words), tokenIn(page)]).toEqual([422, true, '']);
    expect(tokenIn(await invited(an, 'trần bình'))).toHaveLength(32);
  });

  it('who came in meanwhile keeps their place', async () => {
    const here = await unentered();
    const { token } = await invite(idling(here.deps), { name: 'Trần Bình', by: 'máy chủ' });
    await signedIn(here, 'Trần Bình', { role: 'auditor' });
    const { done } = await finishBy(here, token);
    expect([done.status, await done.text()]).toEqual([409, expect.stringContaining('Tên này đã có người khác dùng')]);
    expect(await person(here, 'Trần Bình')).toMatchObject({ role: 'auditor' });
  });
});

it('lets in whoever brings the same invitation again after a crash', async () => {
  const here = await unentered();
  const { token } = await invite(idling(here.deps), { name: 'Trần Bình', by: 'máy chủ' });
  const { put } = here.table;
  let torn = false;
  here.table.put = async (item, when) => {
    const written = await put(item, when);
    const isPerson = JSON.stringify(item.body).includes('enteredAt');
    if (isPerson && !torn) {
      torn = true;
      throw new Error('the machine stopped');
    }
    return written;
  };
  const { browser, done, form } = await finishBy(here, token);
  expect(done.status).toBe(500);
  expect((await browser.post('/console/welcome', { form })).headers.get('location')).toBe('/console/');
  expect((await browser.get('/console/')).status).toBe(200);
  expect((await finishBy(here, token)).done.status).toBe(401);
});

it('is settled for one of two who finish it at the same moment, and for that one again', async () => {
  const here = await unentered();
  const { token } = await invite(idling(here.deps), { by: 'máy chủ' });
  const print = (await spendInvitation(idling(here.deps), token, 'ABC')) ?? '';
  const ways = [{ account: 'a' }, { account: 'b' }, {}, { secret: 'ABC' }];
  const settle = (way: (typeof ways)[number]) => settleInvitation(here.deps, print, 'somebody', way);
  const settled = await Promise.all(ways.map(settle));
  expect(settled.filter(Boolean)).toHaveLength(1);
  expect(await Promise.all(ways.map(settle))).toEqual(settled);
});

describe('an invitation that waits', () => {
  const waiting = async (who: SignedIn) => {
    const page = await (await who.get('/console/people')).text();
    return [...page.matchAll(/action="(\/console\/people\/invitations\/[^"]+\/withdraw)"/g)].map(
      ([, path]) => path ?? '',
    );
  };

  it('is listed with whom it is for, by whom and until when, and no more once somebody came in by it', async () => {
    const here = await unentered();
    const an = await signedIn(here, 'Nguyễn An');
    expect(await waiting(an)).toEqual([]);
    const token = tokenIn(await invited(an, 'Trần Bình', 'provinceObserver'));
    const page = await (await an.get('/console/people')).text();
    const row = page.split('<tr>').find((one) => one.includes('/withdraw"')) ?? '';
    for (const words of ['Trần Bình', 'Người theo dõi cấp tỉnh', 'Toàn bộ', 'Nguyễn An', '09:00 29/10/2026'])
      expect(row).toContain(words);
    expect(page).not.toContain(token);
    await finishBy(here, token);
    expect(await waiting(an)).toEqual([]);
  });

  it('opens nothing once it was withdrawn, and says so, also to whoever had opened it', async () => {
    const here = await unentered();
    const an = await signedIn(here, 'Nguyễn An');
    const tokens = [tokenIn(await invited(an, 'Trần Bình')), tokenIn(await invited(an, 'Lê Cường'))];
    const binh = browserOf(here);
    await binh.post('/console/enter', { form: { token: tokens[0] ?? '' } });
    const form = { csrf: fieldValue(await (await binh.get('/console/welcome')).text(), 'csrf'), name: '' };
    for (const path of await waiting(an))
      expect((await an.post(path, { form: { csrf: an.csrf } })).headers.get('location')).toMatch(/withdrawn$/);
    expect(await waiting(an)).toEqual([]);
    const unopened = await browserOf(here).post('/console/enter', { form: { token: tokens[1] ?? '' } });
    const [page, refused] = [
      await binh.get('/console/welcome'),
      await binh.post('/console/welcome', { form: { ...form, way: 'codes', code: '000000' } }),
    ];
    for (const answer of [unopened, page, refused]) {
      expect([409, 410, 422]).toContain(answer.status);
      expect(await answer.text()).toMatch(/đã được rút lại.*nhờ (một )?người quản trị mời lại/);
    }
    expect(await person(here, 'Trần Bình')).toBeUndefined();
  });

  it('is withdrawn once, by whoever may invite, and with the token of their session', async () => {
    const here = await unentered();
    const an = await signedIn(here, 'Nguyễn An');
    const binh = await signedIn(here, 'Trần Bình', { role: 'provinceObserver' });
    await invited(an, 'Lê Cường');
    const [path = ''] = await waiting(an);
    expect((await binh.post(path, { form: { csrf: binh.csrf } })).status).toBe(403);
    expect((await an.post(path, { form: { csrf: binh.csrf } })).status).toBe(403);
    expect(await waiting(an)).toEqual([path]);
    await an.post(path, { form: { csrf: an.csrf } });
    const again = await an.post(path, { form: { csrf: an.csrf } });
    expect([again.status, await person(here, 'Lê Cường')]).toEqual([409, undefined]);
  });

  it('from before there were roles is no fault but a word to ask for another', async () => {
    const here = await unentered();
    const [token, opened1] = ['a'.repeat(32), 'b'.repeat(32)];
    const old = { name: 'Trần Bình', by: 'An', at: '2026-10-28T02:00:00.000Z', expiresAt: '2026-10-29T02:00:00.000Z' };
    await here.table.put({ ...keys.invitation(sha256(token)), version: 1, body: old });
    const answer = await browserOf(here).post('/console/enter', { form: { token } });
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('nhờ người quản trị mời lại')]);
    const spent = { ...old, spentAt: old.at, secret: 'ABCDEFGH' };
    await here.table.put({ ...keys.invitation(sha256(opened1)), version: 2, body: spent });
    const browser = browserOf(here);
    const cookie = await openSession(idling(here.deps), {
      subjects: [{ kind: 'entrance', id: sha256(opened1) }],
      via: 'console',
      proven: false,
    });
    browser.jar.set(cookieName(here.deps.baseUrl, 'console'), cookie);
    const page = await browser.get('/console/welcome');
    expect([page.status, await page.text()]).toEqual([409, expect.stringContaining('nhờ một người quản trị mời lại')]);
  });
});
