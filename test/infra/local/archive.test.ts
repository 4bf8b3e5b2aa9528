import { mkdir, readdir, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderFiles } from '#adapters/folder-files.ts';
import { openSqliteTable } from '#adapters/sqlite-table.ts';
import { emptyFolder } from '#test/support/folder.ts';
import { type ArchiveFile, BadArchive, sealed, unseal } from '../../../infra/local/archive.ts';
import { backup, finishRestore, restore } from '../../../infra/local/backup.ts';

const KEY = 'correct horse battery';
const CONTENT = {
  'exchange.db': Buffer.alloc(3_000_000, 7),
  'files/a/empty.txt': Buffer.alloc(0),
  'files/b.ndjson': Buffer.from('Nguyễn Văn An\n'),
};

async function* files(): AsyncGenerator<ArchiveFile> {
  for (const [name, content] of Object.entries(CONTENT))
    yield {
      name,
      content: (async function* () {
        for (let at = 0; at < content.length; at += 65_537) yield content.subarray(at, at + 65_537);
      })(),
    };
}

const sealedOnce = async (): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of sealed(files(), KEY)) chunks.push(chunk);
  return Buffer.concat(chunks);
};
// Making a key from a passphrase takes long on purpose.
let whole: Buffer;
beforeAll(async () => {
  whole = await sealedOnce();
});

async function archived(bytes: Buffer = whole): Promise<{ readonly folder: string; readonly path: string }> {
  const folder = await emptyFolder();
  const path = join(folder, 'all.bak');
  await writeFile(path, bytes);
  return { folder, path };
}

describe('an archive', () => {
  test('gives back what went in', async () => {
    const { folder, path } = await archived();
    expect(await unseal(path, KEY, join(folder, 'out'))).toEqual(Object.keys(CONTENT));
    for (const [name, content] of Object.entries(CONTENT))
      expect((await readFile(join(folder, 'out', name))).equals(content), name).toBe(true);
  });

  test('is another one each time, under the same passphrase', async () => {
    const again = await sealedOnce();
    expect(again.length).toBe(whole.length);
    expect(again.equals(whole)).toBe(false);
  });

  test('opens with its passphrase only', async () => {
    const { folder, path } = await archived();
    await expect(unseal(path, `${KEY} `, join(folder, 'out'))).rejects.toThrow(BadArchive);
  });

  // Magic, salt, nonce, the first name, the middle of a file, the last of it, the tag.
  test.each([0, 9, 25, 40, 1_500_000, -20, -1])('with one byte changed at %d is refused', async (place) => {
    const bytes = Buffer.from(whole);
    const at = place < 0 ? bytes.length + place : place;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const { folder, path } = await archived(bytes);
    await expect(unseal(path, KEY, join(folder, 'out'))).rejects.toThrow(BadArchive);
  });

  test.each([3, 40, 2_000_000])('cut after %d bytes is refused', async (length) => {
    const { folder, path } = await archived(whole.subarray(0, length));
    await expect(unseal(path, KEY, join(folder, 'out'))).rejects.toThrow(BadArchive);
  });

  test('never writes outside its folder, whatever names it holds', async () => {
    const folder = await emptyFolder();
    const path = join(folder, 'evil.bak');
    async function* evil(): AsyncGenerator<ArchiveFile> {
      for (const name of ['../outside', '/etc/outside', 'a/../../outside'])
        yield {
          name,
          content: (async function* () {
            yield Buffer.from('x');
          })(),
        };
    }
    await writeFile(path, sealed(evil(), KEY));
    await expect(unseal(path, KEY, join(folder, 'out'))).rejects.toThrow(BadArchive);
    expect(await readdir(folder)).toEqual(['evil.bak']);
  });
});

/** A data directory whose table says who it is. */
async function dataOf(says: string): Promise<string> {
  const dataDir = await emptyFolder();
  const store = openSqliteTable(join(dataDir, 'exchange.db'));
  await store.table.put({ pk: 'NAME', sk: 'name', version: 1, body: says });
  await store.close();
  await writeFile(join(dataDir, 'link-keys.json'), `keys of ${says}`);
  const files = await folderFiles(join(dataDir, 'files'));
  await files.write('rosters/v1/manifest.json', Buffer.from(says));
  return dataDir;
}

async function saysOf(dataDir: string): Promise<readonly unknown[]> {
  const store = openSqliteTable(join(dataDir, 'exchange.db'));
  const item = await store.table.get({ pk: 'NAME', sk: 'name' });
  await store.close();
  const texts = ['link-keys.json', 'files/rosters/v1/manifest.json'].map((name) =>
    readFile(join(dataDir, name), 'utf8'),
  );
  return [item?.body, ...(await Promise.all(texts))];
}

async function backedUp(says: string): Promise<string> {
  const dataDir = await dataOf(says);
  const store = openSqliteTable(join(dataDir, 'exchange.db'));
  const files = await folderFiles(join(dataDir, 'files'));
  const path = join(await emptyFolder(), 'all.bak');
  await backup({ store, files, dataDir }, path, KEY, () => {});
  await store.close();
  expect((await readdir(dataDir)).filter((name) => name.startsWith('backup'))).toEqual([]);
  return path;
}

describe('a restore', () => {
  test('over an exchange sets the old one aside, whole', async () => {
    const path = await backedUp('new');
    const dataDir = await dataOf('old');
    await expect(restore(dataDir, path, KEY, { force: false })).rejects.toMatchObject({ name: 'Conflict' });
    expect(await saysOf(dataDir)).toEqual(['old', 'keys of old', 'old']);
    const { setAside = '' } = await restore(dataDir, path, KEY, { force: true });
    expect(await saysOf(dataDir)).toEqual(['new', 'keys of new', 'new']);
    expect(await saysOf(setAside)).toEqual(['old', 'keys of old', 'old']);
  });

  test('of an archive that is refused leaves everything as it was', async () => {
    const path = await backedUp('new');
    await truncate(path, 20_000);
    const dataDir = await dataOf('old');
    await expect(restore(dataDir, path, KEY, { force: true })).rejects.toThrow(BadArchive);
    await finishRestore(dataDir);
    expect(await saysOf(dataDir)).toEqual(['old', 'keys of old', 'old']);
    expect(await readdir(dataDir)).not.toContain('.restoring');
  });

  test.each([0, 1, 2, 3])('that was killed after %d parts goes on at the next start', async (parts) => {
    const dataDir = await dataOf('old');
    const half = join(dataDir, '.restoring');
    const made = await dataOf('new');
    await mkdir(half);
    const names = ['link-keys.json', 'files', 'exchange.db'];
    const aside = join(dataDir, 'before-restore-1');
    await mkdir(aside);
    for (const [n, name] of names.entries()) {
      if (n < parts) {
        await rename(join(dataDir, name), join(aside, name));
        await rename(join(made, name), join(dataDir, name));
      } else await rename(join(made, name), join(half, name));
    }
    await writeFile(join(half, 'proven'), 'before-restore-1');
    await finishRestore(dataDir);
    expect(await saysOf(dataDir)).toEqual(['new', 'keys of new', 'new']);
    expect(await saysOf(aside)).toEqual(['old', 'keys of old', 'old']);
  });
});
