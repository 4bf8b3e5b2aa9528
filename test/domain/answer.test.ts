import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Answer,
  answerKind,
  asAnswer,
  type Comment,
  checkAnswer,
  cleanDraft,
  cleanText,
  type DraftAnswer,
  draftState,
  isProblems,
  parseAnswer,
  parseDraft,
} from '#domain/comment.ts';
import { criteriaFor } from '#domain/form.ts';
import type { Category } from '#domain/member.ts';
import { aComment, anAnswer, categoryAnd, form, plain, TODAY, withLevel, withReason } from '#test/support/answers.ts';

const check = (answer: Answer, category: Category = 'A') => checkAnswer(form, category, answer, TODAY);

describe('every answer that may be submitted', () => {
  it('comes back from its JSON as it was', () => {
    fc.assert(
      fc.property(categoryAnd(anAnswer), ([category, answer]) => {
        expect(check(answer, category)).toEqual([]);
        expect(parseAnswer(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
      }),
    );
  });

  it('is a complete draft', () => {
    fc.assert(
      fc.property(categoryAnd(anAnswer), ([category, answer]) => {
        expect(parseDraft(answer)).toEqual(answer);
        expect(asAnswer(answer)).toEqual(answer);
        expect(draftState(form, category, answer, TODAY)).toBe('complete');
      }),
    );
  });
});

describe('one corruption of a good comment', () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => `x${i}`);
  const reason = (told: object) => (c: Comment, id: string) => ({ ...c, reasons: { ...c.reasons, [id]: told } });
  const level = (chosen: unknown) => (c: Comment, id: string) => ({ ...c, levels: { ...c.levels, [id]: chosen } });
  const field = (name: string, value: unknown) => (c: Comment) => ({ ...c, [name]: value });

  /** `ID` in a place is the criterion that was spoilt. */
  it.each<[string, (comment: Comment, id: string) => unknown, string, string]>([
    ['a level left out', level(undefined), 'levels.ID', 'levelMissing'],
    ['a level invented', level('excellent'), 'levels.ID', 'levelUnknown'],
    ['a level as a number', level(1), 'levels.ID', 'notText'],
    ['a criterion invented', (c) => ({ ...c, levels: { ...c.levels, money: 'leads' } }), 'levels', 'criterionUnknown'],
    ['no levels at all', field('levels', undefined), 'levels', 'missing'],
    ['levels as a list', field('levels', []), 'levels', 'notAnObject'],
    ['too many levels', field('levels', { ...many(51) }), 'levels', 'tooMany'],
    ['no sources', field('sources', []), 'sources', 'sourceNeeded'],
    ['a source invented', (c) => ({ ...c, sources: [...c.sources, 'rumour'] }), 'sources', 'sourceUnknown'],
    ['a source twice', (c) => ({ ...c, sources: [...c.sources, c.sources[0]] }), 'sources', 'sourceTwice'],
    ['a source as an object', (c) => ({ ...c, sources: [...c.sources, { id: 'front' }] }), 'sources', 'notText'],
    ['sources as text', field('sources', 'front'), 'sources', 'notAList'],
    ['too many sources', field('sources', many(51)), 'sources', 'tooMany'],
    ['a NUL in the remark', field('remark', 'a\u0000'), 'remark', 'controlCharacter'],
    ['a remark too long', field('remark', 'x'.repeat(20_001)), 'remark', 'textTooLong'],
    ['a remark that is none', field('remark', null), 'remark', 'notText'],
    ['a fact of tomorrow', reason({ text: 'a', factDate: '2026-11-21' }), 'reasons.ID.factDate', 'factDateInFuture'],
    ['a fact on no day', reason({ text: 'a', factDate: '31/02/2026' }), 'reasons.ID.factDate', 'dateInvalid'],
    ['a reason without words', reason({ factDate: TODAY }), 'reasons.ID.text', 'missing'],
    ['a bell in a reason', reason({ text: 'a\u0007', factDate: TODAY }), 'reasons.ID.text', 'controlCharacter'],
    ['a reason with a field more', reason({ text: 'a', factDate: TODAY, by: 'x' }), 'reasons.ID.by', 'fieldUnknown'],
    ['a state from outside', field('status', 'confirmed'), 'status', 'fieldUnknown'],
    ['a field of another kind', field('movedTo', 'Vinh'), 'movedTo', 'fieldUnknown'],
    ['another kind', field('kind', 'grade'), 'kind', 'kindUnknown'],
    ['no kind', field('kind', undefined), 'kind', 'missing'],
  ])('is refused for that and nothing else: %s', (_what, corrupt, place, why) => {
    fc.assert(
      fc.property(categoryAnd(aComment), fc.nat(), ([category, comment], pick) => {
        const criteria = criteriaFor(form, category);
        const id = criteria[pick % criteria.length]?.id ?? '';
        const parsed = parseAnswer(JSON.parse(JSON.stringify(corrupt(comment, id))));
        const problems = isProblems(parsed) ? parsed : check(parsed, category);
        expect(problems).toEqual([{ place: place.replace('ID', id), reason: why }]);
      }),
      { numRuns: 30 },
    );
  });

  it.each([null, undefined, 5, 'comment', [], [{}], true])('is refused whole: %j instead of it', (json) => {
    const parsed = parseAnswer(json);
    expect(isProblems(parsed) && parsed[0]).toEqual({ place: 'answer', reason: 'notAnObject' });
  });

  it('never reaches the object itself through "__proto__"', () => {
    const parsed = parseAnswer(JSON.parse('{"kind":"comment","levels":{"__proto__":"x"},"reasons":{},"sources":[]}'));
    expect(isProblems(parsed)).toBe(false);
    expect(!isProblems(parsed) && check(parsed)).toContainEqual({ place: 'levels', reason: 'criterionUnknown' });
  });

  it('never breaks the parser, whatever is posted', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('levels', 'reasons', 'sources', 'kind', 'which'), (value, field) => {
        for (const json of [value, { kind: 'comment', levels: {}, reasons: {}, sources: [], [field]: value }]) {
          const parsed = parseAnswer(json);
          if (!isProblems(parsed)) expect(Array.isArray(check(parsed))).toBe(true);
        }
      }),
    );
  });
});

