import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CycleDates, OpenCycle } from '#domain/cycle.ts';
import { dueBy, nextMoment } from '#domain/schedule.ts';
import type { Instant } from '#ports';
import { cycleOf, DATES, launched, morning, running, type Told } from '#test/support/scheduled.ts';

describe('what is due through the life of a cycle', () => {
  const due = (cycle: OpenCycle, now: Instant) => dueBy(cycle, now).map(({ work, at }) => `${work} ${at}`);
  const ASK = 'ask 2026-11-02T01:00:00.000Z';
  const CLOSE = '2026-12-10T16:59:59.999Z';

  it.each<[string, readonly Told[], Instant, readonly string[], Instant | undefined]>([
    ['opened: nothing, and nothing to wait for', [], '2026-11-05T02:00:00.000Z', [], undefined],
    ['holding: the morning it opens', [launched], '2026-10-05T02:00:00.000Z', [], morning('2026-11-02')],
    [
      'a hold that outlasts that morning',
      [{ type: 'launched', holdUntil: '2026-11-02T09:30:00.000Z' }],
      '2026-11-02T02:00:00.000Z',
      [],
      '2026-11-02T09:30:00.000Z',
    ],
    ['the moment the requests leave', [launched], morning('2026-11-02'), [ASK], morning('2026-11-03')],
    ['later that day: no morning has come since', [launched], '2026-11-02T15:00:00.000Z', [ASK], morning('2026-11-03')],
    ['a minute before the next morning', [launched], '2026-11-03T00:59:59.999Z', [ASK], morning('2026-11-03')],
    [
      'the next morning',
      [launched],
      morning('2026-11-03'),
      [ASK, `remind ${morning('2026-11-03')}`],
      morning('2026-11-04'),
    ],
    [
      'a Saturday: still Friday’s, and Monday to come',
      [launched],
      '2026-11-07T05:00:00.000Z',
      [ASK, `remind ${morning('2026-11-06')}`],
      morning('2026-11-09'),
    ],
    [
      'three days missed: one morning (F15)',
      [launched],
      '2026-11-12T05:00:00.000Z',
      [ASK, `remind ${morning('2026-11-12')}`],
      morning('2026-11-13'),
    ],
    ['the last moment', [launched], CLOSE, [ASK, `remind ${morning('2026-12-10')}`], '2026-12-10T17:00:00.000Z'],
    [
      'the first after the close: nobody is reminded any more',
      [launched],
      '2026-12-10T17:00:00.000Z',
      [ASK, `assemble ${CLOSE}`, `deliver ${CLOSE}`],
      morning('2026-12-11'),
    ],
    [
      'the morning after',
      [launched],
      morning('2026-12-11'),
      [ASK, `assemble ${CLOSE}`, `deliver ${CLOSE}`, `chase ${morning('2026-12-11')}`],
      morning('2026-12-14'),
    ],
    [
      'ten working days after: the last time',
      [launched],
      morning('2026-12-24'),
      [ASK, `assemble ${CLOSE}`, `deliver ${CLOSE}`, `chase ${morning('2026-12-24')}`],
      undefined,
    ],
    [
      'a jump of a year over everything',
      [launched],
      '2027-11-05T02:00:00.000Z',
      [ASK, `assemble ${CLOSE}`, `deliver ${CLOSE}`, `chase ${morning('2027-11-05')}`],
      undefined,
    ],
    ['finished', [launched, { type: 'finished' }], '2027-01-05T02:00:00.000Z', [], undefined],
    ['stopped: nothing', [launched, { type: 'stopped', reason: '' }], '2026-11-12T05:00:00.000Z', [], undefined],
    [
      'stopped over the close: nothing',
      [launched, { type: 'stopped', reason: '' }],
      '2026-12-12T05:00:00.000Z',
      [],
      undefined,
    ],
    [
      'resumed: the last morning only',
      [launched, { type: 'stopped', reason: '' }, { type: 'resumed' }],
      '2026-11-12T05:00:00.000Z',
      [ASK, `remind ${morning('2026-11-12')}`],
      morning('2026-11-13'),
    ],
    [
      'cancelled before it was launched: nobody to tell',
      [{ type: 'cancelled', reason: '' }],
      '2026-11-12T05:00:00.000Z',
      [],
      undefined,
    ],
    [
      'cancelled while it held',
      [launched, ['2026-10-06T02:00:00.000Z', { type: 'cancelled', reason: '' }]],
      '2026-11-12T05:00:00.000Z',
      ['cancel 2026-10-06T02:00:00.000Z'],
      undefined,
    ],
    [
      'cancelled while it ran: nothing else is due',
      [launched, ['2026-11-20T02:00:00.000Z', { type: 'cancelled', reason: '' }]],
      '2026-12-12T05:00:00.000Z',
      ['cancel 2026-11-20T02:00:00.000Z'],
      undefined,
    ],
    [
      'cancelled while it was stopped',
      [launched, { type: 'stopped', reason: '' }, ['2026-11-20T02:00:00.000Z', { type: 'cancelled', reason: '' }]],
      '2026-11-21T05:00:00.000Z',
      ['cancel 2026-11-20T02:00:00.000Z'],
      undefined,
    ],
    [
      'closed early: at once',
      [launched, ['2026-11-20T02:00:00.000Z', { type: 'closedEarly' }]],
      '2026-11-20T02:00:00.000Z',
      [ASK, 'assemble 2026-11-20T01:59:59.999Z', 'deliver 2026-11-20T01:59:59.999Z'],
      morning('2026-11-23'),
    ],
    [
      'closed early while it was stopped',
      [launched, { type: 'stopped', reason: '' }, ['2026-11-20T02:00:00.000Z', { type: 'closedEarly' }]],
      '2026-11-20T02:00:00.000Z',
      [ASK, 'assemble 2026-11-20T01:59:59.999Z', 'deliver 2026-11-20T01:59:59.999Z'],
      morning('2026-11-23'),
    ],
  ])('%s', (_, told, now, works, next) => {
    const cycle = cycleOf({ dates: DATES }, ...told);
    expect(due(cycle, now)).toEqual(works);
    expect(nextMoment(cycle, now)).toBe(next);
  });

  const later = (at: Instant, dates: Partial<CycleDates>): Told => [
    at,
    { type: 'extended', dates: { ...DATES, ...dates } },
  ];

  it.each<[string, Told, Instant, readonly string[]]>([
    [
      'before the requests left is nobody’s news',
      later('2026-10-20T02:00:00.000Z', { dueOn: '2026-12-02' }),
      '2026-11-02T05:00:00.000Z',
      [ASK],
    ],
    [
      'goes to each before anybody is reminded',
      later('2026-11-20T02:00:00.000Z', { dueOn: '2026-12-02' }),
      '2026-11-23T02:00:00.000Z',
      [ASK, 'extend 2026-11-20T02:00:00.000Z', `remind ${morning('2026-11-23')}`],
    ],
    [
      'after the date due does so too',
      later('2026-12-01T02:00:00.000Z', { dueOn: '2026-12-03' }),
      '2026-12-01T03:00:00.000Z',
      [ASK, 'extend 2026-12-01T02:00:00.000Z', `remind ${morning('2026-12-01')}`],
    ],
    [
      'of the close keeps the cycle going',
      later('2026-12-01T02:00:00.000Z', { dueOn: '2026-12-14', confirmBy: '2026-12-16', closesOn: '2026-12-18' }),
      '2026-12-14T02:00:00.000Z',
      [ASK, 'extend 2026-12-01T02:00:00.000Z', `remind ${morning('2026-12-14')}`],
    ],
  ])('an extension %s', (_, extension, now, works) => {
    expect(due(running({}, extension), now)).toEqual(works);
  });

  it('of two extensions the last', () => {
    const twice = running(
      {},
      later('2026-11-20T02:00:00.000Z', { dueOn: '2026-12-02' }),
      later('2026-11-21T02:00:00.000Z', { dueOn: '2026-12-03' }),
    );
    expect(due(twice, '2026-11-21T03:00:00.000Z').filter((work) => work.startsWith('extend'))).toEqual([
      'extend 2026-11-21T02:00:00.000Z',
    ]);
  });

  it('whoever plans, however late, names the same job for the same moment, and always has a next look ahead of now', () => {
    const cycle = running();
    const moment = fc.date({
      min: new Date('2026-11-02T01:00:00Z'),
      max: new Date('2027-01-10T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 3 * 3_600_000 }), (at, more) => {
        const [now, soon] = [at.toISOString(), new Date(at.getTime() + more).toISOString()];
        for (const { work, at: when } of dueBy(cycle, now)) expect(when <= now, work).toBe(true);
        const next = nextMoment(cycle, now);
        if (next === undefined) return;
        expect(next > now).toBe(true);
        if (soon < next) expect(dueBy(cycle, soon)).toEqual(dueBy(cycle, now));
      }),
    );
  });
});
