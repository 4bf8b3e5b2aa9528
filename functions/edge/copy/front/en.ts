import type { FrontCopy } from './vi.ts';

export const en: FrontCopy = {
  title: 'Comments on members, exchanged between where they live and where they work',
  lead: 'Committees at the residence comment on members who work elsewhere; the ward or commune confirms; the committee at work receives the whole. No account is needed: each committee comes in by the link in its email.',
  committees: 'You belong to a committee, or are a member',
  committeesText:
    'Open the link in your invitation. If it is lost, type the registered mailbox and a code will be sent there.',
  committeesOpen: 'Open my page',
  office: 'You were given rights here',
  officeText: 'Administrators, workplace officers, ward officers, auditors, province observers.',
  officeOpen: 'To the console',
};
