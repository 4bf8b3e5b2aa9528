import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Download } from '#ports';
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
  ofCycle = `/console/cycles/${cycleId}/evaluations`;
  ofWorkplace = `/console/deliveries/${cycleId}.CQ-01/evaluations`;
});
afterAll(() => here.machine.close());

const bytes = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());
const looks = async (cell: string) => (await load(here.table, accesses, `${cycleId}.${cell}`)).state.looks;

describe('the evaluations, for an administrator whose part is the whole', () => {
  it('come as CSV, with every member of the cycle, or of the workplace', async () => {
    for (const path of [ofCycle, ofWorkplace]) {
      const answer = await an.get(`${path}.csv`);
      expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'text/csv; charset=utf-8']);
      expect(answer.headers.get('Content-Disposition')).toMatch(/^attachment; filename="evaluations-[\w.-]+\.csv"$/);
      const [head = [], ...rows] = parse(Buffer.from(await bytes(answer)), { bom: true });
      const ids = rows.map((row) => row[head.indexOf('Mã đảng viên')]);
      expect(ids.toSorted()).toEqual(['DV-001', 'DV-002', 'DV-003']);
    }
  });

  it('come as JSON, as a workbook and as a document', async () => {
    for (const path of [ofCycle, ofWorkplace]) {
      expect(JSON.parse(await (await an.get(`${path}.json`)).text())).toHaveLength(3);
      const book = unzipSync(await bytes(await an.get(`${path}.xlsx`)));
      expect(Object.keys(book)).toContain('xl/workbook.xml');
      const paper = unzipSync(await bytes(await an.get(`${path}.docx`)));
      expect(strFromU8(paper['word/document.xml'] ?? new Uint8Array())).toContain('Trần Thị Hòa');
    }
  });

  it('are on record with the name of who took them, and do not open the delivery in the place of the workplace', async () => {
    await an.get(`${ofCycle}.csv`);
    for (const cell of ['CB-01', 'CB-02'])
      expect((await looks(cell)).map(({ event, by }) => [event.what, by])).toContainEqual([
        'export',
        { body: 'office', name: 'Nguyễn An' },
      ]);
    await an.get(`${ofWorkplace}.csv`);
    const { state } = await load(here.table, deliveries, `${cycleId}.CQ-01`);
    expect(state.openedAt).toBeUndefined();
  });

  it('are linked from the page of the deliveries and from the cycle that is over', async () => {
    const board = await (await an.get(`/console/cycles/${cycleId}/deliveries`)).text();
    const page = await (await an.get(`/console/cycles/${cycleId}`)).text();
    for (const format of ['csv', 'xlsx', 'docx', 'json']) {
      expect(board).toContain(`href="${ofCycle}.${format}"`);
      expect(board).toContain(`href="${ofWorkplace}.${format}"`);
      expect(page).toContain(`href="${ofCycle}.${format}"`);
    }
  });
});

describe('the evaluations, where files go out by links', () => {
  it('are noted before they are made, fetched from elsewhere, and the link is in no log', async () => {
    const link = 'https://files.example/exports/f1?X-Amz-Signature=s3cret';
    const offered: (Omit<Download, 'content'> & { readonly rows: number; readonly looks: number })[] = [];
    const there = await consoleInMemory({
      downloads: {
        offer: async ({ content, mediaType, filename }) => {
          const { state } = await load(there.table, accesses, `${cycle}.CB-01`);
          const text = Buffer.concat(await Array.fromAsync(content)).toString();
          offered.push({ mediaType, filename, rows: JSON.parse(text).length, looks: state.looks.length });
          return link;
        },
      },
    });
    onTestFinished(() => there.machine.close());
    const binh = await signedIn(there, 'Lê Bình');
    const cycle = await launched(there, binh);
    await at(there, '2026-12-11T02:30:00.000Z', binh);
    const answer = await binh.get(`/console/cycles/${cycle}/evaluations.json`);
    expect([answer.status, answer.headers.get('Location'), await answer.text()]).toEqual([303, link, '']);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    const mediaType = 'application/json; charset=utf-8';
    expect(offered).toEqual([{ mediaType, filename: `evaluations-${cycle}.json`, rows: 3, looks: 1 }]);
    expect(there.logged.map(({ event }) => event)).toContain('evaluationsExported');
    expect(JSON.stringify(there.logged)).not.toMatch(/files\.example|s3cret|exports\//);
  });
});

describe('the evaluations, for an administrator of a part', () => {
  it('of the whole cycle are refused, those of a workplace elsewhere do not exist, and neither leaves a trace', async () => {
    const before = (await looks('CB-01')).length;
    expect((await ward.get(`${ofCycle}.csv`)).status).toBe(403);
    expect((await ward.get(`${ofWorkplace}.csv`)).status).toBe(404);
    const page = await (await ward.get(`/console/cycles/${cycleId}/deliveries`)).text();
    expect(page).not.toContain('evaluations.csv');
    expect((await looks('CB-01')).length).toBe(before);
  });

  it('of a workplace in it are there', async () => {
    const own = await signedIn(here, 'Người Của Sở', { committeeId: 'CQ-01' });
    expect((await own.get(`${ofWorkplace}.csv`)).status).toBe(200);
    expect((await own.get(`${ofCycle}.csv`)).status).toBe(403);
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
