import { describe, expect, it } from 'vitest';
import { criteriaFor, formOf, isAsked, LATEST_FORM, needsReason, parseForm } from '#domain/form.ts';
import regulation213 from '#domain/forms/regulation-213-2020.json' with { type: 'json' };
import { isRefusal } from '#domain/refusal.ts';

const form = formOf(LATEST_FORM);
const changed = (change: (file: typeof regulation213) => void): unknown => {
  const copy = structuredClone(regulation213);
  change(copy);
  return copy;
};

describe('the form of Regulation 213, version 2020', () => {
  it.each([
    ['example', 'nêu gương tốt / nêu gương / chưa nêu gương'],
    ['civicDuties', 'gương mẫu đi đầu / gương mẫu / chưa gương mẫu'],
    ['attendance', 'tham gia đầy đủ / chưa đầy đủ / không tham gia'],
    ['contact', 'thường xuyên, tích cực / thường xuyên / chưa thường xuyên'],
    ['mobilising', 'rất tích cực / tích cực / chưa tích cực'],
    ['proposal', 'biểu dương / không đề nghị / xem xét xử lý'],
  ])('%s has the levels %s', (id, levels) => {
    const criterion = criteriaFor(form, 'A').find((one) => one.id === id);
    const rated = criterion?.levels.filter(({ standing }) => standing !== 'noContact');
    expect(rated?.map(({ label }) => label.vi).join(' / ')).toBe(levels);
    expect(rated?.map(({ standing }) => standing)).toEqual(['top', 'middle', 'bottom']);
  });

  it('asks six criteria about category A and three about category B', () => {
    expect(criteriaFor(form, 'A')).toHaveLength(6);
    expect(criteriaFor(form, 'B').map(({ levels }) => levels.map(({ label }) => label.en))).toEqual([
      ['exemplary', 'sets an example', 'not yet', 'not enough contact to judge'],
      ['does well', 'does', 'not yet', 'not enough contact to judge'],
      ['does well', 'does', 'not yet', 'not enough contact to judge'],
    ]);
  });

  it('offers "not enough contact" for every criterion but the proposal', () => {
    for (const criterion of [...criteriaFor(form, 'A'), ...criteriaFor(form, 'B')]) {
      const without = criterion.levels.filter(({ standing }) => standing === 'noContact');
      expect(without.map(({ id }) => id)).toEqual(criterion.proposal ? [] : ['notEnoughContact']);
      expect(without.some(needsReason)).toBe(false);
    }
  });

  it('marks what no source confirmed', () => {
    expect(criteriaFor(form, 'A').flatMap(({ open }, i) => (open ? [i + 1] : []))).toEqual([2, 4, 5, 6]);
    expect(form.duties.flatMap(({ open, number }) => (open ? [number] : []))).toEqual([6, 7]);
  });

  it('marks where attendance is shown and which criterion is a proposal', () => {
    expect(criteriaFor(form, 'A').flatMap(({ id, attendance }) => (attendance ? [id] : []))).toEqual(['attendance']);
    expect(criteriaFor(form, 'A').flatMap(({ id, proposal }) => (proposal ? [id] : []))).toEqual(['proposal']);
  });

  it('asks how the committee knows, and which ways a member is not here', () => {
    const sources = form.howKnown.sources;
    expect(sources.map(({ id }) => id)).toEqual(['meetings', 'front', 'residents', 'daily', 'visit', 'notMet']);
    expect(sources.filter(({ noContact }) => noContact).map(({ id }) => id)).toEqual(['notMet']);
    expect(form.notHere.map(({ id }) => id)).toEqual(['notHere', 'moved', 'notKnown']);
  });

  it.each([
    ['A', 'yearly', true],
    ['A', 'onDemand', true],
    ['B', 'yearly', false],
    ['B', 'onDemand', true],
  ] as const)('category %s is asked about %s: %s', (category, occasion, asked) => {
    expect(isAsked(form, category, occasion)).toBe(asked);
  });

  it('is found by its id only', () => {
    expect(() => formOf('regulation-76-2000')).toThrow();
    try {
      formOf('regulation-76-2000');
    } catch (error) {
      expect(isRefusal(error, 'NotFound')).toBe(true);
    }
  });
});

describe('a form file is refused', () => {
  const [first] = regulation213.categories.A.criteria;
  it.each([
    ['with a field nobody knows', { ...regulation213, grade: true }],
    ['without a language', changed((file) => Reflect.deleteProperty(file.conflict.label, 'fr'))],
    ['with an empty word', changed((file) => Object.assign(file.conflict.label, { vi: '' }))],
    ['with a date that does not exist', changed((file) => Object.assign(file.regulation, { date: '2020-02-31' }))],
    ['with a criterion twice', changed((file) => first && file.categories.A.criteria.push(first))],
    ['with a source twice', changed((file) => file.howKnown.sources.push(...file.howKnown.sources.slice(0, 1)))],
    ['with a duty nobody wrote', changed((file) => file.categories.B.duties.push(8))],
    ['with a silent duty', changed((file) => Reflect.deleteProperty(file.duties[5] ?? {}, 'open'))],
    ['with two proposals', changed((file) => Object.assign(file.categories.A.criteria[0] ?? {}, { proposal: true }))],
    ['without a middle level', changed((file) => file.categories.A.criteria[0]?.levels.splice(1, 1))],
  ])('%s', (_what, file) => {
    expect(() => parseForm(file)).toThrow();
  });

  it('but not as it stands', () => {
    expect(parseForm(changed(() => undefined))).toEqual(form);
  });
});
