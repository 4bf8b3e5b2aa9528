import type { HoldCopy } from './vi.ts';

export const en: HoldCopy = {
  title: 'Mail is held back',
  restored: (since) =>
    `Since ${since}: the data was restored from a backup. Mail that was due after the backup may have left before. Look at it, then let it go.`,
  clockJumped: (since) =>
    `Since ${since}: the clock of the machine leapt by more than ten minutes. Set it right and look at what is due, then let mail go.`,
  go: 'Let mail go',
};
