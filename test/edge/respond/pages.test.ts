import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { committee, office } from '#domain/actor.ts';
import { web } from '#edge/lambda.ts';
import { changeCycle, changeRequest } from '#records/changes.ts';
import { issueLink } from '#records/links.ts';
import { openSession } from '#records/sessions.ts';
import { gatewayEvent, quiet } from '#test/support/lambda.ts';
import {
  answerAbout,
  cycleId,
  fillMeeting,
  formOn,
  inventedMember,
  pageOf,
  requestId,
  residence,
  send,
  textOf,
} from '#test/support/respond.ts';

describe('the pages of a request', () => {
  const paths = ['', 'm/1', 'meeting', 'check', 'sent', 'view', 'print', 'unlisted', 'help'];

  it('of another committee do not exist, whatever is asked (A08)', async () => {
    const r = await residence();
    await r.ask('c2', 'Chi bộ khối 2', [inventedMember(40)], {
      channel: 'mailbox',
      mailbox: 'k2@phuong.example',
      language: 'vi',
    });
    const who = await r.enter();
    const csrf = formOn(await pageOf(who, `${r.home}unlisted`), /unlisted$/, {}).get('csrf') ?? '';
    const bodies = new Set<string>();
    for (const id of [`${requestId.slice(0, -1)}2`, `${requestId.slice(0, -1)}9`]) {
      for (const path of paths) {
        const answer = await who.get(`/c/${id}/${path}`);
        expect(answer.status).toBe(404);
        // Only the address that was asked for goes out again, for the language switch.
        bodies.add((await answer.text()).replace(/name="back" value="[^"]*"/, ''));
      }
      for (const path of ['m/1', 'meeting', 'check', 'second', 'unlisted'])
        expect((await who.post(`/c/${id}/${path}`, { form: { csrf } })).status).toBe(404);
    }
    expect(bodies.size).toBe(1);
  });

  it('without a session lead to the door', async () => {
    const r = await residence();
    for (const path of paths) expect((await r.app.request(`${r.home}${path}`)).status).toBe(401);
  });

  it.each(['0', '4', '-1', '1e3', '01', '99999999', 'x', '%00'])('have no member %s', async (n) => {
    const r = await residence();
    const who = await r.enter();
    expect((await who.get(`${r.home}m/${n}`)).status).toBe(404);
  });

  it('have a member no more who is another committee’s now', async () => {
    const r = await residence({ members: 3 });
    const who = await r.enter();
    const away = { type: 'reroutedOut', slot: 1, to: 'c9' } as const;
    await changeRequest(r.world, requestId, { id: 'moves', by: committee('w1') }, () => away);
    expect((await who.get(`${r.home}m/2`)).status).toBe(404);
    const page = await textOf(who, r.home);
    expect(page).toContain('0 trong 2 đảng viên');
    expect(page).not.toContain('href="m/2"');
  });

  it('show again what was written when the session has ended meanwhile, and keep no name in a title', async () => {
    const r = await residence();
    const who = await r.enter();
    const page = await pageOf(who, `${r.home}m/1`);
    expect(/<title>(.*)<\/title>/.exec(page)?.[1]).toContain('Người thứ 1 trong 3');
    r.world.clock.set('2026-11-02T04:00:00.000Z');
    const refused = await answerAbout(r, who, 1, { remark: 'Viết rất lâu <b>' }, page);
    expect(refused.status).toBe(401);
    expect(await refused.text()).toContain('Viết rất lâu &lt;b&gt;');
  });

  it('show what anybody wrote as text (A18)', async () => {
    const r = await residence({ members: [inventedMember(0, { name: '<script>alert(1)</script>' })] });
    const who = await r.enter();
    const attack = '</textarea><script>alert(2)</script>{{x}}</div><a href="javascript:x">';
    await answerAbout(r, who, 1, {
      remark: attack,
      'level.example': 'exemplary',
      'reason.example': attack,
      'date.example': '2026-10-01',
    });
    await fillMeeting(r, who, { participants: attack, signer: '"><img src=x onerror=alert(3)>', role: attack });
    const before = await Promise.all(['', 'm/1', 'meeting', 'check'].map((path) => textOf(who, `${r.home}${path}`)));
    await send(r, who);
    const after = await Promise.all(
      ['sent', 'view', 'print', 'print?filled=1', 'm/1'].map((path) => textOf(who, `${r.home}${path}`)),
    );
    for (const page of [...before, ...after]) {
      expect(page).not.toMatch(/<script>alert|<img|<a href="javascript|onerror=alert\(3\)>"/);
      expect(page).not.toContain('</div><a href="java');
    }
    expect(after[1]).toContain('&lt;/textarea&gt;&lt;script&gt;alert(2)');
  });

  it('carry 207 members in 14 KB (figure 9), in any state, as a function sends them', async () => {
    const r = await residence({ members: 207 });
    const who = await r.enter();
    const onAws = web(r.app, quiet);
    const sent = async () => {
      const cookie = [...who.jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const { body } = await onAws(gatewayEvent('GET', r.home, { cookie, 'accept-encoding': 'gzip, br' }));
      const bytes = Buffer.from(body, 'base64');
      return { bytes: bytes.length, html: gunzipSync(bytes).toString() };
    };
    const fresh = await sent();
    for (let n = 1; n <= 207; n += 2) await answerAbout(r, who, n);
    const mixed = await sent();
    for (const { html } of [fresh, mixed])
      expect([...html.matchAll(/href="m\/\d+"/g)].length).toBeGreaterThanOrEqual(207);
    expect(Math.max(fresh.bytes, mixed.bytes)).toBeLessThanOrEqual(14_000);
  }, 60_000);

  it('tell namesakes apart by their birth, and nobody else', async () => {
    const r = await residence({
      members: [
        inventedMember(0, { name: 'Lê Thị Hoa' }),
        inventedMember(1, { name: 'Lê Thị Hoa' }),
        inventedMember(2),
      ],
    });
    const page = await textOf(await r.enter(), r.home);
    expect(page).toContain('Lê Thị Hoa (01/01/1960)');
    expect(page).not.toContain('03/03/1962');
  });

  it('print a blank form for each member, one a sheet', async () => {
    const r = await residence({ members: 3 });
    const page = await textOf(await r.enter(), `${r.home}print`);
    expect([...page.matchAll(/<article class="sheet">/g)]).toHaveLength(3);
    for (const words of ['Đảng ủy phường Hồ Sen', 'ĐẢNG CỘNG SẢN VIỆT NAM', '213-QĐ/TW', 'Trường THPT Lúa Mới'])
      expect(page).toContain(words);
    expect(page).not.toContain('☒');
  });

  it('of a cancelled cycle say that it was, and that nothing is to be done', async () => {
    const r = await residence();
    const who = await r.enter();
    const cancelled = { type: 'cancelled', reason: 'Hoãn sang năm' } as const;
    await changeCycle(r.world, cycleId, { id: 'cancels', by: office('An') }, () => cancelled);
    for (const path of ['', 'm/1', 'check']) {
      const told = await who.get(`${r.home}${path}`);
      expect(told.status).toBe(409);
      expect(await told.text()).toMatch(/đã được hủy ngày 02\/11\/2026; đồng chí không phải làm gì\./);
    }
  });

  it('tell who opened one of two links where the other is', async () => {
    const r = await residence();
    const mailbox = 'chibo1@phuong.example';
    await r.ask('c2', 'Chi bộ khối 2', [inventedMember(40)], { channel: 'mailbox', mailbox, language: 'vi' });
    const page = await textOf(await r.enter(), '/c/');
    expect(page).toContain('Phần việc còn lại: mở bằng liên kết thứ hai trong thư.');
    expect(page).not.toContain('Chi bộ khối 2');
  });

  it('name the officer to telephone', async () => {
    const r = await residence();
    const page = await textOf(await r.enter(), `${r.home}help`);
    expect(page).toContain('href="tel:02380000012"');
    expect(page).toContain('Nguyễn Thị Phụ Trách');
  });

  it('of several committees behind one mailbox are listed', async () => {
    const r = await residence();
    const second = `${requestId.slice(0, -1)}2`;
    await r.ask('c2', 'Chi bộ khối 2', [inventedMember(40)], {
      channel: 'mailbox',
      mailbox: 'k2@phuong.example',
      language: 'vi',
    });
    const who = await r.enter();
    await issueLink(r.world, { kind: 'request', id: second }, 'k2@phuong.example');
    const subjects = [requestId, second, `${cycleId}.c3`].map((id) => ({ kind: 'request', id, linkVersion: 1 }));
    who.jar.set('__Host-session', await openSession(r.world, { subjects, via: 'code', proven: true }));
    const page = await textOf(who, '/c/');
    for (const words of ['Chi bộ khối 1', 'Chi bộ khối 2', '30/11/2026']) expect(page).toContain(words);
    expect([...page.matchAll(/<li>/g)]).toHaveLength(2);
    expect((await r.app.request('/c/')).status).toBe(401);
  });
});
