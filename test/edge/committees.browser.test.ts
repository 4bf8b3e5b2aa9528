import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import type { LinkKind } from '#records/link-subject.ts';
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
import { CYCLE, comment, deliveredTown, request, type Town, town } from '#test/support/town.ts';

const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
  await closeBrowser();
});

/** A town served on a port of its own, which its pages must know. */
async function served(make: (base: string) => Promise<Town>): Promise<{ base: string; town: Town }> {
  let app: Pick<Hono, 'fetch'> | undefined;
  const server = serve({ fetch: (asked) => app?.fetch(asked) ?? new Response(), hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const made = await make(base);
  app = made.app;
  closing.push(
    () => server.close(),
    () => made.machine.close(),
  );
  return { base, town: made };
}

type Way = readonly [name: string, kind: LinkKind, id: string, path: string];

async function looked(
  { base, town: t }: { base: string; town: Town },
  [, kind, id, path]: Way,
  options: Parameters<typeof withPage>[0],
  use: (page: Page) => Promise<void>,
) {
  const value = await t.cookieFor(kind, id);
  await withPage(options, async (page, context) => {
    await context.addCookies([{ name: 'session', value, url: base }]);
    const answer = await page.goto(base + path);
    expect(answer?.status()).toBe(200);
    await use(page);
  });
}

const ward = `${CYCLE}.w1`;
const e1 = `${CYCLE}.e1`;
const wardWays: readonly Way[] = [
  ['the ward’s home', 'desk', ward, `/w/${ward}/`],
  ['a cell', 'desk', ward, `/w/${ward}/cell/c2/`],
  ['the answers to read', 'desk', ward, `/w/${ward}/cell/c1/read/`],
  ['a member who moved', 'desk', ward, `/w/${ward}/cell/c1/m/2/`],
  ['the province', 'desk', `${CYCLE}.t1`, `/w/${CYCLE}.t1/`],
  ['a member before the confirmation', 'member', `${request('c1')}.0`, `/m/${request('c1')}.0/`],
];
const deliveredWays: readonly Way[] = [
  ['the workplace’s list', 'delivery', e1, `/e/${e1}/`],
  ['an evaluation', 'delivery', e1, `/e/${e1}/m/c1.1/`],
  ['an evaluation to be told', 'delivery', e1, `/e/${e1}/m/c1.3/`],
  ['the pack for printing', 'delivery', e1, `/e/${e1}/print/1/`],
  ['a member’s own page', 'member', `${request('c1')}.0`, `/m/${request('c1')}.0/`],
];

const asked = served(async (base) => {
  const t = await town({ baseUrl: base });
  await t.send('c1', [
    [0, comment()],
    [1, { kind: 'notHere', which: 'moved', movedTo: 'phường Bến Đò' }],
  ]);
  await t.send('c2', [[0, { kind: 'conflict' }]]);
  return t;
});
const delivered = served((base) => deliveredTown({ baseUrl: base }));

describe.each([
  ['telephone', phone],
  ['narrowest telephone', narrow],
  ['desk', desktop],
] as const)('on a %s', (_, options) => {
  it.each([...wardWays, ...deliveredWays])('%s can be read and used by everybody', async (...way) => {
    const at = await (wardWays.some(([name]) => name === way[0]) ? asked : delivered);
    await looked(at, way, options, async (page) => {
      await page.evaluate("document.querySelectorAll('details').forEach((closed) => { closed.open = true; })");
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      expect(await smallTargets(page)).toEqual([]);
    });
  });
});

describe('without script', () => {
  it('a ward reads, chooses and confirms', async () => {
    const at = await served(async (base) => {
      const t = await town({ baseUrl: base });
      await t.send('c1', [[0, comment()]]);
      return t;
    });
    await looked(at, wardWays[0] as Way, { ...phone, javaScriptEnabled: false }, async (page) => {
      await page.click('text=Chi bộ khối 1 (1)');
      await page.click('text=Chọn Nguyễn Văn Đức');
      await page.click('text=Xác nhận những người đã chọn');
      expect(await page.textContent('[role=alert]')).toContain('Ghi họ tên người xác nhận');
      await page.fill('#name', 'Võ Thị Bình');
      await page.click('text=Xác nhận những người đã chọn');
      expect(await page.textContent('[role=status]')).toContain('Đã xác nhận.');
    });
    expect((await at.town.state('c1')).slots[0]?.confirmedAt).toBeDefined();
  });
});
