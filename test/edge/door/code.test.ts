import { describe, expect, it } from 'vitest';
import { currentLink, issueLink, revokeLink } from '#records/links.ts';
import { doorway, testLinkKey, visitor } from '#test/support/edge.ts';
import { bodyAndStatus, desk, enterByCode, mailbox, request } from './subjects.ts';

describe('a code', () => {
  it('is mailed to the registered spelling of a mailbox and opens all of its subjects', async () => {
    const way = doorway();
    await way.invite(mailbox, request);
    await way.invite(mailbox, desk);
    const person = visitor(way.app);
    const asked = await person.post('/r', { form: { mailbox: 'CHIBO12@vinh.example' } });
    expect([asked.status, asked.headers.get('Location')]).toEqual([303, '/r/code#']);
    expect(way.mails).toMatchObject([{ kind: 'code', to: mailbox, language: 'vi', subjects: [desk, request] }]);
    const opened = await person.post('/r/code', { form: { code: way.mails[0]?.code ?? '' } });
    expect([opened.status, opened.headers.get('Location')]).toEqual([303, '/c/']);
  });

  it('goes straight to the only subject there is', async () => {
    const way = doorway();
    await way.invite(mailbox, desk);
    expect((await enterByCode(way, visitor(way.app))).headers.get('Location')).toBe('/w/2026.w3/');
  });

  it('is not mailed to a mailbox nobody registered, and the answer does not tell', async () => {
    const way = doorway();
    await way.invite(mailbox, request);
    const answers = [];
    for (const typed of [mailbox, 'nobody@vinh.example']) {
      const person = visitor(way.app);
      const asked = await bodyAndStatus(await person.post('/r', { form: { mailbox: typed } }));
      answers.push([asked, await bodyAndStatus(await person.post('/r/code', { form: { code: '00000000' } }))]);
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(way.mails).toHaveLength(1);
  });

  it('that was tried five times says so and leads to another, for a mailbox we know or not', async () => {
    const way = doorway();
    await way.invite(mailbox, request);
    const answers = [];
    for (const typed of [mailbox, 'nobody@vinh.example']) {
      const person = visitor(way.app);
      await person.post('/r', { form: { mailbox: typed } });
      const tries = [];
      for (let n = 0; n < 6; n++)
        tries.push(await bodyAndStatus(await person.post('/r/code', { form: { code: `0000000${n}` } })));
      answers.push(tries);
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]?.[3]?.body).not.toContain('Nhận mã mới');
    for (const told of answers[0]?.slice(4) ?? []) expect(told.body).toContain('Bấm vào đây để nhận mã mới');
  });

  it('opens once, for the browser that asked, within ten minutes (A10)', async () => {
    const way = doorway();
    await way.invite(mailbox, request);
    const person = visitor(way.app);
    await person.post('/r', { form: { mailbox } });
    const code = way.mails[0]?.code ?? '';

    const stranger = visitor(way.app);
    await stranger.post('/r', { form: { mailbox } });
    expect((await stranger.post('/r/code', { form: { code } })).status).toBe(422);

    const asking = person.jar.get('__Host-asking') ?? '';
    expect((await person.post('/r/code', { form: { code } })).status).toBe(303);
    person.jar.set('__Host-asking', asking);
    expect((await person.post('/r/code', { form: { code } })).headers.get('Location')).toBe('/r');

    const late = visitor(way.app);
    await late.post('/r', { form: { mailbox } });
    way.clock.move(601);
    expect((await late.post('/r/code', { form: { code: way.mails.at(-1)?.code ?? '' } })).status).toBe(422);
  });

  it('is not found by force (A10)', async () => {
    const way = doorway();
    await way.invite(mailbox, request);
    const person = visitor(way.app);
    await person.post('/r', { form: { mailbox } });
    const right = way.mails[0]?.code ?? '';
    const wrong = right === '00000000' ? '11111111' : '00000000';
    for (let i = 0; i < 5; i++) expect((await person.post('/r/code', { form: { code: wrong } })).status).toBe(422);
    expect((await person.post('/r/code', { form: { code: right } })).status).toBe(422);
    const more = [];
    for (let i = 0; i < 20; i++) more.push((await person.post('/r/code', { form: { code: wrong } })).status);
    expect(more.at(-1)).toBe(429);
  });

  it('is asked of a new device once something is written, and that device is known from then on', async () => {
    const way = doorway();
    const token = await way.invite(mailbox, request);
    await way.invite(mailbox, desk);
    way.written.add(`request:${request.id}`);
    const person = visitor(way.app);
    const asked = await person.post('/r', { form: { token, mailbox } });
    expect(asked.headers.get('Location')).toBe('/r/code#');
    expect(person.jar.has('__Host-session')).toBe(false);
    const opened = await person.post('/r/code', { form: { code: way.mails[0]?.code ?? '' } });
    expect(opened.headers.get('Location')).toBe('/c/2026.c12/');
    expect((await person.post('/r', { form: { token, mailbox } })).headers.get('Location')).toBe('/c/2026.c12/');
    expect((await visitor(way.app).post('/r', { form: { token, mailbox } })).headers.get('Location')).toBe('/r/code#');
  });

  it('of a mailbox whose links were revoked meanwhile opens what is current', async () => {
    const way = doorway();
    await way.invite(mailbox, request);
    const person = visitor(way.app);
    await person.post('/r', { form: { mailbox } });
    await revokeLink({ table: way.table, linkKey: testLinkKey }, request, way.clock.now());
    await issueLink({ table: way.table, linkKey: testLinkKey }, request, mailbox);
    await person.post('/r/code', { form: { code: way.mails[0]?.code ?? '' } });
    const session = way.store.all().find(({ pk }) => pk.startsWith('SESSION'));
    expect(session?.body).toMatchObject({
      subjects: [{ linkVersion: (await currentLink(way.table, request))?.version }],
    });
  });
});

describe('a lost link', () => {
  it('is mailed again, once for two presses, and only to a registered mailbox', async () => {
    const way = doorway();
    await way.invite(mailbox, request);
    const person = visitor(way.app);
    const answers = [];
    for (const typed of [mailbox, mailbox, 'nobody@vinh.example']) {
      const answer = await person.post('/r/lost', { form: { mailbox: typed } });
      answers.push([answer.status, answer.headers.get('Location')]);
    }
    expect(answers).toEqual([
      [303, '/r/sent'],
      [303, '/r/sent'],
      [303, '/r/sent'],
    ]);
    expect(way.mails.map(({ kind, to, occurrence }) => `${kind} ${to} ${occurrence}`)).toEqual(
      Array(2).fill(`link ${mailbox} lost:2026-11-02T01:0`),
    );
  });

  it('is made from the configured base alone: nothing a request says gets into a mail or a page (A20)', async () => {
    const way = doorway();
    const token = await way.invite(mailbox, request);
    const headers = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' };
    const person = visitor(way.app);
    const pages = [
      await person.get('/r', { headers }),
      await person.post('/r/lost', { form: { mailbox }, headers }),
      await person.post('/r', { form: { token, mailbox }, headers }),
      await person.get('/none', { headers }),
    ];
    for (const page of pages) {
      expect(JSON.stringify([...page.headers]) + (await page.text())).not.toContain('evil.example');
    }
    expect(JSON.stringify(way.mails)).not.toContain('evil');
    const elsewhere = await person.post('/r', {
      form: { token, mailbox },
      headers: { ...headers, Origin: 'https://evil.example' },
    });
    expect(elsewhere.status).toBe(403);
  });
});
