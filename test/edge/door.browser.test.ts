import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import {
  accessibilityProblems,
  closeBrowser,
  desktop,
  narrow,
  overflow,
  phone,
  smallTargets,
  withPage,
} from '#test/support/browser.ts';
import { doorway } from '#test/support/edge.ts';

const request = { kind: 'request', id: '2026.c12' } as const;
const mailbox = 'chibo12@vinh.example';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});
afterAll(closeBrowser);

/** Serves an app on a port of its own; the app may need to know its address, so it is made with it. */
async function served<App extends { readonly fetch: Hono['fetch'] }>(
  make: (base: string) => App,
): Promise<{ base: string; app: App }> {
  let app: App | undefined;
  const server = serve({ fetch: (...args) => app?.fetch(...args) ?? new Response(), hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  closing.push(() => server.close());
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app = make(base);
  return { base, app };
}

async function openDoor() {
  const { base, app } = await served((address) => {
    const way = doorway({ baseUrl: address });
    const posts: string[] = [];
    const outer = new Hono();
    outer.use(async (c, next) => {
      if (c.req.method === 'POST') posts.push(c.req.path);
      await next();
    });
    outer.route('/', way.app);
    return { fetch: outer.fetch, way, posts };
  });
  return { base, ...app };
}

const policyBreaks = (page: Page): string[] => {
  const found: string[] = [];
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) found.push(message.text());
  });
  return found;
};

describe('a mail scanner with script', () => {
  it('that loads the page and waits a minute has no session and sent nothing (A02)', async () => {
    const { base, way, posts } = await openDoor();
    const token = await way.invite(mailbox, request);
    way.table.calls.length = 0;
    await withPage(desktop, async (page, context) => {
      await page.clock.install();
      await page.goto(`${base}/r#${token}`);
      await page.clock.fastForward(60_000);
      await page.getByRole('button', { name: 'Mở' }).click();
      expect(await context.cookies()).toEqual([]);
    });
    expect(posts).toEqual([]);
    expect(way.table.calls).toEqual([]);
  });
});

describe('a person with a telephone', () => {
  it.each(['/r#', '/r/%23', '/r/%2523'])('opens %stoken; the token leaves the address at once (A04)', async (path) => {
    const { base, way, posts } = await openDoor();
    const token = await way.invite(mailbox, request);
    await withPage(phone, async (page) => {
      const breaks = policyBreaks(page);
      await page.goto(`${base}${path}${token}`);
      expect(page.url()).toBe(`${base}/r`);
      await page.getByLabel('Địa chỉ thư điện tử').fill(mailbox);
      await page.getByRole('button', { name: 'Mở' }).click();
      await page.waitForURL(`${base}/c/2026.c12/`);
      expect(breaks).toEqual([]);
    });
    expect(posts).toEqual(['/r']);
  });

  it('opens a second link in the tab of the first', async () => {
    const { base, way } = await openDoor();
    await withPage(phone, async (page) => {
      await page.goto(`${base}/r#${'a'.repeat(43)}`);
      await page.goto(`${base}/r#${await way.invite(mailbox, request)}`);
      await page.getByLabel('Địa chỉ thư điện tử').fill(mailbox);
      await page.getByRole('button', { name: 'Mở' }).click();
      await page.waitForURL(`${base}/c/2026.c12/`);
    });
  });

  it('comes in without script by a code', async () => {
    const { base, way } = await openDoor();
    const token = await way.invite(mailbox, request);
    await withPage({ ...phone, javaScriptEnabled: false }, async (page) => {
      await page.goto(`${base}/r#${token}`);
      await page.getByLabel('Địa chỉ thư điện tử').fill(mailbox);
      await page.getByRole('button', { name: 'Mở' }).click();
      // Without script the token stays behind the `#`, and a redirect would hand it on.
      await page.waitForURL(`${base}/r/code#`);
      await page.getByLabel('Mã gồm 8 chữ số').fill(way.mails[0]?.code ?? '');
      await page.getByRole('button', { name: 'Tiếp tục' }).click();
      await page.waitForURL(`${base}/c/2026.c12/`);
    });
  });

  it('comes in without script by the link itself where a mail filter rewrote it', async () => {
    const { base, way } = await openDoor();
    const token = await way.invite(mailbox, request);
    await withPage({ ...phone, javaScriptEnabled: false }, async (page) => {
      await page.goto(`${base}/r/%23${token}`);
      await page.getByLabel('Địa chỉ thư điện tử').fill(mailbox);
      await page.getByRole('button', { name: 'Mở' }).click();
      await page.waitForURL(`${base}/c/2026.c12/`);
    });
  });

  it('chooses a language with the keyboard and keeps it', async () => {
    const { base } = await openDoor();
    await withPage(phone, async (page) => {
      await page.goto(`${base}/r`);
      await page.getByRole('radio', { name: 'Tiếng Việt' }).focus();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('heading', { level: 1, name: 'Open your page' }).waitFor();
      await page.getByLabel('Email address').fill(mailbox);
      await page.keyboard.press('Enter');
      await page.waitForURL(`${base}/r/code#`);
      await page.getByRole('heading', { level: 1, name: 'Type the code from the mail' }).waitFor();
    });
  });
});

