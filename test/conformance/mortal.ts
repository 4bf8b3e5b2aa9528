/**
 * The functions whose processes die in the journey of crashes: what writes facts. The ways in are not among them: whoever is shut out
 * in the middle of one comes in anew, by another code or from their issuer again, and leaves nothing behind.
 */
export const MORTAL = [
  'ask',
  'remind',
  'send',
  'assemble',
  'deliver',
  'watch',
  'mail-events',
  'console-import',
  'console-roster',
  'console-launch',
  'console-cycle',
  'console-request',
  'respond',
  'confirm',
  'member',
  'evaluations',
];
