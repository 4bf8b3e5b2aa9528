import { expect, it, onTestFinished } from 'vitest';
import { committee } from '#domain/actor.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import { at, consoleInMemory, launched, signedIn } from '#test/support/console.ts';
import { COMMENT, SIGNING } from '#test/support/small-cycle.ts';

async function office() {
  const here = await consoleInMemory();
  onTestFinished(() => here.machine.close());
  const an = await signedIn(here, 'Nguyễn An');
  const first = async (who: typeof an) => (await who.get('/console/')).text();
  return { here, an, first };
}

const AFTER_THE_CLOSE = '2026-12-11T02:00:00.000Z';

it('a workplace’s officer reads that nothing is to be done yet, and then one button to the evaluations', async () => {
  const { here, an, first } = await office();
  const cycleId = await launched(here, an);
  const officer = await signedIn(here, 'Hồ Cơ Quan', { role: 'workplaceOfficer', committeeId: 'CQ-01' });
  const before = await first(officer);
  expect(before).toContain('Bản tổng hợp về đảng viên của đơn vị có ở đây sau ngày 10/12/2026');
  expect(before).not.toContain('<table');
  expect(await (await officer.get(`/console/cycles/${cycleId}/deliveries`)).text()).not.toContain('<table');
  await at(here, AFTER_THE_CLOSE, an);
  await officer.again();
  const after = await first(officer);
  expect(after).toMatch(/class="button" href="[^"]*CQ-01\/">Đọc bản tổng hợp về 3 đảng viên</);
  expect(after).toContain('Đơn vị chưa xác nhận đã nhận. Việc này làm bằng liên kết trong thư');
});

it('an observer is told what the columns mean, and after the close is led to how it ended', async () => {
  const { here, an, first } = await office();
  const observer = await signedIn(here, 'Hồ Tỉnh', { role: 'provinceObserver' });
  expect(await first(observer)).toContain('Khi người quản trị mở một đợt, đợt ấy hiện ở đây.');
  const cycleId = await launched(here, an);
  await observer.again();
  const before = await first(observer);
  for (const words of ['Phạm vi: Toàn bộ', 'Các cột nghĩa là gì?', 'Quá hạn: hết hạn mà còn phải gửi.'])
    expect(before).toContain(words);
  await at(here, '2027-02-20T02:00:00.000Z', an);
  await observer.again();
  expect(await first(observer)).toMatch(new RegExp(`href="/console/cycles/${cycleId}">Xem kết quả của đợt<`));
});

it('what waits is no link where it would lead to the page that says it', async () => {
  const { here, an } = await office();
  const cycleId = await launched(here, an);
  await submitAnswers(here.machine.exchange.world)(`${cycleId}.CB-01`, {
    commandId: 'sent',
    by: committee('CB-01', 'Lê Văn An'),
    via: 'link',
    answers: [{ slot: 0, answer: COMMENT }],
    signing: SIGNING,
  });
  await here.machine.settle();
  const page = await (await an.get(`/console/cycles/${cycleId}`)).text();
  const [, list = ''] = /Cần để ý<\/h2><ul>([\s\S]*?)<\/ul>/.exec(page) ?? [];
  expect(list).toContain('1 nhận xét chờ đảng ủy xác nhận');
  expect(list).not.toContain(`href="/console/cycles/${cycleId}"`);
});
