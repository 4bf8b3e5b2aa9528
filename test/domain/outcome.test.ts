import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsOf, type Outcome, outcomeOf, type Progress, progressOf } from '#domain/outcome.ts';
import type { AnswerKind, RequestEvent } from '#domain/request-events.ts';
import { openedWith, requestAfter, submittedAbout, words } from '#test/support/requests.ts';

const until = '2026-12-02T16:59:59.999Z';
const confirmed: RequestEvent = { type: 'confirmed', slots: [0] };
const sentBack: RequestEvent = { type: 'sentBack', slots: [0], reason: words, until };
const excused: RequestEvent = { type: 'excused', reason: words };
const commented = submittedAbout({ 0: 'comment' });

/** The state table of the README, row by row: what happened, where the member is, how they end. */
const rows: readonly (readonly [string, readonly RequestEvent[], Progress, Outcome | undefined])[] = [
  ['silence', [], 'owed', { state: 'noComment', why: 'silence' }],
  ['a comment the ward confirmed', [commented, confirmed], 'confirmed', { state: 'commented', how: 'confirmed' }],
  ['a comment the ward never looked at', [commented], 'submitted', { state: 'commented', how: 'notConfirmed' }],
  [
    'a comment sent back and never sent again',
    [commented, sentBack],
    'sentBack',
    { state: 'commented', how: 'notConfirmed' },
  ],
  ['sent back, sent again', [commented, sentBack, commented], 'submitted', { state: 'commented', how: 'notConfirmed' }],
  [
    'sent back, sent again, confirmed',
    [commented, sentBack, commented, confirmed],
    'confirmed',
    { state: 'commented', how: 'confirmed' },
  ],
  [
    'confirmed, sent back all the same, sent again',
    [commented, confirmed, sentBack, commented],
    'submitted',
    { state: 'commented', how: 'notConfirmed' },
  ],
  [
    'confirmed, reopened',
    [commented, confirmed, { type: 'reopened', slots: [0] }],
    'submitted',
    { state: 'commented', how: 'notConfirmed' },
  ],
  ['does not live here', [submittedAbout({ 0: 'notHere' })], 'notHere', { state: 'notHere', why: 'notHere' }],
  ['moved', [submittedAbout({ 0: 'moved' })], 'notHere', { state: 'notHere', why: 'moved' }],
  ['not known', [submittedAbout({ 0: 'notKnown' })], 'notHere', { state: 'notHere', why: 'notKnown' }],
  [
    'not known, confirmed by the ward',
    [submittedAbout({ 0: 'notKnown' }), confirmed],
    'confirmed',
    { state: 'notHere', why: 'notKnown' },
  ],
  [
    'a conflict nobody took over',
    [submittedAbout({ 0: 'conflict' })],
    'conflict',
    { state: 'noComment', why: 'conflict' },
  ],
  [
    'a conflict another hand answered',
    [submittedAbout({ 0: 'conflict' }), commented, confirmed],
    'confirmed',
    { state: 'commented', how: 'confirmed' },
  ],
  [
    'a conflict handed to another hand',
    [{ type: 'conflictHanded', slot: 0, to: 'hand' }],
    'conflict',
    { state: 'noComment', why: 'conflict' },
  ],
  [
    'a conflict handed to the ward of an excused committee',
    [{ type: 'conflictHanded', slot: 0, to: 'ward' }, excused],
    'conflict',
    { state: 'noComment', why: 'conflict' },
  ],
  ['excused with a reason', [excused], 'owed', { state: 'noComment', why: 'excused' }],
  [
    'excused, and answered all the same',
    [excused, commented],
    'submitted',
    { state: 'commented', how: 'notConfirmed' },
  ],
  ['re-routed to another committee', [{ type: 'reroutedOut', slot: 0, to: 'cell2' }], 'rerouted', undefined],
];

const handed = (to: 'hand' | 'ward'): RequestEvent => ({ type: 'conflictHanded', slot: 0, to });
const owesFirst = (...events: readonly RequestEvent[]) => countsOf(requestAfter(openedWith(1), ...events).slots).owed;

describe('who still owes a member that somebody stepped aside from', () => {
  it('the committee, when another of its hands has it', () => {
    expect(owesFirst(handed('hand'))).toBe(1);
    expect(owesFirst(submittedAbout({ 0: 'conflict' }), handed('hand'))).toBe(1);
    expect(owesFirst(handed('hand'), commented)).toBe(0);
  });

  it('the ward, when it has it, or when every hand of the committee stepped aside', () => {
    expect(owesFirst(handed('ward'))).toBe(0);
    expect(owesFirst(submittedAbout({ 0: 'conflict' }))).toBe(0);
    expect(owesFirst(handed('hand'), submittedAbout({ 0: 'conflict' }))).toBe(0);
  });
});

describe('where a member of a cycle is, and how they end', () => {
  it.each(rows)('%s', (_, events, progress, outcome) => {
    const state = requestAfter(openedWith(2), ...events);
    const [slot] = state.slots;
    if (!slot) throw new Error('no slot');
    expect(progressOf(slot)).toBe(progress);
    expect(outcomeOf(state, slot)).toEqual(outcome);
  });

  it('a comment without a ward above says so', () => {
    const state = requestAfter(openedWith(1, { deskId: '-' }), commented);
    expect(state.slots.map((slot) => outcomeOf(state, slot))).toEqual([{ state: 'commented', how: 'noWard' }]);
  });

  it('nobody to ask is not silence', () => {
    const state = requestAfter(openedWith(1, { contact: { channel: 'none', language: 'vi' } }));
    expect(state.slots.map((slot) => outcomeOf(state, slot))).toEqual([{ state: 'noComment', why: 'nobodyToAsk' }]);
    expect(state.askedAt).toBeUndefined();
  });

  it('whatever is answered in whatever order, every member is in exactly one state and the counts add up', () => {
    const kind = fc.constantFrom<AnswerKind>('comment', 'notHere', 'moved', 'notKnown', 'conflict');
    const slots = fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1 });
    const event: fc.Arbitrary<RequestEvent> = fc.oneof(
      fc.tuple(slots, kind).map(([chosen, k]) => submittedAbout(Object.fromEntries(chosen.map((n) => [n, k])))),
      slots.map((chosen): RequestEvent => ({ type: 'confirmed', slots: chosen })),
      slots.map((chosen): RequestEvent => ({ type: 'sentBack', slots: chosen, reason: words, until })),
      fc.integer({ min: 0, max: 4 }).map((slot): RequestEvent => ({ type: 'reroutedOut', slot, to: 'cell2' })),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        const state = requestAfter(openedWith(5), ...events);
        const { members, ...states } = countsOf(state.slots);
        expect(Object.values(states).reduce((a, b) => a + b, 0)).toBe(members);
        const ends = state.slots.map((slot) => outcomeOf(state, slot));
        expect(ends.filter((end) => end === undefined)).toHaveLength(states.rerouted);
      }),
    );
  });
});
