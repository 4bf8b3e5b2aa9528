import type { Instant } from '#ports';
import type { Actor } from './actor.ts';
import type { AnswerKind, Contact, RequestEvent, SigningMarks, SlotSeed, TextRef, Via } from './request-events.ts';

/** A fact as the journal returns it: the event with its number, time and hand. */
export interface Fact<E> {
  readonly seq: number;
  readonly at: Instant;
  readonly by: Actor;
  readonly commandId: string;
  readonly event: E;
}

/** Written by the committee on paper or in the Party's portal, and typed in here by the hand of another body. */
export const isTypedIn = (via: Via): boolean => via === 'paper' || via === 'portal';

/** The answer a committee last submitted about one member. */
export interface Submitted {
  /** Number of the 'submitted' event: the part it came in. */
  readonly part: number;
  readonly kind: AnswerKind;
  readonly ref: TextRef;
  /** Place within the chunk's list. */
  readonly place: number;
  readonly at: Instant;
  readonly late: boolean;
  readonly via: Via;
}

export interface Slot {
  readonly id: string;
  readonly category: 'A' | 'B';
  readonly workplaceId: string;
  readonly hasMailbox: boolean;
  answer?: Submitted;
  /** How many submitted answers came before the present one; they stay readable. */
  earlier: number;
  confirmedAt?: Instant;
  sentBack?: { readonly reason: TextRef; readonly until: Instant; readonly at: Instant };
  reroutedTo?: string;
  conflictTo?: 'hand' | 'ward';
  view?: { readonly text: TextRef; readonly at: Instant };
  /** Views on answers that were replaced since; they stay readable and travel with nothing. */
  earlierViews: { readonly text: TextRef; readonly at: Instant }[];
  /** Number of the event that confirmed the answer: the member's mail is known by it. */
  confirmedBy?: number;
  /** The member's own mail came back, so they were not told. */
  mailReturned?: boolean;
}

export interface Part {
  readonly seq: number;
  readonly at: Instant;
  readonly via: Via;
  readonly by: Actor;
  readonly signing: SigningMarks;
  readonly reference?: string;
  readonly text: TextRef;
  countersigned?: { readonly text: TextRef; readonly at: Instant };
}

export interface Release {
  readonly version: number;
  readonly text: TextRef;
  readonly cause: string;
  readonly at: Instant;
  readonly afterDelivery: boolean;
}

export interface RequestState {
  readonly id: string;
  /** 0: not opened yet, and nothing else below means anything. */
  seq: number;
  cycleId: string;
  committeeId: string;
  name: string;
  deskId: string;
  contact: Contact;
  linkVersion: number;
  slots: Slot[];
  dueAt: Instant;
  askedAt?: Instant;
  firstVisitAt?: Instant;
  parts: Part[];
  reminders: { readonly step: string; readonly at: Instant }[];
  presses: { readonly at: Instant; readonly by: 'ward' | 'office' }[];
  escalated: { readonly to: string; readonly at: Instant }[];
  excused?: { readonly reason: TextRef; readonly at: Instant };
  /** A mail to the present contact came back for good: time does not run, and nobody is reminded there. */
  unreachableSince?: Instant;
  unlisted: { readonly text: TextRef; readonly at: Instant }[];
  /** Evaluations released so far, first to last; a release is never changed. */
  releases: Release[];
  cancelledAt?: Instant;
  commandIds: Set<string>;
}

export const unopened = (id: string): RequestState => ({
  id,
  seq: 0,
  cycleId: '',
  committeeId: '',
  name: '',
  deskId: '',
  contact: { channel: 'none', language: 'vi' },
  linkVersion: 1,
  slots: [],
  dueAt: '',
  parts: [],
  reminders: [],
  presses: [],
  escalated: [],
  unlisted: [],
  releases: [],
  commandIds: new Set(),
});

const slotOf = ([id, category, workplaceId, mailbox]: SlotSeed): Slot => ({
  id,
  category,
  workplaceId,
  hasMailbox: mailbox === 1,
  earlier: 0,
  earlierViews: [],
});

/** The slot an event names. A journal that names a slot it never opened is broken, which is a fault and not a refusal. */
function slotAt(state: RequestState, slot: number): Slot {
  const found = state.slots[slot];
  if (!found) throw new Error(`request ${state.id} has no slot ${slot}`);
  return found;
}

/** Only what is there: to delete makes an object slow, and every member of every journal comes by here. */
function forget(slot: Slot, what: 'confirmedAt' | 'sentBack' | 'view' | 'conflictTo'): void {
  if (slot[what] !== undefined) delete slot[what];
}

type Apply = {
  [T in RequestEvent['type']]: (s: RequestState, e: Extract<RequestEvent, { type: T }>, f: Fact<RequestEvent>) => void;
};

