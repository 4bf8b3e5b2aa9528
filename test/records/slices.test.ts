import { describe, expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import { keepLateMember, keepSlice, readSlice, type SliceMember, seedOf } from '#records/slices.ts';

const ID = 'k26.c1';
const member = (n: number, mailbox?: string): SliceMember => ({
  id: `m${n}`,
  name: `Đảng viên ${n}`,
  birthDate: '1970',
  category: 'A',
  workplaceId: 'e1',
  ...(mailbox ? { mailbox } : {}),
});
const members = (count: number) => Array.from({ length: count }, (_, n) => member(n));

describe('the members of a request', () => {
  it.each([0, 1, 249, 250, 251, 600])('%i of them are read at their places', async (count) => {
    const table = memoryTable();
    await keepSlice(table, ID, members(count));
    expect(await readSlice(table, ID)).toEqual(members(count));
  });

  it.each([0, 1, 250, 500])(
    'one who comes to %i others stands behind them, also after the list was written again',
    async (count) => {
      const table = memoryTable();
      await keepSlice(table, ID, members(count));
      await keepLateMember(table, ID, count, member(9_999));
      await keepSlice(table, ID, members(count));
      const read = await readSlice(table, ID);
      expect(read).toHaveLength(count + 1);
      expect(read[count]?.id).toBe('m9999');
    },
  );

  it('are named in the journal without a name: id, category, workplace, and whether there is a mailbox', () => {
    expect(seedOf(member(3))).toEqual(['m3', 'A', 'e1', 0]);
    expect(seedOf(member(3, 'x@y.example'))).toEqual(['m3', 'A', 'e1', 1]);
  });
});
