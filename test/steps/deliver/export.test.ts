import { setImmediate as immediate } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { office } from '#domain/actor.ts';
import type { Table } from '#ports';
import { evaluationRows, exportEvaluations, inert, type Whose } from '#steps/deliver/export.ts';
import type { Format } from '#steps/deliver/formats.ts';
import { notedExport } from '#steps/deliver/noted-export.ts';
import { CYCLE, deliveredTown, FORMULA, town } from '#test/support/town.ts';

const whole: Whose = { cycleId: CYCLE };
const ofE1: Whose = { deliveryId: `${CYCLE}.e1` };

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

async function files() {
  const t = await deliveredTown();
  const make = async (whose: Whose, format: Format, language: 'vi' | 'en' | 'fr' = 'vi') =>
    bytesOf((await exportEvaluations(t.world, whose, format, language)).content);
  return { ...t, make };
}

describe('the evaluations of a whole cycle', () => {
  it('hold every member in exactly one state (I5)', async () => {
    const { make } = await files();
    const rows = JSON.parse((await make(whole, 'json')).toString()) as {
      memberId: string;
      state: string;
      why: string;
    }[];
    expect(rows.map(({ memberId }) => memberId).toSorted()).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8']);
    const how = Object.fromEntries(rows.map(({ memberId, state, why }) => [memberId, `${state} ${why}`]));
    expect(how).toEqual({
      m1: 'commented confirmed',
      m2: 'notHere moved',
      m3: 'commented confirmed',
      m4: 'commented notConfirmed',
      m5: 'noComment silence',
      m6: 'noComment silence',
      m7: 'commented confirmed',
      m8: 'noComment silence',
    });
  });

  it('are the same bytes when they are made again', async () => {
    const { make } = await files();
    for (const format of ['csv', 'json'] as const)
      expect((await make(whole, format)).equals(await make(whole, format))).toBe(true);
  });

  it('are noted and read side by side: one after the other, a province would take five minutes', async () => {
    const { world } = await deliveredTown();
    const most = new Map<string, number>();
    const underWay = new Map<string, number>();
    const counted = async <T>(pk: string, call: () => Promise<T>): Promise<T> => {
      const kind = pk.split('#').slice(0, 2).join('#');
      const now = (underWay.get(kind) ?? 0) + 1;
      underWay.set(kind, now);
      most.set(kind, Math.max(now, most.get(kind) ?? 0));
      for (let turns = 0; turns < 5; turns++) await immediate();
      underWay.set(kind, (underWay.get(kind) ?? 0) - 1);
      return call();
    };
    const table: Table = {
      ...world.table,
      get: (key) => counted(key.pk, () => world.table.get(key)),
      query: (pk, range) => counted(pk, () => world.table.query(pk, range)),
      put: (item, when) => counted(item.pk, () => world.table.put(item, when)),
    };
    const wanted = { cycleId: CYCLE, format: 'json', language: 'vi', by: office('An') } as const;
    const { file, requests } = await notedExport({ ...world, table }, wanted);
    await bytesOf(file.content);
    expect(requests).toBe(4);
    for (const kind of ['J#access', 'J#request']) expect([kind, most.get(kind)]).toEqual([kind, requests]);
  });

  it.each([
    ['xlsx', 'xl/workbook.xml'],
    ['docx', 'word/document.xml'],
  ] as const)('come as several in a ZIP where one %s would hold too many', async (format, inside) => {
    const { world } = await deliveredTown();
    const of = async (most: number) => {
      const { content, ending } = await exportEvaluations(world, whole, format, 'vi', {
        most: { xlsx: most, docx: most },
      });
      return { ending, files: unzipSync(await bytesOf(content)) };
    };
    const { ending, files: parts } = await of(3);
    expect([ending, Object.keys(parts)]).toEqual(['zip', [`001.${format}`, `002.${format}`, `003.${format}`]]);
    const text = (part: Uint8Array) =>
      Object.values(unzipSync(part))
        .map((one) => strFromU8(one))
        .join('');
    // Eight members: each in one of them.
    const names = ['Văn Đức', 'Thị Hoà', 'Minh Tâm', 'Đình Đông', 'Thị Sen', 'Văn Lành', 'Quang Phúc', 'Thị Ngọc'];
    const held = Object.values(parts).map((part) => names.filter((name) => text(part).includes(` ${name}<`)));
    expect(held.map(({ length }) => length)).toEqual([3, 3, 2]);
    expect(held.flat().toSorted()).toEqual(names.toSorted());
    const one = await of(8);
    expect([one.ending, Object.keys(one.files).includes(inside)]).toEqual([format, true]);
  });

  it('say nothing before anything is assembled', async () => {
    const { world } = await town();
    expect((await bytesOf((await exportEvaluations(world, whole, 'json', 'vi')).content)).toString()).toBe('[]\n');
  });
});

