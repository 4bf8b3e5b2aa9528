import { randomUUID } from 'node:crypto';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Instant, Item, Key, Page, Range, Table, When } from '#ports';
import { allSettled, bodyText, checkKey, itemOf, type Stored, spanOf, USUAL_LIMIT } from './table-rules.ts';

/** So many items share a transaction at most, so that one commit never holds the event loop for long. */
const GROUP = 500;
const SCHEMA_VERSION = 1;

/**
 * Measured (Node 24, SQLite 3.53, ext4). Rowid with a unique index took 358 to 459 ms where WITHOUT ROWID took 618 to 951 ms, for
 * bodies in the tree make it deep. A whole cycle of 2,000 committees took 1.65 s with pages of 4 KB (220 MB written), 1.60 s with 8
 * (276 MB) and 1.53 s with 16 (282 MB): each page of a commit is two calls of the system. A checkpoint at 32 MB writes a tenth less
 * than one at 8 MB. A cache of 16 MB is as fast as one of 64 MB, for the system keeps the file's pages too.
 * Text collates as BINARY, which is the order of its UTF-8 bytes.
 */
const SETTINGS = `
  pragma page_size = 16384;
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma wal_autocheckpoint = 2000;
  pragma journal_size_limit = 67108864;
  pragma cache_size = -16384;`;
const SCHEMA = `
  create table if not exists item (
    pk text not null, sk text not null, version integer not null, body text not null, expires_at integer,
    primary key (pk, sk)
  ) strict;
  create index if not exists item_expiry on item (expires_at) where expires_at is not null;
  create table if not exists store (identity text not null) strict;`;

const SELECT = 'select sk, version, body, expires_at from item where pk = ? and sk >= ?';
const INSERT = 'insert into item (pk, sk, version, body, expires_at) values (?, ?, ?, ?, ?)';
const REPLACE = 'do update set version = excluded.version, body = excluded.body, expires_at = excluded.expires_at';

