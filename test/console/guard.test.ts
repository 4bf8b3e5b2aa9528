import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permitOf, permittedRoutes } from '#console/permits.ts';
import { may, type Role, roles } from '#domain/permissions.ts';
import { consoleCopy } from '#edge/copy/console/index.ts';
import { personIdOf } from '#records/people.ts';
import {
  at,
  browserOf,
  consoleInMemory,
  launched,
  type SignedIn,
  signedIn,
  type TestConsole,
} from '#test/support/console.ts';

let here: TestConsole;
let an: SignedIn;
let ward: SignedIn;
let other: SignedIn;
let cycleId: string;
/** One of each role, each with everything or with the part that this cycle has for them. */
const ofRole = new Map<Role, SignedIn>();
const parts: { readonly [role in Role]?: string } = { wardOfficer: 'PX-01', workplaceOfficer: 'CQ-01' };

beforeAll(async () => {
  here = await consoleInMemory();
  an = await signedIn(here, 'Nguyễn An');
  cycleId = await launched(here, an);
  await at(here, '2026-12-11T02:30:00.000Z', an);
  ward = await signedIn(here, 'Người Của Phường', { committeeId: 'PX-01' });
  other = await signedIn(here, 'Người Nơi Khác', { committeeId: 'PX-99' });
  for (const role of roles) {
    const committeeId = parts[role];
    ofRole.set(role, await signedIn(here, `Người ${role}`, { role, ...(committeeId ? { committeeId } : {}) }));
  }
});
afterAll(() => here.machine.close());

/** Before anybody is signed in; whoever adds a page adds it here with a reason, or it is closed. */
const open = new Set([
  'GET /console/enter',
  'POST /console/enter',
  'GET /console/welcome',
  'POST /console/welcome',
  'GET /console/sign-in',
  'POST /console/sign-in',
  // With the ways in: any session may end itself, and its handler asks for one.
  'POST /console/leave',
  'GET /console/test',
  'POST /console/test',
]);

interface Route {
  readonly method: string;
  readonly path: string;
}

const routes = (): readonly Route[] => {
  const all = here.routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/console'));
  const unique = new Map(all.map(({ method, path }) => [`${method} ${path}`, { method, path }]));
  return [...unique.entries()]
    .filter(([name]) => !open.has(name) && !name.includes('/style.'))
    .map(([, route]) => route);
};

const filled = (path: string): string =>
  path
    .replace('/requests/:id', `/requests/${cycleId}.CB-01`)
    .replace('/answer/:id', `/answer/${cycleId}.CB-01`)
    .replace('/evaluations/:id', `/evaluations/${cycleId}.CQ-01`)
    .replace('m/:who', 'm/CB-01.1')
    .replace('v/:version', 'v/1')
    .replace('print/:part', 'print/1')
    .replace('/deliveries/:id', `/deliveries/${cycleId}.CQ-01`)
    .replace('/people/:id', `/people/${personIdOf('Người Của Phường')}`)
    .replace('/check/:id', '/check/20261028020000-abcdef01')
    .replace('/committees/:id', '/committees/CB-01')
    .replace(':cycle', cycleId)
    .replace(':desk', 'PX-01')
    .replace(':committee', 'CQ-01')
    .replace(':mail', 'abc')
    .replace(':action', 'remind')
    .replace(':n', '1')
    .replace('*', 'x');

function workplaceOfficer(): SignedIn {
  const officer = ofRole.get('workplaceOfficer');
  if (!officer) throw new Error('nobody was invited');
  return officer;
}

interface Walked {
  readonly status: number;
  readonly text: string;
}

