import type { Instant } from '#ports';

/**
 * What can happen to one feedback request: one residence committee, all its members in one cycle. A member is named by
 * their *slot*, the place in the list the request was opened with (members re-routed here are added at the end), so that an
 * event stays small and holds no name. Free text never stands in an event either: it lies in write-once items that the
 * event points to, so that a lawful order can hide a text and leave the chain whole.
 */

export type Channel = 'mailbox' | 'ward' | 'paper' | 'none';
export type AnswerKind = 'comment' | 'notHere' | 'moved' | 'notKnown' | 'conflict';

/** How an answer reached the exchange; anything but 'link' is marked in the evaluation. */
export type Via = 'link' | 'paper' | 'portal' | 'ward';

export interface Contact {
  readonly channel: Channel;
  readonly mailbox?: string;
  readonly secondContact?: string;
  readonly language: 'vi' | 'en' | 'fr';
}

/** Member id, category, workplace committee, 1 when the roster has a mailbox for the member. */
export type SlotSeed = readonly [id: string, category: 'A' | 'B', workplaceId: string, mailbox: 0 | 1];

/** A write-once item and the SHA-256 of its body, so that what an event points to cannot be exchanged. */
export interface TextRef {
  readonly key: string;
  readonly hash: string;
}

/** One write-once item of about 20 answers. `slots` and `kinds` run in step. */
export interface AnswerChunk extends TextRef {
  readonly slots: readonly number[];
  readonly kinds: readonly AnswerKind[];
}

/** What the committee said about its own work, without the words (those lie in the first chunk's item). */
export interface SigningMarks {
  readonly frontMet: boolean;
  readonly second: 'code' | 'minutes' | 'alone';
}

export type RequestEvent =
  /** The committee is asked from this moment on (unless there is nobody to ask): the mail follows from it. */
  | {
      readonly type: 'opened';
      readonly cycleId: string;
      readonly committeeId: string;
      /** The committee's name: shown on boards and pages, and no person's. */
      readonly name: string;
      readonly deskId: string;
      readonly contact: Contact;
      readonly members: readonly SlotSeed[];
      readonly dueAt: Instant;
    }
  | { readonly type: 'visited' }
  | {
      readonly type: 'submitted';
      readonly chunks: readonly AnswerChunk[];
      readonly via: Via;
      readonly signing: SigningMarks;
      readonly reference?: string;
      /** The slots whose answer came after its date; the ward's own days for what it sent back count. */
      readonly late: readonly number[];
    }
  | { readonly type: 'countersigned'; readonly part: number; readonly text: TextRef }
  | { readonly type: 'confirmed'; readonly slots: readonly number[] }
  | { readonly type: 'sentBack'; readonly slots: readonly number[]; readonly reason: TextRef; readonly until: Instant }
  | { readonly type: 'reminded'; readonly step: string; readonly morning: Instant }
  | { readonly type: 'pressed' }
  | { readonly type: 'escalated'; readonly to: string }
  | { readonly type: 'extended'; readonly dueAt: Instant }
  | { readonly type: 'excused'; readonly reason: TextRef }
  | { readonly type: 'returned'; readonly mailId: string; readonly hard: boolean; readonly slot?: number }
  | {
      readonly type: 'contactChanged';
      readonly contact: Contact;
      readonly linkVersion: number;
      /** How it was asked until then: that mailbox opens nothing of this request any more. */
      readonly before?: Contact;
      /** In the place of `before` in older journals: the mailbox alone. */
      readonly was?: string;
    }
  | { readonly type: 'linkReplaced'; readonly linkVersion: number }
  | { readonly type: 'reroutedOut'; readonly slot: number; readonly to: string }
  | { readonly type: 'reroutedIn'; readonly from: string; readonly member: SlotSeed }
  | { readonly type: 'conflictHanded'; readonly slot: number; readonly to: 'hand' | 'ward' }
  | { readonly type: 'reportedUnlisted'; readonly text: TextRef }
  | { readonly type: 'viewStated'; readonly slot: number; readonly text: TextRef }
  | { readonly type: 'reopened'; readonly slots: readonly number[] }
  | {
      readonly type: 'assembled';
      readonly version: number;
      readonly text: TextRef;
      readonly cause: string;
      /** Workplaces had theirs before: what it says is new to them. */
      readonly afterDelivery?: boolean;
    }
  | { readonly type: 'cancelled' };

/** How a committee was asked before its contact changed. */
export const contactBefore = ({
  before,
  was,
  contact: { language },
}: Extract<RequestEvent, { type: 'contactChanged' }>): Contact =>
  before ?? { channel: 'mailbox', language, ...(was === undefined ? {} : { mailbox: was }) };
