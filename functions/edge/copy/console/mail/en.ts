import type { MailCopy } from './vi.ts';

export const en: MailCopy = {
  title: 'Mail',
  lead: 'Every trouble with mail in one place: mail that is held, mailboxes that are not written to any more, and the failed or returned mails of each cycle.',
  now: 'Does mail leave at this moment?',
  fine: 'Mail leaves as usual; nothing is held.',
  due: (count) => `${count} mails are due and wait to be sent.`,
  cycles: 'Mails of each cycle',
  noCycles: 'There is no cycle yet.',
  toRoom: 'Every trouble with mail, mailboxes not written to any more too',
  troubled: (count) => `${count} mails failed or came back`,
  noneTroubled: 'no failed mails',
  pause: {
    title: 'Mail cannot leave for now',
    text: (since, until) =>
      `Since ${since}. It is tried again at ${until} and then goes on by itself; there is nothing to press.`,
    causes: {
      quota: 'As many mails were sent as the mail service allows in 24 hours.',
      account:
        'The mail service has paused the sending account. Ask whoever looks after the technical side to see there why, and to answer.',
      settings:
        'The mail service does not accept our account or our sender’s address. Ask whoever looks after the technical side to check the mail settings.',
      busy: 'The mail server is busy.',
    },
    unknown: 'The mail service does not take our mail for now.',
    dates: 'No mail is lost. If this lasts until close to a date due, extend the cycle.',
    said: 'The mail service’s own words',
  },
  brake: {
    title: (cycle) => `Mail of “${cycle}” is held back`,
    text: (returned, sent, on) =>
      `Of ${sent} mails that left on ${on}, ${returned} came back for good: more than is safe (3%).`,
    waits: (since) =>
      `Since ${since} the rest of this cycle’s mail waits, so that the mail service does not close the sending account. No mail is lost.`,
    what: 'Look at the mails that were returned: an old list, or a whole office that takes no mail? Correct the mailboxes first, then let mail go on.',
    look: 'See the returned mails',
    go: 'I have looked, let mail go on',
  },
  suppressed: {
    title: 'Mailboxes not written to any more',
    lead: 'These mailboxes returned our mail for good, or their owner called it unwanted. Nothing more is sent there: if it were, the mail service would take all our mail for spam.',
    none: 'There is none. No mailbox has returned mail for good or called it unwanted, and every mailbox on the roster is written to.',
    some: (count) => `${count} mailboxes are not written to any more`,
    nobody: 'No committee on the roster uses this mailbox any more',
    aMember: 'The own mailbox of a member',
    mailbox: 'Mailbox',
    noAddress: 'only a fingerprint is left, not the address',
    since: 'Not written to since',
    why: 'Why',
    reasons: {
      bounce: 'The mailbox returns mail for good: a wrong address, or a closed mailbox',
      complaint: 'Its owner called our mail unwanted',
    },
    mail: 'Which mail told',
    noMail: 'not kept any more',
    cycles: 'In running cycles',
    request: (cycle) => `request, ${cycle}`,
    desk: (cycle) => `confirming ward, ${cycle}`,
    delivery: (cycle) => `workplace, ${cycle}`,
    member: (cycle) => `mail to a member, ${cycle}`,
    mend: {
      bounce:
        'Telephone and ask for the right mailbox. If it is another: open the request, press “Change the mailbox or channel”, and correct the roster for the next cycle. If it is right and takes mail again: press the button below.',
      complaint:
        'Telephone the owner first. Press the button below only if they agree to get mail; otherwise use another mailbox, or ask through the ward or on paper.',
    },
    mendMember:
      'No committee has to do anything. Ask the workplace for the member’s right mailbox and correct the roster; the member is shown the comment at the workplace all the same. If the mailbox takes mail again: press the button below.',
    mendNobody: 'There is nothing to do. Press the button below only if the mailbox will be used again.',
    lift: 'Write to this mailbox again',
    lifted:
      'This mailbox may be written to again. For mails that failed, open the cycle’s mails and press “Send again”. If the request still says that mail does not arrive: open it, press “Change the mailbox or channel” and save the same address; a new link goes there and reminders begin again.',
  },
};
