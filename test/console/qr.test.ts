import decodeQR from 'qr/decode.js';
import { expect, it, onTestFinished } from 'vitest';
import { qrCode } from '#console/qr.ts';
import { invite } from '#steps/people/invite.ts';
import { browserOf, consoleInMemory, fieldValue } from '#test/support/console.ts';

/** What a camera would read: every stroke of the picture painted, some pixels a module. */
function seenIn(page: string): string {
  const svg = /<svg class="qr"[\s\S]*?<\/svg>/.exec(page)?.[0] ?? '';
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
  const strokes = /fill="#000" d="([^"]*)"/.exec(svg)?.[1] ?? '';
  const scale = 4;
  const side = size * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, run] of strokes.matchAll(/M(\d+) (\d+)h(\d+)v1H\1z/g))
    for (let row = 0; row < scale; row += 1)
      for (let pixel = 0; pixel < Number(run) * scale; pixel += 1) {
        const at = ((Number(y) * scale + row) * side + Number(x) * scale + pixel) * 4;
        data.fill(0, at, at + 3);
      }
  return decodeQR({ width: side, height: side, data });
}

it.each([
  ['a plain text', 'otpauth://totp/A?secret=ABCDEFGH'],
  ['the longest name in Vietnamese', `otpauth://totp/${encodeURIComponent('Nguyễn Thị '.repeat(9))}?secret=ABCDEFGH`],
])('a camera reads from the picture what was drawn: %s', async (_, text) => {
  expect(seenIn((await qrCode(text, 'x')).toString())).toBe(text);
});

it('whoever is invited scans the very address that the link opens, and the secret stands in no log', async () => {
  const here = await consoleInMemory();
  onTestFinished(() => here.machine.close());
  const { token } = await invite(here.deps, { name: 'Nguyễn Thị Hoà', by: 'An' });
  const an = browserOf(here);
  await an.post('/console/enter', { form: { token } });
  const answer = await an.get('/console/welcome');
  const page = await answer.text();
  const address = /href="(otpauth:[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(page)?.[1]?.replaceAll(' ', '') ?? '';
  expect(secret).toHaveLength(32);
  expect(seenIn(page)).toBe(address);
  expect(new URL(address).searchParams.get('secret')).toBe(secret);
  expect(page).toContain('aria-label="Mã QR để quét bằng ứng dụng tạo mã"');
  // Nothing is fetched for it, and the policy of the page is that of any.
  const policy = (one: Response) => one.headers.get('content-security-policy');
  expect(policy(answer)).toBe(policy(await browserOf(here).get('/console/sign-in')));
  expect(page).not.toContain('<img');
  const form = { csrf: fieldValue(page, 'csrf'), name: '', way: 'codes', code: '000000' };
  expect((await an.post('/console/welcome', { form })).status).toBe(422);
  expect(JSON.stringify(here.logged)).not.toContain(secret);
});
