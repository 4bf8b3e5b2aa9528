import type { Committee } from './committee.ts';
import type { Fact } from './request.ts';

/** How a ward, a province or a workplace is written to. */
export type PartyContact = Pick<Committee, 'channel' | 'language'> & Partial<Pick<Committee, 'mailbox'>>;

/** What changed about a ward, a province or a workplace in a running cycle: its own small journal. */
export interface PartyEvent {
  readonly type: 'contactChanged';
  readonly contact: PartyContact;
  readonly before: PartyContact;
}

export interface PartyState {
  readonly id: string;
  seq: number;
  /** Undefined while it stands as the roster had it at the launch. */
  contact?: PartyContact;
  commandIds: Set<string>;
}

export const unchangedParty = (id: string): PartyState => ({ id, seq: 0, commandIds: new Set() });

export function evolveParty(state: PartyState, { seq, commandId, event }: Fact<PartyEvent>): PartyState {
  state.contact = event.contact;
  state.seq = seq;
  state.commandIds.add(commandId);
  return state;
}
