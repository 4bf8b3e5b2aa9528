import { describe, expect, it } from 'vitest';
import { csrfOf } from '#edge/forms.ts';
import { CYCLE, comment, readable, request, SIGNING, town } from '#test/support/town.ts';
import { cell, home, waiting } from './waiting.ts';

describe("a ward's home", () => {
  it('says first what waits for the ward, and names no member', async () => {
    const { text } = await waiting();
    const shown = await text(home);
    expect(shown).toContain('1 nhận xét chờ đảng ủy xác nhận Chi bộ khối 1 (1)');
    expect(shown).toContain('1 đảng viên được báo là không ở đây');
    expect(shown).toContain('1 chi bộ nhận phiếu qua đảng ủy, chưa trả lời đủ Chi bộ khối 3');
    expect(shown).toContain('Chi bộ khối 2');
    expect(shown).not.toContain('Chi bộ xóm Đò');
    expect(shown).not.toContain('Nguyễn Văn Đức');
  });

  it('says that nothing waits when nothing does', async () => {
    const t = await town();
    const other = await t.enter('desk', `${CYCLE}.w2`);
    expect(readable(await (await other.get(`/w/${CYCLE}.w2/`)).text())).toContain('Hiện không có việc nào chờ');
  });
});

describe('answering in the place of a cell', () => {
  it("opens the cell's pages in the ward's hand, and of no other ward's cell", async () => {
    const { ward } = await waiting();
    const own = await ward.get(`/w/${CYCLE}.w1/answer/${request('c3')}/`);
    expect([own.status, readable(await own.text()).includes('Phan Văn Lành')]).toEqual([200, true]);
    expect((await ward.get(`/w/${CYCLE}.w1/answer/${request('d1')}/`)).status).toBe(404);
    expect((await ward.get(`/w/${CYCLE}.w1/answer/${request('c3')}/print`)).status).toBe(200);
  });
});

describe('who sees what', () => {
  const pages = ['', 'read/', 'm/1/'];
  const posts = ['confirm', 'back', 'press', 'time', 'excuse', 'contact', 'link', 'm/1/conflict', 'm/1/reroute'];

  it("a ward's page of another ward's cell does not exist, on any route (A08)", async () => {
    const { app, send, enter, cookieFor, state } = await waiting();
    await send('d1', [[0, comment()]]);
    const ward = await enter('desk', `${CYCLE}.w1`);
    const cookie = await cookieFor('desk', `${CYCLE}.w1`);
    const before = (await state('d1')).seq;
    for (const page of pages) expect((await ward.get(`${cell('d1')}${page}`)).status).toBe(404);
    for (const page of posts) {
      const answer = await app.request(`${cell('d1')}${page}`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          Origin: 'http://localhost:3000',
          Cookie: `session=${cookie}`,
        },
        body: new URLSearchParams({ csrf: csrfOf(cookie), command: 'abcdef123456' }).toString(),
      });
      expect([page, answer.status]).toEqual([page, 404]);
    }
    expect((await state('d1')).seq).toBe(before);
    expect((await ward.get(`/w/${CYCLE}.w2/`)).status).toBe(404);
  });

  it('a province sees counts in the order of names: no member, no text, no page of a cell', async () => {
    const { enter, send } = await waiting();
    await send('d1', [[0, comment({ remark: 'Lời nhận xét kín' })]]);
    const province = await enter('desk', `${CYCLE}.t1`);
    const html = await (await province.get(`/w/${CYCLE}.t1/`)).text();
    const shown = readable(html);
    expect(shown.indexOf('phường Bến Đò')).toBeLessThan(shown.indexOf('phường Hồ Sen'));
    expect(shown).toContain('Cả tỉnh: 2 xã, phường');
    expect(shown).toContain('Nhận xét chờ xác nhận 2');
    for (const secret of ['Nguyễn Văn Đức', 'Bùi Quang Phúc', 'Lời nhận xét kín', 'nêu gương', 'Chi bộ khối 1'])
      expect(shown).not.toContain(secret);
    expect(html).not.toContain('/cell/');
    for (const page of pages) expect((await province.get(`/w/${CYCLE}.t1/cell/c1/${page}`)).status).toBe(404);
    expect((await province.get(`/w/${CYCLE}.t1/answer/${request('c1')}/`)).status).toBe(404);
  });

  it('nobody comes in without a session', async () => {
    const { app } = await waiting();
    for (const page of pages) expect((await app.request(`${cell('c1')}${page}`)).status).toBe(401);
  });

  it('what a cell writes stands inert on the page, and no name gets into the log (A18, I7)', async () => {
    const { send, ward, logged } = await waiting();
    const attack = '<script>alert(1)</script></div><a href="https://evil.example">{{7*7}}';
    await send(
      'c1',
      [[2, comment({ remark: attack, reasons: { example: { text: attack, factDate: '2026-08-20' } } })]],
      {
        ...SIGNING,
        participants: attack,
      },
    );
    for (const page of [`${cell('c1')}read/`, `${cell('c1')}m/3/`]) {
      const html = await (await ward.get(page)).text();
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('<a href="https://evil');
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(html).toContain('{{7*7}}');
    }
    expect(JSON.stringify(logged)).not.toMatch(/Đức|khoi1|evil/);
  });
});
