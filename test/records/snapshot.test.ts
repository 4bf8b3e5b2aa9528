import { describe, expect, it } from 'vitest';
import { memoryFiles } from '#adapters/memory-files.ts';
import { type CellLine, readCells, readWorkplaces, writeCells, writeWorkplaces } from '#records/snapshot.ts';

const CYCLE = 'k26';
const line = (n: number): CellLine => ({
  committee: { id: `c${n}`, name: `Chi bộ “${n}”\nĐường số 1`, level: 'cell', channel: 'paper', language: 'vi' },
  deskId: 'w1',
  members: [{ id: `m${n}`, name: 'Nguyễn Văn Đức 🏘️', birthDate: '1970', category: 'A', workplaceId: 'e1' }],
});
const lines = (count: number) => Array.from({ length: count }, (_, n) => line(n));

describe('the roster of a cycle', () => {
  it.each([0, 1, 2_000])('of %i cells is read as it was written, over however many chunks', async (count) => {
    const files = memoryFiles();
    await writeCells(files, CYCLE, '0', lines(count));
    expect(await Array.fromAsync(readCells(files, CYCLE, '0'))).toEqual(lines(count));
  });

  it('is apart for each shard and each cycle', async () => {
    const files = memoryFiles();
    await writeCells(files, CYCLE, '0', [line(0)]);
    await writeCells(files, CYCLE, '1', [line(1)]);
    await writeCells(files, 'k27', '0', [line(2)]);
    const ids = async (cycle: string, shard: string) =>
      (await Array.fromAsync(readCells(files, cycle, shard))).map(({ committee }) => committee.id);
    expect([await ids(CYCLE, '0'), await ids(CYCLE, '1'), await ids('k27', '0')]).toEqual([['c0'], ['c1'], ['c2']]);
  });

  it('a character that two chunks share is whole', async () => {
    const files = memoryFiles();
    await writeCells(files, CYCLE, '0', lines(3));
    const torn = { ...files, read: async (name: string) => bytewise(await files.read(name)) };
    expect(await Array.fromAsync(readCells(torn, CYCLE, '0'))).toEqual(lines(3));
  });

  it('that is missing or cut short is a fault, and never an empty one', async () => {
    const files = memoryFiles();
    await expect(Array.fromAsync(readCells(files, CYCLE, '0'))).rejects.toThrow('is missing');
    await expect(Array.fromAsync(readWorkplaces(files, CYCLE))).rejects.toThrow('is missing');
    await writeWorkplaces(files, CYCLE, [{ workplaceId: 'e1', requests: ['k26.c1'], members: 1 }]);
    const cut = { ...files, read: async (name: string) => bytewise(await files.read(name), 20) };
    await expect(Array.fromAsync(readWorkplaces(cut, CYCLE))).rejects.toThrow();
  });
});

/** One byte a chunk, and at most so many. */
async function* bytewise(content: AsyncIterable<Uint8Array> | undefined, most = Number.POSITIVE_INFINITY) {
  let n = 0;
  for await (const chunk of content ?? [])
    for (const byte of chunk) {
      if (n++ >= most) return;
      yield Uint8Array.of(byte);
    }
}
