import { clock } from '#domain/actor.ts';
import { evolve, type Fact, type RequestState, unopened } from '#domain/request.ts';
import type { AnswerKind, RequestEvent, SlotSeed } from '#domain/request-events.ts';
import type { Instant } from '#ports';

/** Builds a request's state from its events, an hour apart, for tables over rules. */
export function requestAfter(...events: readonly RequestEvent[]): RequestState {
  const state = unopened('c1.cell1');
  events.forEach((event, n) => {
    const fact: Fact<RequestEvent> = { seq: n + 1, at: hour(n), by: clock, commandId: `command ${n}`, event };
    evolve(state, fact);
  });
  return state;
}

export const hour = (n: number): Instant => new Date(Date.UTC(2026, 10, 2, 1 + n)).toISOString();

const seed = (id: string): SlotSeed => [id, 'A', 'e001', 1];

export const openedWith = (
  members: number,
  more: Partial<Extract<RequestEvent, { type: 'opened' }>> = {},
): RequestEvent => ({
  type: 'opened',
  cycleId: 'c1',
  committeeId: 'cell1',
  name: 'Chi bộ khối 1',
  deskId: 'ward1',
  contact: { channel: 'mailbox', mailbox: 'khoi1@phuong.example', language: 'vi' },
  members: Array.from({ length: members }, (_, n) => seed(`dv${n}`)),
  dueAt: '2026-11-30T16:59:59.999Z',
  ...more,
});

export const submittedAbout = (
  kinds: { readonly [slot: number]: AnswerKind },
  late: readonly number[] = [],
): RequestEvent => ({
  type: 'submitted',
  chunks: [{ key: 'k.0', hash: 'h', slots: Object.keys(kinds).map(Number), kinds: Object.values(kinds) }],
  via: 'link',
  signing: { frontMet: true, second: 'alone' },
  late,
});

export const words = { key: 'k.1', hash: 'h1' };
