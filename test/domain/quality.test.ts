import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Comment } from '#domain/comment.ts';
import { criteriaFor, formOf, LATEST_FORM } from '#domain/form.ts';
import { type Answered, FEWEST, qualityHints } from '#domain/quality.ts';

const form = formOf(LATEST_FORM);
const middle = Object.fromEntries(
  criteriaFor(form, 'A').map(({ id, levels }) => [id, levels.find(({ standing }) => standing === 'middle')?.id ?? '']),
);
const comment = (more: Partial<Comment> = {}): Comment => ({
  kind: 'comment',
  levels: middle,
  reasons: {},
  sources: ['front'],
  ...more,
});
const all = (count: number, one: (i: number) => Partial<Answered>): Answered[] =>
  Array.from({ length: count }, (_, i) => ({ category: 'A', answer: comment(), ...one(i) }));
/** Different levels for everybody, so that only what a test is about stands out. */
const varied = (i: number): Comment['levels'] => ({ ...middle, contact: i % 2 === 0 ? 'regular' : 'notRegular' });

describe('quality hints', () => {
  it('notice that everybody got the same levels', () => {
    expect(
      qualityHints(
        form,
        all(5, () => ({})),
      ),
    ).toEqual([{ kind: 'sameLevels', category: 'A', members: 5 }]);
  });

  it('say nothing as soon as one comment differs', () => {
    const answered = all(20, (i) => ({
      answer: comment(i === 13 ? { levels: { ...middle, contact: 'notRegular' } } : {}),
    }));
    expect(qualityHints(form, answered)).toEqual([]);
  });

  it('take "not enough contact" of everybody for candour', () => {
    const levels = Object.fromEntries(
      Object.keys(middle).map((id) => [id, id === 'proposal' ? 'none' : 'notEnoughContact']),
    );
    expect(
      qualityHints(
        form,
        all(30, () => ({ answer: comment({ levels, sources: ['notMet'] }) })),
      ),
    ).toEqual([]);
  });

  it('look at each category by itself', () => {
    const shorter = { example: 'setsExample', civicDuties: 'does', mobilising: 'does' };
    const mixed = all(9, (i) => (i < 4 ? { category: 'B', answer: comment({ levels: shorter }) } : {}));
    expect(qualityHints(form, mixed)).toEqual([{ kind: 'sameLevels', category: 'A', members: 5 }]);
  });

  it('notice words that come back, whatever their case and spaces', () => {
    const words = ['Chấp hành tốt.', 'chấp  hành tốt', 'CHẤP HÀNH TỐT!', 'Chấp hành tốt', ' chấp hành\ntốt'];
    const remarks = all(6, (i) => ({ answer: comment({ levels: varied(i), remark: words[i] ?? 'Khác' }) }));
    expect(qualityHints(form, remarks)).toEqual([{ kind: 'sameWords', part: 'remark', members: 5 }]);
    const reasons = all(6, (i) => ({
      answer: comment({ levels: varied(i), reasons: { contact: { text: words[i] ?? 'Khác' } } }),
    }));
    expect(qualityHints(form, reasons)).toEqual([{ kind: 'sameWords', part: 'reason', members: 5 }]);
  });

  it('do not take a dash for words', () => {
    expect(
      qualityHints(
        form,
        all(6, (i) => ({ answer: comment({ levels: varied(i), remark: '—' }) })),
      ),
    ).toEqual([]);
  });

  it('count a member once, however often the words stand there', () => {
    const reasons = { contact: { text: 'Tốt' }, example: { text: 'Tốt' } };
    expect(
      qualityHints(
        form,
        all(4, (i) => ({ answer: comment({ levels: varied(i), reasons }) })),
      ),
    ).toEqual([]);
  });

  it('notice answers given faster than one reads', () => {
    const times = [3, 4, 5, 200, 6];
    const answered = all(5, (i) => ({ answer: comment({ levels: varied(i) }), seconds: times[i] ?? 0 }));
    expect(qualityHints(form, answered)).toEqual([{ kind: 'quick', seconds: 5, members: 5 }]);
    expect(
      qualityHints(
        form,
        answered.map((one) => ({ ...one, seconds: 40 })),
      ),
    ).toEqual([]);
  });

  it('do not count those who are not here', () => {
    const answered = all(8, (i) =>
      i < 4 ? { answer: { kind: 'notHere', which: 'notKnown' } as const, seconds: 1 } : {},
    );
    expect(qualityHints(form, answered)).toEqual([]);
  });

  it('never speak of fewer than five members, and never say who', () => {
    const anAnswered = fc.record({
      category: fc.constantFrom('A' as const, 'B' as const),
      answer: fc.constantFrom<Comment>(comment(), comment({ remark: 'Tốt' }), comment({ levels: varied(1) })),
      seconds: fc.nat({ max: 60 }),
    });
    fc.assert(
      fc.property(fc.array(anAnswered, { maxLength: 12 }), (answered) => {
        const hints = qualityHints(form, answered);
        expect(hints.every(({ members }) => members >= FEWEST && members <= answered.length)).toBe(true);
        expect(JSON.stringify(hints)).not.toContain('Tốt');
      }),
    );
  });
});
