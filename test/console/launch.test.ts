import { expect, it } from 'vitest';
import { spooled } from '#adapters/spool-mailer.ts';
import {
  at,
  browserOf,
  command,
  type SignedIn,
  signedIn,
  typedOrder,
  upload,
  withCycle,
} from '#test/support/console.ts';
import { aCell, aMember, aWard, bothCsv } from '#test/support/roster-files.ts';
import { events, opened, post, status } from './opened.ts';

it('lets nothing leave before the launch, and nothing during the hold', async () => {
  const { here, an } = await opened();
  const cycleId = await withCycle(here, an);
  await at(here, '2026-11-03T02:00:00.000Z', an);
  expect(await spooled(here.table)).toEqual([]);
  const before = await (await an.get(`/console/cycles/${cycleId}/launch`)).text();
  expect(before).toContain('Thư đi lúc 10:00 ngày 03/11/2026; trước đó vẫn dừng được');
  expect(before).toContain('Vì sao 2 cấp ủy mà 2 thư');
  expect((await post(an, here, `/console/cycles/${cycleId}/launch`, { count: '2', typed: '' })).status).toBe(303);
  await here.machine.settle();
  expect(await status(here, cycleId)).toBe('holding');
  const page = await (await an.get(`/console/cycles/${cycleId}`)).text();
  expect(page).toContain('còn 60 phút');
  expect(await spooled(here.table)).toEqual([]);
  await at(here, '2026-11-03T03:00:01.000Z', an);
  expect((await spooled(here.table)).map(({ kind }) => kind)).toEqual(['request', 'request']);
});

it('launches once: of two administrators at the same moment one wins and the other is told', async () => {
  const { here, an } = await opened();
  const binh = await signedIn(here, 'Trần Bình');
  const cycleId = await withCycle(here, an);
  const press = (who: SignedIn) => post(who, here, `/console/cycles/${cycleId}/launch`, { count: '2', typed: '' });
  const answers = await Promise.all([press(an), press(binh)]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([303, 409]);
  const loser = answers.find((answer) => answer.status === 409);
  expect(await loser?.text()).toContain('có thể do một người khác vừa làm');
  expect((await events(here, cycleId)).filter((event) => event.startsWith('launched'))).toHaveLength(1);
});

it('launches once when the button is pressed twenty times', async () => {
  const { here, an } = await opened();
  const cycleId = await withCycle(here, an);
  const form = { csrf: an.csrf, command: command(here), count: '2', typed: '' };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => an.post(`/console/cycles/${cycleId}/launch`, { form })),
  );
  expect(answers.every((answer) => answer.status === 303)).toBe(true);
  expect((await events(here, cycleId)).filter((event) => event.startsWith('launched'))).toHaveLength(1);
});

it('launches only the number of mails that stood on the button', async () => {
  const { here, an } = await opened();
  const cycleId = await withCycle(here, an);
  const answer = await post(an, here, `/console/cycles/${cycleId}/launch`, { count: '3', typed: '' });
  expect(answer.status).toBe(409);
  expect(await status(here, cycleId)).toBe('opened');
});

it('wants the number typed when it is above a hundred', async () => {
  const { here, an } = await opened();
  const many = Array.from({ length: 101 }, (_, n) =>
    aCell({ id: `K-${n}`, name: `Khối ${n}`, mailbox: `khoi${n}@phuong.example` }),
  );
  const rows = bothCsv(
    [...aWard, ...many],
    many.map(({ id }, n) => aMember({ id: `D-${n}`, residenceId: id })),
  );
  const report = (await upload(here, an, rows)).headers.get('location') ?? '';
  await an.post(report, { form: { csrf: an.csrf } });
  const opening = await post(an, here, '/console/cycles/new', { ...typedOrder, step: 'open', accept: 'yes' });
  const path = opening.headers.get('location') ?? '';
  expect(await (await an.get(path)).text()).toContain('Gõ số thư sẽ gửi (101)');
  expect((await post(an, here, path, { count: '101', typed: '' })).status).toBe(422);
  expect((await post(an, here, path, { count: '101', typed: '101' })).status).toBe(303);
});

it('mails a test link, and where mail really leaves it launches only after that was opened elsewhere', async () => {
  const { here, an } = await opened({ mailLeaves: true });
  const cycleId = await withCycle(here, an);
  const path = `/console/cycles/${cycleId}/launch`;
  const early = await post(an, here, path, { count: '2', typed: '' });
  expect(early.status).toBe(422);
  expect(await early.text()).toContain('chưa có ai mở liên kết thử từ một máy khác');
  expect((await post(an, here, `/console/cycles/${cycleId}/test`, { mailbox: 'toi@tinh.example' })).status).toBe(303);
  await here.machine.settle();
  const [letter] = await spooled(here.table);
  expect(letter).toMatchObject({ kind: 'test', to: 'toi@tinh.example' });
  const token = /#([a-z0-9]+)$/.exec(letter?.links[0] ?? '')?.[1] ?? '';
  const phone = browserOf(here);
  expect((await phone.get('/console/test')).status).toBe(200);
  const atHome = await phone.post('/console/test', { form: { token }, headers: { 'X-Test-Address': '127.0.0.1' } });
  expect(atHome.status).toBe(409);
  expect((await post(an, here, path, { count: '2', typed: '' })).status).toBe(422);
  expect((await phone.post('/console/test', { form: { token: 'f'.repeat(32) } })).status).toBe(422);
  expect((await phone.post('/console/test', { form: { token } })).status).toBe(200);
  expect((await post(an, here, path, { count: '2', typed: '' })).status).toBe(303);
});
