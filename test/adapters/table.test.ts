import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamoTable } from '#adapters/dynamodb-table.ts';
import { memoryTable } from '#adapters/memory-table.ts';
import { openSqliteTable } from '#adapters/sqlite-table.ts';
import type { Item, Json, Key, Page, Range, Table, When } from '#ports';
import { startDynamo } from '#test/support/dynamo.ts';

/** The plainest thing that keeps the promise of the port; it sorts by bytes, not by the rule under test. */
class Model {
  readonly items = new Map<string, Item>();
  readonly name = ({ pk, sk }: Key) => JSON.stringify([pk, sk]);

  get(key: Key) {
    return this.items.get(this.name(key));
  }
  query(pk: string, { prefix = '', after, upTo, limit = 1000 }: Range): Page {
    const inOrder = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
    const items = [...this.items.values()]
      .filter((item) => item.pk === pk && item.sk.startsWith(prefix))
      .filter((item) => after === undefined || inOrder(item.sk, after) > 0)
      .filter((item) => upTo === undefined || inOrder(item.sk, upTo) <= 0)
      .sort((a, b) => inOrder(a.sk, b.sk))
      .slice(0, limit);
    const last = items.at(-1);
    return items.length === limit && last ? { items, cursor: last.sk } : { items };
  }
  put(item: Item, when?: When) {
    const standing = this.get(item);
    if (when === 'absent' && standing) return false;
    if (typeof when === 'object' && 'versionIs' in when && standing?.version !== when.versionIs) return false;
    if (typeof when === 'object' && 'olderThan' in when && standing && standing.version >= when.olderThan) return false;
    this.items.set(this.name(item), item);
    return true;
  }
  remove(key: Key, when?: { versionIs: number }) {
    const standing = this.get(key);
    if (when && standing && standing.version !== when.versionIs) return false;
    this.items.delete(this.name(key));
    return true;
  }
}

const PKS = ['A', 'A#1', 'Chi bộ Đông Thịnh'];
/** Byte-order traps: composed and decomposed letters, the edges of the surrogates, beyond U+FFFF, prefixes of each other. */
const SKS = [
  ...['a', 'ab', 'abc', 'b', 'Z', '~', '00000001', '00000010', '2026-11-01#m', 'a\u0001', 'a\uD7FF', 'a\uE000'],
  ...[
    'hoà',
    'hòa',
    'Đ',
    'đ',
    'D\u0323',
    'ạ',
    'a\u0323',
    '\uE000',
    '\uFF01',
    '\uFFFF',
    '\u{1F600}',
    '\u{1F600}x',
    '\u{10FFFF}',
  ],
];

const pk = fc.constantFrom(...PKS);
const sk = fc.constantFrom(...SKS);
const version = fc.integer({ min: 0, max: 3 });
const body: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, 'Nguyễn Văn Mẫu', 7, true, [], { text: 'hoà thuận', none: null }),
  fc.record({ text: fc.string({ unit: 'binary' }), n: fc.integer() }),
);
const item = fc.record(
  { pk, sk, version, body, expiresAt: fc.constant(4_102_444_800) },
  { requiredKeys: ['pk', 'sk', 'version', 'body'] },
);
const when = fc.option(
  fc.oneof(fc.constant('absent' as const), fc.record({ versionIs: version }), fc.record({ olderThan: version })),
  { nil: undefined },
);
const range = fc.record(
  {
    prefix: fc.constantFrom('', 'a', 'ab', '0000', 'ho', 'Đ', '\u{1F600}', 'a\uD7FF', '\u{10FFFF}', '\uFFFF'),
    after: sk,
    upTo: sk,
    limit: fc.integer({ min: 1, max: 4 }),
  },
  { requiredKeys: [] },
);
const operation = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('put' as const), item, when }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('putMany' as const), items: fc.array(item, { maxLength: 30 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('get' as const), key: fc.record({ pk, sk }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('query' as const), pk, range }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('remove' as const),
      key: fc.record({ pk, sk }),
      when: fc.option(fc.record({ versionIs: version }), { nil: undefined }),
    }),
  },
);
/** dynalite compares the two ends of a span as UTF-16, DynamoDB as bytes: ends between U+E000 and U+FFFF are beyond it. */
const isBeyondDynalite = (op: Operation): boolean =>
  op.kind === 'query' &&
  /^[\uE000-\uFFFF]/m.test(`${op.range.prefix ?? ''}\n${op.range.after ?? ''}\n${op.range.upTo ?? ''}`);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

/** Each run lives in partitions of its own, so that one engine serves many runs. */
const within = (run: string, table: Table) => {
  const inside = <T extends { pk: string }>(it: T): T => ({ ...it, pk: `${run}/${it.pk}` });
  const outside = <T extends { pk: string }>(it: T): T => ({ ...it, pk: it.pk.slice(run.length + 1) });
  return {
    get: async (key: Key) => {
      const found = await table.get(inside(key));
      return found && outside(found);
    },
    query: async (of: string, over: Range) => {
      const page = await table.query(`${run}/${of}`, over);
      return { ...page, items: page.items.map(outside) };
    },
    put: (it: Item, cond?: When) => table.put(inside(it), cond),
    putMany: (items: readonly Item[]) => table.putMany(items.map(inside)),
    remove: (key: Key, cond?: { versionIs: number }) => table.remove(inside(key), cond),
  };
};

