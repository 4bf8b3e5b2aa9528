import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { spooled } from '#adapters/spool-mailer.ts';
import { committee } from '#domain/actor.ts';
import type { Answer } from '#domain/answer.ts';
import { REASON_LIMIT } from '#domain/limits.ts';
import { looksAt } from '#records/access.ts';
import { load, requests } from '#records/journal.ts';
import { readMail } from '#records/outbox.ts';
import { confirmAnswers } from '#steps/confirm/confirm.ts';
import { wordsOf } from '#steps/deliver/pack.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import {
  at,
  browserOf,
  command,
  consoleInMemory,
  digitsFor,
  hiddenIn,
  launched,
  signedIn,
  type TestConsole,
} from '#test/support/console.ts';
import { answerAbout, fillMeeting, send } from '#test/support/respond.ts';
import { COMMENT, SIGNING } from '#test/support/small-cycle.ts';
import { recordReturn } from '#watch/returned.ts';

let here: TestConsole;
let an: Awaited<ReturnType<typeof signedIn>>;
let cycleId: string;
let id: string;

beforeEach(async () => {
  here = await consoleInMemory();
  an = await signedIn(here, 'Nguyễn An');
  cycleId = await launched(here, an);
  id = `${cycleId}.CB-01`;
  onTestFinished(() => here.machine.close());
});

const page = async (path: string): Promise<string> => (await an.get(path)).text();
const act = (action: string, form: Record<string, string> = {}) =>
  an.post(`/console/requests/${id}/${action}`, { form: { csrf: an.csrf, command: command(here), ...form } });
const state = async (requestId = id) => (await load(here.table, requests, requestId)).state;

const SAID = 'Ba tháng nay không thấy đi họp tổ dân phố';
const COMMENTED: Answer = { ...COMMENT, kind: 'comment', remark: SAID } as Answer;

const answer = (slots: readonly number[]) =>
  submitAnswers(here.machine.exchange.world)(id, {
    commandId: command(here),
    by: committee('CB-01', 'Lê Văn An'),
    via: 'link',
    answers: slots.map((slot) => ({ slot, answer: COMMENTED })),
    signing: SIGNING,
  });

