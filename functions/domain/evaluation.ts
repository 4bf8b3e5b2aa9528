import type { Instant } from '#ports';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { RequestState, Slot } from './request.ts';
import type { Channel, SigningMarks, TextRef, Via } from './request-events.ts';

/**
 * What a workplace receives about one member: pointers to what was written (which never changes), how it came about, and what
 * was asked and not answered. No number, no grade: nothing here can be added up or compared.
 */
export interface EvaluationLine {
  readonly slot: number;
  readonly memberId: string;
  readonly workplaceId: string;
  readonly category: 'A' | 'B';
  readonly outcome: Outcome;
  readonly answer?: {
    readonly ref: TextRef;
    readonly place: number;
    readonly part: number;
    readonly at: Instant;
    readonly late: boolean;
    readonly via: Via;
  };
  readonly confirmedAt?: Instant;
  /** The ward had sent the comment back and the cell did not send another. */
  readonly sentBackUnanswered?: TextRef;
  readonly view?: { readonly text: TextRef; readonly at: Instant };
  /** Was the member told the confirmed comment by mail? Otherwise the workplace says whether it told them. */
  readonly toldByMail: boolean;
}

/** The coverage statement: what was done to hear from this committee. The same for all its members. */
export interface Coverage {
  readonly channel: Channel;
  readonly dueAt: Instant;
  readonly askedAt?: Instant;
  readonly firstVisitAt?: Instant;
  readonly remindedAt: readonly Instant[];
  readonly pressed: readonly { readonly at: Instant; readonly by: 'ward' | 'office' }[];
  /** The cycle was closed before the date due: then silence is not a date that was missed. */
  readonly closedEarlyAt?: Instant;
  readonly escalated: readonly { readonly to: string; readonly at: Instant }[];
  readonly unreachableSince?: Instant;
  readonly excused?: { readonly reason: TextRef; readonly at: Instant };
  readonly parts: readonly {
    readonly seq: number;
    readonly at: Instant;
    readonly via: Via;
    readonly by: string;
    readonly signing: SigningMarks;
    readonly text: TextRef;
    readonly reference?: string;
    readonly countersignedAt?: Instant;
  }[];
}

export interface Evaluation {
  readonly requestId: string;
  readonly committeeId: string;
  readonly committeeName: string;
  readonly deskId: string;
  readonly version: number;
  /** 'close' for the first; else what made the correction, by the number of the event. */
  readonly cause: string;
  readonly at: Instant;
  readonly coverage: Coverage;
  readonly lines: readonly EvaluationLine[];
}

/** What an evaluation says beyond the request's own journal. */
export interface Known {
  /** Slots whose member's mail about the confirmed comment has left and not come back. */
  readonly told: ReadonlySet<number>;
  readonly closedEarlyAt?: Instant;
}

export function evaluate(request: RequestState, version: number, cause: string, at: Instant, known: Known): Evaluation {
  return {
    requestId: request.id,
    committeeId: request.committeeId,
    committeeName: request.name,
    deskId: request.deskId,
    version,
    cause,
    at,
    coverage: coverageOf(request, known),
    lines: request.slots.flatMap((slot, n) => lineOf(request, slot, n, known)),
  };
}

function lineOf(request: RequestState, slot: Slot, n: number, known: Known): EvaluationLine[] {
  const outcome = outcomeOf(request, slot);
  if (!outcome) return [];
  const { answer, view } = slot;
  const line: EvaluationLine = {
    slot: n,
    memberId: slot.id,
    workplaceId: slot.workplaceId,
    category: slot.category,
    outcome,
    toldByMail: known.told.has(n),
    ...(answer && {
      answer: {
        ref: answer.ref,
        place: answer.place,
        part: answer.part,
        at: answer.at,
        late: answer.late,
        via: answer.via,
      },
    }),
    ...(slot.confirmedAt && !slot.sentBack && { confirmedAt: slot.confirmedAt }),
    ...(slot.sentBack && { sentBackUnanswered: slot.sentBack.reason }),
    ...(view && { view }),
  };
  return [line];
}

const coverageOf = (request: RequestState, { closedEarlyAt }: Known): Coverage => ({
  channel: request.contact.channel,
  dueAt: request.dueAt,
  ...(request.askedAt && { askedAt: request.askedAt }),
  ...(request.firstVisitAt && { firstVisitAt: request.firstVisitAt }),
  remindedAt: request.reminders.map((r) => r.at),
  pressed: request.presses,
  escalated: request.escalated,
  ...(request.unreachableSince && { unreachableSince: request.unreachableSince }),
  ...(request.excused && { excused: request.excused }),
  ...(closedEarlyAt !== undefined && closedEarlyAt < request.dueAt && { closedEarlyAt }),
  parts: request.parts.map((part) => ({
    seq: part.seq,
    at: part.at,
    via: part.via,
    by: part.by.body,
    signing: part.signing,
    text: part.text,
    ...(part.reference && { reference: part.reference }),
    ...(part.countersigned && { countersignedAt: part.countersigned.at }),
  })),
});

/** Workplaces whose lines, or who signed for them, differ between two versions: those whom a correction concerns. */
export function workplacesChanged(before: Evaluation | undefined, after: Evaluation): ReadonlySet<string> {
  const [old, now] = [before && wordsBySlot(before), wordsBySlot(after)];
  const changed = after.lines.filter(({ slot }) => old?.get(slot) !== now.get(slot));
  return new Set(changed.map(({ workplaceId }) => workplaceId));
}

/** Each line with the part that it came in. */
function wordsBySlot({ lines, coverage }: Evaluation): ReadonlyMap<number, string> {
  const parts = new Map(coverage.parts.map((part) => [part.seq, part]));
  return new Map(lines.map((line) => [line.slot, JSON.stringify([line, parts.get(line.answer?.part ?? 0)])]));
}
