import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LaunchDeps } from '#console/deps.ts';
import { sandboxHelp } from '#console/forecast.ts';
import { brakedCycles, pullBrake, releaseBrake } from '#records/mail-brake.ts';
import { holdMail, pauseMail } from '#records/mail-hold.ts';
import { addMailbox, mailboxPrint } from '#records/mailboxes.ts';
import { dueMails, enqueue, finish, mailIdOf, OUT_SHARDS, readMail } from '#records/outbox.ts';
import { liftSuppression, listSuppressions, suppress, suppressionOf } from '#records/suppression.ts';
import {
  at,
  command,
  consoleInMemory,
  hiddenIn,
  launched,
  type SignedIn,
  signedIn,
  withCycle,
} from '#test/support/console.ts';

const opened = async (changes: Partial<LaunchDeps> = {}) => {
  const here = await consoleInMemory(changes);
  onTestFinished(() => here.machine.close());
  return { here, an: await signedIn(here, 'Nguyễn An') };
};

const pageOf = async (who: SignedIn, path: string): Promise<string> => (await who.get(path)).text();

const SINCE = '2026-11-02T02:00:00.000Z';
const first = 'chibo1@phuong.example';

/** The mail with which a cycle asked a mailbox. */
const askedBy = (cycleId: string, mailbox: string): string =>
  mailIdOf({ recipient: { mailbox, language: 'vi' }, about: cycleId, kind: 'request', occurrence: 'first' });

const liftPath = (mailbox: string) => `/console/mail/suppressed/${mailboxPrint(mailbox)}/lift`;