describe('a request in the console', () => {
  it('shows who, what, when, and every mail that followed with its state', async () => {
    await answer([0]);
    await confirmAnswers(here.machine.exchange.world)(id, { commandId: command(here), by: committee('PX-01') }, [0]);
    await here.machine.settle();
    const text = await page(`/console/requests/${id}`);
    expect(text).toMatch(/Hỏi về 2 đảng viên, hạn 30\/11\/2026 <span class="quiet">máy<\/span>/);
    expect(text).toMatch(/Thư xin ý kiến <span class="tag ok">đã gửi/);
    expect(text).toMatch(/Gửi ý kiến về 1 đảng viên \(Nguyễn Văn An\); qua liên kết/);
    expect(text).toMatch(/Biên nhận <span class="tag ok">đã gửi/);
    expect(text).toMatch(/Đảng ủy xác nhận về 1 đảng viên/);
  });

  it('finds the mail that holds the request, also when it came too late for the first of that kind', async () => {
    const first = (await spooled(here.table)).find(({ to }) => to === 'chibo1@phuong.example');
    const stored = await readMail(here.table, first?.id ?? '');
    expect(stored?.mail.subjects).toEqual([{ kind: 'request', id }]);
    const contact = { channel: 'mailbox', mailbox: 'chibo1@phuong.example', second: '', language: 'vi' };
    const other = `${cycleId}.CB-02`;
    await an.post(`/console/requests/${other}/contact`, {
      form: { csrf: an.csrf, command: command(here), ...contact },
    });
    const extend = { csrf: an.csrf, until: '2026-12-02' };
    await an.post(`/console/requests/${id}/extend`, { form: { ...extend, command: command(here) } });
    await here.machine.settle();
    await an.post(`/console/requests/${other}/extend`, { form: { ...extend, command: command(here) } });
    await here.machine.settle();
    for (const requestId of [id, other])
      expect(await page(`/console/requests/${requestId}`)).toMatch(/Thư báo gia hạn <span class="tag ok">đã gửi/);
  });

  it('shows no word of a comment anywhere', async () => {
    await answer([0]);
    for (const path of [
      `requests/${id}`,
      `cycles/${cycleId}`,
      `cycles/${cycleId}/wards/PX-01`,
      `cycles/${cycleId}/owing`,
    ])
      expect(await page(`/console/${path}`)).not.toContain('không thấy đi họp');
  });

  it('keeps on record that an administrator looked at the list of members', async () => {
    await page(`/console/requests/${id}`);
    const looks = await looksAt(here.machine.exchange.world, id, 0);
    expect(looks.map(({ by, event }) => [by.body, by.name, event.what])).toContainEqual([
      'office',
      'Nguyễn An',
      'list',
    ]);
  });

  it('reminds at once, and not twice a day', async () => {
    expect((await act('remind')).status).toBe(303);
    await here.machine.settle();
    expect((await spooled(here.table)).filter(({ kind }) => kind === 'reminder')).toHaveLength(1);
    expect((await act('remind')).status).toBe(409);
  });

  it('gives more time, and says beside the field when a date is not later', async () => {
    const refused = await act('extend', { until: '2026-11-20' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('href="#until"');
    expect((await act('extend', { until: '2026-12-02' })).status).toBe(303);
    expect((await state()).dueAt).toBe('2026-12-02T16:59:59.999Z');
  });

  it('sends a new link to a new mailbox, and the old ones open nothing', async () => {
    const contact = { channel: 'mailbox', mailbox: 'moi@phuong.example', second: '', language: 'vi' };
    expect((await act('contact', contact)).status).toBe(303);
    await here.machine.settle();
    const letters = (await spooled(here.table)).filter(({ to }) => to === 'moi@phuong.example');
    expect(letters.map(({ kind }) => kind)).toEqual(['link']);
    expect((await state()).linkVersion).toBe(2);
    const wrong = await act('contact', { ...contact, mailbox: 'khong phai hop thu' });
    expect(wrong.status).toBe(422);
  });

  it('changes a contact once when the form is sent twice, and refuses the same command with another content elsewhere', async () => {
    const form = { csrf: an.csrf, command: command(here) };
    await an.post(`/console/requests/${id}/link`, { form });
    await an.post(`/console/requests/${id}/link`, { form });
    expect((await state()).linkVersion).toBe(2);
  });

  it('excuses with a reason, reopens what was confirmed, and re-routes a member to a committee that exists', async () => {
    await answer([0]);
    await confirmAnswers(here.machine.exchange.world)(id, { commandId: command(here), by: committee('PX-01') }, [0]);
    expect((await act('reopen')).status).toBe(422);
    expect((await act('reopen', { slots: '0' })).status).toBe(303);
    expect((await state()).slots[0]?.confirmedAt).toBeUndefined();
    expect((await act('reroute', { slot: '1', committee: 'KHONG-CO' })).status).toBe(422);
    expect((await act('reroute', { slot: '1', committee: 'CB-02' })).status).toBe(303);
    const moved = await page(`/console/requests/${id}`);
    expect(moved).toContain('nay ở Chi bộ 2');
    expect(moved).toContain('>Sở Nội vụ</td>');
    expect(moved).not.toContain('nay ở CB-02');
    expect(moved).toMatch(/Đảng ủy xác nhận về[^<]*<span class="quiet">đảng ủy</);
    expect((await state(`${cycleId}.CB-02`)).slots.map((slot) => slot.id)).toEqual(['DV-003', 'DV-002']);
    expect(await page(`/console/cycles/${cycleId}`)).toContain('Cộng lại đủ 3 đảng viên');
    expect((await act('excuse', { reason: '' })).status).toBe(422);
  });

  it('refuses a reason that is too long, as the ward’s page does, and keeps one of the full length', async () => {
    const reason = 'ý'.repeat(REASON_LIMIT);
    const long = await act('excuse', { reason: `${reason}.` });
    expect([long.status, (await long.text()).includes('quá dài')]).toEqual([422, true]);
    expect((await state()).excused).toBeUndefined();
    expect((await act('excuse', { reason })).status).toBe(303);
    const { excused } = await state();
    const kept = excused && (await wordsOf(here.table, id, excused.reason, 'reason'));
    expect(kept).toBe(reason);
  });

  it('refuses a second contact that is too long, and cuts none', async () => {
    const contact = { channel: 'mailbox', mailbox: 'moi@phuong.example', second: '0'.repeat(101), language: 'vi' };
    expect((await act('contact', contact)).status).toBe(422);
    expect((await state()).contact.secondContact).toBeUndefined();
  });

  it('extends and reminds the chosen cells of a ward, and counts those it could not', async () => {
    const path = `/console/cycles/${cycleId}/wards/PX-01`;
    const body = new URLSearchParams({
      ...hiddenIn(await page(path), `${path}/many`),
      what: 'extend',
      until: '2026-12-02',
    });
    for (const cell of ['CB-01', 'CB-02']) body.append('requests', `${cycleId}.${cell}`);
    const send = (fields: URLSearchParams) =>
      here.app.request(`${path}/many`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          Origin: here.deps.baseUrl,
          'Sec-Fetch-Site': 'same-origin',
          Cookie: `console=${an.jar.get('console')}`,
        },
        body: fields.toString(),
      });
    expect((await send(body)).headers.get('location')).toBe(`${path}?count=2&left=0`);
    body.set('command', command(here));
    expect((await send(body)).headers.get('location')).toBe(`${path}?count=0&left=2`);
    body.append('requests', `${cycleId}.CB-99`);
    expect((await send(body)).status).toBe(404);
  });

  it('records what came on paper with its number, in the hand of the administrator', async () => {
    const home = `/console/answer/${id}/`;
    const operator = { ...an, token: '', opened: new Response() };
    expect((await answerAbout({ home }, operator, 2)).status).toBe(303);
    expect((await fillMeeting({ home }, operator, { via: 'paper', reference: 'CB1/07' })).status).toBe(303);
    expect((await send({ home }, operator)).status).toBe(303);
    const { parts, slots } = await state();
    expect([parts[0]?.via, parts[0]?.reference, parts[0]?.by]).toEqual([
      'paper',
      'CB1/07',
      { body: 'office', name: 'Nguyễn An' },
    ]);
    expect(slots[1]?.answer?.via).toBe('paper');
    const text = await page(`/console/requests/${id}`);
    expect(text).toContain('nhận trên giấy; số CB1/07');
    expect((await an.get(`${home}print`)).status).toBe(200);
    expect((await browserOf(here).get(home)).headers.get('location')).toBe('/console/sign-in');
  });

  it('shows nobody in the console what a committee wrote by its own link', async () => {
    await answer([0]);
    const home = `/console/answer/${id}/`;
    for (const path of ['', 'm/1', 'm/2', 'view', 'print', 'print?filled=1', 'check', 'sent']) {
      const shown = await an.get(`${home}${path}`);
      expect([path, (await shown.text()).includes('không thấy đi họp')]).toEqual([path, false]);
    }
    expect((await an.get(`${home}m/1`)).status).toBe(403);
    expect((await an.get(`${home}m/2`)).status).toBe(200);
    // With a code for the second signature they could read all of it, and sign as the committee.
    const part = String((await state()).parts.at(-1)?.seq);
    expect((await an.post(`${home}second`, { form: { csrf: an.csrf, part } })).status).toBe(403);
  });
});

