import type { Instant } from '#ports';
import { laterOf } from './calendar.ts';
import { type CycleStatus, closesAt, dueAt, type OpenCycle, statusOf } from './cycle.ts';
import { countsOf, progressOf, stillOwed } from './outcome.ts';
import { Refusal } from './refusal.ts';
import type { RequestState, Slot } from './request.ts';
import type { AnswerChunk, Contact, RequestEvent, SigningMarks, TextRef, Via } from './request-events.ts';

/** What a rule may look at besides the request: the moment, and whether the cycle still takes changes. */
export interface Moment {
  readonly now: Instant;
  readonly cycle: CycleStatus;
  /** The cycle's date due; a request's own later date stands, and an earlier one gives way to an extension at once. */
  readonly dueAt: Instant;
  readonly closesAt: Instant;
}

export const momentOf = (cycle: OpenCycle, now: Instant): Moment => ({
  now,
  cycle: statusOf(cycle, now),
  dueAt: dueAt(cycle),
  closesAt: closesAt(cycle),
});

/** The last moment at which an answer to this request is in time. */
export const effectiveDue = (state: Pick<RequestState, 'dueAt'>, moment: Pick<Moment, 'dueAt'>): Instant =>
  laterOf(state.dueAt, moment.dueAt);

function expectAlive(state: RequestState, moment: Moment): void {
  if (state.seq === 0) throw new Refusal('NotFound', `there is no request ${state.id}`);
  if (state.cancelledAt || moment.cycle === 'cancelled') throw new Refusal('CycleOver', 'the cycle was cancelled');
}

/** Until when an answer about this member is in time: the ward gives a later date to what it sends back. */
const wantedBy = (state: RequestState, slot: Slot | undefined, moment: Moment): Instant =>
  laterOf(effectiveDue(state, moment), slot?.sentBack?.until ?? '');

/** The slots named by numbers from outside; a number that names nobody, or nobody here any more, is refused. */
export function slotsAt(state: RequestState, numbers: readonly number[]): Slot[] {
  if (numbers.length === 0)
    throw new Refusal('Invalid', 'no member was chosen', [{ place: 'members', reason: 'nobodyChosen' }]);
  return numbers.map((n) => {
    const slot = state.slots[n];
    if (!slot || slot.reroutedTo !== undefined)
      throw new Refusal('NotFound', 'that member is not in this request', [
        { place: `member ${n + 1}`, reason: 'memberUnknown' },
      ]);
    return slot;
  });
}

/** When the ward may speak in a cell's place: it is late, cannot be reached or is asked through the ward, or stepped aside. */
const isTheWards = (state: RequestState, slot: Slot, moment: Moment): boolean =>
  moment.now > effectiveDue(state, moment) ||
  state.contact.channel !== 'mailbox' ||
  state.unreachableSince !== undefined ||
  slot.conflictTo === 'ward' ||
  slot.answer?.kind === 'conflict';

/**
 * May the committee (or, by `via`, the ward in its place) submit about this member now?
 * Until the date due everything may change that the ward has not confirmed. After it, what is still owed may be sent, marked
 * late; what was sent stands, unless the ward sent it back.
 */
export function maySubmit(state: RequestState, slot: Slot, via: Via, moment: Moment): Refusal | undefined {
  const progress = progressOf(slot);
  if (progress === 'confirmed') return new Refusal('AlreadyDone', 'the ward has confirmed this comment');
  if (via === 'ward' && slot.answer?.kind === 'comment')
    return new Refusal('NotAllowed', 'the ward answers only where the cell submitted nothing');
  if (via !== 'link' && slot.answer?.via === 'link' && (progress === 'submitted' || progress === 'notHere'))
    return new Refusal('NotAllowed', 'what the committee sent by its link, it changes by its link');
  if (via === 'ward' && !isTheWards(state, slot, moment))
    return new Refusal('TooEarly', 'the ward answers in the place of a cell once its date due has passed');
  if (
    moment.now > effectiveDue(state, moment) &&
    (progress === 'submitted' || progress === 'notHere') &&
    via !== 'ward'
  )
    return new Refusal('TooLate', 'the date due has passed and this answer was sent');
  return undefined;
}