describe('a mailbox that is not written to any more', () => {
  const bounced = async () => {
    const { here, an } = await opened();
    const cycleId = await launched(here, an);
    const mailId = askedBy(cycleId, first);
    expect(await readMail(here.table, mailId)).toBeDefined();
    // As it is written elsewhere, the record holds a fingerprint only.
    await suppress(here.table, 'ChiBo1@Phuong.example', { reason: 'bounce', since: SINCE, mailId });
    return { here, an, cycleId };
  };

  it('is listed with whose it is, since when, why, by which mail, and what to do', async () => {
    const { an, cycleId } = await bounced();
    expect(await pageOf(an, '/console/mail')).toContain('1 hộp thư không gửi tới nữa');
    const page = await pageOf(an, '/console/mail/suppressed');
    expect(page).toContain('<a href="/console/roster/committees/CB-01">');
    expect(page).toContain(first);
    expect(page).toContain('09:00 02/11/2026');
    expect(page).toContain('địa chỉ sai, hoặc hộp thư đã đóng');
    expect(page).toContain(`<a href="/console/cycles/${cycleId}/mails">Thư xin ý kiến, Lấy ý kiến năm 2026</a>`);
    expect(page).toContain(`<a href="/console/requests/${cycleId}.CB-01">`);
    expect(page).toContain('gọi điện hỏi hộp thư đúng');
    // Only of that mailbox.
    expect(page).not.toContain('CB-02');
  });

  it('is written to again after one press, however often it is pressed', async () => {
    const { here, an } = await bounced();
    const form = hiddenIn(await pageOf(an, '/console/mail/suppressed'), liftPath(first));
    const answers = await Promise.all([1, 2, 3].map(() => an.post(liftPath(first), { form })));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await suppressionOf(here.table, first)).toBeUndefined();
    const page = await pageOf(an, '/console/mail/suppressed?done=lifted');
    expect(page).toContain('lại được gửi thư');
    expect(page).toContain('Nghĩa là chưa hộp thư nào trả thư lại hẳn');
  });

  it('is not lifted by a page that was read before it refused once more', async () => {
    const { here, an } = await bounced();
    const form = hiddenIn(await pageOf(an, '/console/mail/suppressed'), liftPath(first));
    await liftSuppression(here.table, mailboxPrint(first), 'Bình', '2026-11-02T03:00:00.000Z');
    const again = { reason: 'complaint', since: '2026-11-02T04:00:00.000Z', mailId: 'x' } as const;
    await suppress(here.table, first, again);
    expect((await an.post(liftPath(first), { form })).status).toBe(409);
    expect(await listSuppressions(here.table)).toMatchObject([again]);
    expect(await pageOf(an, '/console/mail/suppressed')).toContain('gọi điện cho chủ hộp thư trước');
  });

  it('that waits tells its figures to nobody who reads counts or evaluations alone', async () => {
    const { here, an, cycleId } = await bounced();
    const brake = { cycleId, day: '2026-11-02', since: SINCE, sent: 120, returned: 14 };
    expect(await pullBrake(here.table, brake)).toBe(true);
    expect(await pageOf(an, '/console/')).toContain('có 14 thư bị trả lại hẳn');
    for (const [role, committeeId] of [
      ['provinceObserver', undefined],
      ['workplaceOfficer', 'CQ-01'],
    ] as const) {
      const who = await signedIn(here, `Người ${role}`, { role, ...(committeeId ? { committeeId } : {}) });
      expect(await pageOf(who, '/console/')).not.toContain('bị trả lại hẳn');
    }
  });

  it('is lifted only by those whose part is the whole, and only where there is one', async () => {
    const { here, an } = await bounced();
    const ward = await signedIn(here, 'Người Của Phường', { committeeId: 'PX-01' });
    const form = { csrf: ward.csrf, since: SINCE };
    expect((await ward.post(liftPath(first), { form })).status).toBe(403);
    expect((await ward.get('/console/mail/suppressed')).status).toBe(403);
    expect((await ward.get('/console/mail')).status).toBe(403);
    expect(await suppressionOf(here.table, first)).toBeDefined();
    const nobody = { form: { csrf: an.csrf, since: SINCE } };
    expect((await an.post(liftPath('nobody@else.example'), nobody)).status).toBe(404);
  });

  it('shows no address of a member, and says so of a mailbox that nobody uses', async () => {
    const { here, an, cycleId } = await bounced();
    const mailId = await enqueue(here.table, {
      kind: 'memberTold',
      recipient: { mailbox: 'hoa@nguoi.example', language: 'vi' },
      about: `${cycleId}.CB-01`,
      subjects: [{ kind: 'member', id: `${cycleId}.CB-01.1` }],
      occurrence: '5',
      cycleId,
      dueAt: SINCE,
    });
    await suppress(here.table, 'hoa@nguoi.example', { reason: 'bounce', since: SINCE, mailId });
    await addMailbox(here.table, 'hoa@nguoi.example', { kind: 'member', id: `${cycleId}.CB-01.1` });
    await suppress(here.table, 'la@ai.example', { reason: 'complaint', since: SINCE, mailId: 'gone' });
    const page = await pageOf(an, '/console/mail/suppressed');
    expect(page).toContain('Không còn cấp ủy nào trong danh sách dùng hộp thư này');
    expect(page).toContain('chỉ còn dấu của hộp thư');
    expect(page).not.toContain('la@ai.example');
    expect(page).toContain('Hộp thư riêng của một đảng viên');
    expect(page).not.toContain('hoa@nguoi.example');
  });
});

