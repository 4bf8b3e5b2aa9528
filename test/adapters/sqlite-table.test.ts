import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSqliteTable } from '#adapters/sqlite-table.ts';
import { startChild } from '#test/support/child.ts';
import { emptyFolder } from '#test/support/folder.ts';

const item = (sk: string, body: string | number = 0) => ({ pk: 'p', sk, version: 1, body });

const emptyStore = async () => {
  const path = join(await emptyFolder(), 'store.db');
  const store = openSqliteTable(path);
  onTestFinished(() => store.close());
  const sks = async () => (await store.table.query('p', {})).items.map(({ sk }) => sk);
  return { path, store, table: store.table, sks };
};

/** Makes the engine fail from outside: a put of `poison` does what the statement says. */
const poison = (path: string, statement: string): void => {
  const db = new DatabaseSync(path);
  db.exec(`create table debtor (id integer references creditor (id) deferrable initially deferred);
    create table creditor (id integer primary key);
    create trigger poison after insert on item when new.sk = 'poison' begin ${statement}; end`);
  db.close();
};
const AT_ONCE = "select raise(abort, 'poisoned')";
const AT_COMMIT = 'insert into debtor values (1)';
const WHOLE = "select raise(rollback, 'poisoned')";

const outcomes = async (asked: readonly Promise<boolean>[]) =>
  (await Promise.allSettled(asked)).map((one) => (one.status === 'fulfilled' ? one.value : 'fault'));

describe('puts of one turn', () => {
  test('are answered one by one: a refused one does not hurt its neighbours', async () => {
    const { table, sks } = await emptyStore();
    await table.put(item('b'));
    const asked = [
      table.put(item('a'), 'absent'),
      table.put(item('b'), 'absent'),
      table.put(item('c'), { versionIs: 4 }),
    ];
    expect(await outcomes([...asked, table.put(item('d'))])).toEqual([true, false, false, true]);
    expect(await sks()).toEqual(['a', 'b', 'd']);
  });

  test('are decided in the order they were asked for', async () => {
    const { table } = await emptyStore();
    const asked = [table.put(item('a', 1), 'absent'), table.remove(item('a')), table.put(item('a', 2), 'absent')];
    expect(await outcomes([...asked, table.put(item('a', 3), 'absent')])).toEqual([true, true, true, false]);
    expect((await table.get(item('a')))?.body).toBe(2);
  });

  test('go on when one of them fails', async () => {
    const { path, table, sks } = await emptyStore();
    poison(path, AT_ONCE);
    expect(await outcomes(['a', 'poison', 'b'].map((sk) => table.put(item(sk))))).toEqual([true, 'fault', true]);
    expect(await sks()).toEqual(['a', 'b']);
  });

  test.each([
    ['the commit', AT_COMMIT],
    ['the transaction', WHOLE],
  ])('are all rejected and none is kept when %s fails, at most 500 together', async (_, statement) => {
    const { path, table, sks } = await emptyStore();
    poison(path, statement);
    const names = ['poison', ...Array.from({ length: 501 }, (_, n) => `${1_000 + n}`)];
    const came = await outcomes(names.map((sk) => table.put(item(sk))));
    expect(came.slice(0, 500).every((one) => one === 'fault')).toBe(true);
    expect(came.slice(500)).toEqual([true, true]);
    expect(await sks()).toEqual(['1499', '1500']);
    expect(await table.put(item('later'))).toBe(true);
  });

  test('leave a torn putMany that writing all again mends', async () => {
    const { path, table, sks } = await emptyStore();
    poison(path, AT_COMMIT);
    const names = Array.from({ length: 1_200 }, (_, n) => (n === 700 ? 'poison' : `${1_000 + n}`));
    await expect(table.putMany(names.map((sk) => item(sk)))).rejects.toThrow();
    expect(await sks()).toHaveLength(700);
    const db = new DatabaseSync(path);
    db.exec('drop trigger poison');
    db.close();
    await table.putMany(names.map((sk) => item(sk)));
    expect(await table.query('p', { after: '2199' })).toMatchObject({ items: [{ sk: 'poison' }] });
    expect(await sks()).toHaveLength(1_000);
  });
});

