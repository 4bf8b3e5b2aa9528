import type { SignInCopy } from './vi.ts';

export const en: SignInCopy = {
  lead: 'Sign in with the account you were given. Your password and your code are typed on the page of the account, never here.',
  go: 'Sign in',
  invited: 'Invited for the first time, or with another account now?',
  invitedText: 'Open the invitation you received, or copy the code in its link to the page below.',
  finish: 'Sign in to finish',
  finishText: 'Sign in with your own account. From then on this account opens the administrators’ pages.',
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
};