const step = async (table: ReturnType<typeof within>, model: Model, op: Operation): Promise<void> => {
  switch (op.kind) {
    case 'put':
      expect(await table.put(op.item, op.when)).toBe(model.put(op.item, op.when));
      break;
    case 'putMany':
      await table.putMany(op.items);
      for (const one of op.items) model.put(one);
      break;
    case 'get':
      expect(await table.get(op.key)).toEqual(model.get(op.key));
      break;
    case 'query':
      expect(await table.query(op.pk, op.range)).toEqual(model.query(op.pk, op.range));
      break;
    case 'remove':
      expect(await table.remove(op.key, op.when)).toBe(model.remove(op.key, op.when));
  }
};

const engines = [
  { name: 'in memory', runs: 400, start: async () => ({ table: memoryTable(), stop: async () => {} }) },
  {
    name: 'SQLite',
    runs: 150,
    start: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'exchange-test-'));
      const store = openSqliteTable(join(folder, 'store.db'));
      const stop = async () => {
        await store.close();
        await rm(folder, { recursive: true });
      };
      return { table: store.table, stop };
    },
  },
  {
    name: 'DynamoDB',
    runs: 150,
    start: async () => {
      const { calls, name, stop } = await startDynamo();
      return { table: dynamoTable(calls, name), stop };
    },
  },
];

describe.each(engines)('a table $name', ({ name, runs, start }) => {
  let table: Table;
  let stop = async () => {};
  let run = 0;
  const fresh = () => within(`run ${++run}`, table);
  beforeAll(async () => {
    ({ table, stop } = await start());
  });
  afterAll(() => stop());

  test('answers any sequence of calls as the plain model does', async () => {
    const known = name === 'DynamoDB' ? operation.filter((op) => !isBeyondDynalite(op)) : operation;
    await fc.assert(
      fc.asyncProperty(fc.array(known, { minLength: 1, maxLength: 40 }), async (operations) => {
        const here = fresh();
        const model = new Model();
        for (const op of operations) await step(here, model, op);
        for (const of of PKS) expect(await here.query(of, {})).toEqual(model.query(of, {}));
      }),
      { numRuns: runs, seed: 213 },
    );
  });

  test('lets one of many writers at once have an absent key', async () => {
    const here = fresh();
    const writers = Array.from({ length: 20 }, (_, by) => ({ pk: 'p', sk: 's', version: 1, body: { by } }));
    const won = await Promise.all(writers.map((one) => here.put(one, 'absent')));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await here.get({ pk: 'p', sk: 's' }))?.body).toEqual({ by: won.indexOf(true) });
  });

  test('lets one of many writers at once have a version', async () => {
    const here = fresh();
    await here.put({ pk: 'p', sk: 's', version: 1, body: 0 });
    const writers = Array.from({ length: 20 }, (_, by) => ({ pk: 'p', sk: 's', version: 2, body: by }));
    const won = await Promise.all(writers.map((one) => here.put(one, { versionIs: 1 })));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test('writes many again after they were torn in the middle', async () => {
    const here = fresh();
    const items = Array.from({ length: 1_203 }, (_, n) => ({ pk: 'p', sk: `${10_000 + n}`, version: 1, body: { n } }));
    for (const torn of [1, 25, 601]) await here.putMany(items.slice(0, torn));
    await here.putMany(items);
    const first = await here.query('p', {});
    expect(first.items).toHaveLength(1_000);
    const rest = await here.query('p', { after: first.cursor ?? '' });
    expect([...first.items, ...rest.items]).toEqual(items);
    expect(rest.cursor).toBeUndefined();
  });

  test('keeps what was put, whatever the writer does to its object afterwards', async () => {
    const here = fresh();
    const shared = { text: 'before' };
    const put = here.put({ pk: 'p', sk: 's', version: 1, body: shared });
    shared.text = 'after';
    await put;
    const read = await here.get({ pk: 'p', sk: 's' });
    expect(read?.body).toEqual({ text: 'before' });
    if (read) Reflect.set(Object(read.body), 'text', 'changed by a reader');
    expect((await here.get({ pk: 'p', sk: 's' }))?.body).toEqual({ text: 'before' });
  });

  test('reads a partition of several megabytes as one page', async () => {
    const here = fresh();
    const items = Array.from({ length: 40 }, (_, n) => ({
      pk: 'p',
      sk: `${100 + n}`,
      version: 1,
      body: 'x'.repeat(90_000),
    }));
    await here.putMany(items);
    expect((await here.query('p', {})).items.map((one) => one.sk)).toEqual(items.map((one) => one.sk));
  });

  test.each([
    ['an empty sort key', { sk: '' }],
    ['a key that is no text', { sk: '\uD800' }],
    ['a sort key above 1,024 bytes', { sk: 'ữ'.repeat(342) }],
    ['a negative version', { version: -1 }],
    ['a broken version', { version: 1.5 }],
    ['a body above 100 KB', { body: 'ữ'.repeat(34_200) }],
    ['an expiry that is no whole second', { expiresAt: 1.5 }],
  ])('refuses %s as a fault', async (_, wrong) => {
    const here = fresh();
    const bad = { pk: 'p', sk: 's', version: 1, body: null, ...wrong };
    await expect(here.put(bad)).rejects.toThrow(RangeError);
    await expect(here.putMany([bad])).rejects.toThrow(RangeError);
    expect((await here.query('p', {})).items).toEqual([]);
  });

  test('refuses a limit that is none', async () => {
    await expect(fresh().query('p', { limit: 0 })).rejects.toThrow(RangeError);
  });
});
