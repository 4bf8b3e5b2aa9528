import type { DoorCopy } from './vi.ts';

export const en: DoorCopy = {
  title: 'Open your page',
  lead: 'Type the address of the mailbox that got the invitation, then press Open. No account and no password are needed.',
  mailbox: 'Email address',
  mailboxHint: 'For example: chibo12@phuong.example',
  mailboxWrong: 'The email address is not complete. It has an @ in the middle, for example chibo12@phuong.example',
  open: 'Open',
  noMail: 'Is the invitation gone?',
  noMailText:
    'Type the address above all the same and press Open. A code of 8 digits will be sent to that mailbox to let you in.',
  languages: 'Language',

  refused: 'This link did not open',
  refusedText:
    'The address does not go with this link, or the link has been replaced by a newer one. For safety the page does not say which.',
  refusedField: 'Check the address: it must be the mailbox that got the invitation',
  openAgain: 'Open again',
  refusedWays:
    'If the address is right and it still does not open: we can mail you a code to enter at once, or a new link, if the mailbox is a registered one.',
  mailCode: 'Mail me a code',
  mailLink: 'Mail me a new link',

  codeTitle: 'Type the code from the mail',
  codeText: 'If the mailbox is a registered one, a mail with a code of 8 digits is on its way there.',
  codeWhy:
    'The code works once, within 10 minutes. It keeps what is already written from being seen on a strange device.',
  code: 'Code of 8 digits',
  codeWrong: 'The code is not right, or is older than 10 minutes. Look at the newest mail',
  codeSpent: 'Five wrong tries: this code no longer works',
  codeSpentText: 'Five wrong tries: this code no longer works. Press here for a new code.',
  codeAnew: 'Get a new code',
  goOn: 'Continue',
  noCode: 'No mail yet?',
  noCodeText:
    'Wait a minute, and look among the junk mail (spam) too. If there is still none, or after five wrong tries:',
  newCode: 'type the address again for a new code',

  sentTitle: 'Check your mailbox',
  sentText: 'If that mailbox is a registered one, a mail with a link is on its way. It usually takes a minute or two.',
  sentMore: 'No mail, not even among the junk? Telephone the officer named in the paper letter.',

  leftTitle: 'Signed out on this device',
  leftText: 'Saved drafts are kept. Next time, open the page from the link in your email.',
};
