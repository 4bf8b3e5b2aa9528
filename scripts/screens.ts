import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { spooled } from '#adapters/spool-mailer.ts';
import { committee } from '#domain/actor.ts';
import { addDays, atTime, localDate, nextWorkingDay } from '#domain/calendar.ts';
import { formOf } from '#domain/form.ts';
import { silentLog } from '#edge/log.ts';
import { type Host, startHost } from '#infra/local/host.ts';
import { answerOf } from '#infra/local/sample/answers.ts';
import { sampleVillage } from '#infra/local/sample/town.ts';
import { loadSample } from '#infra/local/sample-cycle.ts';
import { boardOf } from '#records/boards.ts';
import { readCycle } from '#records/cycles.ts';
import { load, requests } from '#records/journal.ts';
import type { MailKind } from '#records/outbox.ts';
import { confirmAnswers } from '#steps/confirm/confirm.ts';
import { invite } from '#steps/people/invite.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import { closeBrowser, desktop, phone, withPage } from '#test/support/browser.ts';

/**
 * `npm run screens`: the pictures in docs/screens. A host with the invented village is started on a free port, a cycle is lived
 * through in Chromium, and each page that matters is photographed on the way, on a telephone and on a desk.
 */
const FOLDER = 'docs/screens';

interface Studio {
  readonly host: Host;
  readonly cycleId: string;
}

const seed = 1;
const town = sampleVillage(seed);
const words = { metOn: '', participants: 'Chi ủy, Ban công tác Mặt trận', signer: 'Lê Văn An' };

/** Drawn in software, a picture fails now and then; the next try does not. */
async function photograph(page: Page, name: string, tries = 4): Promise<void> {
  try {
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    console.error(name);
  } catch (error) {
    if (tries === 1) throw error;
    await photograph(page, name, tries - 1);
  }
}

/** The newest mail of a kind to somebody: its link and its mailbox. */
async function mailed({ host }: Studio, kind: MailKind, to: RegExp): Promise<{ link: string; mailbox: string }> {
  const letters = await spooled(host.machine.ground.table);
  const letter = letters.findLast((l) => l.kind === kind && to.test(l.to));
  const link = letter?.links[0];
  if (!letter || !link) throw new Error(`no mail of kind ${kind} to ${to}`);
  return { link, mailbox: letter.to };
}

/** Through the door as a person: the link, the mailbox, the code from the mailbox where this device is new. */
async function enter(studio: Studio, page: Page, kind: MailKind, to: RegExp): Promise<void> {
  const { link, mailbox } = await mailed(studio, kind, to);
  await page.goto(link);
  await page.fill('input[name=mailbox]', mailbox);
  await page.locator('main form button').first().click();
  if (!page.url().includes('/r/code')) return;
  await studio.host.machine.settle();
  const code = (await spooled(studio.host.machine.ground.table)).findLast((l) => l.kind === 'code' && l.to === mailbox);
  const digits = /\b(\d{4}) ?(\d{4})\b/.exec(code?.text ?? '');
  if (!digits) throw new Error('no code was mailed');
  await page.fill('input[name=code]', `${digits[1]}${digits[2]}`);
  await page.locator('main form button').first().click();
}

/** Signs in with a fresh invitation; time travel ends every session. */
async function signIn({ host }: Studio, page: Page): Promise<void> {
  const { token } = await invite(host.machine.exchange.world, { by: 'screens' });
  await page.goto(`${host.baseUrl}/console/enter#${token}`);
  await page.locator('main button').first().click();
  await page.fill('input[name=name]', 'Nguyễn Thị Lan');
  await page.locator('button').filter({ hasText: 'máy này' }).click();
}

async function consolePictures(studio: Studio): Promise<void> {
  const { host, cycleId } = studio;
  await withPage(desktop, async (page) => {
    await signIn(studio, page);
    await photograph(page, 'console-home');
    await page.goto(`${host.baseUrl}/console/cycles/${cycleId}/launch`);
    await photograph(page, 'console-launch');
    await page.locator('form[action$="/launch"] button').last().click();
  });
  await travelTo(studio, 1);
  await answerFor(studio, 6);
  await withPage(desktop, async (page) => {
    await signIn(studio, page);
    await page.goto(`${host.baseUrl}/console/cycles/${cycleId}`);
    await photograph(page, 'console-cycle');
    await page.locator('main a[href*="w01"]').first().click();
    await photograph(page, 'console-ward');
    await page.goto(`${host.baseUrl}/local/mailbox`);
    await photograph(page, 'mailbox');
  });
}