/** What one caller waits for. */
interface Ask {
  readonly items: number;
  /** The statement decides the condition, so a refusal is no error and leaves its neighbours alone. */
  readonly run: () => boolean;
  readonly resolve: (written: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** What one statement failed with, while its neighbours in the transaction did not. */
class Fault {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

type Row = Record<string, SQLOutputValue>;

const storedOf = ({ version, body, expires_at: expiresAt }: Row): Stored => {
  if (typeof version !== 'number' || typeof body !== 'string') throw new TypeError('a row that is no item');
  return { version, text: body, expiresAt: typeof expiresAt === 'number' ? expiresAt : undefined };
};

const prepared = (db: DatabaseSync) => ({
  get: db.prepare('select version, body, expires_at from item where pk = ? and sk = ?'),
  /** Every span ends somewhere: a blob sorts above all text. */
  query: db.prepare(`${SELECT} and sk < ? order by sk limit ?`),
  /** To the end of the partition. SQLite plans a statement anew for each limit that is bound: half of what such a read costs. */
  queryRest: db.prepare(`${SELECT} order by sk limit ${USUAL_LIMIT}`),
  put: db.prepare(`${INSERT} on conflict (pk, sk) ${REPLACE}`),
  putAbsent: db.prepare(`${INSERT} on conflict (pk, sk) do nothing`),
  putOver: db.prepare('update item set version = ?, body = ?, expires_at = ? where pk = ? and sk = ? and version = ?'),
  putOlder: db.prepare(`${INSERT} on conflict (pk, sk) ${REPLACE} where item.version < ?`),
  remove: db.prepare('delete from item where pk = ? and sk = ?'),
  removeOver: db.prepare('delete from item where pk = ? and sk = ? and version = ?'),
  purge: db.prepare('delete from item where rowid in (select rowid from item where expires_at <= ? limit ?)'),
  begin: db.prepare('begin immediate'),
  beginReading: db.prepare('begin'),
  commit: db.prepare('commit'),
});

type Statements = ReturnType<typeof prepared>;

const write = (sql: Statements, item: Item, text: string, when?: When): boolean => {
  const { pk, sk, version } = item;
  const expiresAt = item.expiresAt ?? null;
  if (when === undefined) sql.put.run(pk, sk, version, text, expiresAt);
  else if (when === 'absent') return sql.putAbsent.run(pk, sk, version, text, expiresAt).changes === 1;
  else if ('versionIs' in when) return sql.putOver.run(version, text, expiresAt, pk, sk, when.versionIs).changes === 1;
  else return sql.putOlder.run(pk, sk, version, text, expiresAt, when.olderThan).changes === 1;
  return true;
};

const erase = (sql: Statements, { pk, sk }: Key, when?: { readonly versionIs: number }): boolean => {
  if (when === undefined) sql.remove.run(pk, sk);
  else if (sql.removeOver.run(pk, sk, when.versionIs).changes === 0) return sql.get.get(pk, sk) === undefined;
  return true;
};

/**
 * What is asked for within one turn of the event loop shares one transaction, and so one wait for the disk. A statement that
 * fails is undone alone; when the transaction as a whole fails, nobody in it was served.
 */
const grouped = (db: DatabaseSync, sql: Statements) => {
  let waiting: Ask[] = [];
  let due = false;

  const take = (): Ask[] => {
    let items = 0;
    let count = 0;
    while (count < waiting.length) {
      items += waiting[count]?.items ?? 0;
      if (items > GROUP && count > 0) break;
      count++;
    }
    if (count === waiting.length) {
      const all = waiting;
      waiting = [];
      return all;
    }
    return waiting.splice(0, count);
  };

  const schedule = (): void => {
    if (due) return;
    due = true;
    setImmediate(flush);
  };

  const endReading = (): void => {
    if (db.isOpen && db.isTransaction) sql.commit.run();
  };

  const flush = (): void => {
    const group = take();
    due = false;
    if (waiting.length > 0) schedule();
    if (group.length === 0) {
      endReading();
      return;
    }
    const outcomes: (boolean | Fault)[] = [];
    try {
      endReading();
      sql.begin.run();
      for (const ask of group) {
        try {
          outcomes.push(ask.run());
        } catch (error) {
          // A full disk ends the whole transaction by itself.
          if (!db.isTransaction) throw error;
          outcomes.push(new Fault(error));
        }
      }
      sql.commit.run();
    } catch (error) {
      for (const ask of group) ask.reject(error);
      if (db.isTransaction) db.exec('rollback');
      return;
    }
    for (const [n, ask] of group.entries()) {
      const outcome = outcomes[n];
      if (outcome instanceof Fault) ask.reject(outcome.error);
      else ask.resolve(outcome === true);
    }
  };

  return {
    ask(ask: Ask): void {
      waiting.push(ask);
      schedule();
    },
    /** Reads of one turn share a transaction as well: to begin and end one of its own is most of what a small read costs. */
    reading(): void {
      if (db.isTransaction) return;
      sql.beginReading.run();
      schedule();
    },
    endReading,
    flushAll(): void {
      while (waiting.length > 0) flush();
      endReading();
    },
  };
};

interface Turn {
  readonly ask: (ask: Ask) => void;
  readonly reading: () => void;
}

const tableOf = (sql: Statements, { ask, reading }: Turn): Table => {
  // A fault inside the executor rejects; no async function stands between the caller and the answer.
  const put = (item: Item, when?: When): Promise<boolean> =>
    new Promise((resolve, reject) => {
      const text = bodyText(item);
      ask({ items: 1, run: () => write(sql, item, text, when), resolve, reject });
    });
  const putSome = (items: readonly Item[]): Promise<boolean> =>
    new Promise((resolve, reject) => {
      const texts = items.map(bodyText);
      const run = () => items.every((item, i) => write(sql, item, texts[i] ?? 'null'));
      ask({ items: items.length, run, resolve, reject });
    });
  return {
    async get(key) {
      checkKey(key);
      reading();
      const row = sql.get.get(key.pk, key.sk);
      return row && itemOf(key.pk, key.sk, storedOf(row));
    },
    async query(pk: string, range: Range = {}): Promise<Page> {
      const span = spanOf(range);
      if (span === undefined) return { items: [] };
      const { from, to, limit } = span;
      reading();
      const isRest = to === undefined && limit === USUAL_LIMIT;
      const rows = isRest ? sql.queryRest.all(pk, from) : sql.query.all(pk, from, to ?? new Uint8Array(), limit);
      const items = rows.map((row) => itemOf(pk, String(row.sk), storedOf(row)));
      const last = items.at(-1);
      return last !== undefined && items.length === limit ? { items, cursor: last.sk } : { items };
    },
    put,
    async putMany(items) {
      const parts: Promise<boolean>[] = [];
      for (let i = 0; i < items.length; i += GROUP) parts.push(putSome(items.slice(i, i + GROUP)));
      await allSettled(parts);
    },
    remove: (key, when) =>
      new Promise((resolve, reject) => {
        checkKey(key);
        ask({ items: 1, run: () => erase(sql, key, when), resolve, reject });
      }),
  };
};

const identityOf = (db: DatabaseSync): string => {
  const standing = db.prepare('select identity from store').get()?.identity;
  if (typeof standing === 'string') return standing;
  const fresh = randomUUID();
  db.prepare('insert into store values (?)').run(fresh);
  return fresh;
};

const prepareFile = (db: DatabaseSync): string => {
  db.exec(SETTINGS);
  const found = db.prepare('pragma user_version').get()?.user_version;
  if (typeof found === 'number' && found > SCHEMA_VERSION)
    throw new Error(`the store is of version ${found}, newer than this program (${SCHEMA_VERSION})`);
  db.exec(`begin immediate; ${SCHEMA} pragma user_version = ${SCHEMA_VERSION};`);
  const identity = identityOf(db);
  db.exec('commit');
  return identity;
};

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
  const db = new DatabaseSync(path, { timeout: 5_000 });
  let identity: string;
  try {
    identity = prepareFile(db);
  } catch (error) {
    db.close();
    throw error;
  }
  const sql = prepared(db);
  const group = grouped(db, sql);
  let closed = false;
  return {
    identity,
    table: tableOf(sql, {
      ask: (ask) => {
        if (closed) throw new Error('the store is closed');
        group.ask(ask);
      },
      reading: group.reading,
    }),
    backup: (to) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(new URL('./sqlite-backup.ts', import.meta.url), { workerData: { from: path, to } });
        worker.once('error', reject);
        worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`backup ended with ${code}`))));
      }),
    async purgeExpired(now) {
      const until = Math.floor(Date.parse(now) / 1000);
      let total = 0;
      for (;;) {
        group.endReading();
        const gone = Number(sql.purge.run(until, GROUP).changes);
        total += gone;
        if (gone < GROUP) return total;
        await nextTurn();
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      group.flushAll();
      db.close();
    },
  };
};