const apply: Apply = {
  opened: (s, e, f) => {
    s.cycleId = e.cycleId;
    s.committeeId = e.committeeId;
    s.name = e.name;
    s.deskId = e.deskId;
    s.contact = e.contact;
    s.dueAt = e.dueAt;
    s.slots = e.members.map(slotOf);
    if (e.contact.channel !== 'none') s.askedAt = f.at;
  },
  visited: (s, _, f) => {
    s.firstVisitAt ??= f.at;
  },
  submitted: (s, e, f) => {
    const [first] = e.chunks;
    if (!first) throw new Error(`request ${s.id} event ${f.seq} submits nothing`);
    s.parts.push({
      seq: f.seq,
      at: f.at,
      via: e.via,
      by: f.by,
      signing: e.signing,
      text: { key: first.key, hash: first.hash },
      ...(e.reference ? { reference: e.reference } : {}),
    });
    for (const chunk of e.chunks) {
      const ref = { key: chunk.key, hash: chunk.hash };
      chunk.slots.forEach((n, place) => {
        const slot = slotAt(s, n);
        if (slot.answer) slot.earlier += 1;
        const kind = chunk.kinds[place] ?? 'comment';
        slot.answer = { part: f.seq, kind, ref, place, at: f.at, late: e.late.includes(n), via: e.via };
        forget(slot, 'confirmedAt');
        forget(slot, 'sentBack');
        // A view was about the words that stood then; about others the member has said nothing yet.
        if (slot.view) slot.earlierViews.push(slot.view);
        forget(slot, 'view');
        // Whoever it was handed to has spoken.
        forget(slot, 'conflictTo');
      });
    }
  },
  countersigned: (s, e, f) => {
    const part = s.parts.find((p) => p.seq === e.part);
    if (part) part.countersigned = { text: e.text, at: f.at };
  },
  confirmed: (s, e, f) => {
    for (const n of e.slots) {
      const slot = slotAt(s, n);
      slot.confirmedAt = f.at;
      slot.confirmedBy = f.seq;
      // Confirmed after it was sent back: the ward thought better of it.
      forget(slot, 'sentBack');
    }
  },
  sentBack: (s, e, f) => {
    for (const n of e.slots) slotAt(s, n).sentBack = { reason: e.reason, until: e.until, at: f.at };
  },
  reminded: (s, e, f) => {
    s.reminders.push({ step: e.step, at: f.at });
  },
  pressed: (s, _, f) => {
    s.presses.push({ at: f.at, by: f.by.body === 'office' ? 'office' : 'ward' });
  },
  escalated: (s, e, f) => {
    s.escalated.push({ to: e.to, at: f.at });
  },
  extended: (s, e) => {
    s.dueAt = e.dueAt;
  },
  excused: (s, e, f) => {
    s.excused = { reason: e.reason, at: f.at };
  },
  returned: (s, e, f) => {
    if (!e.hard) return;
    if (e.slot === undefined) s.unreachableSince ??= f.at;
    else slotAt(s, e.slot).mailReturned = true;
  },
  contactChanged: (s, e) => {
    s.contact = e.contact;
    s.linkVersion = e.linkVersion;
    delete s.unreachableSince;
  },
  linkReplaced: (s, e) => {
    s.linkVersion = e.linkVersion;
  },
  reroutedOut: (s, e) => {
    slotAt(s, e.slot).reroutedTo = e.to;
  },
  reroutedIn: (s, e) => {
    s.slots.push(slotOf(e.member));
  },
  conflictHanded: (s, e) => {
    slotAt(s, e.slot).conflictTo = e.to;
  },
  reportedUnlisted: (s, e, f) => {
    s.unlisted.push({ text: e.text, at: f.at });
  },
  viewStated: (s, e, f) => {
    slotAt(s, e.slot).view = { text: e.text, at: f.at };
  },
  reopened: (s, e) => {
    for (const n of e.slots) forget(slotAt(s, n), 'confirmedAt');
  },
  assembled: (s, e, f) => {
    s.releases.push({
      version: e.version,
      text: e.text,
      cause: e.cause,
      at: f.at,
      afterDelivery: e.afterDelivery === true,
    });
  },
  cancelled: (s, _, f) => {
    s.cancelledAt = f.at;
  },
};

/** Carries one fact into the state (in place: a state is private to the fold that makes it). */
export function evolve(state: RequestState, fact: Fact<RequestEvent>): RequestState {
  // The table is total over the event types, so the handler of this event's type takes this event; TypeScript cannot relate the two.
  const carry = apply[fact.event.type] as (s: RequestState, e: RequestEvent, f: Fact<RequestEvent>) => void;
  carry(state, fact.event, fact);
  state.seq = fact.seq;
  state.commandIds.add(fact.commandId);
  return state;
}
