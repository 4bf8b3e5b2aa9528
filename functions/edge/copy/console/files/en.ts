import type { FilesCopy } from './vi.ts';

export const en: FilesCopy = {
  title: 'Files of the whole cycle',
  text: 'Choose a kind of file. For a province it takes a minute or two to make; then this page has it for you.',
  onRecord:
    'That you take the file is recorded under your name before it is made, and each member can see it. Only you can fetch what you ordered.',
  several: 'Of a large cycle, Excel and Word come as several files in one ZIP.',
  make: (program) => `Make the ${program} file`,
  ordered: (program) => `${program} file of the whole cycle`,
  waiting: (_, all) => `The file is about to be made: what ${all} residence committees said.`,
  noting: (done, all) => `Recording that the file is taken: ${done} of ${all} residence committees.`,
  making: (done, all) => `Being made: ${done} of ${all} residence committees.`,
  mayLeave: 'This page looks again by itself every five seconds. You may do something else and come back to it.',
  again: 'Look again',
  ready: (all) => `The file is ready: what ${all} residence committees said.`,
  zip: 'It is a ZIP with several files inside: open it, then open them one by one.',
  fetch: 'Fetch the file',
  kept: 'It is kept for one day and then removed. When you need it again, have a new one made.',
  failed: 'The file could not be made yet. It may be tried again by itself; you can also order it once more.',
  givenUp:
    'The file could not be made in three attempts, and it is not tried again by itself. Tell whoever runs the system, and take the files of each workplace from the page of the deliveries; if you order once more, CSV is the lightest.',
};
