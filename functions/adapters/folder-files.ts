import { randomUUID } from 'node:crypto';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DAY } from '#domain/day.ts';
import type { Files } from '#ports';
import { failedWith, makeFolders, replaceFile, syncFolder } from './durable-file.ts';
import { checkName, checkPrefix } from './file-names.ts';
import { byBytes } from './table-rules.ts';

/** No name begins with a dot, so this folder is out of reach of names. */
const DRAFTS = '.drafts';

/** What a crash left half written; younger drafts may belong to a writer at work. */
const sweep = async (drafts: string): Promise<void> => {
  for (const name of await readdir(drafts)) {
    const path = join(drafts, name);
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > DAY) await rm(path, { force: true });
  }
};

async function* namesUnder(root: string, folder: string): AsyncGenerator<string> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: unknown) => {
    if (failedWith(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  });
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* namesUnder(root, name);
    else if (entry.isFile()) yield name;
  }
}

const isFile = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch((error: unknown) => {
    if (failedWith(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  });
  return found?.isFile() ?? false;
};

/** Opened when the first chunk is asked for, so that nobody who only asks whether it is there leaves it open. */
async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  yield* file.createReadStream();
}

export const folderFiles = async (root: string): Promise<Files> => {
  const drafts = join(root, DRAFTS);
  await makeFolders(drafts);
  await sweep(drafts);
  const pathOf = (name: string): string => {
    checkName(name);
    return join(root, name);
  };
  return {
    async write(name, content) {
      const path = pathOf(name);
      await makeFolders(dirname(path));
      await replaceFile(path, content, join(drafts, randomUUID()));
    },
    async read(name) {
      const path = pathOf(name);
      return (await isFile(path)) ? chunksOf(path) : undefined;
    },
    async remove(name) {
      const path = pathOf(name);
      await rm(path, { force: true });
      await syncFolder(dirname(path));
    },
    async list(prefix) {
      checkPrefix(prefix);
      const names: string[] = [];
      const folder = prefix.slice(0, Math.max(0, prefix.lastIndexOf('/')));
      for await (const name of namesUnder(root, folder)) if (name.startsWith(prefix)) names.push(name);
      return names.sort(byBytes);
    },
  };
};
