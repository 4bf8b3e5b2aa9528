import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { looksAt } from '#records/access.ts';
import { deliveries, load } from '#records/journal.ts';
import { CYCLE, deliveredTown, FORMULA, request } from '#test/support/town.ts';

const home = `/e/${CYCLE}.e1/`;

async function downloaded(format: 'csv' | 'xlsx') {
  const t = await deliveredTown();
  const workplace = await t.enter('delivery', `${CYCLE}.e1`);
  const answer = await workplace.get(`${home}evaluations.${format}`);
  return { ...t, answer, bytes: Buffer.from(await answer.arrayBuffer()) };
}

describe('the evaluations as CSV', () => {
  it('begin with a byte order mark, and hold its own members alone', async () => {
    const { answer, bytes } = await downloaded('csv');
    expect(answer.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('Content-Disposition')).toBe(`attachment; filename="evaluations-${CYCLE}.csv"`);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [head = [], ...rows] = parse(bytes, { bom: true });
    expect(head).toContain('Họ và tên');
    expect(rows.map((row) => row[head.indexOf('Mã đảng viên')])).toEqual(['m4', 'm1', 'm6', 'm7', 'm3']);
  });

  it('hold no cell that a spreadsheet would run (A19)', async () => {
    const { bytes } = await downloaded('csv');
    const cells = parse(bytes, { bom: true }).flat();
    expect(cells).toContain(`'${FORMULA}`);
    expect(cells).toContain("'-2+3 cuộc họp\nDòng thứ hai");
    expect(cells.filter((cell) => /^[\s\0]*[=+\-@]/.test(cell))).toEqual([]);
  });

  it('keep dates as they were written, and have no column that a level alone fills', async () => {
    const { bytes } = await downloaded('csv');
    const [head = [], ...rows] = parse(bytes, { bom: true });
    const duc = rows.find((row) => row.includes('m1')) ?? [];
    expect(duc[head.indexOf('Ngày sinh')]).toBe('02/03/1970');
    const levels = duc[head.indexOf('Nội dung nhận xét')] ?? '';
    expect(levels.startsWith('Biết qua:')).toBe(true);
    expect(levels).toContain('nêu gương tốt');
  });
});

describe('the evaluations, where files go out by links', () => {
  it('are on record before they are made, and come under the name and type they always had', async () => {
    const link = 'https://files.example/exports/f1?X-Amz-Signature=s3cret';
    const offered: unknown[] = [];
    const t = await deliveredTown({
      downloads: {
        offer: async ({ content, ...savedAs }) => {
          const looks = await looksAt(t.world, request('c1'), 0);
          const rows = parse(Buffer.concat(await Array.fromAsync(content)), { bom: true }).length - 1;
          offered.push({ ...savedAs, rows, looked: looks.map(({ event }) => event.what) });
          return link;
        },
        link: () => Promise.reject(new Error('nothing lies there yet')),
      },
    });
    const workplace = await t.enter('delivery', `${CYCLE}.e1`);
    const answer = await workplace.get(`${home}evaluations.csv`);
    expect([answer.status, answer.headers.get('Location'), await answer.text()]).toEqual([303, link, '']);
    const [filename, mediaType] = [`evaluations-${CYCLE}.csv`, 'text/csv; charset=utf-8'];
    expect(offered).toEqual([{ filename, mediaType, rows: 5, looked: expect.arrayContaining(['export']) }]);
    expect(JSON.stringify(t.logged)).not.toMatch(/files\.example|s3cret/);
  });
});

describe('the evaluations as a workbook', () => {
  it('hold strings and nothing that runs, whatever was written (A19)', async () => {
    const { answer, bytes } = await downloaded('xlsx');
    expect(answer.status).toBe(200);
    const rows = await readSheet(bytes);
    expect(rows.flat()).toContain(FORMULA);
    expect(rows.flat().every((cell) => cell === null || typeof cell === 'string')).toBe(true);
    const parts = Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)] as const);
    const sheets = parts.filter(([name]) => name.startsWith('xl/worksheets/'));
    expect(sheets.length).toBeGreaterThan(0);
    for (const [, xml] of sheets) expect(xml).not.toMatch(/<f[ >]/);
  });

  it('are on record as an export, of the delivery and of each member', async () => {
    const { world } = await downloaded('xlsx');
    const { entries } = await load(world.table, deliveries, `${CYCLE}.e1`);
    expect(entries.map(({ event }) => (event.type === 'opened' ? event.what : ''))).toContain('xlsx');
    const looks = await looksAt(world, request('c1'), 0);
    expect(looks.map(({ by, event }) => [by.body, event.what])).toContainEqual(['committee:e1', 'export']);
    expect((await looksAt(world, request('c1'), 1)).filter(({ by }) => by.body === 'committee:e1')).toEqual([]);
  });
});
