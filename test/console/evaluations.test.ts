import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { accesses, deliveries, load } from '#records/journal.ts';
import { at, consoleInMemory, launched, type SignedIn, signedIn, type TestConsole } from '#test/support/console.ts';

let here: TestConsole;
let an: SignedIn;
let ward: SignedIn;
let cycleId: string;
let ofCycle: string;
let ofWorkplace: string;

beforeAll(async () => {
  here = await consoleInMemory();
  an = await signedIn(here, 'Nguyễn An');
  cycleId = await launched(here, an);
  await at(here, '2026-12-11T02:30:00.000Z', an);
  ward = await signedIn(here, 'Người Của Phường', { committeeId: 'PX-01' });
  ofCycle = `/console/cycles/${cycleId}/files`;
  ofWorkplace = `/console/deliveries/${cycleId}.CQ-01/evaluations`;
});
afterAll(() => here.machine.close());

const bytes = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());
const idsIn = (csv: Uint8Array) => {
  const [head = [], ...rows] = parse(Buffer.from(csv), { bom: true });
  return rows.map((row) => row[head.indexOf('Mã đảng viên')]).toSorted();
};
const looks = async (cell: string) => (await load(here.table, accesses, `${cycleId}.${cell}`)).state.looks;

/** Orders a file of the whole cycle and gives the address of its page. */
async function ordered(
  who: SignedIn,
  format: string,
  command = `order-${format}-${who.person.length}`,
): Promise<string> {
  const answer = await who.post(ofCycle, { form: { csrf: who.csrf, format, command } });
  expect(answer.status).toBe(303);
  return answer.headers.get('Location') ?? '';
}

describe('the evaluations of a workplace, for an administrator whose part is the whole', () => {
  it('come as CSV, with every member', async () => {
    const answer = await an.get(`${ofWorkplace}.csv`);
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(answer.headers.get('Content-Disposition')).toMatch(/^attachment; filename="evaluations-[\w.-]+\.csv"$/);
    expect(idsIn(await bytes(answer))).toEqual(['DV-001', 'DV-002', 'DV-003']);
  });

  it('come as JSON, as a workbook and as a document', async () => {
    expect(JSON.parse(await (await an.get(`${ofWorkplace}.json`)).text())).toHaveLength(3);
    const book = unzipSync(await bytes(await an.get(`${ofWorkplace}.xlsx`)));
    expect(Object.keys(book)).toContain('xl/workbook.xml');
    const paper = unzipSync(await bytes(await an.get(`${ofWorkplace}.docx`)));
    expect(strFromU8(paper['word/document.xml'] ?? new Uint8Array())).toContain('Trần Thị Hòa');
  });

  it('are linked from the page of the deliveries, and do not open the delivery in its place', async () => {
    const board = await (await an.get(`/console/cycles/${cycleId}/deliveries`)).text();
    for (const format of ['csv', 'xlsx', 'docx', 'json']) expect(board).toContain(`href="${ofWorkplace}.${format}"`);
    await an.get(`${ofWorkplace}.csv`);
    const { state } = await load(here.table, deliveries, `${cycleId}.CQ-01`);
    expect(state.openedAt).toBeUndefined();
  });
});