export function submit(
  state: RequestState,
  moment: Moment,
  what: { chunks: readonly AnswerChunk[]; via: Via; signing: SigningMarks; reference?: string },
): RequestEvent {
  expectAlive(state, moment);
  const numbers = what.chunks.flatMap((chunk) => chunk.slots);
  if (new Set(numbers).size !== numbers.length)
    throw new Refusal('Invalid', 'a member is answered twice in one submission');
  const slots = slotsAt(state, numbers);
  for (const slot of slots) {
    const no = maySubmit(state, slot, what.via, moment);
    if (no) throw no;
  }
  const late = numbers.filter((_, i) => moment.now > wantedBy(state, slots[i], moment));
  return { type: 'submitted', ...what, late };
}

export function visit(state: RequestState, moment: Moment): RequestEvent | undefined {
  expectAlive(state, moment);
  return state.firstVisitAt ? undefined : { type: 'visited' };
}

/** "Another member lives here": told to the ward, which knows more. */
export function reportUnlisted(state: RequestState, moment: Moment, text: TextRef): RequestEvent {
  expectAlive(state, moment);
  return { type: 'reportedUnlisted', text };
}

export function countersign(state: RequestState, moment: Moment, part: number, text: TextRef): RequestEvent {
  expectAlive(state, moment);
  const found = state.parts.find((p) => p.seq === part);
  if (!found) throw new Refusal('NotFound', 'there is no such submission to sign');
  if (found.countersigned) throw new Refusal('AlreadyDone', 'a second person has signed this submission');
  return { type: 'countersigned', part, text };
}

/** By slot, the number of the part whose answer was read: what is confirmed is what was read, and not what came since. */
export type Read = ReadonlyMap<number, number>;

export function confirm(state: RequestState, moment: Moment, slots: readonly number[], read?: Read): RequestEvent {
  expectAlive(state, moment);
  for (const [i, slot] of slotsAt(state, slots).entries()) {
    const progress = progressOf(slot);
    if (read && slot.answer && read.get(slots[i] ?? -1) !== slot.answer.part)
      throw new Refusal('Stale', 'another answer came since this one was read');
    if (progress === 'confirmed') throw new Refusal('AlreadyDone', 'this comment is confirmed already');
    if (progress !== 'submitted' && progress !== 'notHere' && progress !== 'sentBack')
      throw new Refusal('TooEarly', 'there is no submitted answer to confirm');
  }
  return { type: 'confirmed', slots };
}

export function sendBack(
  state: RequestState,
  moment: Moment,
  what: { slots: readonly number[]; reason: TextRef; until: Instant },
): RequestEvent {
  expectAlive(state, moment);
  if (state.releases.length > 0) throw new Refusal('TooLate', 'the evaluations have been assembled');
  for (const slot of slotsAt(state, what.slots)) {
    if (!slot.answer) throw new Refusal('TooEarly', 'there is no submitted answer to send back');
    if (slot.answer.via === 'ward')
      throw new Refusal('NotAllowed', "the ward's own answer cannot be sent back to the cell");
  }
  return { type: 'sentBack', ...what };
}

/** Lets the cell change what the ward has confirmed, before anything is assembled. */
export function reopen(state: RequestState, moment: Moment, slots: readonly number[]): RequestEvent {
  expectAlive(state, moment);
  if (state.releases.length > 0) throw new Refusal('TooLate', 'the evaluations have been assembled');
  for (const slot of slotsAt(state, slots))
    if (!slot.confirmedAt) throw new Refusal('TooEarly', 'this comment is not confirmed');
  return { type: 'reopened', slots };
}

export function extend(state: RequestState, moment: Moment, until: Instant): RequestEvent {
  expectAlive(state, moment);
  if (state.releases.length > 0) throw new Refusal('TooLate', 'the evaluations have been assembled');
  if (until <= moment.now || until <= effectiveDue(state, moment))
    throw new Refusal('Invalid', 'an extension ends after the present date due and in the future', [
      { place: 'until', value: until, reason: 'extensionNotLater', mend: effectiveDue(state, moment) },
    ]);
  if (until > moment.closesAt)
    throw new Refusal('Invalid', 'nobody can be given time beyond the close of the cycle', [
      { place: 'until', value: until, reason: 'extensionAfterClose', mend: moment.closesAt },
    ]);
  return { type: 'extended', dueAt: until };
}

