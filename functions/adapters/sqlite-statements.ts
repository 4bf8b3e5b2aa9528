import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Item, Key, When } from '#ports';
import { type Stored, USUAL_LIMIT } from './table-rules.ts';

const SELECT = 'select sk, version, body, expires_at from item where pk = ? and sk >= ?';
const INSERT = 'insert into item (pk, sk, version, body, expires_at) values (?, ?, ?, ?, ?)';
const REPLACE = 'do update set version = excluded.version, body = excluded.body, expires_at = excluded.expires_at';

export const prepared = (db: DatabaseSync) => ({
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

export type Statements = ReturnType<typeof prepared>;

type Row = Record<string, SQLOutputValue>;

export const storedOf = ({ version, body, expires_at: expiresAt }: Row): Stored => {
  if (typeof version !== 'number' || typeof body !== 'string') throw new TypeError('a row that is no item');
  return { version, text: body, expiresAt: typeof expiresAt === 'number' ? expiresAt : undefined };
};

/** The statement decides the condition; false where it did not hold. */
export const write = (sql: Statements, item: Item, text: string, when?: When): boolean => {
  const { pk, sk, version } = item;
  const expiresAt = item.expiresAt ?? null;
  if (when === undefined) sql.put.run(pk, sk, version, text, expiresAt);
  else if (when === 'absent') return sql.putAbsent.run(pk, sk, version, text, expiresAt).changes === 1;
  else if ('versionIs' in when) return sql.putOver.run(version, text, expiresAt, pk, sk, when.versionIs).changes === 1;
  else return sql.putOlder.run(pk, sk, version, text, expiresAt, when.olderThan).changes === 1;
  return true;
};

export const erase = (sql: Statements, { pk, sk }: Key, when?: { readonly versionIs: number }): boolean => {
  if (when === undefined) sql.remove.run(pk, sk);
  else if (sql.removeOver.run(pk, sk, when.versionIs).changes === 0) return sql.get.get(pk, sk) === undefined;
  return true;
};
