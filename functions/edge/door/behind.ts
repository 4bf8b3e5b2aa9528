import { memberSubjectIn } from '#mail/gather/delivered.ts';
import type { Clock, Table } from '#ports';
import { codeMinutes } from '#records/codes.ts';
import { hasDrafts } from '#records/drafts.ts';
import { load, requests } from '#records/journal.ts';
import type { LinkSubject } from '#records/link-subject.ts';
import { enqueue, type MailOrder, URGENT_SHARD } from '#records/outbox.ts';
import { readParty } from '#records/parties.ts';
import { readSlice } from '#records/slices.ts';
import type { DoorContact, DoorDeps, DoorMail } from './exchange.ts';

/** What the door asks of the records: who may open a subject, whether it holds anything yet, and its mails. */
export function behindTheDoor(
  deps: { readonly table: Table; readonly clock: Clock },
  /** Called when a mail is due now, so that nobody waits five minutes for a code. */
  nudge: (shards: readonly number[]) => void,
): Pick<DoorDeps, 'isWritten' | 'contactOf' | 'enqueue'> {
  return {
    isWritten: (subject) => isWritten(deps.table, subject),
    contactOf: (subject) => contactOf(deps.table, subject),
    enqueue: async (mail) => {
      await enqueue(deps.table, orderOf(mail, deps.clock.now()));
      nudge([URGENT_SHARD]);
    },
  };
}

/** A ward's, a workplace's and a member's page shows what others wrote; a cell's only what was drafted or submitted there. */
async function isWritten(table: Table, { kind, id }: LinkSubject): Promise<boolean> {
  if (kind !== 'request' || (await hasDrafts(table, id))) return true;
  const { state } = await load(table, requests, id);
  return state.slots.some(({ answer }) => answer !== undefined) || state.unlisted.length > 0;
}

async function contactOf(table: Table, { kind, id }: LinkSubject): Promise<DoorContact | undefined> {
  if (kind === 'request') {
    const { state } = await load(table, requests, id);
    return state.seq === 0 ? undefined : contact(state.contact);
  }
  if (kind === 'member') {
    const { requestId, slot } = memberSubjectIn(id);
    const member = (await readSlice(table, requestId))[slot];
    return member && contact({ mailbox: member.mailbox, language: 'vi' });
  }
  const dot = id.indexOf('.');
  const party = await readParty(table, id.slice(0, dot), id.slice(dot + 1));
  return party && contact(party);
}

const contact = (of: {
  readonly mailbox?: string | undefined;
  readonly secondContact?: string | undefined;
  readonly language: DoorContact['language'];
}): DoorContact => ({
  mailboxes: [of.mailbox, of.secondContact].filter((mailbox) => mailbox !== undefined),
  language: of.language,
});

const orderOf = (mail: DoorMail, now: string): MailOrder => ({
  kind: mail.kind,
  recipient: { mailbox: mail.to, language: mail.language },
  about: 'door',
  subjects: mail.subjects,
  occurrence: mail.occurrence,
  dueAt: now,
  ...(mail.code === undefined
    ? {}
    : {
        facts: {
          code: mail.code,
          minutes: codeMinutes,
          expiresAt: new Date(Date.parse(now) + codeMinutes * 60_000).toISOString(),
        },
      }),
});
