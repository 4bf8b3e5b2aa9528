import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { failedWith, makeFolders, replaceFile } from './durable-file.ts';

/** The owner says who it is some milliseconds after it took the lock. */
const LOOKS = 40;
const BETWEEN_LOOKS = 25;

export type Ownership =
  | { readonly release: () => void }
  /** The process that owns it; 0 when it has not said so yet. */
  | { readonly heldBy: number };

/** A lock that nobody refers to would be let go by the garbage collector. */
const held = new Set<DatabaseSync>();

/**
 * SQLite's exclusive lock on an empty file is the operating system's own: it is taken by one of two starters at once, ends
 * with the process however that ends, and leaves nothing stale to judge by age. Whoever opens and closes `host.lock` by
 * another way inside the owning process lets go of it (POSIX), so nobody does.
 */
const take = (path: string): DatabaseSync | undefined => {
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    db.exec('begin exclusive');
    held.add(db);
    return db;
  } catch (error) {
    db.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) return undefined;
    throw error;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return failedWith(error, 'EPERM');
  }
};

const ownerIn = async (path: string): Promise<number> => {
  for (let look = 0; look < LOOKS; look++) {
    const pid = Number.parseInt(await readFile(path, 'utf8').catch(() => ''), 10);
    if (pid > 0 && isAlive(pid)) return pid;
    await pause(BETWEEN_LOOKS);
  }
  return 0;
};

/** One process owns a data directory. The first line of `host.pid` is its id, the second when it took over. */
export const acquire = async (folder: string): Promise<Ownership> => {
  await makeFolders(folder);
  const pidFile = join(folder, 'host.pid');
  const lock = take(join(folder, 'host.lock'));
  if (lock === undefined) return { heldBy: await ownerIn(pidFile) };
  const release = (): void => {
    if (held.delete(lock)) lock.close();
  };
  try {
    const content = `${process.pid}\n${new Date().toISOString()}\n`;
    await replaceFile(pidFile, content, join(folder, `host.pid.${randomUUID()}.tmp`));
  } catch (error) {
    release();
    throw error;
  }
  return { release };
};
