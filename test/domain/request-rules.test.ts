import { describe, expect, it } from 'vitest';
import type { RefusalName } from '#domain/refusal.ts';
import { Refusal } from '#domain/refusal.ts';
import type { AnswerChunk, RequestEvent, Via } from '#domain/request-events.ts';
import {
  changeContact,
  confirm,
  countersign,
  excuse,
  extend,
  handConflict,
  type Moment,
  reopen,
  rerouteOut,
  sendBack,
  stateView,
  submit,
} from '#domain/request-rules.ts';
import { openedWith, requestAfter, submittedAbout, words } from '#test/support/requests.ts';

const DUE = '2026-11-30T16:59:59.999Z';
const before: Moment = {
  now: '2026-11-20T03:00:00.000Z',
  cycle: 'running',
  dueAt: DUE,
  closesAt: '2026-12-10T16:59:59.999Z',
};
const lastMoment: Moment = { ...before, now: DUE };
const after: Moment = { ...before, now: '2026-11-30T17:00:00.000Z' };
const extended: Moment = { ...after, dueAt: '2026-12-05T16:59:59.999Z' };

const chunk = (...slots: number[]): AnswerChunk => ({ key: 'k', hash: 'h', slots, kinds: slots.map(() => 'comment') });
const sending = (slots: number[], via: Via = 'link') => ({
  chunks: [chunk(...slots)],
  via,
  signing: { frontMet: true, second: 'alone' } as const,
});

function refusal(act: () => unknown): RefusalName {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.name;
    throw error;
  }
  throw new Error('nothing was refused');
}

const answered = submittedAbout({ 0: 'comment' });
const confirmed: RequestEvent = { type: 'confirmed', slots: [0] };
const returned: RequestEvent = { type: 'sentBack', slots: [0], reason: words, until: '2026-12-02T16:59:59.999Z' };

describe('sending answers', () => {
  it('up to the last millisecond of the day due is in time; the next one is late', () => {
    expect(submit(requestAfter(openedWith(1)), lastMoment, sending([0]))).toMatchObject({ late: [] });
    expect(submit(requestAfter(openedWith(1)), after, sending([0]))).toMatchObject({ late: [0] });
  });

  it('an extension of the cycle counts at once, before the request itself has heard of it', () => {
    expect(submit(requestAfter(openedWith(1)), extended, sending([0]))).toMatchObject({ late: [] });
  });

  it('may change until the date due, and not after it', () => {
    expect(submit(requestAfter(openedWith(1), answered), lastMoment, sending([0]))).toMatchObject({
      type: 'submitted',
    });
    expect(refusal(() => submit(requestAfter(openedWith(1), answered), after, sending([0])))).toBe('TooLate');
  });

  it('what the ward sent back may be sent again after the date due, and is in time until the date it gave', () => {
    const state = requestAfter(openedWith(1), answered, returned);
    expect(submit(state, after, sending([0]))).toMatchObject({ late: [] });
    expect(submit(state, { ...after, now: '2026-12-02T17:00:00.000Z' }, sending([0]))).toMatchObject({ late: [0] });
  });

  it('of several sent together only those past their own date are late', () => {
    const state = requestAfter(openedWith(2), answered, returned);
    expect(submit(state, after, sending([0, 1]))).toMatchObject({ late: [1] });
  });

  it('what the ward has confirmed stands', () => {
    expect(refusal(() => submit(requestAfter(openedWith(1), answered, confirmed), before, sending([0])))).toBe(
      'AlreadyDone',
    );
  });

  it.each<Via>(['paper', 'portal'])('on behalf, by %s, never over what the committee sent by its link', (via) => {
    expect(refusal(() => submit(requestAfter(openedWith(1), answered), before, sending([0], via)))).toBe('NotAllowed');
    expect(submit(requestAfter(openedWith(1)), before, sending([0], via))).toMatchObject({ via });
  });

  it('the ward answers for a cell only once it is late, cannot be reached, or stepped aside', () => {
    const paper = { channel: 'paper', language: 'vi' } as const;
    const handed: RequestEvent = { type: 'conflictHanded', slot: 0, to: 'ward' };
    expect(refusal(() => submit(requestAfter(openedWith(1)), before, sending([0], 'ward')))).toBe('TooEarly');
    for (const state of [
      requestAfter(openedWith(1, { contact: paper })),
      requestAfter(openedWith(1), { type: 'returned', mailId: 'm', hard: true }),
      requestAfter(openedWith(1), handed),
    ])
      expect(submit(state, before, sending([0], 'ward'))).toMatchObject({ via: 'ward' });
  });

  it('the ward answers only where the cell submitted nothing', () => {
    expect(submit(requestAfter(openedWith(1)), after, sending([0], 'ward'))).toMatchObject({ via: 'ward' });
    expect(refusal(() => submit(requestAfter(openedWith(1), answered), after, sending([0], 'ward')))).toBe(
      'NotAllowed',
    );
  });

  it('nobody is answered twice in one submission, nobody outside the request, nobody re-routed away', () => {
    const state = requestAfter(openedWith(2), { type: 'reroutedOut', slot: 1, to: 'cell2' });
    expect(refusal(() => submit(state, before, { ...sending([0]), chunks: [chunk(0), chunk(0)] }))).toBe('Invalid');
    expect(refusal(() => submit(state, before, sending([2])))).toBe('NotFound');
    expect(refusal(() => submit(state, before, sending([1])))).toBe('NotFound');
    expect(refusal(() => submit(state, before, sending([])))).toBe('Invalid');
  });

  it('nothing may change in a cancelled cycle', () => {
    const state = requestAfter(openedWith(1));
    expect(refusal(() => submit(state, { ...before, cycle: 'cancelled' }, sending([0])))).toBe('CycleOver');
    expect(refusal(() => submit(requestAfter(openedWith(1), { type: 'cancelled' }), before, sending([0])))).toBe(
      'CycleOver',
    );
  });
});

