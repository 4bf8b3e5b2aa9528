import { expect, it, onTestFinished } from 'vitest';
import { spooled } from '#adapters/spool-mailer.ts';
import type { LaunchDeps } from '#console/deps.ts';
import { statusOf } from '#domain/cycle.ts';
import { listCycles, readCycle } from '#records/cycles.ts';
import { cycles, readJournal } from '#records/journal.ts';
import {
  at,
  browserOf,
  command,
  consoleInMemory,
  hiddenIn,
  launched,
  type SignedIn,
  signedIn,
  type TestConsole,
  typedOrder,
  upload,
  withCycle,
  withRoster,
} from '#test/support/console.ts';
import { aCell, aMember, aWard, bothCsv } from '#test/support/roster-files.ts';

const opened = async (changes: Partial<LaunchDeps> = {}) => {
  const here = await consoleInMemory(changes);
  onTestFinished(() => here.machine.close());
  return { here, an: await signedIn(here, 'Nguyễn An') };
};

const status = async ({ table, deps }: TestConsole, cycleId: string) =>
  statusOf(await readCycle(table, cycleId), deps.clock.now());

const events = async ({ table }: TestConsole, cycleId: string) =>
  (await readJournal(table, cycles, cycleId)).map(({ event, by }) =>
    `${event.type} ${by.body} ${by.name ?? ''}`.trim(),
  );

const post = (who: SignedIn, here: TestConsole, path: string, form: Record<string, string> = {}) =>
  who.post(path, { form: { csrf: who.csrf, command: command(here), ...form } });

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

it('stops, and nothing leaves until somebody resumes', async () => {
  const { here, an } = await opened();
  const cycleId = await withCycle(here, an);
  await post(an, here, `/console/cycles/${cycleId}/launch`, { count: '2', typed: '' });
  const page = await (await an.get(`/console/cycles/${cycleId}`)).text();
  const stop = hiddenIn(page, `/console/cycles/${cycleId}/stop`);
  expect((await an.post(`/console/cycles/${cycleId}/stop`, { form: { ...stop, reason: 'Sai ngày' } })).status).toBe(
    303,
  );
  await at(here, '2026-11-04T02:00:00.000Z', an);
  expect(await spooled(here.table)).toEqual([]);
  expect(await (await an.get(`/console/cycles/${cycleId}`)).text()).toContain('Lý do: Sai ngày');
  expect((await post(an, here, `/console/cycles/${cycleId}/resume`)).status).toBe(303);
  await here.machine.settle();
  expect((await spooled(here.table)).map(({ kind }) => kind)).toEqual(['request', 'request']);
  expect(await events(here, cycleId)).toEqual([
    'opened office Nguyễn An',
    'launched office Nguyễn An',
    'stopped office Nguyễn An',
    'resumed office Nguyễn An',
  ]);
});

it('extends for everybody who owes, tells each once, and says what is wrong with a date', async () => {
  const { here, an } = await opened();
  const cycleId = await launched(here, an);
  const path = `/console/cycles/${cycleId}/extend`;
  const earlier = await post(an, here, path, { dueOn: '2026-11-20', confirmBy: '2026-12-04', closesOn: '2026-12-10' });
  expect(earlier.status).toBe(422);
  const words = await earlier.text();
  expect(words).toContain('href="#dueOn"');
  expect(words).toContain('Hạn gửi nhận xét phải sau 30/11/2026');
  const late = await post(an, here, path, { dueOn: '2026-12-07', confirmBy: '2026-12-07', closesOn: '2026-12-17' });
  expect(await late.text()).toContain('Hạn đảng ủy xác nhận phải sau hạn gửi nhận xét (07/12/2026)');
  const dates = { dueOn: '2026-12-07', confirmBy: '2026-12-11', closesOn: '2026-12-17' };
  expect((await post(an, here, path, dates)).status).toBe(303);
  await here.machine.settle();
  const told = (await spooled(here.table)).filter(({ kind }) => kind === 'extended');
  expect(told.map(({ to }) => to).sort()).toEqual(['chibo1@phuong.example', 'chibo2@phuong.example']);
  expect((await readCycle(here.table, cycleId)).dates).toMatchObject(dates);
});

it('closes early only when somebody is sure, and every member then ends in one state', async () => {
  const { here, an } = await opened();
  const cycleId = await launched(here, an);
  expect((await post(an, here, `/console/cycles/${cycleId}/close`)).status).toBe(422);
  expect(await status(here, cycleId)).toBe('running');
  expect((await post(an, here, `/console/cycles/${cycleId}/close`, { sure: 'yes' })).status).toBe(303);
  await at(here, '2026-11-02T01:32:00.000Z', an);
  const page = await (await an.get(`/console/cycles/${cycleId}`)).text();
  expect(page).toMatch(/Không nhận được nhận xét<\/th><td class="number">3</);
  expect(page).toContain('Đủ số đảng viên của đợt');
  const ward = await (await an.get(`/console/cycles/${cycleId}/wards/PX-01`)).text();
  for (const gone of ['name="what"', 'name="requests"']) expect(ward).not.toContain(gone);
  const delivered = await (await an.get(`/console/cycles/${cycleId}/deliveries`)).text();
  expect(delivered).toContain('đang chờ');
});