const owes = (state: RequestState): number => stillOwed(countsOf(state.slots));

/** Hours between two pressings of one committee. */
const PRESS_AGAIN = 12;

/** A reminder that leaves at once. It says something happened only where something will: a mail, to somebody who owes. */
export function press(state: RequestState, moment: Moment): RequestEvent {
  expectAlive(state, moment);
  if (moment.cycle === 'stopped') throw new Refusal('CycleStopped', 'nothing leaves while the cycle is stopped');
  if (moment.cycle !== 'running') throw new Refusal('TooLate', 'the cycle is not running');
  if (owes(state) === 0 || state.excused) throw new Refusal('AlreadyDone', 'this committee owes nothing');
  if (state.contact.channel !== 'mailbox' || state.unreachableSince)
    throw new Refusal('NotAllowed', 'this committee cannot be reached by mail');
  const last = state.presses.at(-1);
  if (last && Date.parse(moment.now) - Date.parse(last.at) < PRESS_AGAIN * 3_600_000)
    throw new Refusal('AlreadyDone', 'this committee was pressed today');
  return { type: 'pressed' };
}

export function excuse(state: RequestState, moment: Moment, reason: TextRef): RequestEvent {
  expectAlive(state, moment);
  if (state.excused) throw new Refusal('AlreadyDone', 'this committee is excused already');
  if (state.releases.length > 0) throw new Refusal('TooLate', 'the evaluations have been assembled');
  if (owes(state) === 0) throw new Refusal('AlreadyDone', 'this committee has answered about everybody');
  return { type: 'excused', reason };
}

export function changeContact(state: RequestState, moment: Moment, contact: Contact): RequestEvent {
  expectAlive(state, moment);
  if (contact.channel === 'mailbox' && !contact.mailbox)
    throw new Refusal('Invalid', 'a committee asked by mail needs a mailbox', [
      { place: 'mailbox', reason: 'mailboxMissing' },
    ]);
  return { type: 'contactChanged', contact, linkVersion: state.linkVersion + 1, before: state.contact };
}

export function replaceLink(state: RequestState, moment: Moment): RequestEvent {
  expectAlive(state, moment);
  return { type: 'linkReplaced', linkVersion: state.linkVersion + 1 };
}

export function rerouteOut(state: RequestState, moment: Moment, slot: number, to: string): RequestEvent {
  expectAlive(state, moment);
  slotsAt(state, [slot]);
  if (to === state.committeeId) throw new Refusal('Invalid', 'the member is with this committee already');
  // The other committee may be assembled before this one: nobody is moved between the two.
  if (state.releases.length > 0 || moment.cycle === 'closing' || moment.cycle === 'finished')
    throw new Refusal('TooLate', 'the evaluations have been assembled');
  return { type: 'reroutedOut', slot, to };
}

/** A conflict of interest the cell cannot settle among its own hands goes to the ward. */
export function handConflict(state: RequestState, moment: Moment, slot: number, to: 'hand' | 'ward'): RequestEvent {
  expectAlive(state, moment);
  const [found] = slotsAt(state, [slot]);
  if (found?.answer?.kind === 'comment') throw new Refusal('AlreadyDone', 'this member was commented on already');
  return { type: 'conflictHanded', slot, to };
}

/**
 * The member's own view: from the ward's confirmation on, and after the release once; it travels with the very comment it is
 * about, and never edits it.
 */
export function stateView(state: RequestState, moment: Moment, slot: number, text: TextRef): RequestEvent {
  expectAlive(state, moment);
  const [found] = slotsAt(state, [slot]);
  if (!found?.confirmedAt) throw new Refusal('TooEarly', 'the comment is not confirmed yet');
  if (found.view && state.releases.length > 0)
    throw new Refusal('AlreadyDone', 'a view was stated and has been delivered');
  return { type: 'viewStated', slot, text };
}
