import { expect, it } from 'vitest';
import { listCycles } from '#records/cycles.ts';
import { at, command, typedOrder, upload, withRoster } from '#test/support/console.ts';
import { aMember, aWard, bothCsv } from '#test/support/roster-files.ts';
import { opened, post } from './opened.ts';

it('proposes the dates of the year, and others when it is too late for those', async () => {
  const { here, an } = await opened();
  await withRoster(here, an);
  const page = await (await an.get('/console/cycles/new')).text();
  expect(page).toContain('name="dueOn" value="2026-11-30"');
  expect(page).toContain('name="closesOn" value="2026-12-10"');
  await at(here, '2026-11-25T02:00:00.000Z', an);
  const late = await (await an.get('/console/cycles/new')).text();
  expect(late).toContain('name="opensOn" value="2026-11-26"');
  expect(late).toContain('name="dueOn" value="2026-12-25"');
});

it('shows exactly what would be opened, and the mail itself, before anything changes', async () => {
  const { here, an } = await opened();
  await withRoster(here, an);
  const page = await (await post(an, here, '/console/cycles/new', { ...typedOrder, step: 'check' })).text();
  expect(page).toContain('<dt>Cấp ủy được hỏi</dt><dd>2</dd>');
  expect(page).toContain('<dt>Đảng viên</dt><dd>3</dd>');
  expect(page.replaceAll(/\s+/g, ' ')).toContain('Trần Thị Phụ Trách, điện thoại 0238 000 000');
  expect(page).not.toContain('Nguyễn Văn An');
  expect(await listCycles(here.table)).toEqual([]);
});

it('says beside each field what is wrong with it, and keeps what was typed', async () => {
  const { here, an } = await opened();
  await withRoster(here, an);
  const wrong = {
    ...typedOrder,
    step: 'check',
    title: '',
    dueOn: '2026-02-31',
    replyTo: 'nobody',
    remindersBefore: 'sometimes',
  };
  const answer = await post(an, here, '/console/cycles/new', wrong);
  expect(answer.status).toBe(422);
  const page = await answer.text();
  for (const id of ['title', 'dueOn', 'officer-replyTo', 'remindersBefore']) expect(page).toContain(`href="#${id}"`);
  expect(page).toContain('value="Trần Thị Phụ Trách"');
  expect(await listCycles(here.table)).toEqual([]);
});

it('reads a date as a Vietnamese hand types it', async () => {
  const { here, an } = await opened();
  await withRoster(here, an);
  const answer = await post(an, here, '/console/cycles/new', { ...typedOrder, step: 'check', dueOn: '30/11/2026' });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('name="dueOn" value="2026-11-30"');
});

it('opens a routing with problems only when somebody has accepted them', async () => {
  const { here, an } = await opened();
  const rows = bothCsv(aWard, [aMember(), aMember({ id: 'DV-7', residenceId: 'CB-77' })]);
  const report = (await upload(here, an, rows)).headers.get('location') ?? '';
  await an.post(report, { form: { csrf: an.csrf } });
  const refused = await post(an, here, '/console/cycles/new', { ...typedOrder, step: 'open' });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('Đảng viên DV-7: chưa ghi cấp ủy nơi cư trú');
  expect(await listCycles(here.table)).toEqual([]);
  const accepted = await post(an, here, '/console/cycles/new', { ...typedOrder, step: 'open', accept: 'yes' });
  expect(accepted.status).toBe(303);
  expect(await listCycles(here.table)).toHaveLength(1);
});

it('opens one cycle however often the button is pressed', async () => {
  const { here, an } = await opened();
  await withRoster(here, an);
  const form = { ...typedOrder, csrf: an.csrf, step: 'open', accept: 'yes', command: command(here) };
  const answers = await Promise.all(Array.from({ length: 5 }, () => an.post('/console/cycles/new', { form })));
  expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1);
  expect(await listCycles(here.table)).toHaveLength(1);
});
