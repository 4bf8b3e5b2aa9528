import { describe, expect, it } from 'vitest';
import { cookieName } from '#edge/cookies.ts';
import { stylesheetPath } from '#edge/css.ts';
import { doorScript } from '#edge/door/pages.ts';
import { ownPath } from '#edge/language.ts';
import { pageApp, sharedPages } from '#edge/page.ts';
import { doorway, testBase, visitor } from '#test/support/edge.ts';

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const own = { ...form, Origin: testBase, 'Sec-Fetch-Site': 'same-origin' };

describe('every answer', () => {
  it.each(['/r', '/r/code', '/none', stylesheetPath, '/robots.txt', '/fault'])(
    'of %s carries the headers (A12)',
    async (path) => {
      const way = doorway();
      const app = pageApp(way.deps).route('/', way.app);
      app.get('/fault', () => {
        throw new Error('chibo12@vinh.example broke the disk');
      });
      const { headers } = await app.request(path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'referrer-policy': 'same-origin',
        'x-robots-tag': 'noindex, nofollow',
        'strict-transport-security': 'max-age=63072000',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cross-origin-opener-policy': 'same-origin',
        'cache-control': path === stylesheetPath ? 'public, max-age=31536000, immutable' : 'no-store',
      });
      const policy = headers.get('Content-Security-Policy') ?? '';
      for (const part of ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"]) {
        expect(policy).toContain(part);
      }
      expect(policy).not.toContain('unsafe');
      expect(policy).toContain(path === '/r' ? `script-src ${doorScript.source};` : "script-src 'none'");
    },
  );

  it('of a fault says that it is ours, and logs no message', async () => {
    const way = doorway();
    const app = pageApp(way.deps);
    app.get('/c/:id/', () => {
      throw new TypeError('Nguyễn Văn Ngọc chibo12@vinh.example');
    });
    const answer = await app.request('/c/2026.a/');
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('Hệ thống gặp trục trặc');
    expect(way.logged[0]).toMatchObject({ event: 'fault', route: '/c/:id/', error: 'TypeError' });
    expect(JSON.stringify(way.logged)).not.toMatch(/Nguyễn|chibo12|2026\.a/);
  });
});

describe('what changes something', () => {
  const post = async (headers: Record<string, string>, path = '/r', body = 'mailbox=x', base = testBase) =>
    (await doorway({ baseUrl: base }).app.request(path, { method: 'POST', headers, body })).status;

  it.each([
    ['from another site', { ...own, Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['from a sandboxed frame', { ...own, Origin: 'null' }, 403],
    ['from a sister site', { ...own, 'Sec-Fetch-Site': 'same-site' }, 403],
    ['with a forged origin only', { ...form, Origin: 'https://exchange.example.evil.example' }, 403],
    ['over another port', { ...form, Origin: `${testBase}:8443` }, 403],
    ['without any sign of where it comes from', form, 403],
    ['from a bad referrer', { ...form, Referer: 'nonsense' }, 403],
    ['as text/plain', { ...own, 'Content-Type': 'text/plain' }, 403],
    ['as text/plain in capitals', { ...own, 'Content-Type': 'Text/Plain; charset=utf-8' }, 403],
    ['as JSON', { ...own, 'Content-Type': 'application/json' }, 415],
    ['as an upload where none is wanted', { ...own, 'Content-Type': 'multipart/form-data; boundary=x' }, 415],
    ['without a type', { Origin: testBase, 'Content-Type': '' }, 415],
    ['from our own page', own, 422],
    ['from our own page in an old browser', { ...form, Referer: `${testBase}/r` }, 422],
  ])('%s has its answer (A11)', async (_, headers, status) => {
    expect(await post(headers)).toBe(status);
  });

  it('may be as long as a form can be and no longer', async () => {
    expect(await post(own, '/r', `mailbox=${'x'.repeat(999_000)}`)).toBe(422);
    expect(await post(own, '/r', `mailbox=${'x'.repeat(1_000_001)}`)).toBe(413);
    expect(await post({ ...own, 'Content-Length': '1000001' }, '/r', 'mailbox=x')).toBe(413);
  });

  it('comes from any name of the loopback when the base is one', async () => {
    const local = { ...own, Origin: 'http://localhost:3000' };
    expect(await post(local, '/r', 'mailbox=x', 'http://127.0.0.1:3000')).toBe(422);
    expect(await post({ ...local, Origin: 'http://localhost:3001' }, '/r', 'mailbox=x', 'http://127.0.0.1:3000')).toBe(
      403,
    );
    expect(await post(local)).toBe(403);
  });

  it.each([
    ['an unknown field', 'mailbox=a@vinh.example&orgId=1'],
    ['a status', 'mailbox=a@vinh.example&status=confirmed'],
    ['a flag', 'mailbox=a@vinh.example&late=false'],
    ['a field twice', 'mailbox=a@vinh.example&mailbox=y'],
    ['a name of the language itself', 'mailbox=a@vinh.example&__proto__=1'],
    ['NUL', 'mailbox=a@vinh.example%00'],
    ['a control character', 'mailbox=a@vinh.example%1B'],
    ['bytes that are no UTF-8', 'mailbox=a@vinh%FF%FE.example'],
  ])('is refused with %s, and nothing changes (A25)', async (_, body) => {
    const way = doorway();
    const answer = await way.app.request('/r', { method: 'POST', headers: own, body });
    expect(answer.status).toBe(422);
    expect(way.table.calls).toEqual([]);
  });

  it('gets no 500 out of us by any path or method', async () => {
    const way = doorway();
    for (const path of ['/r/%', '/r/%E0%A4%A', '/%00', '/r/code/x', '//r', '/r//', `/r/${'x'.repeat(5000)}`]) {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
        const init = method === 'GET' ? {} : { method, headers: own, ...(method === 'POST' ? { body: 'a=%' } : {}) };
        const answer = await way.app.request(path, init);
        expect([path, method, answer.status < 500]).toEqual([path, method, true]);
      }
    }
  });
});

describe('cookies', () => {
  it('are tied to the host under https, and plain on a loopback without it', async () => {
    expect(cookieName('https://exchange.example', 'session')).toBe('__Host-session');
    expect(cookieName('http://127.0.0.1:3000', 'session')).toBe('session');
    for (const [base, name, secure] of [
      [testBase, '__Host-session', true],
      ['http://127.0.0.1:3000', 'session', false],
    ] as const) {
      const way = doorway({ baseUrl: base });
      const token = await way.invite('a@vinh.example', { kind: 'request', id: '2026.a' });
      const opened = await visitor(way.app, base).post('/r', { form: { token, mailbox: 'a@vinh.example' } });
      const line = opened.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`)) ?? '';
      expect(line).toContain('HttpOnly');
      expect(line).toContain('SameSite=Lax');
      expect(line).toContain('Path=/');
      expect(line.includes('Secure')).toBe(secure);
      expect(line).not.toContain('Domain');
    }
  });
});

describe('the language switch', () => {
  it('goes back to a page of ours and nowhere else', async () => {
    const app = sharedPages(doorway().deps);
    const back = async (path: string) =>
      (await visitor(app).post('/language', { form: { language: 'en', back: path } })).headers.get('Location');
    expect(await back('/c/2026.a/?from=7')).toBe('/c/2026.a/?from=7');
    for (const path of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/\n/evil',
      'javascript:alert(1)',
      '',
    ]) {
      expect(ownPath(path)).toBe('/r');
    }
    expect(await back('//evil.example')).toBe('/r');
  });
});