describe('a cycle of which too much came back', () => {
  const braked = async () => {
    const { here, an } = await opened();
    const cycleId = await launched(here, an);
    await pullBrake(here.table, { cycleId, day: '2026-11-02', sent: 120, returned: 7, since: SINCE });
    return { here, an, cycleId, path: `/console/cycles/${cycleId}/brake` };
  };

  it('says so in numbers on its page, on the first page and in the room, and goes on once somebody has looked', async () => {
    const { here, an, cycleId, path } = await braked();
    const pages = ['/console/', '/console/mail', `/console/cycles/${cycleId}`];
    for (const page of pages)
      expect([page, await pageOf(an, page)]).toEqual([
        page,
        expect.stringContaining('Trong 120 thư gửi ngày 02/11/2026 có 7 thư bị trả lại hẳn'),
      ]);
    expect(await pageOf(an, '/console/')).not.toContain('Không có gì phải lo');
    const form = hiddenIn(await pageOf(an, `/console/cycles/${cycleId}`), path);
    const answers = [await an.post(path, { form }), await an.post(path, { form })];
    expect(answers.map(({ headers }) => headers.get('location'))).toEqual(
      Array.from({ length: 2 }, () => `/console/cycles/${cycleId}?done=mailGoes`),
    );
    expect(await brakedCycles(here.table)).toEqual([]);
    for (const page of pages) expect(await pageOf(an, page)).not.toContain('bị trả lại hẳn, nhiều hơn');
    expect(await pageOf(an, '/console/')).toContain('Không có gì phải lo');
    expect(await pageOf(an, `/console/cycles/${cycleId}?done=mailGoes`)).toContain('chậm nhất sau 15 phút');
  });

  it('stays held when it was held anew after the page was read, and for who has only a part', async () => {
    const { here, an, cycleId, path } = await braked();
    const form = hiddenIn(await pageOf(an, `/console/cycles/${cycleId}`), path);
    const ward = await signedIn(here, 'Người Của Phường', { committeeId: 'PX-01' });
    const hers = await pageOf(ward, `/console/cycles/${cycleId}`);
    expect(hers).toContain('có 7 thư bị trả lại hẳn');
    expect(hers).not.toContain(path);
    expect((await ward.post(path, { form: { csrf: ward.csrf, since: SINCE } })).status).toBe(403);
    await releaseBrake(here.table, cycleId, '2026-11-02T02:10:00.000Z');
    const anew = { cycleId, day: '2026-11-02', sent: 60, returned: 5, since: '2026-11-02T02:20:00.000Z' };
    await pullBrake(here.table, anew);
    expect((await an.post(path, { form })).status).toBe(409);
    expect(await brakedCycles(here.table)).toMatchObject([anew]);
  });

  it('keeps what it says of one cycle off the page of another', async () => {
    const { here, an } = await opened();
    const cycleId = await launched(here, an);
    await holdMail(here.table, 'restored', SINCE);
    await pullBrake(here.table, { cycleId: 'another', day: '2026-11-02', sent: 120, returned: 7, since: SINCE });
    const page = await pageOf(an, `/console/cycles/${cycleId}`);
    expect(page).toContain('Thư đang tạm giữ');
    expect(page).not.toContain('nhiều hơn mức an toàn');
  });
});

it.each([
  ['quota', 'Đã gửi hết số thư'],
  ['account', 'đang tạm ngừng tài khoản gửi'],
  ['settings', 'không nhận tài khoản hoặc địa chỉ gửi'],
  [undefined, 'chưa nhận thư của hệ thống'],
] as const)('says why sending is paused (%s) and until when, and is silent once it is over', async (cause, words) => {
  const { here, an } = await opened();
  const now = here.deps.clock.now();
  const until = new Date(Date.parse(now) + 60 * 60_000).toISOString();
  const pause = { until, reason: 'says <b>no</b>', ...(cause ? { cause } : {}) };
  await pauseMail(here.table, pause, now);
  for (const path of ['/console/', '/console/mail']) {
    const page = await pageOf(an, path);
    expect(page).toContain(words);
    expect(page).toContain('tự thử lại lúc 10:00 28/10/2026');
    expect(page).toContain('says &lt;b&gt;no&lt;/b&gt;');
  }
  await at(here, until, an);
  expect(await pageOf(an, '/console/mail')).toContain('Thư đi bình thường, không có gì bị giữ lại');
});

it('leads from the room to the failed mails of each cycle', async () => {
  const { here, an } = await opened();
  const cycleId = await launched(here, an);
  const line = async () =>
    /<li><a href="\/console\/cycles\/[^"]*\/mails">.*?<\/li>/s.exec(await pageOf(an, '/console/mail'))?.[0];
  expect(await line()).toContain('không có thư hỏng');
  const id = askedBy(cycleId, first);
  const stored = await readMail(here.table, id);
  if (!stored) throw new Error('no mail');
  const pointer = { shard: 1, sk: 'none', id };
  await finish(here.table, pointer, stored, { status: 'failed', at: SINCE, reason: 'suppressed' });
  expect(await line()).toContain('1 thư hỏng hoặc bị trả lại');
  expect(await pageOf(an, `/console/cycles/${cycleId}/mails`)).toContain('hộp thư này không gửi tới nữa');
});

