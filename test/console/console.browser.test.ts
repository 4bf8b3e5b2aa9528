import { type ServerType, serve } from '@hono/node-server';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pullBrake } from '#records/mail-brake.ts';
import { pauseMail } from '#records/mail-hold.ts';
import { suppress } from '#records/suppression.ts';
import { invite } from '#steps/people/invite.ts';
import {
  accessibilityProblems,
  closeBrowser,
  desktop,
  movedSideways,
  overflow,
  phone,
  withPage,
} from '#test/support/browser.ts';
import {
  consoleInMemory,
  digitsFor,
  launched,
  type SignedIn,
  signedIn,
  type TestConsole,
  upload,
} from '#test/support/console.ts';
import { aMember, aWard, bothCsv } from '#test/support/roster-files.ts';

let server: ServerType;
let base: string;
let here: TestConsole;
let an: SignedIn;
let cycleId: string;

beforeAll(async () => {
  const waiting: { app?: TestConsole['app'] } = {};
  const port = await new Promise<number>((resolve) => {
    const answer = (request: Request) => waiting.app?.fetch(request) ?? new Response('', { status: 503 });
    server = serve({ fetch: answer, port: 0, hostname: '127.0.0.1' }, (info) => resolve(info.port));
  });
  base = `http://127.0.0.1:${port}`;
  here = await consoleInMemory({ baseUrl: base });
  waiting.app = here.app;
  an = await signedIn(here, 'Nguyễn An');
  cycleId = await launched(here, an);
  // Something of each kind for the page about mail to show.
  const since = here.deps.clock.now();
  await suppress(here.table, 'chibo1@phuong.example', { reason: 'bounce', since, mailId: 'x' });
  await pullBrake(here.table, { cycleId, day: since.slice(0, 10), sent: 120, returned: 7, since });
  await pauseMail(here.table, { until: '2026-12-01T00:00:00.000Z', reason: 'quota', cause: 'quota' }, since);
  // And for those about contacts and invitations.
  await invite(here.deps, { name: 'Phạm Thị Chờ Được Mời', by: 'Nguyễn An' });
  const moved = { mailbox: 'mot-dia-chi-rat-dai.chi-bo-khoi-pho@phuong-truong-vinh.example', language: 'vi' };
  const form = { ...moved, csrf: an.csrf, command: here.ground.ids.next() };
  await an.post(`/console/requests/${cycleId}.CB-02/contact`, { form: { ...form, channel: 'mailbox', second: '' } });
  await an.post(`/console/cycles/${cycleId}/parties/CQ-01/contact`, { form });
  const next = aWard.map((one) => (one.id === 'CB-02' ? { ...one, mailbox: moved.mailbox } : one));
  const members = ['DV-001', 'DV-002', 'DV-003'].map((id) => aMember({ id }));
  const checked = await upload(here, an, bothCsv(next, members));
  await an.post(checked.headers.get('location') ?? '', { form: { csrf: an.csrf } });
});
afterAll(async () => {
  await closeBrowser();
  server.close();
  await here.machine.close();
});

const signIn = (context: BrowserContext) =>
  context.addCookies([{ name: 'console', value: an.jar.get('console') ?? '', url: base }]);

describe('the console in a browser', () => {
  it.each([
    ['a telephone', phone],
    ['a desk', desktop],
  ])('has no page with a flaw that axe knows, nor one that must be moved sideways, on %s', async (_, options) => {
    const bad = [aMember(), aMember({ id: '1.2E+11' })];
    const report = (await upload(here, an, bothCsv(aWard, bad))).headers.get('location') ?? '';
    const cycle = `/console/cycles/${cycleId}`;
    const request = `/console/requests/${cycleId}.CB-01`;
    const pages = [
      ...['/console/', '/console/people', '/console/roster', '/console/roster/committees/CB-01', report],
      ...[
        '/console/mail',
        '/console/mail/suppressed',
        '/console/cycles/new',
        cycle,
        `${cycle}/wards/PX-01`,
        request,
        `${cycle}/owing`,
        `${cycle}/deliveries`,
        `${cycle}/contacts`,
        '/console/roster/contacts',
      ],
      ...[
        `${cycle}/mails`,
        `${cycle}/change`,
        `${cycle}/files`,
        `${cycle}/audit`,
        '/console/enter',
        '/console/sign-in',
        '/console/nothing',
      ],
    ];
    await withPage(options, async (page, context) => {
      await signIn(context);
      for (const path of pages) {
        await page.goto(`${base}${path}`);
        await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
        expect([path, await accessibilityProblems(page), await overflow(page)]).toEqual([path, [], 0]);
        if (options === phone) expect([path, await movedSideways(page)]).toEqual([path, []]);
      }
    });
  });

  it.each([
    ['a telephone', phone],
    ['a desk', desktop],
  ])('draws the code for an app large enough to be scanned, on %s', async (_, options) => {
    const { token } = await invite(here.deps, { name: 'Vũ Thị Quét', by: 'Nguyễn An' });
    await withPage(options, async (page) => {
      await page.goto(`${base}/console/enter#${token}`);
      await page.click('main button');
      const { width = 0, height } = (await page.locator('svg.qr').boundingBox()) ?? {};
      expect([width > 250, height]).toEqual([true, width]);
      expect([await accessibilityProblems(page), await overflow(page)]).toEqual([[], 0]);
    });
  });

  it('takes the one-time code out of the address, and somebody in by six digits', async () => {
    const { token } = await invite(here.deps, { name: 'Trần Bình', by: 'Nguyễn An' });
    await withPage(desktop, async (page) => {
      await page.goto(`${base}/console/enter#${token}`);
      expect(page.url()).toBe(`${base}/console/enter`);
      expect(await page.inputValue('#token')).toBe(token);
      await page.click('main button');
      expect(page.url()).toBe(`${base}/console/welcome`);
      const secret = ((await page.textContent('code')) ?? '').replaceAll(' ', '');
      await page.fill('#code', digitsFor(secret, here.deps.clock.now()));
      await page.click('main button');
      expect(page.url()).toBe(`${base}/console/`);
      expect(await page.textContent('.place')).toBe('Trần Bình');
    });
  });

  it('needs no script: the code is pasted, a roster is checked, a cell is extended', async () => {
    await withPage({ ...phone, javaScriptEnabled: false }, async (page, context) => {
      const { token } = await invite(here.deps, { name: 'Lê Chi', by: 'Nguyễn An' });
      await page.goto(`${base}/console/enter`);
      await page.fill('#token', token);
      await page.click('main button');
      expect(page.url()).toBe(`${base}/console/welcome`);
      await context.clearCookies();
      await signIn(context);
      await page.goto(`${base}/console/roster`);
      const file = bothCsv(aWard, [aMember({ name: 'Nguyễn Văn Mới' })]);
      await page.setInputFiles('#file', { name: 'danh-sach.csv', mimeType: 'text/csv', buffer: file });
      await page.click('main button:has-text("Kiểm tra tệp")');
      expect(await page.textContent('h1')).toBe('Kết quả kiểm tra tệp');
      await page.goto(`${base}/console/requests/${cycleId}.CB-01`);
      await page.click('summary:has-text("Gia hạn")');
      await page.fill('#until', '2026-12-02');
      await page.click('details[open] button');
      expect(await page.textContent('.notice.done')).toContain('Đã gia hạn');
    });
  });
});
