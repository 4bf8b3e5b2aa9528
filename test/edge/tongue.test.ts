import { expect, it, onTestFinished } from 'vitest';
import { command, consoleInMemory, launched, signedIn } from '#test/support/console.ts';
import { fillMeeting, formOn, pageOf, residence } from '#test/support/respond.ts';

const toEnglish = (page: string): { readonly action: string; readonly form: Record<string, string> } => {
  const [, action = '', fields = ''] =
    /<footer[\s\S]*?<form method="post" action="([^"]*)">([\s\S]*?)<\/form>/.exec(page) ?? [];
  expect(fields).toContain('value="en"');
  const hidden = [...fields.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  return { action, form: { ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])), language: 'en' } };
};

it('at the door a refusal is read in another language without a try more, and keeps link and mailbox', async () => {
  const r = await residence();
  const { token, ...who } = await r.enter();
  const wrong = await who.post('/r', { form: { token, mailbox: 'khac@phuong.example' } });
  expect(wrong.status).toBe(403);
  const { action, form } = toEnglish(await wrong.text());
  const tries = r.logged.filter(({ event }) => event === 'linkExchange').length;
  const again = await who.post(action, { form });
  const page = await again.text();
  expect([again.status, page.includes('<html lang="en">')]).toEqual([403, true]);
  expect(r.logged.filter(({ event }) => event === 'linkExchange')).toHaveLength(tries);
  const retry = formOn(page, /^\/r$/, { mailbox: 'chibo1@phuong.example' });
  expect((await who.post('/r', { form: retry })).headers.get('Location')).toBe(r.home);
});

it('a committee’s page of mistakes leads to the same page in the other language, where the draft is', async () => {
  const r = await residence();
  const who = await r.enter();
  const { action, form } = toEnglish(await (await fillMeeting(r, who, { signer: '' })).text());
  const back = (await who.post(action, { form })).headers.get('Location') ?? '';
  expect(back).toBe(`${r.home}meeting`);
  expect(await pageOf(who, back)).toContain('<html lang="en">');
});

it('a refusal of a committee’s form leads to its first page', async () => {
  const r = await residence();
  const who = await r.enter();
  const form = formOn(await pageOf(who, `${r.home}meeting`), /meeting$/, {});
  const refused = await who.post(`${r.home}m/99`, { form });
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(toEnglish(await refused.text()).form.back).toBe(r.home);
});

it('in the console the answer to a form leads to the page that the form stands on', async () => {
  const here = await consoleInMemory();
  onTestFinished(() => here.machine.close());
  const an = await signedIn(here, 'Nguyễn An');
  const request = `/console/requests/${await launched(here, an)}.CB-01`;
  const form = { csrf: an.csrf, command: command(here) };
  const wrong = await an.post(`${request}/extend`, { form: { ...form, until: 'bao giờ cũng được' } });
  expect(wrong.status).toBe(422);
  const onward = toEnglish(await wrong.text());
  expect(onward.form.back).toBe(request);
  await an.post(onward.action, { form: onward.form });
  expect(await (await an.get(request)).text()).toContain('<html lang="en">');
  const foreign = await an.post('/console/nothing/at/all', { form });
  expect(toEnglish(await foreign.text()).form.back).toBe('/console/');
});
