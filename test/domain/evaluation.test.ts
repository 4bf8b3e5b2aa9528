import { describe, expect, it } from 'vitest';
import { evaluate, workplacesChanged } from '#domain/evaluation.ts';
import type { RequestEvent, SlotSeed } from '#domain/request-events.ts';
import { openedWith, requestAfter, submittedAbout, words } from '#test/support/requests.ts';

const AT = '2026-12-10T17:00:00.000Z';
const members: readonly SlotSeed[] = [
  ['m0', 'A', 'e1', 1],
  ['m1', 'A', 'e1', 0],
  ['m2', 'B', 'e2', 1],
  ['m3', 'A', 'e3', 0],
];
const opened = openedWith(0, { members });
const confirmed = (...slots: number[]): RequestEvent => ({ type: 'confirmed', slots });
const sentBack = (...slots: number[]): RequestEvent => ({ type: 'sentBack', slots, reason: words, until: AT });
const evaluated = (...events: readonly RequestEvent[]) =>
  evaluate(requestAfter(opened, ...events), 1, 'close', AT, { told: new Set([0]) });

const everything: readonly RequestEvent[] = [
  { type: 'visited' },
  submittedAbout({ 0: 'comment', 1: 'notKnown' }),
  { type: 'countersigned', part: 3, text: words },
  { type: 'reminded', step: '2026-11-30-3', morning: '2026-11-25T01:00:00.000Z' },
  confirmed(0, 1),
  { type: 'viewStated', slot: 0, text: words },
  submittedAbout({ 2: 'comment' }, [2]),
  sentBack(2),
  { type: 'pressed' },
  { type: 'escalated', to: 'ward1' },
  { type: 'excused', reason: words },
];

describe('an evaluation', () => {
  it('of the same journal is the same to the byte, however often it is made', () => {
    const texts = Array.from({ length: 5 }, () => JSON.stringify(evaluated(...everything)));
    expect(new Set(texts).size).toBe(1);
  });

  it('has a line for every member who is here, with their end', () => {
    const { lines } = evaluated(...everything, { type: 'reroutedOut', slot: 3, to: 'cell2' });
    expect(lines.map(({ memberId, outcome }) => [memberId, outcome])).toEqual([
      ['m0', { state: 'commented', how: 'confirmed' }],
      ['m1', { state: 'notHere', why: 'notKnown' }],
      ['m2', { state: 'commented', how: 'notConfirmed' }],
    ]);
  });

  it('tells what was done to hear from the committee, and what was not answered', () => {
    const { coverage, lines } = evaluated(...everything);
    expect(coverage).toMatchObject({
      channel: 'mailbox',
      askedAt: expect.any(String),
      firstVisitAt: expect.any(String),
      remindedAt: [expect.any(String)],
      pressed: [{ by: 'ward', at: expect.any(String) }],
      escalated: [{ to: 'ward1' }],
      excused: { reason: words },
    });
    expect(coverage.parts.map(({ seq, countersignedAt }) => [seq, countersignedAt !== undefined])).toEqual([
      [3, true],
      [8, false],
    ]);
    expect(lines[2]?.sentBackUnanswered).toEqual(words);
    expect(lines[3]?.outcome).toEqual({ state: 'noComment', why: 'excused' });
    expect(lines[0]?.view?.text).toEqual(words);
  });

  it('holds no number that could be a grade: places, versions and event numbers only', () => {
    const numbers: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (typeof value === 'number') numbers.push(path);
      else if (typeof value === 'object' && value !== null)
        for (const [name, inner] of Object.entries(value))
          walk(inner, Array.isArray(value) ? `${path}[]` : `${path}.${name}`);
    };
    walk(evaluated(...everything), '');
    expect([...new Set(numbers)].sort()).toEqual([
      '.coverage.parts[].seq',
      '.lines[].answer.part',
      '.lines[].answer.place',
      '.lines[].slot',
      '.version',
    ]);
  });
});

describe('a correction', () => {
  const before = [submittedAbout({ 0: 'comment', 2: 'comment' }), confirmed(0)];
  const concerns = (...more: readonly RequestEvent[]) =>
    [...workplacesChanged(evaluated(...before), evaluated(...before, ...more))].sort();

  it.each<[string, readonly RequestEvent[], readonly string[]]>([
    ['nothing new', [], []],
    ['another reminder, which is no word about anybody', [{ type: 'reminded', step: 's', morning: AT }], []],
    ['an answer about one who was silent', [submittedAbout({ 3: 'comment' }, [3])], ['e3']],
    ['a confirmation', [confirmed(2)], ['e2']],
    ['a view', [{ type: 'viewStated', slot: 0, text: words }], ['e1']],
    [
      'a second signature, which speaks for all of its part',
      [{ type: 'countersigned', part: 2, text: words }],
      ['e1', 'e2'],
    ],
    ['a member who came', [{ type: 'reroutedIn', from: 'c1.x', member: ['n', 'A', 'e9', 0] }], ['e9']],
  ])('by %s concerns the workplaces that it says something new to, and no other', (_, more, workplaces) => {
    expect(concerns(...more)).toEqual(workplaces);
  });

  it('of nothing concerns everybody', () => {
    expect([...workplacesChanged(undefined, evaluated(...before))].sort()).toEqual(['e1', 'e2', 'e3']);
  });
});
