import type { CommonCopy } from './vi.ts';

export const en: CommonCopy = {
  service: 'Residence Exchange',
  skip: 'Skip to the content',
  leave: 'Sign out on this device',
  foot: 'For committees only. Times are in the time zone of Vietnam.',
  toDoor: 'Open again by email',
  toConsole: 'Back to the console',
  ask: 'Questions? Call',
  errors: {
    prefix: 'Error: ',
    mend: 'Please correct the following',
    NotFound: {
      title: 'This page was not found',
      text: 'Part of the address may be missing, or the page is not yours to see. Open it again from the link in your email.',
    },
    NotAllowed: {
      title: 'This cannot be done here',
      text: 'The page you have open gives no right to do this. Nothing was changed.',
    },
    Invalid: {
      title: 'What was sent is not right yet',
      text: 'Nothing was changed. Go back, check the fields and send again.',
    },
    Stale: {
      title: 'Somebody else changed this before you',
      text: 'Nothing of theirs was overwritten. Go back, load the page again and look at both texts.',
    },
    TooLate: {
      title: 'The date has passed',
      text: 'This can no longer be done. Everything sent before is kept as it was.',
    },
    TooEarly: { title: 'It is too early', text: 'This is not open yet. The first day is given in the email.' },
    AlreadyDone: { title: 'This is done already', text: 'It was recorded before; there is no need to send it again.' },
    CycleStopped: {
      title: 'The cycle is on hold',
      text: 'The office in charge has paused this cycle. Everything saved is kept.',
    },
    CycleOver: {
      title: 'The cycle has ended',
      text: 'Nothing more is taken in. Everything sent before is kept as it was.',
    },
    OldGeneration: { title: 'This has been replaced', text: 'Load the page again to see how things stand.' },
    TooManyTries: {
      title: 'Many tries: please wait a few minutes',
      text: 'For safety there is a pause of a few minutes (15 at most), and then it opens again by itself. Your link and what you saved are not lost.',
    },
    Conflict: {
      title: 'Something else stands in the way',
      text: 'Nothing was changed. Load the page again and retry.',
    },
    Contended: {
      title: 'The system is busy',
      text: 'Nothing was recorded. Wait a minute, go back and send again.',
    },
    SignedOut: {
      title: 'The session is closed',
      text: 'It closes after 60 minutes without use, or when something is written from another device. Saved drafts are not lost. Open the page again from the link in your email.',
    },
    WrongOrigin: {
      title: 'This was not accepted',
      text: 'It was not sent from this page itself. Nothing was changed. Open the page again from the link in your email and send it from there.',
    },
    WrongForm: {
      title: 'This kind of content is not accepted',
      text: 'Nothing was changed. Use the form on the page.',
    },
    TooLarge: { title: 'This is too long', text: 'Nothing was changed. Go back, shorten it and send again.' },
    Fault: {
      title: 'Something went wrong on our side',
      text: 'It is not your mistake. It may not have been recorded: wait a minute, go back and send again. Sending twice does not make two.',
    },
  },
};
