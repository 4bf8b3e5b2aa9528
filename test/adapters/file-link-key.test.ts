import { createHmac } from 'node:crypto';
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { fileLinkKey } from '#adapters/file-link-key.ts';
import { emptyFolder } from '#test/support/folder.ts';

const keyPath = async () => join(await emptyFolder(), 'keys', 'link-keys.json');
const hex = async (mac: Promise<Uint8Array>) => Buffer.from(await mac).toString('hex');

test('a link key is made at first use, for its owner only, and is the same ever after', async () => {
  const path = await keyPath();
  const first = await fileLinkKey(path);
  const mac = await hex(first.mac('request:2026.cell-7:1', first.keyId));
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const later = await fileLinkKey(path);
  expect(later.keyId).toBe(first.keyId);
  expect(await hex(later.mac('request:2026.cell-7:1', later.keyId))).toBe(mac);
  expect(await readdir(join(path, '..'))).toEqual(['link-keys.json']);
});

test('a link key gives HMAC-SHA-256 of the text', async () => {
  const path = await keyPath();
  const held = await fileLinkKey(path);
  const { keys } = JSON.parse(await readFile(path, 'utf8'));
  const expected = createHmac('sha256', Buffer.from(keys[held.keyId], 'base64url')).update('chi bộ').digest('hex');
  expect(await hex(held.mac('chi bộ', held.keyId))).toBe(expected);
  expect(Buffer.from(keys[held.keyId], 'base64url')).toHaveLength(32);
});

test('of many who start at once, one somewhat later than the other, all share one key', async () => {
  for (let round = 0; round < 10; round++) {
    const path = await keyPath();
    const all = await Promise.all(
      Array.from({ length: 8 }, async (_, n) => {
        for (let turn = 0; turn < n * round; turn++) await nextTurn();
        return fileLinkKey(path);
      }),
    );
    const macs = await Promise.all(all.map((one) => hex(one.mac('x', one.keyId))));
    expect(new Set(macs).size).toBe(1);
  }
});

test('after a rotation new links have a new key and old ones still work', async () => {
  const path = await keyPath();
  const held = await fileLinkKey(path);
  const [old, before] = [held.keyId, await hex(held.mac('x', held.keyId))];
  const rotated = await Promise.all([held.rotate(), held.rotate()]);
  expect(new Set([old, ...rotated]).size).toBe(3);
  const later = await fileLinkKey(path);
  expect([held.keyId, later.keyId]).toEqual([rotated[1], rotated[1]]);
  expect(await hex(later.mac('x', old))).toBe(before);
  expect(await hex(later.mac('x', later.keyId))).not.toBe(before);
});

test.each(['k9', '__proto__', ''])('a key %j that is not there is a fault', async (keyId) => {
  const held = await fileLinkKey(await keyPath());
  await expect(held.mac('x', keyId)).rejects.toThrow('no link key');
});

test('a broken key file is never replaced, and its content never told', async () => {
  const path = await keyPath();
  await fileLinkKey(path);
  await writeFile(path, '{"current":"k1","keys":{"k1":"secret"}}');
  const opened = fileLinkKey(path);
  await expect(opened).rejects.toThrow('restore it');
  await expect(opened).rejects.not.toThrow('secret');
  expect(await readFile(path, 'utf8')).toContain('secret');
});

test('a key file that a copy opened to others is closed again', async () => {
  const path = await keyPath();
  await fileLinkKey(path);
  await chmod(path, 0o644);
  await fileLinkKey(path);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});
