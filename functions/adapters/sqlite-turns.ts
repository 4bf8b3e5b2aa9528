import type { DatabaseSync } from 'node:sqlite';
import type { Statements } from './sqlite-statements.ts';

/** So many items share a transaction at most, so that one commit never holds the event loop for long. */
export const GROUP = 500;

/** What one caller waits for. */
export interface Ask {
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

/** How many of the first share a transaction. */
const sharing = (waiting: readonly Ask[]): number => {
  let items = 0;
  let count = 0;
  while (count < waiting.length) {
    items += waiting[count]?.items ?? 0;
    if (items > GROUP && count > 0) break;
    count++;
  }
  return count;
};

const endReading = (db: DatabaseSync, sql: Statements): void => {
  if (db.isOpen && db.isTransaction) sql.commit.run();
};

const attempted = (db: DatabaseSync, { run }: Ask): boolean | Fault => {
  try {
    return run();
  } catch (error) {
    // A full disk ends the whole transaction by itself.
    if (!db.isTransaction) throw error;
    return new Fault(error);
  }
};

/** A statement that fails is undone alone; when the transaction as a whole fails, nobody in it was served. */
const serve = (db: DatabaseSync, sql: Statements, group: readonly Ask[]): void => {
  const outcomes: (boolean | Fault)[] = [];
  try {
    endReading(db, sql);
    sql.begin.run();
    for (const ask of group) outcomes.push(attempted(db, ask));
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

/** What is asked for within one turn of the event loop shares one transaction, and so one wait for the disk. */
export const turnsOf = (db: DatabaseSync, sql: Statements) => {
  let waiting: Ask[] = [];
  let due = false;

  const schedule = (): void => {
    if (due) return;
    due = true;
    setImmediate(flush);
  };
  const flush = (): void => {
    const group = waiting;
    waiting = group.splice(sharing(group));
    due = false;
    if (waiting.length > 0) schedule();
    if (group.length > 0) serve(db, sql, group);
    else endReading(db, sql);
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
    endReading: () => endReading(db, sql),
    flushAll(): void {
      while (waiting.length > 0) flush();
      endReading(db, sql);
    },
  };
};
