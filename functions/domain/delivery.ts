import type { Instant } from '#ports';
import type { Actor } from './actor.ts';
import { Refusal } from './refusal.ts';
import type { Fact } from './request.ts';

/** One workplace committee's evaluations in a cycle: delivered, looked at, acknowledged, corrected. */
export type DeliveryEvent =
  | {
      readonly type: 'delivered';
      /** The residence committees' requests that hold members of this workplace. */
      readonly requests: readonly string[];
      readonly members: number;
    }
  | { readonly type: 'acknowledged'; readonly version: number }
  | { readonly type: 'reminded'; readonly morning: Instant }
  | {
      readonly type: 'corrected';
      readonly requestId: string;
      readonly requestVersion: number;
    }
  | { readonly type: 'opened'; readonly what: 'list' | 'member' | 'csv' | 'xlsx' | 'docx' | 'json' | 'print' }
  | { readonly type: 'toldMember'; readonly requestId: string; readonly slot: number }
  | { readonly type: 'linkReplaced'; readonly linkVersion: number };

export interface DeliveryState {
  readonly id: string;
  seq: number;
  linkVersion: number;
  requests: readonly string[];
  members: number;
  /** 0 before delivery, 1 when delivered, one more with each correction. */
  version: number;
  deliveredAt?: Instant;
  acknowledged?: { readonly version: number; readonly at: Instant; readonly by: Actor };
  remindedAt: Instant[];
  corrections: { readonly requestId: string; readonly version: number; readonly at: Instant }[];
  openedAt?: Instant;
  /** `<requestId>.<slot>` of members whom the workplace told in person or by letter. */
  told: Set<string>;
  commandIds: Set<string>;
}

export const undelivered = (id: string): DeliveryState => ({
  id,
  seq: 0,
  linkVersion: 1,
  requests: [],
  members: 0,
  version: 0,
  remindedAt: [],
  corrections: [],
  told: new Set(),
  commandIds: new Set(),
});

export function evolveDelivery(
  state: DeliveryState,
  { seq, at, by, commandId, event }: Fact<DeliveryEvent>,
): DeliveryState {
  switch (event.type) {
    case 'delivered':
      state.requests = event.requests;
      state.members = event.members;
      state.version = 1;
      state.deliveredAt = at;
      break;
    case 'acknowledged':
      state.acknowledged = { version: event.version, at, by };
      break;
    case 'reminded':
      state.remindedAt.push(at);
      break;
    case 'corrected':
      state.version += 1;
      if (!state.requests.includes(event.requestId)) state.requests = [...state.requests, event.requestId];
      state.corrections.push({ requestId: event.requestId, version: state.version, at });
      break;
    case 'opened':
      state.openedAt ??= at;
      break;
    case 'toldMember':
      state.told.add(`${event.requestId}.${event.slot}`);
      break;
    case 'linkReplaced':
      state.linkVersion = event.linkVersion;
      break;
  }
  state.seq = seq;
  state.commandIds.add(commandId);
  return state;
}

/** `seen` is the version that was looked at: nobody acknowledges a correction that came meanwhile. */
export function acknowledge(state: DeliveryState, seen: number = state.version): DeliveryEvent {
  if (state.version === 0) throw new Refusal('TooEarly', 'nothing has been delivered yet');
  if (seen !== state.version) throw new Refusal('Stale', 'a newer version came since this one was looked at');
  if (state.acknowledged?.version === state.version)
    throw new Refusal('AlreadyDone', 'this version is acknowledged already');
  return { type: 'acknowledged', version: state.version };
}

export const awaitsAcknowledgement = (state: DeliveryState): boolean =>
  state.version > 0 && state.acknowledged?.version !== state.version;
