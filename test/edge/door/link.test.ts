import { describe, expect, it } from 'vitest';
import { revokeLink } from '#records/links.ts';
import { removeMailbox } from '#records/mailboxes.ts';
import { doorway, testLinkKey, visitor } from '#test/support/edge.ts';
import { bodyAndStatus, desk, enterByCode, mailbox, request } from './subjects.ts';

const unknownToken = 'u'.repeat(43);

describe('the page of a link', () => {
  it('is the same bytes for everybody and asks no table (A01)', async () => {
    const way = doorway();
    const token = await way.invite(mailbox, request);
    way.table.calls.length = 0;
    const agents = [
      'curl/8',
      'Mozilla/5.0 (Linux; Android 9)',
      'Googlebot/2.1',
      'BarracudaCentral',
      'Microsoft Office',
    ];
    const bodies = new Set<string>();
    for (let i = 0; i < 100; i++) {
      const paths = ['/r', `/r/${token}`, `/r/%23${token}`, `/r/%2523${token}`, `/r?x=${i}`];
      const headers = { 'User-Agent': agents[i % 5] ?? '', 'Accept-Language': ['vi', 'en', 'fr'][i % 3] ?? '' };
      const get = await way.app.request(paths[i % 5] ?? '/r', { headers });
      const head = await way.app.request(paths[i % 5] ?? '/r', { method: 'HEAD', headers });
      expect([get.status, head.status]).toEqual([200, 200]);
      expect(get.headers.getSetCookie()).toEqual([]);
      expect(await head.text()).toBe('');
      bodies.add((await get.text()) + JSON.stringify([...get.headers]));
      expect([...head.headers]).toEqual([...get.headers]);
    }
    expect(bodies.size).toBe(1);
    expect(way.table.calls).toEqual([]);
  });

  it('has all it says in three languages', async () => {
    const html = await (await doorway().app.request('/r')).text();
    for (const words of ['Mở trang của đồng chí', 'Open your page', 'Ouvrir votre page']) expect(html).toContain(words);
  });
});

describe('a link', () => {
  it.each([
    ['request', '/c/2026.x/'],
    ['desk', '/w/2026.x/'],
    ['delivery', '/e/2026.x/'],
    ['member', '/m/2026.x/'],
  ] as const)('of a %s opens %s with its mailbox, on every visit', async (kind, home) => {
    const way = doorway();
    const token = await way.invite(mailbox, { kind, id: '2026.x' });
    for (let visit = 0; visit < 3; visit++) {
      const opened = await visitor(way.app).post('/r', { form: { token, mailbox: ' Chibo12@Vinh.Example ' } });
      expect([opened.status, opened.headers.get('Location')]).toEqual([303, home]);
    }
  });

  it('rewritten by a mail filter opens as well, and is in no log (A04)', async () => {
    const way = doorway();
    const token = await way.invite(mailbox, request);
    for (const path of [`/r/%23${token}`, `/r/%2523${token}`, `/r/${token}`, `/r/%23${token}.`]) {
      const opened = await visitor(way.app).post(path, { form: { token: '', mailbox } });
      expect(opened.headers.get('Location')).toBe('/c/2026.c12/');
    }
    const lines = JSON.stringify(way.logged);
    expect(lines).toContain('"route":"/r/*"');
    expect(lines).not.toContain(token);
    expect(lines).not.toContain('chibo12');
  });

  it('does not tell unknown from revoked from a foreign mailbox (A06)', async () => {
    const way = doorway();
    const token = await way.invite(mailbox, request);
    const revoked = await way.invite(mailbox, desk);
    await revokeLink({ table: way.table, linkKey: testLinkKey }, desk, way.clock.now());
    const typed = 'nobody@vinh.example';
    const answers = [];
    const costs = [];
    for (const tried of [token, unknownToken, revoked, 'short', `${token}x`]) {
      way.table.calls.length = 0;
      const told = await bodyAndStatus(await visitor(way.app).post('/r', { form: { token: tried, mailbox: typed } }));
      // Only what came in goes out again.
      expect(told.body).toContain(`name="token" value="${tried}"`);
      answers.push({ ...told, body: told.body.replaceAll(`value="${tried}"`, 'value=""') });
      costs.push(way.table.calls.map((call) => call.split('#')[0]));
    }
    expect(answers[0]?.status).toBe(403);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    for (const cost of costs) expect(cost).toEqual(costs[0]);
  });

  it('opens by the same page after a mistyped mailbox, which still offers a code', async () => {
    const way = doorway();
    const token = await way.invite(mailbox, request);
    const person = visitor(way.app);
    const page = await (await person.post('/r', { form: { token, mailbox: 'chibo21@vinh.example' } })).text();
    expect(page.indexOf('Mở lại')).toBeLessThan(page.indexOf('Gửi mã để vào ngay'));
    const asked = await person.post('/r/ask', { form: { token, mailbox } });
    expect([asked.status, asked.headers.get('Location')]).toEqual([303, '/r/code#']);
    expect(way.mails).toHaveLength(1);
    const lost = await person.post('/r/lost', { form: { token, mailbox } });
    expect(lost.headers.get('Location')).toBe('/r/sent');
    const again = await person.post('/r', { form: { token, mailbox } });
    expect(again.headers.get('Location')).toBe('/c/2026.c12/');
  });

  it('is refused once its mailbox is no longer the committee’s', async () => {
    const way = doorway();
    const token = await way.invite(mailbox, request);
    await removeMailbox(way.table, mailbox, request);
    expect((await visitor(way.app).post('/r', { form: { token, mailbox } })).status).toBe(403);
  });

  it('and a code are refused to a former mailbox that the index still knows', async () => {
    const way = doorway();
    const token = await way.invite(mailbox, request);
    way.contacts.set(`request:${request.id}`, 'moi@vinh.example');
    expect((await visitor(way.app).post('/r', { form: { token, mailbox } })).status).toBe(403);
    await visitor(way.app).post('/r', { form: { mailbox } });
    expect(way.mails).toEqual([]);
  });

  it('is refused when revoked, and the next one opens (A07)', async () => {
    const way = doorway();
    const old = await way.invite(mailbox, request);
    await revokeLink({ table: way.table, linkKey: testLinkKey }, request, way.clock.now());
    const next = await way.invite(mailbox, request);
    expect((await visitor(way.app).post('/r', { form: { token: old, mailbox } })).status).toBe(403);
    expect((await visitor(way.app).post('/r', { form: { token: next, mailbox } })).status).toBe(303);
  });

  it('of the same mailbox does not close the one opened before, on a known device', async () => {
    const way = doorway();
    const tokens = [await way.invite(mailbox, request), await way.invite(mailbox, desk)];
    const person = visitor(way.app);
    await enterByCode(way, person);
    for (const token of tokens) await person.post('/r', { form: { token, mailbox } });
    const session = way.store.all().findLast(({ pk }) => pk.startsWith('SESSION'));
    expect(JSON.stringify(session?.body)).toContain(request.id);
    expect(JSON.stringify(session?.body)).toContain(desk.id);
  });
});

