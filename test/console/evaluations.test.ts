import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { SiteDeps } from '#edge/site.ts';
import { clearMade } from '#infra/local/file-maker.ts';
import type { Table } from '#ports';
import { accesses, deliveries, load } from '#records/journal.ts';
import { keys } from '#records/keys.ts';
import { type MakeDeps, makeExport } from '#steps/deliver/make-export.ts';
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

describe('the evaluations of a whole cycle, while they are made', () => {
  /** A console whose maker a test calls itself; it gets what a link to the file would be told. */
  async function unmade(changes: Partial<SiteDeps> = {}) {
    const started: string[] = [];
    const startExport = async (order: string) => void started.push(order);
    const there = await consoleInMemory({ startExport, ...changes });
    onTestFinished(() => there.machine.close());
    const binh = await signedIn(there, 'Lê Bình');
    const cycle = await launched(there, binh);
    await at(there, '2026-12-11T02:30:00.000Z', binh);
    const form = { csrf: binh.csrf, format: 'json', command: 'order-of-binh' };
    const order = (await binh.post(`/console/cycles/${cycle}/files`, { form })).headers.get('Location') ?? '';
    const { world } = there.machine.exchange;
    const { files, clock: sessionClock } = there.ground;
    const make = (more: Partial<MakeDeps> = {}) =>
      makeExport({ world, files, sessionClock, log: () => {}, ...more })({ order: form.command });
    const pass = (milliseconds: number) =>
      there.ground.clock.moveTo(new Date(Date.parse(there.ground.clock.now()) + milliseconds).toISOString());
    return { there, binh, cycle, order, started, world, files, make, pass };
  }

  it('are not to be had, and the page says so, looks again by itself and has a link that does', async () => {
    const { binh, order, started } = await unmade();
    expect(started).toHaveLength(1);
    const page = await binh.get(order);
    expect(page.headers.get('Refresh')).toBe(`5; url=${order}`);
    const text = await page.text();
    expect(text).toContain(`href="${order}"`);
    expect(text).toContain('Tệp sắp được làm: ý kiến của 2 cấp ủy nơi cư trú.');
    expect((await binh.get(`${order}/file`)).status).toBe(404);
  });

  it('lie nowhere before every look is written', async () => {
    const { there, cycle, files, make } = await unmade();
    const seen: number[][] = [];
    const looked = async (cell: string) => (await load(there.table, accesses, `${cycle}.${cell}`)).state.looks.length;
    const write: MakeDeps['files']['write'] = async (name, content) => {
      seen.push([await looked('CB-01'), await looked('CB-02')]);
      await files.write(name, content);
    };
    await make({ files: { write } });
    expect(seen).toEqual([[1, 1]]);
  });

  it('lie nowhere at all where a look cannot be written, and the page says it; pressed again they are made', async () => {
    const { there, binh, cycle, order, world, files, make } = await unmade();
    const table: Table = {
      ...world.table,
      put: async (item, when) => {
        if (item.pk === `J#access#${cycle}.CB-02`) throw new Error('the table is gone');
        return world.table.put(item, when);
      },
    };
    await expect(make({ world: { ...world, table } })).rejects.toThrow('the table is gone');
    expect(await files.list('exports/')).toEqual([]);
    const page = await (await binh.get(order)).text();
    expect(page).toContain('Chưa làm được tệp.');
    // As AWS does it: the same call again.
    expect(await make()).toEqual({ step: 'ready' });
    expect(JSON.parse(await (await binh.get(`${order}/file`)).text())).toHaveLength(3);
    expect(there.logged.map(({ event }) => event)).not.toContain('fault');
  });

  it('are made by one, however many are called', async () => {
    const { files, make } = await unmade();
    const ends = await Promise.allSettled([make(), make(), make()]);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect(await files.list('exports/')).toHaveLength(1);
  });

  it('are begun anew by whoever waits for them, when their maker has died', async () => {
    const { binh, order, started, world, make, pass } = await unmade();
    const dead = make({ files: { write: () => new Promise(() => {}) } });
    void dead;
    await vi.waitFor(async () => expect(await (await binh.get(order)).text()).toContain('Đang làm tệp'));
    expect(await make()).toEqual({ step: 'making' });
    await binh.get(order);
    expect(started).toHaveLength(1);
    // AWS repeats a call that died after a minute: what it finds then must be an order that nobody makes.
    await pass(50_000);
    await binh.get(order);
    expect(started).toHaveLength(2);
    expect(await make({ world })).toEqual({ step: 'ready' });
    expect((await binh.get(`${order}/file`)).status).toBe(200);
  });

  it('are left to a maker that is long at one thing and lives', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { there, binh, order, started, files, make, pass } = await unmade();
    const { promise: written, resolve: write } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const slow: MakeDeps['files'] = {
      write: async (name, content) => {
        begin();
        await written;
        await files.write(name, content);
      },
    };
    const ends = make({ files: slow });
    await begun;
    const versions = new Set<number | undefined>();
    for (let quarter = 0; quarter < 20; quarter++) {
      await pass(15_000);
      await vi.advanceTimersByTimeAsync(15_000);
      await vi.waitFor(async () => {
        const { version } = (await there.table.get(keys.exportOrder('order-of-binh'))) ?? {};
        expect(versions.has(version)).toBe(false);
        versions.add(version);
      });
      expect(await (await binh.get(order)).text()).toContain('Đang làm tệp');
    }
    expect(started).toHaveLength(1);
    expect(await make()).toEqual({ step: 'making' });
    write();
    expect(await ends).toEqual({ step: 'ready' });
    expect((await binh.get(`${order}/file`)).status).toBe(200);
  });

  it('are given up when three makers have died: the page says it and starts no other, and every further call fails', async () => {
    const { there, binh, cycle, order, started, make, pass } = await unmade();
    const makings = vi.fn(() => new Promise<never>(() => {}));
    for (const life of [1, 2, 3]) {
      void make({ files: { write: makings } });
      await vi.waitFor(() => expect(makings).toHaveBeenCalledTimes(life));
      await pass(60_000);
      const page = await (await binh.get(order)).text();
      expect(started).toHaveLength(Math.min(life + 1, 3));
      expect(page.includes('Máy đã thử ba lần mà không làm được tệp')).toBe(life === 3);
    }
    // As AWS repeats the last of them, until it puts the call to the dead letters.
    for (const _ of [4, 5]) await expect(make({ files: { write: makings } })).rejects.toThrow('given up after 3');
    expect(makings).toHaveBeenCalledTimes(3);
    const page = await binh.get(order);
    expect(page.headers.get('Refresh')).toBeNull();
    expect(started).toHaveLength(3);
    const form = { csrf: binh.csrf, format: 'csv', command: 'once-more' };
    const again = (await binh.post(`/console/cycles/${cycle}/files`, { form })).headers.get('Location') ?? '';
    await makeExport({ ...there.machine.exchange, ...there.ground, sessionClock: there.ground.clock, log: () => {} })({
      order: form.command,
    });
    expect((await binh.get(`${again}/file`)).status).toBe(200);
  });

  it('fail for good at the third attempt where nothing dies, as often as AWS calls, and are not begun a fourth time', async () => {
    const { binh, order, make } = await unmade();
    const broken = { files: { write: vi.fn(() => Promise.reject(new Error('the bucket is gone'))) } };
    for (const _ of [1, 2, 3]) await expect(make(broken)).rejects.toThrow('the bucket is gone');
    await expect(make(broken)).rejects.toThrow('given up after 3');
    expect(broken.files.write).toHaveBeenCalledTimes(3);
    expect(await (await binh.get(order)).text()).toContain('Máy đã thử ba lần mà không làm được tệp');
  });

  it('go out by a link to the file where answers may not be large, and the link is in no log', async () => {
    const link = 'https://files.example/exports/f1?X-Amz-Signature=s3cret';
    const asked: unknown[] = [];
    const { there, binh, cycle, order, files, make } = await unmade({
      downloads: {
        offer: () => Promise.reject(new Error('it lies there already')),
        link: async (name, savedAs) => {
          asked.push([name, savedAs]);
          return link;
        },
      },
    });
    await make();
    const answer = await binh.get(`${order}/file`);
    expect([answer.status, answer.headers.get('Location'), await answer.text()]).toEqual([303, link, '']);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    const savedAs = { mediaType: 'application/json; charset=utf-8', filename: `evaluations-${cycle}.json` };
    expect(asked).toEqual([[(await files.list('exports/'))[0], savedAs]]);
    expect(JSON.stringify(there.logged)).not.toMatch(/files\.example|s3cret|exports\//);
  });

  it('are gone a day later', async () => {
    const { there, binh, order, files, make, pass } = await unmade();
    await make();
    const [name] = await files.list('exports/');
    const sessionClock = there.ground.clock;
    expect(await clearMade({ files, sessionClock })).toBe(0);
    expect((await binh.get(order)).status).toBe(200);
    await pass(24 * 3_600_000);
    await binh.again();
    expect((await binh.get(order)).status).toBe(404);
    // As long as anybody could fetch it that was made in the last minute of its day.
    expect(await clearMade({ files, sessionClock })).toBe(0);
    await pass(24 * 3_600_000);
    expect(await clearMade({ files, sessionClock })).toBe(1);
    expect(await files.list('exports/')).not.toContain(name);
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
