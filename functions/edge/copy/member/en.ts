import type { MemberCopy } from './vi.ts';

export const en: MemberCopy = {
  title: 'The comment about you',
  notYet: 'There is no comment to see yet',
  notYetText:
    'The ward where you live has confirmed no comment about you, or the comment is being mended. When it is confirmed, you are told and see it on this page.',
  notRating: 'No comment yet counts neither for nor against you.',
  notHere: 'The residence committee answered as follows',
  view: 'Your own view',
  viewText:
    'If you see it otherwise, write it here. Your view travels with the comment to your workplace committee; the comment itself is not changed. You need not write anything.',
  viewAgain: 'You may write it again until the evaluations are put together.',
  viewLate:
    'The evaluations have been put together. A view written now is sent on as an addition, and cannot be changed.',
  viewClosed: 'The evaluations have been put together, so the view can no longer be changed.',
  viewOn: (date) => `Written by you on ${date}`,
  write: 'Your view',
  send: 'Send your view',
  sent: 'Your view was sent.',
  missing: 'Write your view before sending',
  tooLong: 'Make it shorter: 5,000 characters at most',
  looks: 'Who has looked',
  looksText: 'These bodies have looked at what is recorded about you.',
  noLooks: 'Nobody has looked yet.',
  office: 'The office in charge of the cycle',
  whats: {
    comment: 'read the comment',
    evaluation: 'read the evaluation',
    list: 'read the list',
    export: 'downloaded',
    print: 'printed',
  },
  look: (who, date, what) => `${who}: on ${date}, ${what}`,
  rights: 'Your rights',
  rightsText: [
    'You may see the comment about you, know who has looked at it, and state your own view.',
    'If something recorded about you is wrong (name, date of birth, workplace, residence), you may have it corrected.',
    'The comment serves the exchange about members where they live, and nothing else.',
  ],
  ask: (name, telephone) => `Whom to ask: ${name}, telephone ${telephone}.`,
};
