import { describe, expect, it } from 'vitest';
import { ANSWER_LIMIT, type Answer, type Comment, checkAnswer, TEXT_LIMIT } from '#domain/comment.ts';
import type { Category } from '#domain/member.ts';
import { form, plain, TODAY, withLevel, withReason } from '#test/support/answers.ts';

const check = (answer: Answer, category: Category = 'A') => checkAnswer(form, category, answer, TODAY);
const found = (answer: Answer, category: Category = 'A') =>
  check(answer, category).map(({ place, reason }) => `${place}: ${reason}`);

const notMet: Comment = {
  ...plain,
  levels: { ...Object.fromEntries(Object.keys(plain.levels).map((id) => [id, 'notEnoughContact'])), proposal: 'none' },
  sources: ['notMet'],
};
const without = (id: string): Comment => ({
  ...plain,
  levels: Object.fromEntries(Object.entries(plain.levels).filter(([key]) => key !== id)),
});

describe('an answer may be submitted', () => {
  const fact = { text: 'Dự đủ hai cuộc họp,\n\tgóp ý về thoát nước ngõ 12', factDate: '2026-06-14' };
  it.each<[string, Answer]>([
    ['with middle levels and no words', plain],
    ['with a top level, its reason and the day', withReason('attendance', fact, withLevel('attendance', 'full'))],
    ['with a proposal, its reason and the day', withReason('proposal', fact, withLevel('proposal', 'commend'))],
    ['with a fact of today', withReason('example', { ...fact, factDate: TODAY }, withLevel('example', 'notYet'))],
    ['with a reason nobody asked for', withReason('contact', { text: 'Ở xa' })],
    ['about somebody not met', notMet],
    ['with too little contact, though not of everything', withLevel('contact', 'notEnoughContact')],
    ['with the longest remark', { ...plain, remark: 'x'.repeat(20_000) }],
    ['with a remark in any script', { ...plain, remark: 'Đường phố 🏘️ sạch' }],
    ['that the member does not live here', { kind: 'notHere', which: 'notHere' }],
    ['that the member moved', { kind: 'notHere', which: 'moved', movedTo: 'phường Hòa Xuân' }],
    ['that the member moved, nobody knows where to', { kind: 'notHere', which: 'moved' }],
    ['that nobody knows the member', { kind: 'notHere', which: 'notKnown' }],
    ['that the hand steps aside', { kind: 'conflict' }],
  ])('%s', (_what, answer) => {
    expect(check(answer)).toEqual([]);
  });

  it('with three levels for category B, and not with six', () => {
    const short = { ...plain, levels: { example: 'setsExample', civicDuties: 'does', mobilising: 'does' } };
    expect(check(short, 'B')).toEqual([]);
    expect(found({ ...short, levels: { ...short.levels, proposal: 'none' } }, 'B')).toEqual([
      'levels: criterionUnknown',
    ]);
  });
});