/** So many days later, or on the working day after, since digests rest on others; in the morning, with everything due done. */
async function travelTo({ host }: Studio, days: number): Promise<void> {
  const { machine } = host;
  const day = nextWorkingDay(addDays(localDate(machine.ground.clock.now()), days));
  await machine.moveClock(atTime(day, '09:00'));
  await machine.settle();
}

/** So many cells of a ward answer about everybody, so that there is something to see behind the other doors. */
async function answerFor({ host, cycleId }: Studio, cells: number): Promise<void> {
  const { world } = host.machine.exchange;
  const { plan } = await readCycle(world.table, cycleId);
  const today = localDate(world.clock.now(), plan.zone);
  const form = formOf(plan.formId);
  for (const row of (await boardOf(world.table, cycleId, 'w01')).slice(0, cells)) {
    const { state } = await load(world.table, requests, row.requestId);
    const answers = state.slots.flatMap((slot, n) => {
      const member = town.members.find(({ id }) => id === slot.id);
      return member ? [{ slot: n, answer: answerOf(seed, form, member, today) }] : [];
    });
    await submitAnswers(world)(row.requestId, {
      commandId: `screens ${row.requestId}`,
      by: committee(row.committeeId, words.signer),
      via: 'link',
      answers,
      signing: {
        ...words,
        metOn: today,
        front: { met: true },
        second: { way: 'minutes', number: 'BB 07' },
      },
    });
  }
  await host.machine.settle();
}

async function committeePictures(studio: Studio): Promise<void> {
  const kinds = [
    ['phone', phone],
    ['desk', desktop],
  ] as const;
  for (const [kind, options] of kinds) {
    await withPage(options, async (page) => {
      const { link } = await mailed(studio, 'request', /^chibo5@phuong-suoi/);
      await page.goto(link);
      await photograph(page, `door.${kind}`);
      await enter(studio, page, 'request', /^chibo5@phuong-suoi/);
      await photograph(page, `cell-list.${kind}`);
      const home = page.url();
      await page.locator('main a[href^="m/"]').first().click();
      await photograph(page, `cell-member.${kind}`);
      await page.goto(`${home}meeting`);
      await photograph(page, `cell-meeting.${kind}`);
    });
  }
}

async function wardPictures(studio: Studio): Promise<void> {
  await travelTo(studio, 1);
  await withPage(phone, async (page) => {
    await enter(studio, page, 'toConfirm', /ben-dau/);
    await photograph(page, 'ward-home.phone');
    await page.locator('main .rows a').first().click();
    await photograph(page, 'ward-cell.phone');
  });
}

async function deliveryPictures(studio: Studio): Promise<void> {
  const { host, cycleId } = studio;
  const { world } = host.machine.exchange;
  for (const row of await boardOf(world.table, cycleId, 'w01')) {
    const { state } = await load(world.table, requests, row.requestId);
    const slots = state.slots.flatMap((slot, n) => (slot.answer?.kind === 'comment' ? [n] : []));
    if (slots.length === 0) continue;
    await confirmAnswers(world)(
      row.requestId,
      { commandId: `screens confirm ${row.requestId}`, by: committee('w01') },
      slots,
    );
  }
  await host.machine.settle();
  await withPage(phone, async (page) => {
    await enter(studio, page, 'memberTold', /^yen92@/);
    await photograph(page, 'member.phone');
  });
  await travelTo(studio, 60);
  await withPage(desktop, async (page) => {
    // Of those who read Vietnamese.
    await enter(studio, page, 'evaluations', /^danguy@truong-thpt-vuon-buoi/);
    await photograph(page, 'workplace-list');
    // Of a cell whose ward has confirmed, so that there is something to read.
    await page.locator('main a[href*="w01"]').first().click();
    await photograph(page, 'workplace-member');
  });
}

const dataDir = await mkdtemp(join(tmpdir(), 'exchange-screens-'));
await mkdir(FOLDER, { recursive: true });
const host = await startHost(
  {
    port: 0,
    dataDir,
    front: { kind: 'loopback', listenOn: '127.0.0.1' },
    from: { name: 'Ban Tổ chức Tỉnh ủy Sông Lúa', address: 'trao-doi@tinh-song-lua.example' },
  },
  silentLog,
);
try {
  const { exchange, ground } = host.machine;
  const { cycleId } = await loadSample({ world: exchange.world, files: ground.files });
  const studio: Studio = { host, cycleId };
  await consolePictures(studio);
  await committeePictures(studio);
  await wardPictures(studio);
  await deliveryPictures(studio);
} finally {
  await closeBrowser();
  await host.close();
  await rm(dataDir, { recursive: true, force: true });
}