describe('a store', () => {
  test('shows each put to whoever reads after it resolved', async () => {
    const { table } = await emptyStore();
    const seen = await Promise.all(
      Array.from({ length: 300 }, async (_, n) => {
        await table.put(item(`${n}`, n));
        return (await table.get(item(`${n}`)))?.body;
      }),
    );
    expect(seen).toEqual(Array.from({ length: 300 }, (_, n) => n));
  });

  test('answers what was asked for before it closes, and nothing after', async () => {
    const { path, store, table } = await emptyStore();
    const asked = table.put(item('a', 'kept'));
    await store.close();
    expect(await asked).toBe(true);
    await expect(table.put(item('b'))).rejects.toThrow();
    await expect(table.get(item('a'))).rejects.toThrow();
    const again = openSqliteTable(path);
    onTestFinished(() => again.close());
    expect((await again.table.get(item('a')))?.body).toBe('kept');
    expect(again.identity).toBe(store.identity);
  });

  test('that a newer program wrote is not touched', async () => {
    const { path, store } = await emptyStore();
    await store.close();
    const db = new DatabaseSync(path);
    db.exec('pragma user_version = 99');
    db.close();
    expect(() => openSqliteTable(path)).toThrow('version 99');
  });

  test('forgets what has expired and nothing else', async () => {
    const { store, table, sks } = await emptyStore();
    const expiring = (sk: string, expiresAt: number) => ({ ...item(sk), expiresAt });
    await table.putMany(Array.from({ length: 1_100 }, (_, n) => expiring(`gone ${n}`, 1_793_000_000)));
    await table.putMany([item('lasting'), expiring('a second later', 1_793_000_001)]);
    expect(await store.purgeExpired(new Date(1_793_000_000_999).toISOString())).toBe(1_100);
    expect(await sks()).toEqual(['a second later', 'lasting']);
  });

  test('is copied whole beside a busy writer, and the copy can be told from it', async () => {
    const { path, store, table } = await emptyStore();
    await table.putMany(Array.from({ length: 2_000 }, (_, n) => item(`a${10_000 + n}`, 'x'.repeat(1_000))));
    let writing = true;
    let turns = 0;
    const writer = (async () => {
      for (; writing; turns++) await table.putMany([item(`b${turns}`), item(`c${turns}`)]);
    })();
    const copyPath = `${path}.copy`;
    await store.backup(copyPath);
    await store.backup(copyPath);
    const during = turns;
    writing = false;
    await writer;
    const copy = openSqliteTable(copyPath);
    onTestFinished(() => copy.close());
    const count = async (prefix: string) => {
      let found = 0;
      for (let after = prefix; ; ) {
        const page = await copy.table.query('p', { prefix, after });
        found += page.items.length;
        if (page.cursor === undefined) return found;
        after = page.cursor;
      }
    };
    expect(during).toBeGreaterThan(10);
    expect(await count('a')).toBe(2_000);
    // One turn's pair is in it together or not at all.
    expect(await count('b')).toBe(await count('c'));
    expect(copy.identity).not.toBe(store.identity);
  });

  test('says so when a copy cannot be made', async () => {
    const { path, store } = await emptyStore();
    await expect(store.backup(join(path, 'no', 'folder'))).rejects.toThrow();
  });

  test('loses no acknowledged put to kill -9', async () => {
    const { path, store } = await emptyStore();
    await store.close();
    let acknowledged = -1;
    const known = new Set<number>();
    for (let round = 0; round < 6; round++) {
      const child = startChild(
        new URL('./children/write-items.ts', import.meta.url),
        path,
        String(acknowledged + 1_000),
      );
      const until = 50 + round * 97;
      let seen = 0;
      for await (const line of child.lines) {
        known.add(Number(line));
        acknowledged = Math.max(acknowledged, Number(line));
        // What is said between the blow and the end counts as well.
        if (++seen === until) void child.kill();
      }
      await child.kill();
    }
    const after = openSqliteTable(path);
    onTestFinished(() => after.close());
    const missing: number[] = [];
    for (const n of known) {
      const found = await after.table.get(item(String(n).padStart(8, '0')));
      if (found === undefined) missing.push(n);
    }
    expect(known.size).toBeGreaterThan(1_500);
    expect(missing).toEqual([]);
  });
});
