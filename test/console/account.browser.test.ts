import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { accessibilityProblems, closeBrowser, overflow, phone, withPage } from '#test/support/browser.ts';
import { emptyFolder } from '#test/support/folder.ts';
import { hostThatEnds, runningHost } from '#test/support/host.ts';
import { startIssuer } from '#test/support/issuer.ts';

afterAll(closeBrowser);

it('the first administrator of a machine with an issuer comes in, goes and comes again, on a telephone', async () => {
  const issuer = await startIssuer({ clientSecret: 'open sesame' });
  onTestFinished(() => issuer.close());
  const EXCHANGE_DATA = await emptyFolder();
  const EXCHANGE_CLIENT_SECRET_FILE = join(await emptyFolder(), 'secret');
  await writeFile(EXCHANGE_CLIENT_SECRET_FILE, 'open sesame\n', { mode: 0o600 });
  const env = {
    EXCHANGE_DATA,
    EXCHANGE_ISSUER: issuer.url,
    EXCHANGE_CLIENT_ID: issuer.clientId,
    EXCHANGE_CLIENT_SECRET_FILE,
  };
  const host = await runningHost(env);
  issuer.metadata = { end_session_endpoint: `${host.url}/robots.txt` };
  const link = /http\S+\/console\/enter#\w+/.exec(host.printed())?.[0] ?? '';
  await withPage(phone, async (page) => {
    await page.goto(link);
    await page.getByRole('button', { name: 'Vào' }).click();
    await page.getByLabel('Họ và tên').fill('Nguyễn Thị An');
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.getByRole('button', { name: 'Đăng nhập để hoàn tất' }).click();
    await page.waitForURL(`${host.url}/console/`);
    expect(await page.locator('.place').textContent()).toContain('Nguyễn Thị An');
    await page.getByRole('button', { name: 'Thoát' }).click();
    await page.waitForURL(`${host.url}/robots.txt**`);
    await page.goto(`${host.url}/console/`);
    expect(new URL(page.url()).pathname).toBe('/console/sign-in');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.waitForURL(`${host.url}/console/`);
    expect(page.url()).not.toContain('code=');
  });
  expect(host.printed()).not.toMatch(/code=|state=/);
  await host.stop();
  await chmod(EXCHANGE_CLIENT_SECRET_FILE, 0o644);
  const ended = await hostThatEnds({ ...env, PORT: '0' });
  expect(ended).toMatchObject({ status: 2, err: expect.stringContaining('chmod 600') });
}, 90_000);