describe('before and after the button', () => {
  const rated = (perSecond: number, leftToday: number, sandbox = false): Partial<LaunchDeps> => ({
    mailer: { rate: async () => ({ perSecond, leftToday, sandbox }) },
  });
  const launchPage = async (changes: Partial<LaunchDeps>) => {
    const { here, an } = await opened(changes);
    const cycleId = await withCycle(here, an);
    return { page: await pageOf(an, `/console/cycles/${cycleId}/launch`), here, an, cycleId };
  };

  it('says how long the mails take and whether they may all leave in a day', async () => {
    const enough = (await launchPage(rated(14, 5000))).page;
    expect(enough).toContain('Gửi hết 2 thư mất khoảng 1 phút (11,2 thư mỗi giây)');
    expect(enough).toContain('còn gửi được 5.000 thư: đủ');
    expect(enough).not.toContain('giai đoạn thử');
    expect((await launchPage(rated(14, 1))).page).toContain('chỉ còn gửi được 1 thư: không đủ');
  });

  it('says what the sandbox means, and where the way out stands', async () => {
    const { page } = await launchPage(rated(1, 200, true));
    expect(page).toContain('(0,8 thư mỗi giây)');
    expect(page).toContain('chỉ chuyển thư tới những hộp thư đã được xác minh');
    expect(page.indexOf('SES out of the sandbox')).toBeLessThan(page.indexOf('Bắt đầu gửi: 2 thư'));
    expect(page).toContain(sandboxHelp.document);
    expect(readFileSync(sandboxHelp.document, 'utf8').split('\n')).toContain(`## ${sandboxHelp.heading}`);
  });

  it('is shown without a forecast where the provider cannot be asked', async () => {
    const rate = () => Promise.reject(new Error('no answer'));
    const { page, here } = await launchPage({ mailer: { rate } });
    expect(page).toContain('Chưa hỏi được dịch vụ thư');
    expect(page).toContain('Bắt đầu gửi: 2 thư');
    expect(here.logged).toContainEqual(expect.objectContaining({ event: 'fault', route: 'allowance' }));
  });

  it('counts what has left and what waits, until all have', async () => {
    const { here, an, cycleId } = await launchPage(rated(14, 5000));
    const path = `/console/cycles/${cycleId}`;
    const form = { csrf: an.csrf, count: '2', typed: '', command: command(here) };
    await an.post(`${path}/launch`, { form });
    expect(await pageOf(an, path)).not.toContain('Thư xin ý kiến: đã gửi');
    await here.machine.settle();
    // Mail is held, so that both wait.
    await holdMail(here.table, 'restored', SINCE);
    await at(here, '2026-11-02T01:30:00.000Z', an);
    expect(await pageOf(an, path)).toMatch(
      /đã gửi 0 trong 2 thư\.\s+Còn 2 thư đang chờ gửi\.\s+Gửi hết mất khoảng 1 phút nữa/,
    );
    expect(await pageOf(an, '/console/mail')).toContain('2 thư đã đến giờ và đang chờ gửi');
    const due = (
      await Promise.all(
        Array.from({ length: OUT_SHARDS }, (_, n) => dueMails(here.table, n, here.deps.clock.now(), 10)),
      )
    ).flat();
    const [one, other] = due;
    const end = async (pointer: typeof one, status: 'sent' | 'failed') => {
      const stored = pointer && (await readMail(here.table, pointer.id));
      if (pointer && stored) await finish(here.table, pointer, stored, { status, at: SINCE });
    };
    await end(one, 'sent');
    expect(await pageOf(an, path)).toContain('đã gửi 1 trong 2 thư');
    await end(other, 'failed');
    const page = await pageOf(an, path);
    expect(page).toContain('đã gửi 1 trong 2 thư');
    expect(page).toContain('1 thư không gửi được');
    expect(page).not.toContain('đang chờ gửi.');
  });
});
