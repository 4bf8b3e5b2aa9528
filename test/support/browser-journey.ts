import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { load, requests } from '#records/journal.ts';
import { overflow, phone, withPage } from './browser.ts';
import type { Town } from './story-by-pages.ts';

/** Where a telephone finds the pages, and a cycle that has been asked about. */
export interface InReach extends Pick<Town, 'base' | 'letters'> {
  readonly host: Pick<Town['host'], 'ground' | 'settle'>;
  readonly cycleId: string;
  readonly now: () => string;
  /** How a browser gets there. */
  readonly by?: BrowserContextOptions;
}

const newest = async ({ letters }: InReach, kind: string, to: string) =>
  (await letters()).findLast((letter) => letter.kind === kind && letter.to === to);

async function openLink(page: Page, place: InReach, kind: string, mailbox: string): Promise<void> {
  await page.goto((await newest(place, kind, mailbox))?.links[0] ?? '');
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

/** A committee answers on a telephone; another device of theirs needs the code, and finds what was written. */
export async function answersOnTelephones(place: InReach): Promise<void> {
  const { host, base, cycleId, now, by } = place;
  const mailbox = 'khoi@phuong.example';
  const home = `${base}/c/${cycleId}.c1/`;
  await withPage({ ...phone, ...by }, async (page) => {
    await openLink(page, place, 'request', mailbox);
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
  await withPage({ ...phone, ...by }, async (page) => {
    await openLink(page, place, 'request', mailbox);
    expect(page.url()).toContain('/r/code');
    await host.settle();
    const [digits = ''] = /\d{4} ?\d{4}/.exec((await newest(place, 'code', mailbox))?.text ?? '') ?? [];
    await page.fill('input[name=code]', digits);
    await page.locator('main form button').first().click();
    await page.goto(`${home}m/1`);
    expect(await page.locator('textarea[name=remark]').inputValue()).toBe('Nhiệt tình với bà con.');
    await page.goto(`${home}meeting`);
    await page.fill('input[name=metOn]', now().slice(0, 10));
    await page.locator('[name=participants]').fill('Chi ủy');
    await page.locator('input[name=front][value=met]').check({ force: true });
    await page.fill('input[name=signer]', 'Lê Văn An');
    await page.locator('input[name=second][value=alone]').check({ force: true });
    await page.locator('main form button').first().click();
    await page.goto(`${home}check`);
    await page.locator(`form[action$="/check"] button`).last().click();
    expect(page.url()).toContain('/sent');
  });
  const { state } = await load(host.ground.table, requests, `${cycleId}.c1`);
  expect(state.parts).toHaveLength(1);
  expect(state.slots.map((slot) => slot.answer?.kind)).toEqual(['comment', undefined]);
}
