import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAnswer } from '#domain/comment.ts';
import { formOf, LATEST_FORM } from '#domain/form.ts';
import type { Member } from '#domain/member.ts';
import { qualityHints } from '#domain/quality.ts';
import { answerOf } from '#infra/local/sample/answers.ts';
import { sampleTown, sampleVillage, vinh } from '#infra/local/sample/town.ts';
import { counted } from './towns.ts';

const form = formOf(LATEST_FORM);
const today = '2026-11-12';

describe('the answers of a sample', () => {
  const town = sampleTown({ seed: 1, ...vinh });
  const answers = town.members.map((member) => answerOf(1, form, member, today));

  it('may all be submitted, whatever the seed, the category and the day', () => {
    const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2031-12-31'), noInvalidDate: true });
    const village = sampleVillage();
    fc.assert(
      fc.property(fc.integer(), day, fc.integer({ min: 1, max: 2 }), (seed, at, round) => {
        const on = at.toISOString().slice(0, 10);
        for (const member of village.members) {
          const answer = answerOf(seed, form, member, on, round);
          expect(checkAnswer(form, member.category, answer, on)).toEqual([]);
        }
      }),
    );
  });

  it('are comments but for two or three in a hundred, of every kind there is', () => {
    const kinds = counted(answers.map((answer) => (answer.kind === 'notHere' ? answer.which : answer.kind)));
    const others = town.members.length - (kinds.get('comment') ?? 0);
    expect(others / town.members.length).toBeGreaterThan(0.02);
    expect(others / town.members.length).toBeLessThan(0.035);
    expect(kinds.size).toBe(5);
  });

  it('use every level of every criterion', () => {
    for (const category of ['A', 'B'] as const) {
      for (const criterion of form.categories[category].criteria) {
        const used = answers.flatMap((answer, n) =>
          answer.kind === 'comment' && town.members[n]?.category === category ? answer.levels[criterion.id] : [],
        );
        expect(new Set(used)).toEqual(new Set(criterion.levels.map(({ id }) => id)));
      }
    }
  });

  it('have texts of their own: no cell looks like a formality', () => {
    const byCell = Map.groupBy(
      answers.map((answer, n) => ({ answer, member: town.members[n] as Member })),
      ({ member }) => member.residenceId,
    );
    const hinted = [...byCell.values()].filter(
      (cell) =>
        qualityHints(
          form,
          cell.map(({ answer, member }) => ({ answer, category: member.category })),
        ).length > 0,
    );
    expect(hinted).toEqual([]);
  });

  it('give a fact its date in the words too, and money is never one', () => {
    for (const answer of answers) {
      if (answer.kind !== 'comment') continue;
      for (const { text, factDate } of Object.values(answer.reasons)) {
        const [year, month, day] = (factDate ?? '').split('-').map(Number);
        expect(text).toContain(`${day}/${month}/${year}`);
        expect(text).not.toMatch(/tiền|ủng hộ|quyên góp|đóng góp quỹ/i);
      }
    }
  });

  it('are the same for the same seed, whoever is asked first', () => {
    const backwards = town.members.toReversed().map((member) => answerOf(1, form, member, today));
    expect(backwards.toReversed()).toEqual(answers);
  });
});
