import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

export type Content = string | Uint8Array | AsyncIterable<Uint8Array>;

/** What a folder lists survives a power cut only once the folder itself is synced. Windows opens no folders and needs none. */
export const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r').catch(() => undefined);
  try {
    await folder?.sync();
  } catch (error) {
    if (process.platform !== 'win32') throw error;
  } finally {
    await folder?.close();
  }
};

const fill = async (draft: string, content: Content): Promise<void> => {
  // Readable by the owner only: everything kept here is about people, or a key.
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** The file holds the old bytes or the new, never half, also after a power cut; `draft` is a free name on the same disk. */
export const replaceFile = async (path: string, content: Content, draft: string): Promise<void> => {
  try {
    await fill(draft, content);
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(dirname(path));
};

/** Like `replaceFile`, but false and nothing changed where a file of that name is there already. */
export const createFile = async (path: string, content: Content, draft: string): Promise<boolean> => {
  try {
    await fill(draft, content);
    await link(draft, path);
  } catch (error) {
    if (failedWith(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(dirname(path));
  return true;
};

export const failedWith = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

/** The folder and whatever above it is missing, each listed durably in the one above. */
export const makeFolders = async (path: string): Promise<void> => {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let folder = path; ; folder = dirname(folder)) {
    await syncFolder(dirname(folder));
    if (folder === first || folder === dirname(folder)) return;
  }
};