it('hold a column of attendance in every format, empty while none is recorded', async () => {
  const { make } = await files();
  const json = JSON.parse((await make(ofE1, 'json')).toString()) as { attendance: string }[];
  expect(json.map(({ attendance }) => attendance)).toEqual(json.map(() => ''));
  const [head = [], ...rows] = parse(await make(ofE1, 'csv'), { bom: true });
  const at = head.indexOf('Điểm danh các cuộc họp');
  expect(at).toBeGreaterThan(0);
  expect(rows.map((row) => row[at])).toEqual(json.map(() => ''));
  const xlsx = Object.values(unzipSync(await make(ofE1, 'xlsx'))).map((part) => strFromU8(part));
  expect(xlsx.some((part) => part.includes('Điểm danh các cuộc họp'))).toBe(true);
});

describe('the evaluations of one workplace', () => {
  it('come in the order of names, with ids beside words', async () => {
    const { make } = await files();
    const rows = JSON.parse((await make(ofE1, 'json')).toString()) as Record<string, unknown>[];
    expect(rows.map(({ name }) => name)).toEqual([
      'Phạm Đình Đông',
      'Nguyễn Văn Đức',
      'Phan Văn Lành',
      'Bùi Quang Phúc',
      'Lê Minh Tâm',
    ]);
    expect(rows[1]).toMatchObject({
      memberId: 'm1',
      birthDate: '02/03/1970',
      workplace: 'Đảng ủy trường Lúa Mới',
      residence: 'Chi bộ khối 1',
      ward: 'Đảng ủy phường Hồ Sen',
      levels: { example: 'exemplary' },
      late: false,
      via: 'link',
      version: 1,
    });
    expect(rows[3]).toMatchObject({ late: true });
    expect(JSON.stringify(rows)).not.toMatch(/"(grade|score|rank|average|total)/i);
  });

  it('are written in each language, whole', async () => {
    const { make } = await files();
    const english = parse(await make(ofE1, 'csv', 'en'), { bom: true })
      .flat()
      .join(' ');
    expect(english).toContain('Confirmed by Đảng ủy phường Hồ Sen on 2 Nov 2026, by the hand of Võ Thị Bình.');
    const french = parse(await make(ofE1, 'csv', 'fr'), { bom: true })
      .flat()
      .join(' ');
    expect(french).toContain('Aucun avis reçu : le comité n’a pas répondu');
  });

  it('make a document with one section a member, in which nothing runs', async () => {
    const { make } = await files();
    const parts = unzipSync(await make(ofE1, 'docx'));
    const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
    expect(xml.match(/<w:sectPr/g)).toHaveLength(5);
    expect(xml).toContain('Nguyễn Văn Đức');
    expect(xml).toContain(FORMULA.replaceAll('"', '&quot;'));
    expect(xml).not.toMatch(/<w:(instrText|hyperlink|fldSimple)/);
  });

  it('hold the same members as rows and as data', async () => {
    const { world } = await files();
    const { rows } = await evaluationRows(world, ofE1, 'vi');
    const outcomes: string[] = [];
    for await (const { told } of rows) outcomes.push(told.outcome);
    expect(outcomes).toEqual([
      'Có nhận xét, đảng ủy chưa xác nhận',
      'Có nhận xét, đảng ủy đã xác nhận',
      'Không nhận được nhận xét: cấp ủy không trả lời',
      'Có nhận xét, đảng ủy đã xác nhận',
      'Có nhận xét, đảng ủy đã xác nhận',
    ]);
  });
});

describe('a cell of CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\0=1', '  =1', '\n-1', '＝1', '＠x'])(
    '%j is neutralised',
    (text) => {
      expect(inert(text)).toBe(`'${text}`);
    },
  );

  it.each(['', 'a=b', 'Nguyễn Văn Đức', '12/03/1970', '1. nêu gương', '(=1)'])('%j stays as it is', (text) => {
    expect(inert(text)).toBe(text);
  });

  it('never begins as a formula begins, and loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const cell = inert(text);
        expect(/^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n\0]/.test(cell)).toBe(false);
        expect(cell.endsWith(text)).toBe(true);
      }),
    );
  });
});