describe('an answer is refused', () => {
  const fact = { text: 'Góp ý về thoát nước', factDate: '2026-06-14' };
  const top = withLevel('mobilising', 'veryActive');
  it.each<[string, Answer, string[]]>([
    [
      'when nothing is chosen',
      { ...plain, levels: {} },
      Object.keys(plain.levels).map((id) => `levels.${id}: levelMissing`),
    ],
    ['with one criterion unanswered', without('contact'), ['levels.contact: levelMissing']],
    ['with an empty level', withLevel('contact', ''), ['levels.contact: levelMissing']],
    ['with a level out of range', withLevel('contact', '5'), ['levels.contact: levelUnknown']],
    ['with a level of another criterion', withLevel('contact', 'full'), ['levels.contact: levelUnknown']],
    [
      'with too little contact as a proposal',
      withLevel('proposal', 'notEnoughContact'),
      ['levels.proposal: levelUnknown'],
    ],
    ['with a level every object has', withLevel('contact', 'constructor'), ['levels.contact: levelUnknown']],
    ['with a criterion nobody asked', withLevel('money', 'leads'), ['levels: criterionUnknown']],
    ['with a reason for a criterion nobody asked', withReason('toString', fact), ['reasons: criterionUnknown']],
    [
      'with a top level alone',
      top,
      ['reasons.mobilising.text: reasonNeeded', 'reasons.mobilising.factDate: factDateNeeded'],
    ],
    [
      'with a blank reason',
      withReason('mobilising', { ...fact, text: ' \n' }, top),
      ['reasons.mobilising.text: reasonNeeded'],
    ],
    [
      'with a reason without a day',
      withReason('mobilising', { text: 'Tốt' }, top),
      ['reasons.mobilising.factDate: factDateNeeded'],
    ],
    [
      'with the fact of another criterion',
      withReason('contact', fact, withLevel('example', 'notYet')),
      ['reasons.example.text: reasonNeeded', 'reasons.example.factDate: factDateNeeded'],
    ],
    [
      'with a fact of tomorrow',
      withReason('contact', { ...fact, factDate: '2026-11-21' }),
      ['reasons.contact.factDate: factDateInFuture'],
    ],
    [
      'with a day that does not exist',
      withReason('contact', { ...fact, factDate: '2026-02-31' }),
      ['reasons.contact.factDate: dateInvalid'],
    ],
    ['when nobody says how it is known', { ...plain, sources: [] }, ['sources: sourceNeeded']],
    ['with a source nobody offered', { ...plain, sources: ['meetings', 'rumour'] }, ['sources: sourceUnknown']],
    ['with a source twice', { ...plain, sources: ['front', 'front'] }, ['sources: sourceTwice']],
    [
      'about somebody not met, with a level',
      withLevel('attendance', 'partial', notMet),
      ['levels.attendance: notMetNeedsNoContact'],
    ],
    [
      'about somebody not met, with a proposal',
      withLevel('proposal', 'commend', notMet),
      ['levels.proposal: notMetNeedsNoContact'],
    ],
    [
      'about somebody not met, and visited',
      { ...notMet, sources: ['visit', 'notMet'] },
      ['sources: notMetStandsAlone'],
    ],
    ['with 20,001 characters', { ...plain, remark: 'x'.repeat(20_001) }, ['remark: textTooLong']],
    [
      'with a reason of 20,001 characters',
      withReason('contact', { text: 'x'.repeat(20_001) }),
      ['reasons.contact.text: textTooLong'],
    ],
    [
      'with more text than an item holds',
      withReason(
        'contact',
        { text: 'x'.repeat(ANSWER_LIMIT - TEXT_LIMIT + 1) },
        { ...plain, remark: 'x'.repeat(TEXT_LIMIT) },
      ),
      ['answer: textTooLong'],
    ],
    [
      'with a place though the member did not move',
      { kind: 'notHere', which: 'notKnown', movedTo: 'Vinh' },
      ['movedTo: onlyWhenMoved'],
    ],
    [
      'with a place of 20,001 characters',
      { kind: 'notHere', which: 'moved', movedTo: 'x'.repeat(20_001) },
      ['movedTo: textTooLong'],
    ],
  ])('%s', (_what, answer, problems) => {
    expect(found(answer)).toEqual(problems);
  });

  it.each(['\u0000', '\u0007', '\u001b', '\u007f', '\u0085', '\r', '\ud800'])(
    'with the control character %j, wherever it stands',
    (bad) => {
      const text = `Họp${bad}tổ`;
      expect(found({ ...plain, remark: text })).toEqual(['remark: controlCharacter']);
      expect(found(withReason('contact', { text }))).toEqual(['reasons.contact.text: controlCharacter']);
      expect(found({ kind: 'notHere', which: 'moved', movedTo: text })).toEqual(['movedTo: controlCharacter']);
      expect(found({ kind: 'conflict', note: text })).toEqual(['note: controlCharacter']);
    },
  );

  it('without repeating a word of it', () => {
    const answer = withReason(
      'mobilising',
      { text: 'Chuyện riêng\u0000', factDate: '2027-01-01' },
      withLevel('contact', 'Chuyện riêng'),
    );
    const problems = check({ ...answer, sources: ['Chuyện riêng'], remark: 'Chuyện riêng\u0000' });
    expect(problems).toHaveLength(5);
    expect(JSON.stringify(problems)).not.toContain('riêng');
  });
});
