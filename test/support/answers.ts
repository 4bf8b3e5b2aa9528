import fc from 'fast-check';
import { addDays } from '#domain/calendar.ts';
import { type Answer, type Comment, cleanText } from '#domain/comment.ts';
import { criteriaFor, formOf, LATEST_FORM, needsReason } from '#domain/form.ts';
import type { Category } from '#domain/member.ts';

export const form = formOf(LATEST_FORM);
export const TODAY = '2026-11-20';

/** All in the middle: the shortest comment there is. */
export const plain: Comment = {
  kind: 'comment',
  levels: {
    example: 'setsExample',
    civicDuties: 'exemplary',
    attendance: 'partial',
    contact: 'regular',
    mobilising: 'active',
    proposal: 'none',
  },
  reasons: {},
  sources: ['meetings', 'front'],
};
export const withLevel = (id: string, level: string, base = plain): Comment => ({
  ...base,
  levels: { ...base.levels, [id]: level },
});
export const withReason = (id: string, reason: { text: string; factDate?: string }, base = plain): Comment => ({
  ...base,
  reasons: { ...base.reasons, [id]: reason },
});

const aText = fc.oneof(
  fc.constantFrom('Dự đủ các cuộc họp', 'Góp ý về\nthoát nước', 'Tổ 5\tngõ 12', '=SUM(A1)', '<b>&</b>', '🏘️'),
  fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: 80 }).map((text) => `${cleanText(text)}.`),
);
const aFactDay = fc.integer({ min: 0, max: 400 }).map((back) => addDays(TODAY, -back));
const aCategory = fc.constantFrom<Category>('A', 'B');
const someSources = fc.subarray(['meetings', 'front', 'residents', 'daily', 'visit'], { minLength: 1 });

export const aComment = (category: Category): fc.Arbitrary<Comment> => {
  const criteria = criteriaFor(form, category);
  const choice = fc.record({ pick: fc.nat(), text: aText, factDate: aFactDay, extra: fc.boolean() });
  return fc
    .record({
      choices: fc.array(choice, { minLength: criteria.length, maxLength: criteria.length }),
      sources: someSources,
      remark: fc.option(aText, { nil: undefined }),
    })
    .map(({ choices, sources, remark }) => {
      const chosen = criteria.flatMap((criterion, i) => {
        const { pick = 0, text = '', factDate = TODAY, extra = false } = choices[i] ?? {};
        const level = criterion.levels[pick % criterion.levels.length];
        return level
          ? [{ id: criterion.id, level, reason: { text, factDate }, told: extra || needsReason(level) }]
          : [];
      });
      return {
        kind: 'comment' as const,
        levels: Object.fromEntries(chosen.map(({ id, level }) => [id, level.id])),
        reasons: Object.fromEntries(chosen.filter(({ told }) => told).map(({ id, reason }) => [id, reason])),
        sources,
        ...(remark !== undefined && { remark }),
      };
    });
};

export const anAnswer = (category: Category): fc.Arbitrary<Answer> =>
  fc.oneof(
    { weight: 4, arbitrary: aComment(category) },
    fc.constantFrom('notHere', 'notKnown').map((which) => ({ kind: 'notHere', which }) as const),
    aText.map((movedTo) => ({ kind: 'notHere', which: 'moved', movedTo }) as const),
    aText.map((note) => ({ kind: 'conflict', note }) as const),
    fc.constant({ kind: 'conflict' } as const),
  );

export const categoryAnd = <T>(arbitrary: (category: Category) => fc.Arbitrary<T>) =>
  aCategory.chain((category) => fc.tuple(fc.constant(category), arbitrary(category)));
