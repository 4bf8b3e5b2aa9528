import { describe, expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import { draught, keepTexts, readText } from '#records/texts.ts';

const OWNER = 'k26.c1';

describe('a text that an event points to', () => {
  it('is read as it was written', async () => {
    const table = memoryTable();
    const text = draught('cmd', 0, { reason: 'Thiếu dẫn chứng.' });
    await keepTexts(table, OWNER, [text]);
    expect(await readText(table, OWNER, text.ref)).toEqual({ reason: 'Thiếu dẫn chứng.' });
  });

  it('is the same item when the same is written again, and never one with another content', () => {
    const [one, again, other] = ['a', 'a', 'b'].map((reason) => draught('cmd', 0, { reason }));
    expect(again?.ref).toEqual(one?.ref);
    expect(other?.ref.key).not.toBe(one?.ref.key);
    expect(draught('cmd', 1, { reason: 'a' }).ref.key).not.toBe(one?.ref.key);
    expect(draught('cmd 2', 0, { reason: 'a' }).ref.key).not.toBe(one?.ref.key);
  });

  it('that was exchanged is not read', async () => {
    const table = memoryTable();
    const text = draught('cmd', 0, { reason: 'a' });
    await keepTexts(table, OWNER, [{ ...text, body: { reason: 'b' } }]);
    await expect(readText(table, OWNER, text.ref)).rejects.toThrow('is not the one the journal points to');
  });

  it('that a lawful order removed is nowhere, and so is one of another owner', async () => {
    const table = memoryTable();
    const texts = [draught('cmd', 0, { n: 1 }), draught('cmd', 1, { n: 2 })];
    await keepTexts(table, OWNER, texts);
    const [first] = texts;
    if (!first) throw new Error('nothing was written');
    await table.remove({ pk: `A#${OWNER}`, sk: first.ref.key });
    expect(await readText(table, OWNER, first.ref)).toBeUndefined();
    expect(await readText(table, 'k26.c2', first.ref)).toBeUndefined();
  });
});
