import type { Instant } from '#ports';
import type { Fact } from './request.ts';

/** What a ward (or the province) was told in a cycle, and that it looked: its own small journal. */
export type DeskEvent =
  | {
      readonly type: 'told';
      /** toConfirm: answers wait for it · halfTime: who never opened · overdue: who is late · unreachable: whose mail came back · counts: for the province · packs: cells asked through it. */
      readonly what: DeskLetter;
      readonly morning: Instant;
      readonly requests: readonly string[];
    }
  | { readonly type: 'visited' }
  | { readonly type: 'linkReplaced'; readonly linkVersion: number };

export type DeskLetter = 'packs' | 'toConfirm' | 'halfTime' | 'overdue' | 'unreachable' | 'counts';

export interface DeskState {
  readonly id: string;
  seq: number;
  linkVersion: number;
  firstVisitAt?: Instant;
  told: {
    readonly what: DeskLetter;
    readonly morning: Instant;
    readonly at: Instant;
    readonly requests: readonly string[];
  }[];
  commandIds: Set<string>;
}

export const unopenedDesk = (id: string): DeskState => ({
  id,
  seq: 0,
  linkVersion: 1,
  told: [],
  commandIds: new Set(),
});

export function evolveDesk(state: DeskState, { seq, at, commandId, event }: Fact<DeskEvent>): DeskState {
  switch (event.type) {
    case 'told':
      state.told.push({ what: event.what, morning: event.morning, at, requests: event.requests });
      break;
    case 'visited':
      state.firstVisitAt ??= at;
      break;
    case 'linkReplaced':
      state.linkVersion = event.linkVersion;
      break;
  }
  state.seq = seq;
  state.commandIds.add(commandId);
  return state;
}
