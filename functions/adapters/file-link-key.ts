import { createHmac, createSecretKey, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { chmod, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import type { LinkKey } from '#ports';
import { createFile, failedWith, makeFolders, replaceFile } from './durable-file.ts';

const KeyFile = z.object({
  current: z.string(),
  keys: z.record(z.string().check(z.regex(/^k\d+$/)), z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))),
});
type KeyFile = z.infer<typeof KeyFile>;

const freshKey = (): string => randomBytes(32).toString('base64url');
const textOf = (file: KeyFile): string => `${JSON.stringify(file, undefined, 2)}\n`;

const readKeys = async (path: string): Promise<KeyFile | undefined> => {
  try {
    const file = KeyFile.parse(JSON.parse(await readFile(path, 'utf8')));
    if (!file.keys[file.current]) throw new Error('names a current key that it does not hold');
    // A copy or a restore may have opened it to the group.
    await chmod(path, 0o600);
    return file;
  } catch (error) {
    if (failedWith(error, 'ENOENT')) return undefined;
    // Never the cause: a message of the parser may quote the key.
    throw new Error('the link key file cannot be used: restore it from a backup, every link hangs on it');
  }
};

/** Ready for use: made from its bytes each time, a key costs four times what using it does. */
const secretsOf = ({ keys }: KeyFile): ReadonlyMap<string, KeyObject> =>
  new Map(Object.entries(keys).map(([id, key]) => [id, createSecretKey(Buffer.from(key, 'base64url'))]));

export interface FileLinkKey extends LinkKey {
  /** New links are made with a fresh key from now on; those made before go on working. The id of the new key. */
  rotate(): Promise<string>;
}

/** Link keys in one file that only its owner may read; made at first use, and only then. */
export const fileLinkKey = async (path: string): Promise<FileLinkKey> => {
  const draft = (): string => `${path}.${randomUUID()}.tmp`;
  let file = await readKeys(path);
  if (file === undefined) {
    await makeFolders(dirname(path));
    // Of two at once one creates it, and both read what stands there.
    await createFile(path, textOf({ current: 'k1', keys: { k1: freshKey() } }), draft());
    file = await readKeys(path);
  }
  if (file === undefined) throw new Error('the link key file vanished');
  let held = file;
  let secrets = secretsOf(file);
  let rotating: Promise<unknown> = Promise.resolve();

  const rotateOnce = async (): Promise<string> => {
    const highest = Math.max(...Object.keys(held.keys).map((id) => Number(id.slice(1))));
    const current = `k${highest + 1}`;
    const next = { current, keys: { ...held.keys, [current]: freshKey() } };
    await replaceFile(path, textOf(next), draft());
    held = next;
    secrets = secretsOf(next);
    return current;
  };

  return {
    get keyId() {
      return held.current;
    },
    async mac(text, keyId) {
      const secret = secrets.get(keyId);
      if (secret === undefined) throw new Error('no link key of that id');
      return new Uint8Array(createHmac('sha256', secret).update(text, 'utf8').digest());
    },
    rotate() {
      const turn = rotating.then(rotateOnce);
      rotating = turn.catch(() => {});
      return turn;
    },
  };
};
