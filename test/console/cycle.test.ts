import { expect, it } from 'vitest';
import { spooled } from '#adapters/spool-mailer.ts';
import { readCycle } from '#records/cycles.ts';
import { at, hiddenIn, launched, signedIn, typedOrder, upload, withCycle } from '#test/support/console.ts';
import { aCell, aMember, aWard, bothCsv } from '#test/support/roster-files.ts';
import { events, opened, post, status } from './opened.ts';

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
  expect(owing).toMatch(/Chi bộ 2<\/a>.*<td class="number"[^>]*>–<\/td><td[^>]*>hỏi bằng giấy<\/td>/);
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
