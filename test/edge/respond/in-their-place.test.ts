import { createMiddleware } from 'hono/factory';
import { describe, expect, it } from 'vitest';
import { committee, office } from '#domain/actor.ts';
import type { PageEnv } from '#edge/env.ts';
import { pageApp } from '#edge/page.ts';
import { type Hand, requestPages } from '#edge/respond/respond.ts';
import { draftsOf } from '#records/drafts.ts';
import { visitor } from '#test/support/edge.ts';
import {
  answerAbout,
  fillMeeting,
  pageOf,
  type Residence,
  requestId,
  residence,
  send,
  textOf,
} from '#test/support/respond.ts';
import { readable } from '#test/support/town.ts';

/** The same pages under another path, for somebody who is let in by another guard. */
function inHand(r: Residence, hand: Hand) {
  const guard = createMiddleware<PageEnv>(async (c, next) => {
    c.set('csrf', 'token');
    await next();
  });
  const way = { mount: '/w/:desk/answer', guard, handOf: () => hand, upTo: () => '/w/' };
  const app = pageApp(r.deps).route('/', requestPages(r.deps, way));
  return { who: { ...visitor(app), token: '', opened: new Response() }, home: `/w/w1/answer/${requestId}/` };
}

const ward: Hand = { actor: (name) => committee('w1', name), vias: ['ward'], drafts: `ward.${requestId}` };
const wardWithPaper: Hand = { ...ward, vias: ['paper', 'portal', 'ward'], asksName: true };
const operator: Hand = { actor: () => office('An'), vias: ['paper', 'portal'], drafts: `office.${requestId}` };

describe('in the place of a committee', () => {
  it('the ward answers where the cell sent nothing, and it is marked', async () => {
    const r = await residence({ members: 2 });
    const cell = await r.enter();
    await answerAbout(r, cell, 1);
    await fillMeeting(r, cell);
    await send(r, cell);
    const { who, home } = inHand(r, ward);
    expect(await textOf(who, `${home}m/2`)).toContain('Đảng ủy trả lời thay được khi đã quá hạn');
    r.world.clock.set('2026-12-01T02:00:00.000Z');
    expect(await textOf(who, `${home}m/1`)).toContain('Đảng ủy chỉ trả lời thay ở chỗ chi bộ chưa gửi gì');
    await answerAbout({ home }, who, 2);
    await fillMeeting({ home }, who);
    expect((await send({ home }, who)).headers.get('Location')).toMatch(new RegExp(`^${home}sent\\?part=\\d$`));
    const { slots, parts } = await r.state();
    expect([slots.map(({ answer }) => answer?.via), parts[1]?.by.body]).toEqual([['link', 'ward'], 'committee:w1']);
  });

  it('neither sees nor touches what the cell has drafted', async () => {
    const r = await residence({ members: 2 });
    const cell = await r.enter();
    await answerAbout(r, cell, 1, { remark: 'Nháp của chi bộ' });
    const { who, home } = inHand(r, ward);
    expect(await textOf(who, `${home}m/1`)).not.toContain('Nháp của chi bộ');
    await answerAbout({ home }, who, 1, { remark: 'Của đảng ủy' });
    expect(await textOf(cell, `${r.home}m/1`)).toContain('Nháp của chi bộ');
    expect(await draftsOf(r.world.table, requestId)).toHaveLength(1);
  });

  it('the ward takes what was passed to it for a conflict of interest', async () => {
    const r = await residence({ members: 1 });
    await answerAbout(r, await r.enter(), 1, { instead: 'conflictWard' });
    const { who, home } = inHand(r, ward);
    expect((await answerAbout({ home }, who, 1)).status).toBe(303);
  });

  it('an operator says how the form came and gives its number', async () => {
    const r = await residence({ members: 1 });
    const { who, home } = inHand(r, operator);
    await who.get(home);
    await answerAbout({ home }, who, 1);
    expect(await pageOf(who, `${home}meeting`)).not.toContain('value="code"');
    const missing = await fillMeeting({ home }, who);
    expect(missing.status).toBe(422);
    const page = await missing.text();
    for (const words of ['Người ký trên phiếu giấy', 'Bắt buộc khi nhập phiếu giấy', 'Chưa chọn'])
      expect(page).toContain(words);
    for (const field of ['via', 'reference']) expect(page).toContain(`href="#${field}"`);
    expect((await fillMeeting({ home }, who, { via: 'paper', reference: 'CB1/07' })).status).toBe(303);
    expect((await send({ home }, who)).status).toBe(303);
    const [part] = (await r.state()).parts;
    expect([part?.via, part?.reference, part?.by]).toEqual(['paper', 'CB1/07', { body: 'office', name: 'An' }]);
    expect((await r.state()).firstVisitAt).toBeUndefined();
  });

  it('what was typed in from paper says who signed it, who typed it in, for which body and from what', async () => {
    const r = await residence({ members: 1 });
    const { who, home } = inHand(r, operator);
    await answerAbout({ home }, who, 1);
    await fillMeeting({ home }, who, { via: 'paper', reference: 'CB1/07' });
    const sent = (await send({ home }, who)).headers.get('Location') ?? '';
    for (const page of [sent, `${home}view`]) {
      const text = readable(await pageOf(who, page));
      for (const words of ['Phiếu đến bằng bản giấy', 'Người nhập vào hệ thống An, cơ quan tổ chức'])
        expect(text).toContain(words);
    }
    expect(readable(await pageOf(who, sent))).toContain('Người ký gửi Lê Thị Bưởi');
  });

  it('the ward says by name who types in a paper, and the journal keeps that name and not the signer’s', async () => {
    const r = await residence({ members: 1 });
    const { who, home } = inHand(r, wardWithPaper);
    await answerAbout({ home }, who, 1);
    const meeting = { via: 'portal', reference: 'TT-07' };
    const missing = await fillMeeting({ home }, who, meeting);
    expect([missing.status, (await missing.text()).includes('href="#enteredBy"')]).toEqual([422, true]);
    expect((await fillMeeting({ home }, who, { ...meeting, enteredBy: 'Võ Thị Bình' })).status).toBe(303);
    const sent = (await send({ home }, who)).headers.get('Location') ?? '';
    expect((await r.state()).parts[0]?.by).toEqual({ body: 'committee:w1', name: 'Võ Thị Bình' });
    const text = readable(await pageOf(who, sent));
    expect(text).toContain('Người nhập vào hệ thống Võ Thị Bình, đảng ủy');
    expect(text).toContain('Người ký gửi Lê Thị Bưởi');
  });

  it('where the ward speaks for itself, its signer is its hand, and nobody else is asked for', async () => {
    const r = await residence({ members: 1 });
    r.world.clock.set('2026-12-01T02:00:00.000Z');
    const { who, home } = inHand(r, wardWithPaper);
    await answerAbout({ home }, who, 1);
    expect((await fillMeeting({ home }, who, { via: 'ward', reference: 'x' })).status).toBe(303);
    const sent = (await send({ home }, who)).headers.get('Location') ?? '';
    expect((await r.state()).parts[0]?.by.name).toBe('Lê Thị Bưởi');
    expect(await pageOf(who, sent)).not.toContain('Người nhập vào hệ thống');
  });
});