it('cancels only with a reason and the typed word; each committee that was asked gets one notice', async () => {
  const { here, an } = await opened();
  const cycleId = await launched(here, an);
  const path = `/console/cycles/${cycleId}/cancel`;
  expect((await post(an, here, path, { reason: 'Nhầm danh sách', word: 'ừ' })).status).toBe(422);
  expect((await post(an, here, path, { reason: '', word: 'HỦY' })).status).toBe(422);
  expect((await post(an, here, path, { reason: 'a'.repeat(301), word: 'HỦY' })).status).toBe(422);
  expect(await status(here, cycleId)).toBe('running');
  expect((await post(an, here, path, { reason: 'Nhầm danh sách', word: 'huỷ' })).status).toBe(303);
  await at(here, '2026-11-26T02:00:00.000Z', an);
  const kinds = (await spooled(here.table)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'cancelled')).toHaveLength(2);
  expect(kinds).not.toContain('reminder');
  const page = await (await an.get(`/console/cycles/${cycleId}/change`)).text();
  expect(page).toContain('Đợt đã kết thúc');
  expect((await post(an, here, `/console/cycles/${cycleId}/resume`)).status).toBe(409);
});

it('adds up: the columns of the board are the members of the cycle', async () => {
  const { here, an } = await opened();
  const cycleId = await launched(here, an);
  expect(await (await an.get(`/console/cycles/${cycleId}`)).text()).toContain('Cộng lại đủ 3 đảng viên');
});

it('lists who still owes by name, as a page and as a file that runs no formula', async () => {
  const { here, an } = await opened();
  const cells = [...aWard.filter(({ id }) => id !== 'CB-02'), aCell({ id: 'CB-02', name: '=HYPERLINK("http://x")' })];
  const report = (
    await upload(here, an, bothCsv(cells, [aMember(), aMember({ id: 'DV-2', residenceId: 'CB-02' })]))
  ).headers.get('location');
  await an.post(report ?? '', { form: { csrf: an.csrf } });
  const opening = await post(an, here, '/console/cycles/new', { ...typedOrder, step: 'open', accept: 'yes' });
  const path = opening.headers.get('location') ?? '';
  const count = hiddenIn(await (await an.get(path)).text(), path).count ?? '';
  await post(an, here, path, { count, typed: '' });
  await at(here, '2026-11-02T02:00:00.000Z', an);
  const file = await (await an.get(path.replace('launch', 'owing.csv'))).text();
  expect(file.startsWith('\uFEFF') || file.startsWith('Xã, phường') || file.startsWith('"Xã')).toBe(true);
  expect(file).toContain("'=HYPERLINK");
  expect(file).toContain('CB-01');
});

it('says on the first page that no mail has left yet to who can launch, and to nobody that all is well', async () => {
  const { here, an } = await opened();
  const cycleId = await withCycle(here, an);
  const mine = await (await an.get('/console/')).text();
  expect(mine).toContain(`<a href="/console/cycles/${cycleId}/launch">Chưa thư nào đi`);
  const ward = await signedIn(here, 'Lê Phường', { role: 'wardOfficer', committeeId: 'PX-01' });
  const theirs = await (await ward.get('/console/')).text();
  for (const page of [mine, theirs]) expect(page).not.toContain('Không có gì phải lo');
  for (const wrong of ['0 cấp ủy', 'Chưa thư nào đi']) expect(theirs).not.toContain(wrong);
});

it('asks to print and carry where a cell is asked on paper, and counts no reminders there', async () => {
  const { here, an } = await opened();
  const cycleId = await launched(here, an);
  const path = `/console/requests/${cycleId}.CB-02/contact`;
  const moved = await post(an, here, path, { channel: 'paper', mailbox: '', second: '', language: 'vi' });
  expect(moved.status).toBe(303);
  await at(here, '2026-11-25T02:00:00.000Z', an);
  const said = '1 cấp ủy được hỏi bằng giấy, chưa có trả lời';
  for (const page of ['/console/', `/console/cycles/${cycleId}`])
    expect(await (await an.get(page)).text()).toContain(said);
  const owing = await (await an.get(`/console/cycles/${cycleId}/owing`)).text();
  expect(owing).toMatch(/Chi bộ 2<\/a>.*\n.*<td class="number">–<\/td><td>hỏi bằng giấy<\/td>/);
  const province = await signedIn(here, 'Hồ Tỉnh', { role: 'provinceObserver' });
  expect(await (await province.get('/console/')).text()).not.toContain(said);
});

it('leads to what can still be done: before the first mail only to the cancel, after the close to no change', async () => {
  const { here, an } = await opened();
  const change = /<a href="[^"]*\/change">([^<]*)</;
  const linkOf = async (cycleId: string) => change.exec(await (await an.get(`/console/cycles/${cycleId}`)).text())?.[1];
  const cycleId = await launched(here, an);
  expect(await linkOf(cycleId)).toBe('Gia hạn, dừng, kết thúc sớm, hủy');
  await post(an, here, `/console/cycles/${cycleId}/close`, { sure: 'yes' });
  expect(await linkOf(cycleId)).toBeUndefined();
  const { here: other, an: lan } = await opened();
  const waiting = await withCycle(other, lan);
  expect(change.exec(await (await lan.get(`/console/cycles/${waiting}`)).text())?.[1]).toBe('Hủy đợt');
});
