import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderFiles } from '#adapters/folder-files.ts';
import { memoryFiles } from '#adapters/memory-files.ts';
import type { Files } from '#ports';
import { emptyFolder } from '#test/support/folder.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = async (files: Files, name: string) => {
  const content = await files.read(name);
  if (content === undefined) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

describe.each([
  ['in memory', async () => memoryFiles()],
  ['in a folder', async () => folderFiles(await emptyFolder())],
])('files %s', (_, start) => {
  test('are read as they were written', async () => {
    const files = await start();
    await files.write('rosters/v1/members.ndjson', bytes('Nguyễn Văn Mẫu\n'));
    expect(await textOf(files, 'rosters/v1/members.ndjson')).toBe('Nguyễn Văn Mẫu\n');
    expect(await files.read('rosters/v1/other')).toBeUndefined();
    expect(await files.read('rosters/v1')).toBeUndefined();
  });

  test('may come in chunks and are replaced as a whole', async () => {
    const files = await start();
    const chunks = async function* () {
      for (let n = 0; n < 300; n++) yield bytes(`${n},`.repeat(200));
    };
    await files.write('export', chunks());
    await files.write('export', bytes('short'));
    expect(await textOf(files, 'export')).toBe('short');
  });

  test('keep the old content when the new one breaks off', async () => {
    const files = await start();
    await files.write('export', bytes('old'));
    const broken = async function* () {
      yield bytes('ne');
      throw new Error('the source broke off');
    };
    await expect(files.write('export', broken())).rejects.toThrow('the source broke off');
    expect(await textOf(files, 'export')).toBe('old');
    expect(await files.list('')).toEqual(['export']);
  });

  test('are listed by prefix, sorted', async () => {
    const files = await start();
    for (const name of [
      'rosters/v10/a',
      'rosters/v1/b',
      'rosters/v1/a/c',
      'rosters/v2/a',
      'exports/v1',
      'rosters/v1.csv',
    ])
      await files.write(name, bytes(name));
    expect(await files.list('rosters/v1')).toEqual([
      'rosters/v1.csv',
      'rosters/v1/a/c',
      'rosters/v1/b',
      'rosters/v10/a',
    ]);
    expect(await files.list('rosters/v1/')).toEqual(['rosters/v1/a/c', 'rosters/v1/b']);
    expect(await files.list('none/')).toEqual([]);
    expect(await files.list('')).toHaveLength(6);
  });

  test('are removed, also twice', async () => {
    const files = await start();
    await files.write('a/b', bytes('x'));
    await files.remove('a/b');
    await files.remove('a/b');
    await files.remove('no/such/folder');
    expect(await files.list('')).toEqual([]);
  });

  test.each([
    ...[
      '',
      '.',
      '..',
      '../etc',
      'a/../../b',
      '/etc/passwd',
      'a//b',
      'a/',
      '.drafts/x',
      'a/.b',
      'a\\b',
      'C:x',
      'a\0b',
      'a b',
    ],
    ...['hồ sơ', 'x'.repeat(201)],
  ])('have no name like %j', async (name) => {
    const files = await start();
    await expect(files.write(name, bytes('x'))).rejects.toThrow(RangeError);
    await expect(files.read(name)).rejects.toThrow(RangeError);
    await expect(files.remove(name)).rejects.toThrow(RangeError);
  });

  test.each(['../', '/', '.', 'a/../', '..'])('are not listed by a prefix like %j', async (prefix) => {
    await expect((await start()).list(prefix)).rejects.toThrow(RangeError);
  });
});

describe('files in a folder', () => {
  test('stay over a restart, readable by their owner only', async () => {
    const folder = await emptyFolder();
    await (await folderFiles(folder)).write('a/b', bytes('kept'));
    expect(await textOf(await folderFiles(folder), 'a/b')).toBe('kept');
    expect((await stat(join(folder, 'a/b'))).mode & 0o077).toBe(0);
  });

  test('leave nothing of what a crash broke off a day ago', async () => {
    const folder = await emptyFolder();
    await folderFiles(folder);
    const drafts = join(folder, '.drafts');
    await writeFile(join(drafts, 'old'), 'half');
    await utimes(join(drafts, 'old'), new Date(0), new Date(0));
    await writeFile(join(drafts, 'in-the-making'), 'half');
    const files = await folderFiles(folder);
    expect(await files.list('')).toEqual([]);
    expect(await readdir(drafts)).toEqual(['in-the-making']);
  });
});
