import { html } from 'hono/html';
import { describe, expect, it } from 'vitest';
import { readForm } from '#edge/forms.ts';
import { csrfField } from '#edge/html.ts';
import { pageApp, seeOther, show } from '#edge/page.ts';
import { requireSubject } from '#edge/subject.ts';
import { type LinkKind, linkKinds } from '#records/link-subject.ts';
import { revokeLink } from '#records/links.ts';
import { doorway, testLinkKey, visitor } from '#test/support/edge.ts';

const mailbox = 'chibo12@vinh.example';
const homes = { request: '/c', desk: '/w', delivery: '/e', member: '/m' } as const;

/** A door with a small page of each kind behind it. */
function house() {
  const way = doorway();
  const saved: string[] = [];
  const rooms = pageApp(way.deps);
  for (const kind of linkKinds) {
    rooms.use(`${homes[kind]}/:id/*`, requireSubject(way.deps, kind));
    rooms.get(`${homes[kind]}/:id/`, (c) => {
      const body = html`<h1>secret of ${kind} ${c.get('subject').id}</h1><form method="post">${csrfField(c.get('csrf'))}</form>`;
      return show(c, { language: c.get('language'), title: 'Phòng', body, path: c.req.path, csrf: c.get('csrf') });
    });
    rooms.post(`${homes[kind]}/:id/`, async (c) => {
      const { remarks } = await readForm(c, { one: ['remarks'] });
      saved.push(remarks);
      way.written.add(`${kind}:${c.get('subject').id}`);
      return seeOther(c, c.req.path);
    });
  }
  const app = pageApp(way.deps).route('/', way.app).route('/', rooms);
  const enter = async (kind: LinkKind, id: string, person = visitor(app)) => {
    const token = await way.invite(mailbox, { kind, id });
    await person.post('/r', { form: { token, mailbox } });
    return person;
  };
  return { ...way, app, saved, enter };
}

const csrfOn = async (page: Response): Promise<string> =>
  /name="csrf" value="([\w-]+)"/.exec(await page.text())?.[1] ?? '';

describe('a page of a subject', () => {
  it.each(linkKinds)(
    'of the kind %s opens for its own session only: for every other pair it does not exist (A08)',
    async (kind) => {
      const way = house();
      for (const other of linkKinds) await way.invite('khac@vinh.example', { kind: other, id: '2026.b' });
      const person = await way.enter(kind, '2026.a');
      for (const other of linkKinds) {
        for (const id of ['2026.a', '2026.b', '2026.none', 'x%23y', '..', '%00', '%F0']) {
          const page = await person.get(`${homes[other]}/${id}/`);
          const own = other === kind && id === '2026.a';
          expect([other, id, page.status]).toEqual([other, id, own ? 200 : 404]);
          if (!own) expect(await page.text()).not.toContain('secret of');
        }
      }
    },
  );

  it('asks who comes without a session to open the link again', async () => {
    const way = house();
    const page = await visitor(way.app).get('/c/2026.a/');
    expect(page.status).toBe(401);
    expect(await page.text()).toContain('href="/r"');
  });

  it('closes at once when the link is revoked (A07)', async () => {
    const way = house();
    const person = await way.enter('request', '2026.a');
    expect((await person.get('/c/2026.a/')).status).toBe(200);
    await revokeLink({ table: way.table, linkKey: testLinkKey }, { kind: 'request', id: '2026.a' }, way.clock.now());
    expect((await person.get('/c/2026.a/')).status).toBe(401);
    expect((await person.post('/c/2026.a/', { form: {} })).status).toBe(401);
  });

  it('takes a form with the token of its session only', async () => {
    const way = house();
    const person = await way.enter('request', '2026.a');
    const other = await way.enter('desk', '2026.b');
    const csrf = await csrfOn(await person.get('/c/2026.a/'));
    const foreign = await csrfOn(await other.get('/w/2026.b/'));
    for (const [sent, status] of [
      ['', 403],
      [foreign, 403],
      [`${csrf}x`, 403],
      [csrf, 303],
    ] as const) {
      expect((await person.post('/c/2026.a/', { form: { csrf: sent, remarks: 'tốt' } })).status).toBe(status);
    }
    expect(way.saved).toEqual(['tốt']);
  });

  it('speaks the language of its committee until the visitor chooses another', async () => {
    const way = house();
    way.language.value = 'fr';
    const person = await way.enter('request', '2026.a');
    expect(await (await person.get('/c/2026.a/')).text()).toContain('<html lang="fr">');
    await person.post('/language', { form: { language: 'en', back: '/c/2026.a/' } });
    expect(await (await person.get('/c/2026.a/')).text()).toContain('<html lang="en">');
  });
});

describe('what is already written', () => {
  it('is not shown to a session opened before by a link alone on another device', async () => {
    const way = house();
    const early = await way.enter('request', '2026.a');
    const writer = await way.enter('request', '2026.a');
    const csrf = await csrfOn(await writer.get('/c/2026.a/'));
    expect((await writer.post('/c/2026.a/', { form: { csrf, remarks: 'tốt' } })).status).toBe(303);
    expect((await early.get('/c/2026.a/')).status).toBe(401);
    expect((await writer.get('/c/2026.a/')).status).toBe(200);
  });

  it('is shown again on the device that wrote it, without a code', async () => {
    const way = house();
    const writer = await way.enter('request', '2026.a');
    const csrf = await csrfOn(await writer.get('/c/2026.a/'));
    const twice = [1, 2].map((n) => writer.post('/c/2026.a/', { form: { csrf, remarks: `${n}` } }));
    expect((await Promise.all(twice)).map(({ status }) => status)).toEqual([303, 303]);
    writer.jar.delete('__Host-session');
    await way.enter('request', '2026.a', writer);
    expect((await writer.get('/c/2026.a/')).status).toBe(200);
    expect(way.mails).toEqual([]);
  });

  it('stays open to the session that wrote it, where a browser keeps no long-lived cookie', async () => {
    const way = house();
    const writer = await way.enter('request', '2026.a');
    writer.jar.delete('__Host-device');
    const csrf = await csrfOn(await writer.get('/c/2026.a/'));
    expect((await writer.post('/c/2026.a/', { form: { csrf, remarks: 'tốt' } })).status).toBe(303);
    expect((await writer.get('/c/2026.a/')).status).toBe(200);
  });
});
