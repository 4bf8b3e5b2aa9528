import { describe, expect, it } from 'vitest';
import { clock, office } from '#domain/actor.ts';
import {
  asksAt,
  type CycleEvent,
  closesAt,
  confirmByAt,
  dueAt,
  evolveCycle,
  morningAfter,
  morningBefore,
  opened,
  overAt,
  statusOf,
  unopenedCycle,
} from '#domain/cycle.ts';
import type { Instant } from '#ports';
import { aPlan } from '#test/support/world.ts';

const plan = aPlan({
  dates: { opensOn: '2026-11-02', dueOn: '2026-11-30', confirmBy: '2026-12-04', closesOn: '2026-12-10' },
});
const launched: CycleEvent = { type: 'launched', holdUntil: '2026-10-20T03:00:00.000Z' };
const stopped: CycleEvent = { type: 'stopped', reason: 'xem lại' };

function cycleAfter(...events: readonly CycleEvent[]) {
  const state = unopenedCycle('k26');
  [{ type: 'opened', plan } as const, ...events].forEach((event, n) => {
    evolveCycle(state, {
      seq: n + 1,
      at: `2026-10-${20 + n}T02:00:00.000Z`,
      by: office('An'),
      commandId: `c${n}`,
      event,
    });
  });
  return opened(state);
}

const RUNNING = '2026-11-05T02:00:00.000Z';

describe('where a cycle is', () => {
  it.each<[string, readonly CycleEvent[], Instant, string]>([
    ['opened', [], RUNNING, 'opened'],
    ['launched, before its morning', [launched], '2026-11-02T00:59:59.999Z', 'holding'],
    ['on its morning', [launched], '2026-11-02T01:00:00.000Z', 'running'],
    ['at the end of its last day there (F26)', [launched], '2026-12-10T16:59:59.999Z', 'running'],
    ['when that day is over there', [launched], '2026-12-10T17:00:00.000Z', 'closing'],
    ['stopped', [launched, stopped], RUNNING, 'stopped'],
    ['stopped, whatever the day', [launched, stopped], '2027-03-01T02:00:00.000Z', 'stopped'],
    ['resumed', [launched, stopped, { type: 'resumed' }], RUNNING, 'running'],
    ['resumed after its last day', [launched, stopped, { type: 'resumed' }], '2027-03-01T02:00:00.000Z', 'closing'],
    ['closed early', [launched, { type: 'closedEarly' }], RUNNING, 'closing'],
    ['closed early while it was stopped', [launched, stopped, { type: 'closedEarly' }], RUNNING, 'closing'],
    ['cancelled', [launched, { type: 'cancelled', reason: '' }], RUNNING, 'cancelled'],
    ['cancelled while it was stopped', [launched, stopped, { type: 'cancelled', reason: '' }], RUNNING, 'cancelled'],
    ['cancelled before it was launched', [{ type: 'cancelled', reason: '' }], RUNNING, 'cancelled'],
    ['finished', [launched, { type: 'finished' }], RUNNING, 'finished'],
  ])('%s', (_, events, now, status) => {
    expect(statusOf(cycleAfter(...events), now)).toBe(status);
  });

  it('of which nothing is known is unknown, and has no plan to work by', () => {
    const nothing = unopenedCycle('k26');
    expect(statusOf(nothing, RUNNING)).toBe('unknown');
    expect(() => opened(nothing)).toThrow('was never opened');
    expect([asksAt(nothing), closesAt(nothing)]).toEqual(['9999', '9999']);
  });
});

describe('the moments of a cycle', () => {
  it('dates are the end of that local day', () => {
    const cycle = cycleAfter(launched);
    expect([dueAt(cycle), confirmByAt(cycle), closesAt(cycle)]).toEqual([
      '2026-11-30T16:59:59.999Z',
      '2026-12-04T16:59:59.999Z',
      '2026-12-10T16:59:59.999Z',
    ]);
  });

  it('the requests leave in the morning of the opening day, never before the hold is over', () => {
    expect(asksAt(cycleAfter(launched))).toBe('2026-11-02T01:00:00.000Z');
    expect(asksAt(cycleAfter({ type: 'launched', holdUntil: '2026-11-02T08:30:00.000Z' }))).toBe(
      '2026-11-02T08:30:00.000Z',
    );
  });

  it('an extension moves the dates, keeps who decided it, and never the opening', () => {
    const dates = { ...plan.dates, dueOn: '2026-12-02' };
    const cycle = cycleAfter(launched, { type: 'extended', dates });
    expect(cycle.dates).toEqual(dates);
    expect(cycle.extensions).toEqual([{ at: '2026-10-22T02:00:00.000Z', by: office('An'), dates }]);
    expect(cycle.plan.dates).toEqual(plan.dates);
  });

  it('an early close is at once', () => {
    const cycle = cycleAfter(launched, { type: 'closedEarly' });
    expect(closesAt(cycle)).toBe('2026-10-22T01:59:59.999Z');
    expect(statusOf(cycle, '2026-11-02T01:00:00.000Z')).toBe('closing');
  });

  it('it is over ten working days after it closed', () => {
    expect(overAt(cycleAfter(launched))).toBe('2026-12-24T01:00:00.000Z');
  });

  it.each<[Instant, Instant | undefined, Instant]>([
    ['2026-11-02T01:00:00.000Z', undefined, '2026-11-03T01:00:00.000Z'],
    ['2026-11-03T00:59:59.999Z', undefined, '2026-11-03T01:00:00.000Z'],
    ['2026-11-03T01:00:00.000Z', '2026-11-03T01:00:00.000Z', '2026-11-04T01:00:00.000Z'],
    // Friday evening there, and the Saturday that it still is Friday in UTC.
    ['2026-11-06T16:59:59.999Z', '2026-11-06T01:00:00.000Z', '2026-11-09T01:00:00.000Z'],
    ['2026-11-06T17:00:00.000Z', '2026-11-06T01:00:00.000Z', '2026-11-09T01:00:00.000Z'],
    ['2026-11-08T12:00:00.000Z', '2026-11-06T01:00:00.000Z', '2026-11-09T01:00:00.000Z'],
    // Tết 2027: from the Thursday before to the Friday after.
    ['2027-02-08T02:00:00.000Z', '2027-02-04T01:00:00.000Z', '2027-02-12T01:00:00.000Z'],
  ])('at %s the last working morning was %s, the next is %s', (now, before, next) => {
    expect(morningBefore(cycleAfter(launched), now)).toBe(before);
    expect(morningAfter(cycleAfter(launched), now)).toBe(next);
  });

  it('remembers every wish it was told', () => {
    expect([...cycleAfter(launched, stopped).commandIds]).toEqual(['c0', 'c1', 'c2']);
    expect(cycleAfter(launched).seq).toBe(2);
    expect(clock.body).toBe('clock');
  });
});