/** Every page that links lead to, from the first one on. */
async function walked(who: SignedIn): Promise<ReadonlyMap<string, Walked>> {
  const seen = new Map<string, Walked>();
  const wanted = ['/console/'];
  for (let path = wanted.pop(); path !== undefined; path = wanted.pop()) {
    if (seen.has(path)) continue;
    const answer = await who.get(path);
    const isPage = (answer.headers.get('content-type') ?? '').startsWith('text/html');
    const text = isPage ? await answer.text() : '';
    seen.set(path, { status: answer.status, text });
    const links = [...text.matchAll(/href="(\/console\/[^"#]*)"/g)].map(([, link = '']) => link);
    wanted.push(...links.filter((link) => !link.includes('/style.')));
  }
  return seen;
}

describe('what each role may', () => {
  it('stands in the table for every page, and for no page that is not there', () => {
    const names = routes().map(({ method, path }) => `${method} ${path}`);
    const undeclared = routes().filter(({ method, path }) => permitOf(method, path) === undefined);
    expect(undeclared).toEqual([]);
    expect(permittedRoutes.filter((route) => !names.includes(route))).toEqual([]);
  });

  it('is closed to everybody where the table says nothing', () => {
    expect(permitOf('GET', '/console/added-later')).toBeUndefined();
    expect(permitOf('POST', '/console/cycles/:cycle')).toBeUndefined();
  });

  it.each(roles)('holds for a person who is %s on every page, GET and POST, files and uploads', async (role) => {
    const who = ofRole.get(role);
    if (!who) throw new Error(`nobody is ${role}`);
    const { committeeId } = { committeeId: parts[role] };
    const refused = consoleCopy('vi').notYours.text(consoleCopy('vi').roles[role].name);
    for (const { method, path } of routes()) {
      if (path === '/console/leave') continue;
      const permission = permitOf(method, path);
      const permitted = permission !== undefined && may({ role, scope: { committeeId } }, permission);
      const url = filled(path);
      const answer =
        method === 'GET' ? await who.get(url) : await who.post(url, { form: { csrf: who.csrf, what: 'x' } });
      const told = (await answer.text()).includes(refused);
      expect([method, path, told, told ? answer.status : 0]).toEqual([method, path, !permitted, permitted ? 0 : 403]);
    }
  });

  it('offers no way that is then refused, from the first page on as far as links lead', async () => {
    for (const [role, who] of ofRole)
      for (const [path, { status }] of await walked(who))
        expect([role, path, status < 400]).toEqual([role, path, true]);
  });

  it('shows whoever only reads no form that changes anything', async () => {
    const reading = /^\/(?:language|console\/(?:leave|members|cycles\/[^/]+\/audit)|r\/leave)$/;
    for (const role of ['auditor', 'provinceObserver', 'workplaceOfficer'] as const) {
      const pages = await walked(ofRole.get(role) ?? an);
      expect(pages.size).toBeGreaterThan(1);
      for (const [path, { text }] of pages)
        for (const [, action = ''] of text.matchAll(/<form method="post" action="([^"]*)"/g))
          expect([role, path, action, reading.test(action)]).toEqual([role, path, action, true]);
    }
  });

  it('leads each role to what it comes for from its first page', async () => {
    const first = async (role: Role) => (await (ofRole.get(role) ?? an).get('/console/')).text();
    expect(await first('provinceObserver')).toMatch(/Đảng ủy phường<\/th><td class="number"[^>]*>2</);
    expect(await first('wardOfficer')).toContain(`href="/console/cycles/${cycleId}/wards/PX-01"`);
    expect(await first('workplaceOfficer')).toContain(`href="/console/evaluations/${cycleId}.CQ-01/"`);
    expect(await first('auditor')).toContain(`href="/console/cycles/${cycleId}"`);
  });

  it('says who can help, and whom to call', async () => {
    const page = await (await workplaceOfficer().get('/console/people')).text();
    expect(page).toContain('<li>Nguyễn An</li>');
    expect(page).not.toContain('Người Của Phường');
    expect(page).toContain('Trần Thị Phụ Trách, <a href="tel:0238000000">0238 000 000</a>');
    expect(page).toContain('href="mailto:hoi-dap@tinh.example"');
  });
});

describe('every page of the console', () => {
  it('is among those that are tried here', () => {
    expect(routes().length).toBeGreaterThan(50);
  });

  it('sends whoever is not signed in to the sign-in, and takes nothing from them', async () => {
    for (const { method, path } of routes()) {
      const nobody = browserOf(here);
      const answer = method === 'GET' ? await nobody.get(filled(path)) : await nobody.post(filled(path));
      if (method === 'GET')
        expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 303, '/console/sign-in']);
      else expect([path, answer.status]).toEqual([path, path === '/console/roster/check' ? 401 : 401]);
    }
  });

  it('takes no form without the token of the session', async () => {
    for (const { method, path } of routes()) {
      if (method !== 'POST') continue;
      const without = await an.post(filled(path));
      expect([path, without.status]).toEqual([path, 403]);
      const wrong = await an.post(filled(path), { form: { csrf: 'x'.repeat(43) } });
      expect([path, wrong.status]).toEqual([path, 403]);
    }
  });

  it('takes no form from another site, and none that is not a form', async () => {
    for (const { method, path } of routes()) {
      if (method !== 'POST') continue;
      const form = { csrf: an.csrf };
      const foreign = await an.post(filled(path), { form, headers: { Origin: 'https://elsewhere.example' } });
      expect([path, foreign.status]).toEqual([path, 403]);
      const text = await an.post(filled(path), { form, headers: { 'Content-Type': 'text/plain' } });
      expect([path, text.status]).toEqual([path, 403]);
    }
  });

  it('refuses a field that it did not ask for', async () => {
    for (const { method, path } of routes()) {
      if (method !== 'POST' || path.startsWith('/console/answer') || path === '/console/roster/check') continue;
      const who = path === '/console/members' ? workplaceOfficer() : an;
      const answer = await who.post(filled(path), { form: { csrf: who.csrf, orgId: '1', status: 'done', late: 'no' } });
      expect([path, answer.status]).toEqual([path, 422]);
    }
  });

  it('shows somebody of another part nothing of this one', async () => {
    for (const { method, path } of routes()) {
      if (['/console', '/console/', '/console/leave'].includes(path)) continue;
      const url = filled(path);
      const answer = method === 'GET' ? await other.get(url) : await other.post(url, { form: { csrf: other.csrf } });
      expect([method, path, answer.status === 403 || answer.status === 404]).toEqual([method, path, true]);
    }
  });

  it('does not name to somebody of another part a cycle that has nothing of theirs', async () => {
    expect(await (await other.get('/console/')).text()).toContain('Chưa có đợt nào.');
    expect(await (await ward.get('/console/')).text()).toContain(cycleId);
  });

  it('lets somebody of a ward see their ward and change nothing that concerns more', async () => {
    expect((await ward.get(`/console/cycles/${cycleId}/wards/PX-01`)).status).toBe(200);
    expect((await ward.get(`/console/requests/${cycleId}.CB-01`)).status).toBe(200);
    for (const path of [
      '/console/roster',
      '/console/people',
      '/console/cycles/new',
      `/console/cycles/${cycleId}/change`,
    ])
      expect((await ward.get(path)).status).toBe(403);
    const form = { csrf: ward.csrf, name: 'Bạn Tôi', role: 'administrator', part: '', step: 'done' };
    expect((await ward.post('/console/people/invite', { form })).status).toBe(403);
  });

  it('carries the headers that keep it out of caches, frames and other sites', async () => {
    const { headers } = await an.get('/console/');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).toContain("script-src 'none'");
  });
});

it('says in the console itself that there is no such page, with the way back', async () => {
  const answer = await an.get('/console/nothing/here');
  expect(answer.status).toBe(404);
  const page = await answer.text();
  expect(page).toContain('class="console-nav"');
  expect(page).toMatch(/class="button second" href="\/console\/"/);
});
