import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Instant, Item, Page, Range, Table } from '#ports';
import { openFile } from './sqlite-settings.ts';
import { erase, prepared, type Statements, storedOf, write } from './sqlite-statements.ts';
import { type Ask, GROUP, turnsOf } from './sqlite-turns.ts';
import { allSettled, bodyText, checkKey, itemOf, spanOf, USUAL_LIMIT } from './table-rules.ts';

const queried = (sql: Statements, pk: string, range: Range, reading: () => void): Page => {
  const span = spanOf(range);
  if (span === undefined) return { items: [] };
  const { from, to, limit } = span;
  reading();
  const isRest = to === undefined && limit === USUAL_LIMIT;
  const rows = isRest ? sql.queryRest.all(pk, from) : sql.query.all(pk, from, to ?? new Uint8Array(), limit);
  const items = rows.map((row) => itemOf(pk, String(row.sk), storedOf(row)));
  const last = items.at(-1);
  return last !== undefined && items.length === limit ? { items, cursor: last.sk } : { items };
};

type Asking = (ask: Ask) => void;

/** Some items of one transaction. */
const putSome = (sql: Statements, ask: Asking, items: readonly Item[]): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const texts = items.map(bodyText);
    const run = () => items.every((item, i) => write(sql, item, texts[i] ?? 'null'));
    ask({ items: items.length, run, resolve, reject });
  });

const tableOf = (sql: Statements, ask: Asking, reading: () => void): Table => ({
  async get(key) {
    checkKey(key);
    reading();
    const row = sql.get.get(key.pk, key.sk);
    return row && itemOf(key.pk, key.sk, storedOf(row));
  },
  query: async (pk, range = {}) => queried(sql, pk, range, reading),
  // A fault inside the executor rejects; no async function stands between the caller and the answer.
  put: (item, when) =>
    new Promise((resolve, reject) => {
      const text = bodyText(item);
      ask({ items: 1, run: () => write(sql, item, text, when), resolve, reject });
    }),
  async putMany(items) {
    const parts: Promise<boolean>[] = [];
    for (let i = 0; i < items.length; i += GROUP) parts.push(putSome(sql, ask, items.slice(i, i + GROUP)));
    await allSettled(parts);
  },
  remove: (key, when) =>
    new Promise((resolve, reject) => {
      checkKey(key);
      ask({ items: 1, run: () => erase(sql, key, when), resolve, reject });
    }),
});

/** Group by group, each in a turn of its own. */
const purged = async (sql: Statements, now: Instant, endReading: () => void): Promise<number> => {
  const until = Math.floor(Date.parse(now) / 1000);
  let total = 0;
  for (;;) {
    endReading();
    const gone = Number(sql.purge.run(until, GROUP).changes);
    total += gone;
    if (gone < GROUP) return total;
    await nextTurn();
  }
};

const copied = (from: string, to: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./sqlite-backup.ts', import.meta.url), { workerData: { from, to } });
    worker.once('error', reject);
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`backup ended with ${code}`))));
  });

export interface SqliteStore {
  readonly table: Table;
  /** Of this store and no copy of it: a restored backup has another, so that it is noticed. */
  readonly identity: string;
  /** A consistent copy as of now, beside the writers and off this thread; replaces the file of that name in one step. */
  backup(path: string): Promise<void>;
  /** Removes what expired by this moment; the number of items. */
  purgeExpired(now: Instant): Promise<number>;
  /** What was asked for is still answered. */
  close(): Promise<void>;
}

export const openSqliteTable = (path: string): SqliteStore => {
  const { db, identity } = openFile(path);
  const sql = prepared(db);
  const turns = turnsOf(db, sql);
  let closed = false;
  const ask = (one: Ask): void => {
    if (closed) throw new Error('the store is closed');
    turns.ask(one);
  };
  return {
    identity,
    table: tableOf(sql, ask, turns.reading),
    backup: (to) => copied(path, to),
    purgeExpired: (now) => purged(sql, now, turns.endReading),
    async close() {
      if (closed) return;
      closed = true;
      turns.flushAll();
      db.close();
    },
  };
};
