import { expect, it, onTestFinished } from 'vitest';
import { site } from '#edge/site.ts';
import { consoleInMemory, launched, signedIn } from '#test/support/console.ts';
import { visitor } from '#test/support/edge.ts';

it('the way out of a committee’s page in an administrator’s hand ends the session of the console', async () => {
  const here = await consoleInMemory();
  onTestFinished(() => here.machine.close());
  const an = await signedIn(here, 'Nguyễn An');
  const cycleId = await launched(here, an);
  const cookie = an.jar.get('console') ?? '';
  const browser = visitor(site(here.deps), here.deps.baseUrl);
  browser.jar.set('console', cookie);
  const page = await (await browser.get(`/console/answer/${cycleId}.CB-01/`)).text();
  const [, csrf = ''] = /action="\/r\/leave"><input type="hidden" name="csrf" value="([^"]+)"/.exec(page) ?? [];
  expect(csrf).not.toBe('');
  expect((await browser.post('/r/leave', { form: { csrf: 'x'.repeat(43) } })).status).toBe(403);
  expect((await browser.get('/console/')).status).toBe(200);
  expect((await browser.post('/r/leave', { form: { csrf } })).status).toBe(303);
  expect(browser.jar.has('console')).toBe(false);
  expect((await an.get('/console/')).headers.get('Location')).toBe('/console/sign-in');
});
