import { describe, expect, it } from 'vitest';
import { csrfOf } from '#edge/forms.ts';
import { doorway, visitor } from '#test/support/edge.ts';
import { enterByCode, mailbox, request } from './subjects.ts';

describe('the door', () => {
  it('says beside the field when an address cannot be one, and keeps the link', async () => {
    const way = doorway();
    const token = await way.invite(mailbox, request);
    for (const typed of ['', 'chibo12', 'chi bo@vinh.example', `${'a'.repeat(250)}@b.vn`]) {
      const answer = await visitor(way.app).post(`/r/%23${token}`, { form: { mailbox: typed } });
      expect(answer.status).toBe(422);
      const html = await answer.text();
      expect(html).toContain(`value="${token}"`);
      expect(html).toContain('aria-invalid="true"');
    }
  });

  it('answers in the language chosen on it, and so do the pages after', async () => {
    const way = doorway();
    const person = visitor(way.app);
    await person.post('/r', { form: { mailbox, language: 'fr' } });
    expect(await (await person.get('/r/code')).text()).toContain('Saisissez le code');
    await person.post('/language', { form: { language: 'en', back: '/r/code' } });
    expect(await (await person.get('/r/code')).text()).toContain('Type the code');
  });

  it('leaves no address, token, code or device in the store', async () => {
    const way = doorway();
    const token = await way.invite(mailbox, request);
    const person = visitor(way.app);
    await enterByCode(way, person);
    await person.post('/r', { form: { token, mailbox } });
    await person.post('/r/lost', { form: { mailbox: 'nobody@vinh.example' } });
    const stored = JSON.stringify(way.store.all());
    const secrets = [token, 'vinh.example', way.mails[0]?.code ?? '', ...person.jar.values()];
    for (const secret of secrets) expect(stored).not.toContain(secret);
  });

  it('closes a session on request, with its own token only', async () => {
    const way = doorway();
    await way.invite(mailbox, request);
    const person = visitor(way.app);
    await enterByCode(way, person);
    const sessions = () => way.store.all().filter(({ pk }) => pk.startsWith('SESSION')).length;
    expect((await person.post('/r/leave', { form: { csrf: 'x' } })).status).toBe(403);
    expect(sessions()).toBe(1);
    const left = await person.post('/r/leave', { form: { csrf: csrfOf(person.jar.get('__Host-session') ?? '') } });
    expect(left.headers.get('Location')).toBe('/r/left');
    expect(sessions()).toBe(0);
    expect(person.jar.has('__Host-session')).toBe(false);
  });
});
