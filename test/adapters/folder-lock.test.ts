import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acquire } from '#adapters/folder-lock.ts';
import { startChild } from '#test/support/child.ts';
import { emptyFolder } from '#test/support/folder.ts';

const holder = new URL('./children/hold-folder.ts', import.meta.url);
const said = async (child: ReturnType<typeof startChild>) => (await child.lines.next()).value;

test('a folder has one owner until it lets go', async () => {
  const folder = join(await emptyFolder(), 'data');
  const first = await acquire(folder);
  expect(await acquire(folder)).toEqual({ heldBy: process.pid });
  if (!('release' in first)) throw new Error('not acquired');
  first.release();
  first.release();
  const second = await acquire(folder);
  expect('release' in second).toBe(true);
  if ('release' in second) second.release();
});

test('a folder whose owner was killed is free at once', async () => {
  const folder = await emptyFolder();
  const child = startChild(holder, folder);
  expect(await said(child)).toBe('mine');
  expect(await acquire(folder)).toEqual({ heldBy: child.pid });
  await child.kill();
  const next = await acquire(folder);
  expect('release' in next).toBe(true);
  if ('release' in next) next.release();
});

test('of many starters at once one owns the folder, also after a killed one, and the others know which', async () => {
  const folder = await emptyFolder();
  for (let round = 0; round < 2; round++) {
    const children = Array.from({ length: 6 }, () => startChild(holder, folder));
    const words = await Promise.all(children.map(said));
    const owner = children[words.indexOf('mine')];
    const others = words.filter((word) => word !== 'mine');
    expect(others).toEqual(Array.from({ length: 5 }, () => `held by ${owner?.pid}`));
    for (const child of children) await child.kill();
  }
});

test('an owner that has not said who it is counts as one, and is not taken for the one before', async () => {
  const folder = await emptyFolder();
  const before = startChild(holder, folder);
  expect(await said(before)).toBe('mine');
  const left = await readFile(join(folder, 'host.pid'));
  await before.kill();
  const owner = await acquire(folder);
  await writeFile(join(folder, 'host.pid'), left);
  expect(await acquire(folder)).toEqual({ heldBy: 0 });
  await rm(join(folder, 'host.pid'));
  expect(await acquire(folder)).toEqual({ heldBy: 0 });
  if ('release' in owner) owner.release();
});
