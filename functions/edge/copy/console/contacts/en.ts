import type { ContactsCopy } from './vi.ts';

export const en: ContactsCopy = {
  title: 'Mailboxes changed',
  toPage: (count) => `Mailboxes changed (${count})`,
  lead: 'Whoever can change a committee’s mailbox can open that committee’s page. So every change stands here, and the former mailbox is told. If one looks strange, call the committee.',
  leadRoster: (days) =>
    `Imports of the last ${days} days changed these mailboxes, or added or removed these committees. The former mailbox is told; of a committee that is added, nobody is. Cycles that were open before did not change.`,
  none: 'Nothing was changed.',
  before: 'Before',
  after: 'Now',
  isNew: 'not in the list',
  gone: 'no longer in the list',
  at: 'Changed at',
  by: 'By whom, where',
  of: { request: 'on the request’s page', party: 'on the cycle’s pages', roster: 'by an import' },
  told: 'Former mailbox',
  nobody: 'there was no mailbox before',
  stays: 'the mailbox is the same',
};
