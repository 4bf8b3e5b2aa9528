import type { RequestState, Slot } from './request.ts';

/**
 * The state table: where a member of a cycle can be, and how they end. The README shows the same table; a test holds the two
 * together.
 *
 * While the cycle runs:
 *   owed        nothing submitted
 *   sentBack    submitted, returned by the ward with a reason, waited for again
 *   submitted   waits for the ward
 *   confirmed   the ward has confirmed
 *   notHere     the committee answered: does not live here, moved, not known
 *   conflict    the committee stepped aside (relative, oneself); another hand or the ward has it
 *   rerouted    another committee's request has this member now
 */
export type Progress = 'owed' | 'sentBack' | 'submitted' | 'confirmed' | 'notHere' | 'conflict' | 'rerouted';

export type Outcome =
  | { readonly state: 'commented'; readonly how: 'confirmed' | 'notConfirmed' | 'noWard' }
  | { readonly state: 'notHere'; readonly why: 'notHere' | 'moved' | 'notKnown' }
  | { readonly state: 'noComment'; readonly why: 'silence' | 'excused' | 'nobodyToAsk' | 'conflict' };

export const NO_DESK = '-';

export function progressOf(slot: Slot): Progress {
  if (slot.reroutedTo !== undefined) return 'rerouted';
  const { answer } = slot;
  if (!answer) return slot.conflictTo ? 'conflict' : 'owed';
  if (answer.kind === 'conflict') return 'conflict';
  if (slot.sentBack) return 'sentBack';
  if (slot.confirmedAt) return 'confirmed';
  return answer.kind === 'comment' ? 'submitted' : 'notHere';
}

/** How a member ends. Undefined for one who was re-routed: their end is told by the request that has them now. */
export function outcomeOf(request: RequestState, slot: Slot): Outcome | undefined {
  if (slot.reroutedTo !== undefined) return undefined;
  const { answer } = slot;
  if (answer?.kind === 'comment') {
    if (slot.confirmedAt && !slot.sentBack) return { state: 'commented', how: 'confirmed' };
    return { state: 'commented', how: request.deskId === NO_DESK ? 'noWard' : 'notConfirmed' };
  }
  if (answer && answer.kind !== 'conflict') return { state: 'notHere', why: answer.kind };
  if (answer || slot.conflictTo) return { state: 'noComment', why: 'conflict' };
  if (request.excused) return { state: 'noComment', why: 'excused' };
  return { state: 'noComment', why: request.contact.channel === 'none' ? 'nobodyToAsk' : 'silence' };
}

export interface Counts {
  readonly members: number;
  readonly owed: number;
  readonly sentBack: number;
  readonly submitted: number;
  readonly confirmed: number;
  readonly notHere: number;
  readonly conflict: number;
  readonly rerouted: number;
}

export function countsOf(slots: readonly Slot[]): Counts {
  const counts = {
    members: slots.length,
    owed: 0,
    sentBack: 0,
    submitted: 0,
    confirmed: 0,
    notHere: 0,
    conflict: 0,
    rerouted: 0,
  };
  for (const slot of slots) counts[isWithOtherHand(slot) ? 'owed' : progressOf(slot)] += 1;
  return counts;
}

/** Handed to another hand of the same committee, which owes it like any other. */
const isWithOtherHand = (slot: Slot): boolean => progressOf(slot) === 'conflict' && slot.conflictTo === 'hand';

/** What the committee itself still has to send: never answered, or sent back. */
export const stillOwed = (counts: Counts): number => counts.owed + counts.sentBack;