describe('the ward', () => {
  it('confirms what was submitted, once', () => {
    expect(confirm(requestAfter(openedWith(1), answered), before, [0])).toEqual(confirmed);
    expect(refusal(() => confirm(requestAfter(openedWith(1), answered, confirmed), before, [0]))).toBe('AlreadyDone');
    expect(refusal(() => confirm(requestAfter(openedWith(1)), before, [0]))).toBe('TooEarly');
  });

  it('sends back what was submitted, never its own answer, never what is assembled', () => {
    const what = { slots: [0], reason: words, until: DUE };
    const own: RequestEvent = { ...(answered as Extract<RequestEvent, { type: 'submitted' }>), via: 'ward' };
    const assembled: RequestEvent = { type: 'assembled', version: 1, text: words, cause: 'close' };
    expect(sendBack(requestAfter(openedWith(1), answered), before, what)).toMatchObject({ type: 'sentBack' });
    expect(refusal(() => sendBack(requestAfter(openedWith(1)), before, what))).toBe('TooEarly');
    expect(refusal(() => sendBack(requestAfter(openedWith(1), own), before, what))).toBe('NotAllowed');
    expect(refusal(() => sendBack(requestAfter(openedWith(1), answered, assembled), before, what))).toBe('TooLate');
  });

  it('reopens only what is confirmed', () => {
    expect(reopen(requestAfter(openedWith(1), answered, confirmed), before, [0])).toMatchObject({ type: 'reopened' });
    expect(refusal(() => reopen(requestAfter(openedWith(1), answered), before, [0]))).toBe('TooEarly');
  });

  it('grants time only to a later moment that is still ahead', () => {
    const state = requestAfter(openedWith(1));
    expect(extend(state, before, '2026-12-03T16:59:59.999Z')).toMatchObject({ dueAt: '2026-12-03T16:59:59.999Z' });
    expect(refusal(() => extend(state, before, DUE))).toBe('Invalid');
    expect(
      refusal(() => extend(state, { ...after, now: '2026-12-10T00:00:00.000Z' }, '2026-12-03T16:59:59.999Z')),
    ).toBe('Invalid');
  });

  it('excuses once', () => {
    expect(excuse(requestAfter(openedWith(1)), before, words)).toMatchObject({ type: 'excused' });
    expect(refusal(() => excuse(requestAfter(openedWith(1), { type: 'excused', reason: words }), before, words))).toBe(
      'AlreadyDone',
    );
  });
});

describe('other hands', () => {
  it('a second person signs a part once', () => {
    const state = requestAfter(openedWith(1), answered);
    expect(countersign(state, before, 2, words)).toMatchObject({ part: 2 });
    expect(refusal(() => countersign(state, before, 1, words))).toBe('NotFound');
    expect(
      refusal(() =>
        countersign(
          requestAfter(openedWith(1), answered, { type: 'countersigned', part: 2, text: words }),
          before,
          2,
          words,
        ),
      ),
    ).toBe('AlreadyDone');
  });

  it('a member states a view once the ward has confirmed, not before', () => {
    expect(stateView(requestAfter(openedWith(1), answered, confirmed), before, 0, words)).toMatchObject({ slot: 0 });
    expect(refusal(() => stateView(requestAfter(openedWith(1), answered), before, 0, words))).toBe('TooEarly');
  });

  it('a view is about the words that stood then: it does not travel with an answer that came after it', () => {
    const viewed = requestAfter(openedWith(1), answered, confirmed, { type: 'viewStated', slot: 0, text: words });
    expect(viewed.slots[0]?.view?.text).toEqual(words);
    const again = requestAfter(
      openedWith(1),
      answered,
      confirmed,
      { type: 'viewStated', slot: 0, text: words },
      { type: 'reopened', slots: [0] },
      answered,
    );
    expect(again.slots[0]?.view).toBeUndefined();
    expect(again.slots[0]?.earlierViews.map(({ text }) => text)).toEqual([words]);
  });

  it('a conflict of interest passes on only while there is no comment', () => {
    expect(handConflict(requestAfter(openedWith(1)), before, 0, 'ward')).toMatchObject({ to: 'ward' });
    expect(refusal(() => handConflict(requestAfter(openedWith(1), answered), before, 0, 'ward'))).toBe('AlreadyDone');
  });

  it('a member is re-routed to another committee, not to their own', () => {
    expect(rerouteOut(requestAfter(openedWith(1)), before, 0, 'cell2')).toMatchObject({ to: 'cell2' });
    expect(refusal(() => rerouteOut(requestAfter(openedWith(1)), before, 0, 'cell1'))).toBe('Invalid');
  });

  it('another mailbox ends every earlier link', () => {
    const state = requestAfter(openedWith(1));
    const contact = { channel: 'mailbox', mailbox: 'moi@phuong.example', language: 'vi' } as const;
    expect(changeContact(state, before, contact)).toMatchObject({ linkVersion: 2 });
    expect(refusal(() => changeContact(state, before, { channel: 'mailbox', language: 'vi' }))).toBe('Invalid');
  });
});
