import { describe, expect, it } from 'vitest';
import { boardRowOf, owingOf, type RequestStanding, rollupOf, standingOf } from '#domain/board.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import { hour, openedWith, requestAfter, submittedAbout, words } from '#test/support/requests.ts';

const DUE = '2026-11-30T16:59:59.999Z';
const BEFORE = '2026-11-20T02:00:00.000Z';
const AFTER = '2026-11-30T17:00:00.000Z';
const LONG_AFTER = '2026-12-20T02:00:00.000Z';
const all = submittedAbout({ 0: 'comment', 1: 'comment' });
const confirmed: RequestEvent = { type: 'confirmed', slots: [0, 1] };
const excused: RequestEvent = { type: 'excused', reason: words };
const bounced: RequestEvent = { type: 'returned', mailId: 'x', hard: true };
const sentBack = (until: string): RequestEvent => ({ type: 'sentBack', slots: [0], reason: words, until });
const assembled: RequestEvent = { type: 'assembled', version: 1, text: words, cause: 'close' };
const rowAfter = (...events: readonly RequestEvent[]) => boardRowOf(requestAfter(openedWith(2), ...events));

describe('the one word for a request', () => {
  const nobody = openedWith(2, { contact: { channel: 'none', language: 'vi' } });

  it.each<[string, readonly RequestEvent[], string, RequestStanding]>([
    ['asked', [], BEFORE, 'asked'],
    ['opened its link', [{ type: 'visited' }], BEFORE, 'opened'],
    ['sent a part', [submittedAbout({ 0: 'comment' })], BEFORE, 'partly'],
    ['sent everything', [all], BEFORE, 'sent'],
    ['everything confirmed', [all, confirmed], BEFORE, 'confirmed'],
    [
      'nobody is here, and nothing waits for the ward',
      [submittedAbout({ 0: 'notHere', 1: 'moved' })],
      BEFORE,
      'confirmed',
    ],
    ['one sent back', [all, sentBack(DUE)], BEFORE, 'sentBack'],
    ['owes on the last moment', [], DUE, 'asked'],
    ['owes a moment later', [], AFTER, 'overdue'],
    ['sent back with days beyond the date due', [all, sentBack('2026-12-02T16:59:59.999Z')], AFTER, 'sentBack'],
    ['sent back, and those days are over', [all, sentBack('2026-12-02T16:59:59.999Z')], LONG_AFTER, 'overdue'],
    ['out of reach, whatever the date', [bounced], AFTER, 'unreachable'],
    ['out of reach, but it owes nothing', [all, bounced], AFTER, 'sent'],
    ['excused, whatever the date', [excused], AFTER, 'excused'],
    ['assembled', [assembled], LONG_AFTER, 'closed'],
    ['cancelled', [{ type: 'cancelled' }], LONG_AFTER, 'cancelled'],
  ])('%s', (_, events, now, standing) => {
    expect(standingOf(rowAfter(...events), now)).toBe(standing);
  });

  it.each(['paper', 'ward'] as const)('of one asked by %s is never that it opened no link', (channel) => {
    const onPaper = openedWith(2, { contact: { channel, language: 'vi' } });
    expect(standingOf(boardRowOf(requestAfter(onPaper)), BEFORE)).toBe('onPaper');
    expect(standingOf(boardRowOf(requestAfter(onPaper)), AFTER)).toBe('overdue');
    expect(rollupOf([boardRowOf(requestAfter(onPaper))], BEFORE)).toMatchObject({ requests: 1, neverOpened: 0 });
  });

  it('of one that nobody can be asked about is that it waits', () => {
    expect(standingOf(boardRowOf(requestAfter(nobody)), BEFORE)).toBe('waiting');
  });
});

describe('a row', () => {
  it('tells when the committee was last written to: asked, reminded or pressed', () => {
    const reminded: RequestEvent = { type: 'reminded', step: '2026-11-30-3', morning: hour(1) };
    expect(rowAfter().lastWrittenAt).toBe(hour(0));
    expect(rowAfter(reminded)).toMatchObject({ lastWrittenAt: hour(1), lastStep: '2026-11-30-3', reminders: 1 });
    expect(rowAfter(reminded, { type: 'pressed' })).toMatchObject({ lastWrittenAt: hour(2), lastStep: '2026-11-30-3' });
  });

  it('knows whom it was reported to by the date that stands, and forgets it with a later one', () => {
    const escalated: RequestEvent = { type: 'escalated', to: 'ward1' };
    const early = openedWith(2, { dueAt: hour(0) });
    const late = boardRowOf(requestAfter(early, escalated));
    expect(late.escalatedTo).toEqual(['ward1']);
    expect(boardRowOf(requestAfter(early, escalated, { type: 'extended', dueAt: hour(9) })).escalatedTo).toEqual([]);
  });

  it('what is owed is in time until the date due, and what was sent back until its own, the earliest first', () => {
    const until = '2026-12-02T16:59:59.999Z';
    expect(rowAfter().owedUntil).toBe(DUE);
    expect(rowAfter(all, sentBack(until)).owedUntil).toBe(until);
    expect(rowAfter(submittedAbout({ 0: 'comment' }), sentBack(until)).owedUntil).toBe(DUE);
    expect(rowAfter(all, sentBack('2026-11-20T16:59:59.999Z')).owedUntil).toBe(DUE);
  });

  it('is out of reach until another contact is known', () => {
    expect(rowAfter(bounced)).toMatchObject({ unreachable: true, unreachableSince: hour(1) });
    const contact = { channel: 'mailbox', mailbox: 'moi@x.example', language: 'vi' } as const;
    expect(rowAfter(bounced, { type: 'contactChanged', contact, linkVersion: 2 })).toMatchObject({
      unreachable: false,
    });
    expect(rowAfter({ type: 'returned', mailId: 'x', hard: false }).unreachable).toBe(false);
    expect(rowAfter({ type: 'returned', mailId: 'x', hard: true, slot: 0 }).unreachable).toBe(false);
  });

  it('names no member and no text', () => {
    const text = JSON.stringify(rowAfter(all, sentBack(DUE), excused));
    expect(text).not.toMatch(/dv0|dv1|k\.1/);
  });

  it('of a cancelled request owes like an excused one: nobody is reminded', () => {
    expect(owingOf(rowAfter({ type: 'cancelled' })).excused).toBe(true);
    expect(owingOf(rowAfter(excused)).excused).toBe(true);
    expect(owingOf(rowAfter())).toMatchObject({ owes: 2, excused: false, unreachable: false, dueAt: DUE });
  });
});

describe('the counts of a ward', () => {
  it('add up, and tell what is finished, late and never opened', () => {
    const rows = [
      rowAfter(),
      rowAfter({ type: 'visited' }),
      rowAfter(all),
      rowAfter(all, confirmed),
      rowAfter(all, confirmed, assembled),
      rowAfter(assembled),
      rowAfter(excused),
      rowAfter({ type: 'reroutedOut', slot: 0, to: 'c2' }, { type: 'reroutedOut', slot: 1, to: 'c2' }),
    ];
    const { counts, ...sums } = rollupOf(rows, AFTER);
    expect(sums).toEqual({ requests: 8, finished: 3, overdue: 2, neverOpened: 3 });
    const { members, ...states } = counts;
    expect(members).toBe(16);
    expect(Object.values(states).reduce((a, b) => a + b)).toBe(members);
  });

  it('of nobody are nothing', () => {
    expect(rollupOf([], AFTER)).toMatchObject({ requests: 0, counts: { members: 0 } });
  });
});