describe('limits', () => {
  it('let nobody guess a link (A05)', async () => {
    const way = doorway();
    await way.invite(mailbox, request);
    const statuses: number[] = [];
    for (let i = 0; i < 60; i++) {
      const token = String(i).padStart(43, 'x');
      statuses.push((await visitor(way.app).post('/r', { form: { token, mailbox } })).status);
    }
    expect(statuses.slice(0, 20).every((status) => status === 403)).toBe(true);
    expect(statuses.slice(20).every((status) => status === 429)).toBe(true);
    way.clock.move(60);
    expect((await visitor(way.app).post('/r', { form: { token: unknownToken, mailbox } })).status).toBe(403);
  });

  it('count failures only: a whole commune may come from one address', async () => {
    const way = doorway();
    for (let i = 0; i < 60; i++) {
      const token = await way.invite(`chibo${i}@vinh.example`, { kind: 'request', id: `2026.c${i}` });
      const opened = await visitor(way.app).post('/r', { form: { token, mailbox: `chibo${i}@vinh.example` } });
      expect(opened.status).toBe(303);
    }
  });

  it('pause a link after ten wrong mailboxes for a quarter of an hour, existing or not', async () => {
    const way = doorway();
    const token = await way.invite(mailbox, request);
    for (const tried of [token, unknownToken]) {
      for (let i = 0; i < 10; i++) {
        const headers = { 'X-Test-Address': `198.51.100.${i}` };
        const wrong = await visitor(way.app).post('/r', {
          form: { token: tried, mailbox: `a${i}@vinh.example` },
          headers,
        });
        expect(wrong.status).toBe(403);
      }
      const paused = await visitor(way.app).post('/r', { form: { token: tried, mailbox } });
      expect(paused.status).toBe(429);
      expect(paused.headers.get('Retry-After')).toBeTruthy();
    }
    way.clock.move(15 * 60);
    expect((await visitor(way.app).post('/r', { form: { token, mailbox } })).status).toBe(303);
  });

  it('let no stranger flood a mailbox, known or not, and tell nobody which it is', async () => {
    const way = doorway();
    await way.invite(mailbox, request);
    for (const typed of [mailbox, 'nobody@vinh.example']) {
      const statuses = [];
      for (let i = 0; i < 7; i++)
        statuses.push((await visitor(way.app).post('/r', { form: { mailbox: typed } })).status);
      expect(statuses).toEqual([303, 303, 303, 303, 303, 429, 429]);
    }
    expect(way.mails).toHaveLength(5);
  });
});
