import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { SiteDeps } from '#edge/site.ts';
import { clearMade } from '#infra/local/file-maker.ts';
import type { Table } from '#ports';
import { accesses, load } from '#records/journal.ts';
import { keys } from '#records/keys.ts';
import { type MakeDeps, makeExport } from '#steps/deliver/make-export.ts';
import { at, consoleInMemory, launched, signedIn } from '#test/support/console.ts';

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