describe('another site', () => {
  it('can neither frame the door nor post to it, and is told no address of ours (A11, A12)', async () => {
    const { base, way, posts } = await openDoor();
    const token = await way.invite(mailbox, request);
    const referrers: (string | undefined)[] = [];
    const evil = await served(() =>
      new Hono()
        .get('/frame', (c) => c.html(`<iframe src="${base}/r"></iframe>`))
        .get('/form', (c) =>
          c.html(`<form method="post" action="${base}/r" enctype="text/plain"><input name="token" value="${token}">
            <input name="mailbox" value="${mailbox}"><button>A</button><button formenctype="application/x-www-form-urlencoded">B</button></form>`),
        )
        .get('/', (c) => {
          referrers.push(c.req.header('Referer'));
          return c.text('ok');
        }),
    );
    await withPage(desktop, async (page, context) => {
      await page.goto(`${evil.base}/frame`);
      expect(await page.frameLocator('iframe').locator('h1').count()).toBe(0);
      for (const button of ['A', 'B']) {
        await page.goto(`${evil.base}/form`);
        const answered = page.waitForResponse(`${base}/r`);
        await page.getByRole('button', { name: button }).click();
        expect((await answered).status()).toBe(403);
      }
      expect((await context.cookies()).map(({ name }) => name)).not.toContain('session');
      await page.goto(`${base}/r/code`);
      await page.evaluate(`location.assign('${evil.base}/')`);
      await page.waitForURL(`${evil.base}/`);
    });
    expect(posts).toHaveLength(2);
    expect(referrers).toEqual([undefined]);
  });
});

describe('the pages of the door', () => {
  it.each([
    ['a narrow telephone', narrow],
    ['a telephone', phone],
    ['a desk', desktop],
  ] as const)('are easy to use on %s (WCAG 2.2 AA)', async (_, device) => {
    const { base, way } = await openDoor();
    const token = await way.invite(mailbox, request);
    await withPage(device, async (page) => {
      const sound = async () => {
        expect(await accessibilityProblems(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
        expect(await smallTargets(page)).toEqual([]);
      };
      await page.goto(`${base}/r#${token}`);
      for (const language of ['vi', 'en', 'fr']) {
        await page.locator(`label[for=in-${language}]`).click();
        await sound();
      }
      await page.locator('#mailbox').fill('nobody@vinh.example');
      await page.locator('main button').click();
      await sound();
      await page.locator('main button[formaction="/r/ask"]').click();
      await page.waitForURL(`${base}/r/code#`);
      await sound();
      await page.locator('#code').fill('12345678');
      await page.locator('main button').click();
      await page.locator('.errors').waitFor();
      await sound();
    });
  });

  it('take one request and one stylesheet', async () => {
    const { base } = await openDoor();
    await withPage(phone, async (page) => {
      const asked: string[] = [];
      page.on('request', (sent) => asked.push(sent.resourceType()));
      await page.goto(`${base}/r`, { waitUntil: 'networkidle' });
      expect(asked).toEqual(['document', 'stylesheet']);
    });
  });
});
