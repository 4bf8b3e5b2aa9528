import type { SignInCopy } from './vi.ts';

export const en: SignInCopy = {
  enter: {
    title: 'Enter the console',
    lead: 'Press Enter. Should the field below be empty, copy the code from your invitation link (what stands after the #) into it.',
    token: 'One-time code',
    tokenHint: '32 letters and digits',
    tokenWrong:
      'This code is not right, was used already, was withdrawn, or is older than 24 hours. Ask an administrator for another',
    go: 'Enter',
    toSignIn: 'You have six-digit codes? Sign in',
  },
  welcome: {
    title: 'Who are you?',
    lead: 'Everything done here carries the name of whoever did it.',
    name: 'Your name',
    nameHint: 'If you have been here before, the same name',
    label: 'Console',
    codes: 'Next time, by a six-digit code',
    codesText:
      'Install an app that makes codes (Google Authenticator, Aegis, FreeOTP…) on your telephone. At a computer, scan the picture below with the app; on the telephone itself, press the link; failing both, type the key into the app. Then enter the six digits it shows.',
    picture: 'QR code to be scanned with the app',
    openApp: 'Open in the app',
    secret: 'Key:',
    code: 'Six digits',
    codeHint: 'They change every 30 seconds',
    withCodes: 'Save and enter',
    machine: 'Or this machine only',
    machineText: 'No telephone needed. Each time you come in by a new link, which the server prints when it starts.',
    withMachine: 'This machine only',
  },
  signIn: {
    title: 'Sign in to the console',
    name: 'Your name',
    code: 'Six digits from the app',
    codeHint: 'They change every 30 seconds',
    wrong: 'The name or the code is not right. Wait for a new code and try again',
    go: 'Sign in',
    other: 'No code, or a lost telephone?',
    otherText:
      'Ask an administrator to invite you again: the invitation sets up new codes. An administrator may also use the link that the server prints.',
    toEnter: 'Enter by a one-time code',
  },
  account: {
    lead: 'Sign in with the account you were given. Your password and your code are typed on the page of the account, never here.',
    go: 'Sign in',
    invited: 'Invited for the first time, or with another account now?',
    invitedText: 'Open the invitation you received, or copy the code in its link to the page below.',
    finish: 'Sign in to finish',
    finishText: 'Sign in with your own account. From then on this account opens the console.',
    onward: { title: 'Going to the page of the account', text: 'If nothing happens, press the button.' },
    onwardGo: 'Go on',
    again: 'To the sign-in',
    otherAccount: 'Use another account',
    refused: {
      title: 'You are not signed in',
      text: 'This sign-in took too long, was used already, or began in another browser. Please sign in again.',
    },
    unknown: {
      title: 'This account was not invited',
      text: 'The account belongs to nobody here, or was disabled. Ask an administrator for an invitation, then open its link.',
    },
    taken: {
      title: 'This account belongs to somebody else',
      text: 'An account belongs to one person. The invitation is not used up: go back and sign in with your own account.',
    },
    back: 'Back to the invitation',
    unreachable: {
      title: 'The page of the account does not answer',
      text: 'The place that keeps the accounts cannot be reached. Try again in a few minutes; nothing has changed.',
    },
    way: 'by account',
  },
  mistakes: {
    missing: 'Name: is missing',
    'too-long': 'Name: is too long',
    codesNeeded: 'Code: this invitation needs six-digit codes',
    codeWrong: 'Code: these six digits are not right; they change every 30 seconds',
  },
  refusals: {
    Invalid: 'Nothing has changed. Go back, mend it and send it again.',
    TooLate:
      'This invitation was used already, was withdrawn, is too old, or holds no more. Ask an administrator for another.',
    Conflict: 'Somebody else has that name, or is being set up with it. Ask an administrator for another invitation.',
    SignedOut: 'Your session has ended. Please sign in again; nothing has changed.',
    WrongOrigin: 'This was not sent from our own page. Nothing has changed.',
  },
};
