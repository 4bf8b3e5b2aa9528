import { describe, expect, it, onTestFinished } from 'vitest';
import type { Role } from '#domain/permissions.ts';
import { idling } from '#edge/env.ts';
import { personIdOf, readPerson, settleInvitation, spendInvitation } from '#records/people.ts';
import { invite } from '#steps/people/invite.ts';
import {
  at,
  browserOf,
  consoleInMemory,
  digitsFor,
  fieldValue,
  hiddenIn,
  type SignedIn,
  signedIn,
  type TestConsole,
} from '#test/support/console.ts';

const opened = async () => {
  const here = await consoleInMemory();
  onTestFinished(() => here.machine.close());
  return here;
};

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
    const here = await opened();
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
    const here = await opened();
    const an = await signedIn(here, 'Nguyễn An');
    const binh = await signedIn(here, 'Trần Bình');
    const token = tokenIn(await invited(binh, 'Người Mới'));
    expect((await decide(an, 'Trần Bình')).status).toBe(303);
    expect((await finishBy(here, token)).done.status).toBe(409);
    expect(await person(here, 'Người Mới')).toBeUndefined();
  });

  it('gives way to a later one that was used', async () => {
    const here = await opened();
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
    const here = await opened();
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
    const here = await opened();
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
    const here = await opened();
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
    const here = await opened();
    const { token } = await invite(idling(here.deps), { name: 'Trần Bình', by: 'máy chủ' });
    await signedIn(here, 'Trần Bình', { role: 'auditor' });
    const { done } = await finishBy(here, token);
    expect([done.status, await done.text()]).toEqual([409, expect.stringContaining('Tên này đã có người khác dùng')]);
    expect(await person(here, 'Trần Bình')).toMatchObject({ role: 'auditor' });
  });
});

it('lets in whoever brings the same invitation again after a crash', async () => {
  const here = await opened();
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
  const here = await opened();
  const { token } = await invite(idling(here.deps), { by: 'máy chủ' });
  const print = (await spendInvitation(idling(here.deps), token, 'ABC')) ?? '';
  const ways = [{ account: 'a' }, { account: 'b' }, {}, { secret: 'ABC' }];
  const settle = (way: (typeof ways)[number]) => settleInvitation(here.deps, print, 'somebody', way);
  const settled = await Promise.all(ways.map(settle));
  expect(settled.filter(Boolean)).toHaveLength(1);
  expect(await Promise.all(ways.map(settle))).toEqual(settled);
});
