import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import type { Answer } from '#domain/answer.ts';
import { ANSWER_LIMIT, TEXT_LIMIT } from '#domain/comment.ts';
import type { Signing } from '#domain/signing.ts';
import { draughtAnswers, readAnswer, readAnswers, readSigning } from '#records/answers.ts';
import { keepTexts } from '#records/texts.ts';
import { anAnswer } from '#test/support/answers.ts';
import { COMMENT, SIGNING } from '#test/support/small-cycle.ts';

const ID = 'k26.c1';
const numbered = (answers: readonly Answer[]) => answers.map((answer, slot) => ({ slot, answer }));

async function kept(answers: readonly Answer[], signing: Signing = SIGNING) {
  const table = memoryTable();
  const draughted = draughtAnswers('cmd', numbered(answers), signing);
  await keepTexts(table, ID, draughted.texts);
  const places = draughted.chunks.flatMap(({ key, hash, slots }) =>
    slots.map((slot, place) => [slot, { ref: { key, hash }, place }] as const),
  );
  return { table, ...draughted, places };
}

describe('answers of a submission', () => {
  it('are read as they were sent, one by one and together, whatever stands in them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anAnswer('A'), { minLength: 1, maxLength: 45 }), async (answers) => {
        const { table, places } = await kept(answers);
        expect(places.map(([slot]) => slot)).toEqual(answers.map((_, slot) => slot));
        const together = await readAnswers(table, ID, places);
        for (const [slot, place] of places) {
          expect(await readAnswer(table, ID, place)).toEqual(answers[slot]);
          expect(together.get(slot)).toEqual(answers[slot]);
        }
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    [1, 1],
    [20, 1],
    [21, 2],
    [207, 11],
  ])('of %i members take %i items', async (members, items) => {
    const { texts, chunks } = await kept(Array.from({ length: members }, () => COMMENT));
    expect(texts).toHaveLength(items);
    expect(chunks.map(({ kinds }) => kinds.length).reduce((a, b) => a + b)).toBe(members);
  });

  it('what the committee says about its meeting lies in the first item', async () => {
    const { table, chunks } = await kept(Array.from({ length: 25 }, () => COMMENT));
    const [first, second] = chunks;
    if (!first || !second) throw new Error('one item is not enough');
    expect(await readSigning(table, ID, first)).toEqual(SIGNING);
    expect(await readSigning(table, ID, second)).toBeUndefined();
  });

  // Three bytes in UTF-8: the longest that a character of a text may take.
  const word = (length: number) => 'ế'.repeat(length);
  const longest: Answer = {
    ...(COMMENT as Extract<Answer, { kind: 'comment' }>),
    reasons: { example: { text: word(ANSWER_LIMIT - TEXT_LIMIT) } },
    remark: word(TEXT_LIMIT),
  };
  const wordy: Signing = {
    ...SIGNING,
    participants: word(2_000),
    signer: word(2_000),
    role: word(2_000),
    front: { met: false, because: word(2_000) },
    second: { way: 'minutes', number: word(2_000) },
  };

  it.each<[string, readonly Answer[]]>([
    ['one comment of the greatest length', [longest]],
    ['twenty of them', Array.from({ length: 20 }, () => longest)],
    [
      'twenty who moved, told at length',
      Array.from({ length: 20 }, () => ({ kind: 'notHere', which: 'moved', movedTo: word(TEXT_LIMIT) }) as const),
    ],
    [
      'twenty conflicts, told at length',
      Array.from({ length: 20 }, () => ({ kind: 'conflict', note: word(TEXT_LIMIT) }) as const),
    ],
  ])('%s fit their items, beside the longest words about a meeting', async (_, answers) => {
    const { table, places, chunks } = await kept(answers, wordy);
    expect((await readAnswers(table, ID, places)).size).toBe(answers.length);
    expect(chunks[0] && (await readSigning(table, ID, chunks[0]))).toEqual(wordy);
  });

  it('that a lawful order hid are nowhere, and their neighbours stand', async () => {
    const { table, chunks, places } = await kept(Array.from({ length: 25 }, () => COMMENT));
    await table.remove({ pk: `A#${ID}`, sk: chunks[0]?.key ?? '' });
    const together = await readAnswers(table, ID, places);
    expect([...together.keys()]).toEqual([20, 21, 22, 23, 24]);
    expect(await readAnswer(table, ID, places[0]?.[1] ?? { ref: { key: '', hash: '' }, place: 0 })).toBeUndefined();
  });
});