describe('a draft', () => {
  it.each<[string, DraftAnswer, 'empty' | 'started' | 'complete']>([
    ['nothing', {}, 'empty'],
    ['a page opened and saved', { kind: 'comment', levels: {}, reasons: {}, sources: [], remark: '' }, 'empty'],
    [
      'blanks',
      { kind: 'comment', remark: ' \r\n', reasons: { contact: { text: ' ' } }, levels: { contact: '' } },
      'empty',
    ],
    ['one level', { kind: 'comment', levels: { contact: 'regular' } }, 'started'],
    ['one source', { kind: 'comment', sources: ['front'] }, 'started'],
    ['a day without its reason', { kind: 'comment', reasons: { contact: { factDate: TODAY } } }, 'started'],
    ['all levels and no source', { ...plain, sources: [] }, 'started'],
    ['a top level without its reason', withLevel('contact', 'regularActive'), 'started'],
    ['all there is to say', plain, 'complete'],
    ['what another kind left behind', { ...plain, which: 'moved', movedTo: 'Vinh', note: 'x' }, 'complete'],
    ['"not here" without saying which way', { kind: 'notHere' }, 'empty'],
    ['moved', { kind: 'notHere', which: 'moved' }, 'complete'],
    ['a conflict', { kind: 'conflict' }, 'complete'],
  ])('with %s is %s', (_what, draft, state) => {
    expect(draftState(form, 'A', draft, TODAY)).toBe(state);
  });

  it('that became a fact of tomorrow is not complete', () => {
    const draft = withReason('contact', { text: 'Họp tổ', factDate: '2026-11-21' });
    expect(draftState(form, 'A', draft, TODAY)).toBe('started');
    expect(draftState(form, 'A', draft)).toBe('complete');
  });

  it('is cleaned of blanks, and cleaning again changes nothing', () => {
    const draft = {
      kind: 'comment' as const,
      levels: { contact: '' },
      reasons: { contact: { text: ' hoa\u0300\r\n ', factDate: '' }, example: { text: '' } },
      remark: '  ',
    };
    expect(cleanDraft(draft)).toEqual({ kind: 'comment', reasons: { contact: { text: 'hoà' } } });
    fc.assert(
      fc.property(categoryAnd(anAnswer), ([, answer]) => {
        expect(cleanDraft(cleanDraft(answer))).toEqual(cleanDraft(answer));
      }),
    );
  });

  it('refuses a field that no answer has', () => {
    expect(parseDraft({ kind: 'comment', orgId: '1' })).toEqual([{ place: 'orgId', reason: 'fieldUnknown' }]);
    expect(parseDraft({ which: 'away' })).toEqual([{ place: 'which', reason: 'whichUnknown' }]);
  });

  it('keeps what another kind left behind, and an answer does not', () => {
    const draft: DraftAnswer = { kind: 'notHere', which: 'notKnown', movedTo: 'Vinh', remark: 'x' };
    expect(parseDraft(draft)).toEqual(draft);
    expect(asAnswer(draft)).toEqual({ kind: 'notHere', which: 'notKnown' });
    expect(asAnswer({ levels: { contact: 'regular' } })).toBeUndefined();
  });
});

describe('text', () => {
  it.each([
    ['  hai dòng\r\nmột\rba  ', 'hai dòng\nmột\nba'],
    ['ho\u0301a', 'hóa'],
    ['hòa hoà Đ', 'hòa hoà Đ'],
  ])('%j is kept as %j', (written, kept) => {
    expect(cleanText(written)).toBe(kept);
  });
});

describe('the kinds that lists count', () => {
  it('tell the ways of not being here apart', () => {
    const answers: Answer[] = [
      plain,
      { kind: 'conflict' },
      { kind: 'notHere', which: 'moved' },
      { kind: 'notHere', which: 'notHere' },
    ];
    expect(answers.map(answerKind)).toEqual(['comment', 'conflict', 'moved', 'notHere']);
  });
});
