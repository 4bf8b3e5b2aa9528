import type { Fact } from './request.ts';

/** Every look at a member's record is a fact; the member sees which body looked, and when. */
export interface AccessEvent {
  readonly type: 'looked';
  readonly what: 'comment' | 'evaluation' | 'list' | 'export' | 'print';
  /** The member, where the look was at one. */
  readonly slot?: number;
  /** The members, where it was at several of the request's but not at all of them. */
  readonly slots?: readonly number[];
}

export interface AccessState {
  readonly id: string;
  seq: number;
  looks: Fact<AccessEvent>[];
  commandIds: Set<string>;
}

export const unseen = (id: string): AccessState => ({ id, seq: 0, looks: [], commandIds: new Set() });

export function evolveAccess(state: AccessState, fact: Fact<AccessEvent>): AccessState {
  state.looks.push(fact);
  state.seq = fact.seq;
  state.commandIds.add(fact.commandId);
  return state;
}
