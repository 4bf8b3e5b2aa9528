import { expect, it, onTestFinished } from 'vitest';
import { command, consoleInMemory, launched, signedIn } from '#test/support/console.ts';

const NAMES = ['Nguyễn Văn An', 'Lê Văn Đức', 'Trần Thị Hòa'] as const;
const orderIn = (text: string) => NAMES.toSorted((a, b) => text.indexOf(a) - text.indexOf(b));

it('members stand by their given names in the office too, and one who came late among the others', async () => {
  const here = await consoleInMemory();
  onTestFinished(() => here.machine.close());
  const an = await signedIn(here, 'Nguyễn An');
  const cycleId = await launched(here, an);
  const officer = await signedIn(here, 'Hồ Cơ Quan', { role: 'workplaceOfficer', committeeId: 'CQ-01' });
  expect(orderIn(await (await officer.get('/console/members')).text())).toEqual(NAMES);

  const form = { csrf: an.csrf, command: command(here), slot: '0', committee: 'CB-01' };
  expect((await an.post(`/console/requests/${cycleId}.CB-02/reroute`, { form })).status).toBe(303);
  await here.machine.settle();
  const page = await (await an.get(`/console/requests/${cycleId}.CB-01`)).text();
  const table = page.slice(page.indexOf('<tbody>'), page.indexOf('</tbody>'));
  const choice = page.slice(page.indexOf('<select id="slot"'));
  for (const part of [table, choice.slice(0, choice.indexOf('</select>'))]) {
    for (const name of NAMES) expect(part).toContain(name);
    expect(orderIn(part)).toEqual(NAMES);
  }
});