describe('the evaluations of a whole cycle, for an administrator whose part is the whole', () => {
  it('are ordered on a page that the cycle and its deliveries lead to, and fetched from one that says when they are ready', async () => {
    for (const page of [`/console/cycles/${cycleId}`, `/console/cycles/${cycleId}/deliveries`])
      expect(await (await an.get(page)).text()).toContain(`href="${ofCycle}"`);
    const form = await (await an.get(ofCycle)).text();
    for (const format of ['csv', 'xlsx', 'docx', 'json']) expect(form).toContain(`name="format" value="${format}"`);
    const order = await ordered(an, 'csv');
    await here.made();
    const page = await an.get(order);
    expect(page.headers.get('Refresh')).toBeNull();
    expect(await page.text()).toContain(`href="${order}/file"`);
    const file = await an.get(`${order}/file`);
    expect(file.headers.get('Content-Disposition')).toBe(`attachment; filename="evaluations-${cycleId}.csv"`);
    expect(idsIn(await bytes(file))).toEqual(['DV-001', 'DV-002', 'DV-003']);
  });

  it.each(['json', 'xlsx', 'docx'])('come as %s', async (format) => {
    const order = await ordered(an, format);
    await here.made();
    const file = await bytes(await an.get(`${order}/file`));
    const parts = format === 'json' ? { json: file } : unzipSync(file);
    expect(
      Object.values(parts)
        .map((part) => strFromU8(part))
        .join(''),
    ).toContain('Trần Thị Hòa');
  });

  it('are nobody else’s: the looks stand under the name of who ordered them', async () => {
    const order = await ordered(an, 'csv', 'only-for-an');
    await here.made();
    const binh = await signedIn(here, 'Lê Bình');
    for (const path of [order, `${order}/file`]) expect((await binh.get(path)).status).toBe(404);
    expect((await an.get(`${order}/file`)).status).toBe(200);
    for (const cell of ['CB-01', 'CB-02'])
      expect((await looks(cell)).map(({ event, by }) => [event.what, by])).toContainEqual([
        'export',
        { body: 'office', name: 'Nguyễn An' },
      ]);
  });

  it('are ordered once however often the button is pressed', async () => {
    const before = (await here.ground.files.list('exports/')).length;
    const both = await Promise.all([ordered(an, 'csv', 'pressed-twice'), ordered(an, 'csv', 'pressed-twice')]);
    await here.made();
    const late = await ordered(an, 'csv', 'pressed-twice');
    expect(new Set([...both, late]).size).toBe(1);
    expect(await (await an.get(late)).text()).toContain(`href="${late}/file"`);
    await here.made();
    expect(await here.ground.files.list('exports/')).toHaveLength(before + 1);
  });

  it('are refused in words where nothing is assembled yet', async () => {
    const there = await consoleInMemory();
    onTestFinished(() => there.machine.close());
    const chi = await signedIn(there, 'Lê Chi');
    const cycle = await launched(there, chi);
    const form = { csrf: chi.csrf, format: 'csv', command: 'much-too-early' };
    expect((await chi.post(`/console/cycles/${cycle}/files`, { form })).status).toBe(409);
  });
});

describe('the evaluations, for an administrator of a part', () => {
  it('of the whole cycle are refused, those of a workplace elsewhere do not exist, and neither leaves a trace', async () => {
    const before = (await looks('CB-01')).length;
    expect((await ward.get(ofCycle)).status).toBe(403);
    const form = { csrf: ward.csrf, format: 'csv', command: 'not-for-a-ward' };
    expect((await ward.post(ofCycle, { form })).status).toBe(403);
    expect((await ward.get(`${ofWorkplace}.csv`)).status).toBe(404);
    const page = await (await ward.get(`/console/cycles/${cycleId}/deliveries`)).text();
    expect(page).not.toContain('evaluations.csv');
    expect((await looks('CB-01')).length).toBe(before);
  });

  it('of a workplace in it are there', async () => {
    const own = await signedIn(here, 'Người Của Sở', { committeeId: 'CQ-01' });
    expect((await own.get(`${ofWorkplace}.csv`)).status).toBe(200);
    expect((await own.get(ofCycle)).status).toBe(403);
  });
});

describe('the evaluations, for an officer of the workplace', () => {
  it('are read page by page, each look on record with their name, and the delivery stays unopened', async () => {
    const officer = await signedIn(here, 'Cán Bộ Sở', { role: 'workplaceOfficer', committeeId: 'CQ-01' });
    const list = await (await officer.get(`/console/evaluations/${cycleId}.CQ-01/`)).text();
    expect(list).toContain('Trần Thị Hòa');
    // To acknowledge and to tell members is the committee's own, by its link.
    for (const action of ['acknowledge', 'told']) expect(list).not.toContain(action);
    expect(list).toContain(`href="${ofWorkplace}.xlsx"`);
    const page = await officer.get(`/console/evaluations/${cycleId}.CQ-01/m/CB-01.1/`);
    expect([page.status, (await page.text()).includes('/told')]).toEqual([200, false]);
    expect(
      (await officer.post(`/console/evaluations/${cycleId}.CQ-01/acknowledge`, { form: { csrf: officer.csrf } }))
        .status,
    ).toBe(404);
    expect((await looks('CB-01')).map(({ event, by }) => [event.what, event.slots, by])).toContainEqual([
      'evaluation',
      [0],
      { body: 'office', name: 'Cán Bộ Sở' },
    ]);
    const { state } = await load(here.table, deliveries, `${cycleId}.CQ-01`);
    expect(state.openedAt).toBeUndefined();
  });

  it('of another workplace do not exist', async () => {
    const officer = await signedIn(here, 'Cán Bộ Nơi Khác', { role: 'workplaceOfficer', committeeId: 'CQ-02' });
    expect((await officer.get(`/console/evaluations/${cycleId}.CQ-01/`)).status).toBe(404);
    expect((await officer.get(`${ofWorkplace}.csv`)).status).toBe(404);
  });
});

it('nothing is to be had of a delivery that never was', async () => {
  expect((await an.get(`/console/deliveries/${cycleId}.CQ-99/evaluations.csv`)).status).toBe(404);
});
