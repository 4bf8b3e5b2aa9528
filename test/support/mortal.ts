import { memoryFiles } from '#adapters/memory-files.ts';
import { memoryTable } from '#adapters/memory-table.ts';
import { spooled } from '#adapters/spool-mailer.ts';
import type { Files, Item, Table } from '#ports';

/** The process is gone: nothing it asks for happens any more. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

export interface Mortal {
  readonly table: Table;
  /** Rejects at the moment of death. */
  readonly dead: Promise<never>;
  readonly writes: () => number;
}

/** A table as seen by a process that dies at its n-th write: that write and everything after it never happens. */
export function mortal(table: Table, dieAt: number): Mortal {
  let writes = 0;
  let kill: (error: Killed) => void = () => {};
  const dead = new Promise<never>((_, reject) => {
    kill = reject;
  });
  dead.catch(() => {});
  const alive =
    <A extends readonly unknown[], R>(writing: boolean, work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (writing) writes += 1;
      if (writes > dieAt) {
        const error = new Killed();
        kill(error);
        throw error;
      }
      return work(...args);
    };
  const put = alive(true, (...args: Parameters<Table['put']>) => table.put(...args));
  return {
    dead,
    writes: () => writes,
    table: {
      get: alive(false, (key) => table.get(key)),
      query: alive(false, (pk, range) => table.query(pk, range)),
      put,
      // A batch may be torn: what came first is written, then the process is gone.
      putMany: async (items) => {
        for (const item of items) await put(item);
      },
      remove: alive(true, (key, when) => table.remove(key, when)),
    },
  };
}

export type MemoryTable = ReturnType<typeof memoryTable>;

/** Another store with the same content, for another life from here. */
export async function copyOf(store: {
  readonly table: MemoryTable;
  readonly files: Files;
}): Promise<{ table: MemoryTable; files: Files }> {
  const table = memoryTable();
  await table.putMany(store.table.all());
  const files = memoryFiles();
  for (const name of await store.files.list('')) {
    const content = await store.files.read(name);
    if (content) await files.write(name, content);
  }
  return { table, files };
}

/** What anybody could ever see of a store: journals, texts, evaluations, lists, and the mails that left. */
export async function seen(table: MemoryTable) {
  const kept = (item: Item) => /^(J|A|EV|BOARD|DBOARD|SLICE|PARTY)#/.test(item.pk);
  const items = table
    .all()
    .filter(kept)
    .map(({ pk, sk, body }) => [`${pk} / ${sk}`, body] as const);
  const letters = (await spooled(table)).map(({ id, kind, to, subject, text }) => ({ id, kind, to, subject, text }));
  return { items: Object.fromEntries(items), letters: letters.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** What must not be there when nothing is left to do. */
export const leftovers = (table: MemoryTable): readonly Item[] =>
  table.all().filter(({ pk }) => /^(TODO|OUT|POISON)#/.test(pk));
