import { describe, expect, it } from 'vitest';
import { clock } from '#domain/actor.ts';
import { type DeskEvent, evolveDesk, unopenedDesk } from '#domain/desk.ts';

const at = (n: number) => `2026-11-0${n}T01:00:00.000Z`;
function deskAfter(...events: readonly DeskEvent[]) {
  const state = unopenedDesk('k26.w1');
  events.forEach((event, n) => {
    evolveDesk(state, { seq: n + 1, at: at(n + 1), by: clock, commandId: `c${n}`, event });
  });
  return state;
}

describe('a ward’s desk', () => {
  it('of which nothing is known has its first link and was told nothing', () => {
    expect(deskAfter()).toMatchObject({ seq: 0, linkVersion: 1, told: [] });
  });

  it('keeps what it was told, when, and about whom', () => {
    const told: DeskEvent = { type: 'told', what: 'overdue', morning: at(1), requests: ['k26.c1', 'k26.c2'] };
    expect(deskAfter(told, { ...told, what: 'toConfirm', requests: [] }).told).toEqual([
      { what: 'overdue', morning: at(1), at: at(1), requests: ['k26.c1', 'k26.c2'] },
      { what: 'toConfirm', morning: at(1), at: at(2), requests: [] },
    ]);
  });

  it('was first visited once, has its newest link, and remembers every wish', () => {
    const state = deskAfter({ type: 'visited' }, { type: 'visited' }, { type: 'linkReplaced', linkVersion: 2 });
    expect(state).toMatchObject({ firstVisitAt: at(1), linkVersion: 2, seq: 3 });
    expect([...state.commandIds]).toEqual(['c0', 'c1', 'c2']);
  });
});
