import type { Page } from 'playwright-core';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { spooled } from '#adapters/spool-mailer.ts';
import { silentLog } from '#edge/log.ts';
import { type Host, startHost } from '#infra/local/host.ts';
import { load, requests } from '#records/journal.ts';
import { launch } from '#steps/launch/control.ts';
import { open } from '#steps/launch/open.ts';
import { browser, closeBrowser, overflow, phone, withPage } from '#test/support/browser.ts';
import { emptyFolder } from '#test/support/folder.ts';
import { importSmallRoster, ORDER } from '#test/support/small-cycle.ts';

afterAll(closeBrowser);

/** A host as `npm start` runs it, with a cycle over today's roster that is asked about. */
async function hostWithCycle(): Promise<{ host: Host; cycleId: string }> {
  const host = await startHost(
    {
      port: 0,
      dataDir: await emptyFolder(),
      front: { kind: 'loopback', listenOn: '127.0.0.1' },
      from: { name: 'Ban Tổ chức', address: 'trao-doi@tinh.example' },
    },
    silentLog,
  );
  onTestFinished(() => host.close());
  const { exchange, ground } = host.machine;
  const year = Number(ground.clock.now().slice(0, 4)) + 1;
  const dates = {
    opensOn: `${year}-03-02`,
    dueOn: `${year}-03-30`,
    confirmBy: `${year}-04-03`,
    closesOn: `${year}-04-10`,
  };
  await importSmallRoster(host.machine);
  const { cycleId } = await open({ world: exchange.world, files: ground.files })(
    { ...ORDER, dates },
    { by: 'An', commandId: 'open01', accept: true },
  );
  await launch(exchange.control)(cycleId, { by: 'An', commandId: 'launch' });
  await host.machine.moveClock(`${year}-03-02T02:00:00.000Z`);
  await host.machine.settle();
  return { host, cycleId };
}

const newest = async (host: Host, kind: string, to: string) =>
  (await spooled(host.machine.ground.table)).findLast((letter) => letter.kind === kind && letter.to === to);

async function openLink(page: Page, host: Host, kind: string, mailbox: string): Promise<void> {
  await page.goto((await newest(host, kind, mailbox))?.links[0] ?? '');
  await page.fill('input[name=mailbox]', mailbox);
  await page.locator('main form button').first().click();
}

/** What a hand taps on a member's page. */
async function tap(page: Page): Promise<void> {
  for (const [criterion, level] of [
    ['example', 'setsExample'],
    ['civicDuties', 'exemplary'],
    ['attendance', 'partial'],
    ['contact', 'regular'],
    ['mobilising', 'active'],
    ['proposal', 'none'],
  ])
    await page.locator(`input[name="level.${criterion}"][value="${level}"]`).check({ force: true });
  await page.locator('input[name=source][value=meetings]').check({ force: true });
}

it('a committee answers on a telephone, another device needs the code', async () => {
  await browser();
  const { host, cycleId } = await hostWithCycle();
  const mailbox = 'khoi@phuong.example';
  const home = `${host.baseUrl}/c/${cycleId}.c1/`;
  await withPage(phone, async (page) => {
    await openLink(page, host, 'request', mailbox);
    expect(page.url()).not.toContain('#');
    await page.goto(home);
    expect(await overflow(page)).toBe(0);
    await page.goto(`${home}m/1`);
    await tap(page);
    await page.locator('textarea[name=remark]').fill('Nhiệt tình với bà con.');
    await page.locator('button[name=go][value=next]').click();
    expect(page.url()).toContain(`${home}m/2`);
  });
  // What was written waits on the server, behind a code for whoever comes with another device.
  await withPage(phone, async (page) => {
    await openLink(page, host, 'request', mailbox);
    expect(page.url()).toContain('/r/code');
    await host.machine.settle();
    const [digits = ''] = /\d{4} ?\d{4}/.exec((await newest(host, 'code', mailbox))?.text ?? '') ?? [];
    await page.fill('input[name=code]', digits);
    await page.locator('main form button').first().click();
    await page.goto(`${home}m/1`);
    expect(await page.locator('textarea[name=remark]').inputValue()).toBe('Nhiệt tình với bà con.');
    await page.goto(`${home}meeting`);
    await page.fill('input[name=metOn]', host.machine.ground.clock.now().slice(0, 10));
    await page.locator('[name=participants]').fill('Chi ủy');
    await page.locator('input[name=front][value=met]').check({ force: true });
    await page.fill('input[name=signer]', 'Lê Văn An');
    await page.locator('input[name=second][value=alone]').check({ force: true });
    await page.locator('main form button').first().click();
    await page.goto(`${home}check`);
    await page.locator(`form[action$="/check"] button`).last().click();
    expect(page.url()).toContain('/sent');
  });
  const { state } = await load(host.machine.ground.table, requests, `${cycleId}.c1`);
  expect(state.parts).toHaveLength(1);
  expect(state.slots.map((slot) => slot.answer?.kind)).toEqual(['comment', undefined]);
}, 90_000);
