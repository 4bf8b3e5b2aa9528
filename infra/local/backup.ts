import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile, syncFolder } from '#adapters/durable-file.ts';
import { acquire } from '#adapters/folder-lock.ts';
import type { SqliteStore } from '#adapters/sqlite-table.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Files } from '#ports';
import { type ArchiveFile, sealed, unseal } from './archive.ts';
import { DataInUse } from './data-in-use.ts';

/** What a data directory holds that is not made anew by itself. The store comes last: where it stands, all stands. */
const PARTS = ['link-keys.json', 'files', 'exchange.db'] as const;
/** What belongs to the store and to no other. */
const BESIDE = ['exchange.db-wal', 'exchange.db-shm'] as const;

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/**
 * Writes an encrypted copy as of now, beside the writers. The store is copied first: every file it names is there then, and
 * files are never changed.
 */
export async function backup(
  { store, files, dataDir }: { readonly store: SqliteStore; readonly files: Files; readonly dataDir: string },
  path: string,
  passphrase: string,
  progress: (line: string) => void,
): Promise<{ readonly files: number; readonly bytes: number }> {
  const copy = join(dataDir, `backup-${randomUUID()}.db`);
  let count = 0;
  try {
    progress('copying the store');
    await store.backup(copy);
    const content = async function* (): AsyncGenerator<ArchiveFile> {
      yield { name: 'exchange.db', content: createReadStream(copy) };
      yield { name: 'link-keys.json', content: createReadStream(join(dataDir, 'link-keys.json')) };
      for (const name of await files.list('')) {
        // Made anew by whoever wants it again.
        const found = name.startsWith('exports/') ? undefined : await files.read(name);
        if (!found) continue;
        count += 1;
        if (count % 500 === 0) progress(`${count} files`);
        yield { name: `files/${name}`, content: found };
      }
    };
    progress('writing the archive');
    await replaceFile(path, sealed(content(), passphrase), `${path}.${randomUUID()}.tmp`);
  } finally {
    await rm(copy, { force: true });
  }
  return { files: count + 2, bytes: (await stat(path)).size };
}

const RESTORING = '.restoring';
/** Names the folder for what stood there before; while it exists, the content beside it is whole and proven. */
const PROVEN = 'proven';

/**
 * Puts a backup into a data directory that nobody owns. What stood there is set aside, never deleted. Nothing changes before the
 * whole archive is proven; from then on a crash is no matter, because the next start goes on.
 */
export async function restore(
  dataDir: string,
  path: string,
  passphrase: string,
  { force }: { readonly force: boolean },
): Promise<{ readonly files: number; readonly setAside?: string }> {
  const lock = await acquire(dataDir);
  if ('heldBy' in lock) throw new DataInUse(dataDir, lock.heldBy);
  try {
    await finishRestore(dataDir);
    const occupied = await isThere(join(dataDir, 'exchange.db'));
    if (occupied && !force)
      throw new Refusal('Conflict', `${dataDir} holds an exchange already: give an empty EXCHANGE_DATA, or --force`);
    const folder = join(dataDir, RESTORING);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
    const names = await unseal(path, passphrase, folder);
    if (!names.includes('exchange.db') || !names.includes('link-keys.json'))
      throw new Refusal('Invalid', 'this backup holds no store or no link key');
    await mkdir(join(folder, 'files'), { recursive: true, mode: 0o700 });
    await syncFolder(folder);
    const aside = `before-restore-${new Date()
      .toISOString()
      .replaceAll(/[^0-9]/g, '')
      .slice(0, 14)}`;
    await replaceFile(join(folder, PROVEN), aside, join(folder, `${PROVEN}.tmp`));
    await finishRestore(dataDir);
    return { files: names.length, ...(occupied ? { setAside: join(dataDir, aside) } : {}) };
  } finally {
    lock.release();
  }
}

/** Goes on with a restore that was interrupted after its proof, and forgets one that was interrupted before. Owner only. */
export async function finishRestore(dataDir: string): Promise<void> {
  const folder = join(dataDir, RESTORING);
  if (!(await isThere(folder))) return;
  const aside = await readFile(join(folder, PROVEN), 'utf8').catch(() => '');
  if (aside !== '') {
    for (const name of BESIDE) await setAside(dataDir, name, aside);
    for (const name of PARTS) {
      if (!(await isThere(join(folder, name)))) continue;
      await setAside(dataDir, name, aside);
      await rename(join(folder, name), join(dataDir, name));
      await syncFolder(dataDir);
    }
  }
  await rm(folder, { recursive: true, force: true });
}

async function setAside(dataDir: string, name: string, aside: string): Promise<void> {
  if (!(await isThere(join(dataDir, name)))) return;
  await mkdir(join(dataDir, aside), { recursive: true, mode: 0o700 });
  await rename(join(dataDir, name), join(dataDir, aside, name));
}
