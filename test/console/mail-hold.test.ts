import { expect, onTestFinished, test } from 'vitest';
import { holdMail, mailHolds } from '#records/mail-hold.ts';
import { browserOf, consoleInMemory, hiddenIn, signedIn } from '#test/support/console.ts';

test('held mail is said on the first page, and one press lets it go', async () => {
  const inMemory = await consoleInMemory();
  onTestFinished(() => inMemory.machine.close());
  const browser = await signedIn(inMemory, 'Lê Thị Thu');
  expect(await (await browser.get('/console/')).text()).not.toContain('/console/mail-hold');
  await holdMail(inMemory.table, 'restored', '2026-11-02T01:00:00.000Z');
  const page = await (await browser.get('/console/')).text();
  expect(page).toContain('Thư đang tạm giữ');
  // Not without the token of the session.
  expect((await browser.post('/console/mail-hold', { form: {} })).status).toBe(403);
  expect(await mailHolds(inMemory.table)).toHaveLength(1);
  const posted = await browser.post('/console/mail-hold', { form: hiddenIn(page, '/console/mail-hold') });
  expect(posted.status).toBe(303);
  expect(await mailHolds(inMemory.table)).toEqual([]);
  expect((await browserOf(inMemory).post('/console/mail-hold', { form: {} })).status).toBe(401);
});
