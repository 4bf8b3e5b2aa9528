import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type ServerType, serve } from '@hono/node-server';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { draftsOf } from '#records/drafts.ts';
import { closeBrowser, desktop, narrow, withPage } from '#test/support/browser.ts';
import { inventedMember, middling, requestId, residence } from '#test/support/respond.ts';

const servers: ServerType[] = [];
afterAll(async () => {
  await closeBrowser();
  for (const server of servers) server.close();
});

/** A committee of three whose pages a browser can reach. */
async function reachable() {
  const waiting: { app?: { fetch: (request: Request) => Response | Promise<Response> } } = {};
  const port = await new Promise<number>((resolve) => {
    const answer = (request: Request) => waiting.app?.fetch(request) ?? new Response('', { status: 503 });
    servers.push(serve({ fetch: answer, port: 0, hostname: '127.0.0.1' }, (info) => resolve(info.port)));
  });
  const base = `http://127.0.0.1:${port}`;
  const members = [inventedMember(0), inventedMember(1, { category: 'B' }), inventedMember(2)];
  const r = await residence({ members, baseUrl: base });
  waiting.app = r.app;
  const enter = async (context: BrowserContext) => {
    const { jar } = await r.enter();
    for (const [name, value] of jar) await context.addCookies([{ name, value, url: base }]);
  };
  return { r, base, home: `${base}${r.home}`, enter };
}

async function choose(page: Page): Promise<void> {
  for (const [name, value] of Object.entries(middling)) {
    const box = page.locator(`input[name="${name}"][value="${typeof value === 'string' ? value : value[0]}"]`);
    if ((await box.count()) > 0) await box.check();
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
interface Found {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

async function flawsOf(page: Page): Promise<readonly string[]> {
  const found = (await page.evaluate(`${axe}; axe.run(document)`)) as Found;
  const wide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  return [
    ...(wide ? ['scrolls sideways'] : []),
    ...found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
  ];
}

describe('in a browser', () => {
  it.each([
    ['a narrow telephone', narrow],
    ['a desk', desktop],
  ])(
    'no page has a flaw that axe knows, on %s',
    async (_, device) => {
      const { r, base, home, enter } = await reachable();
      await withPage(device, async (page, context) => {
        await enter(context);
        const flaws: string[] = [];
        const look = async (name: string) => flaws.push(...(await flawsOf(page)).map((flaw) => `${name} ${flaw}`));
        const press = (go: string) => page.click(`button[value=${go}]`);
        for (const path of ['', 'm/1', 'meeting', 'check', 'print', 'unlisted', 'help', 'm/2']) {
          await page.goto(`${home}${path}`);
          await look(path);
        }
        await press('next');
        await look('mistakes');
        for (const n of [1, 2]) {
          await page.goto(`${home}m/${n}`);
          await choose(page);
          await press('next');
        }
        await page.goto(`${home}meeting`);
        await page.fill('#metOn', '2026-11-01');
        await page.fill('#participants', 'Chi ủy');
        await page.check('[value=met]');
        await page.fill('#signer', 'Lê Thị Bưởi');
        await page.check('[value=code]');
        await press('next');
        await page.click('details summary');
        await look('check');
        await page.click('form[action$=check] button');
        await look('sent');
        await page.click('form[action$=second] button');
        await look('code');
        await page.goto(`${home}view`);
        await look('view');
        await page.goto(`${base}/c/`);
        await look('list');
        await page.goto(`${base}/c/second`);
        await look('second');
        expect(flaws).toEqual([]);
        expect((await r.state()).parts).toHaveLength(1);
      });
    },
    120_000,
  );

  it('without script the fields that belong to a choice appear with it', async () => {
    const { home, enter } = await reachable();
    await withPage({ ...narrow, javaScriptEnabled: false }, async (page, context) => {
      await enter(context);
      await page.goto(`${home}m/1`);
      const reason = page.locator('[id="reasons.example.text"]');
      expect(await reason.isVisible()).toBe(false);
      await page.check('[value=exemplary] >> nth=0');
      expect(await reason.isVisible()).toBe(true);
      await reason.fill('Dọn ngõ sau bão');
      await page.check('[value=setsExample]');
      expect(await reason.isVisible()).toBe(true);
      await page.click('summary');
      await page.check('[value=moved]');
      expect(await page.isVisible('#movedTo')).toBe(true);
      expect(await page.isVisible('.judge')).toBe(false);
      await page.fill('#movedTo', 'Phường Trường Vinh');
      await page.click('button[value=next]');
      expect(new URL(page.url()).pathname).toMatch(/m\/2$/);
    });
  }, 60_000);

  it('with script what is typed is saved by itself, and a copy outlives a broken connection', async () => {
    const { r, home, enter } = await reachable();
    await withPage(narrow, async (page, context) => {
      await enter(context);
      await page.clock.install();
      await page.goto(`${home}m/1`);
      await page.fill('#remark', 'Lần một');
      await page.clock.fastForward(4_000);
      await page.getByText('Đã tự lưu').waitFor();
      expect((await draftsOf(r.world.table, requestId))[0]?.answer).toMatchObject({ typed: { remark: 'Lần một' } });
      expect(await page.evaluate('localStorage.length')).toBe(0);
      await context.setOffline(true);
      await page.fill('#remark', 'Lần hai, mất mạng');
      await page.clock.fastForward(4_000);
      await page.getByText('Chưa lưu được lên hệ thống').waitFor();
      await context.setOffline(false);
      await page.goto(`${home}m/1`);
      expect(await page.inputValue('#remark')).toBe('Lần một');
      await page.click('#copy-take');
      expect(await page.inputValue('#remark')).toBe('Lần hai, mất mạng');
      await choose(page);
      await page.click('button[value=next]');
      await page.waitForURL(/m\/2\?saved=1/);
      expect(await page.evaluate('localStorage.length')).toBe(0);
      expect((await draftsOf(r.world.table, requestId))[0]).toMatchObject({ finished: true });
    });
  }, 60_000);
});