describe('mails that need a hand', () => {
  it('are listed with their reason, and one that failed can be sent again', async () => {
    const { table } = here;
    const mail = (await spooled(table)).find(({ to }) => to === 'chibo1@phuong.example');
    await recordReturn(here.machine.exchange.world, mail?.id ?? '', true, '550 no such user');
    const listed = await page(`/console/cycles/${cycleId}/mails`);
    expect(listed).toContain('550 no such user');
    expect(listed).toContain('chibo1@phuong.example');
    expect(await page(`/console/cycles/${cycleId}`)).toContain('1 thư hỏng hoặc bị trả lại');
    expect(await page(`/console/requests/${id}`)).toContain('Thư bị trả lại');
    const again = await an.post(`/console/mails/${mail?.id}/again`, { form: { csrf: an.csrf } });
    expect(again.status).toBe(409);
  });
});

describe('a session', () => {
  it('ends after sixty minutes without use, and its forms are taken no more', async () => {
    await at(here, '2026-11-02T02:31:00.000Z');
    expect((await an.get('/console/')).headers.get('location')).toBe('/console/sign-in');
    expect((await act('remind')).status).toBe(401);
    const code = digitsFor(an.secret, here.deps.clock.now());
    expect((await an.post('/console/sign-in', { form: { name: 'Nguyễn An', code } })).status).toBe(303);
  });
});
