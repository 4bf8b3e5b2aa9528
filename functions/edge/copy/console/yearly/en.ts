import type { YearlyCopy } from './vi.ts';

export const en: YearlyCopy = {
  title: 'Cycles that open themselves every year',
  lead: 'Choose a cycle that exists: every year a new one opens itself with its days of the calendar, its officer and its reminders, and with the newest roster of that moment.',
  none: 'No cycle opens itself yet.',
  noCycles: 'There is no cycle to choose as a pattern: open one by hand first.',
  like: 'Open again like',
  daysAhead: 'Days before the letters leave',
  daysAheadHint: 'So that there is time to look at the roster, for instance: 7',
  launches: 'Launch it as well, if the dry run finds nothing to look at',
  launchesHint: 'Only where the pattern was launched itself. There is still the hold, and the stop button.',
  set: 'Set',
  next: (day) => `Next: ${day}`,
  onlyOpens: 'Opens only; somebody launches it',
  alsoLaunches: 'Opens and launches itself',
  by: (name, day) => `set by ${name} on ${day}`,
  ended: (name, day) => `Opens itself no more (${name}, ${day})`,
  end: 'End this',
  endOf: (title) => `End this: ${title}`,
  last: {
    opened: (year) => `${year}: opened, and waits for somebody to launch it`,
    launched: (year) => `${year}: opened and launched`,
    notLaunched: (year) => `${year}: opened, but it could not be launched: somebody has to look`,
    notOpened: (year, problems) =>
      `${year}: not opened, for the roster has ${problems} places to look at; it is tried again every day`,
    alreadyThere: (year) => `${year}: not opened, for there is a cycle of the same time already`,
    whoIsGone: (year, name) =>
      `${year}: opened, but not launched, for who set this (${name}) is an administrator of everything no more: somebody has to look and launch it`,
    rosterOld: (year) =>
      `${year}: opened, but not launched, for no roster was imported for more than 90 days, not even the same again: somebody has to look and launch it`,
    noRoster: (year) => `${year}: not opened, for there is no roster`,
  },
  toCycle: 'To the cycle',
  toCheck: 'Open it by hand and look at each place',
  home: (count) => `${count} cycles that open themselves need somebody to look`,
  problem: {
    daysAhead: 'A number of days from 1 to 60 is needed',
    launches: 'This cycle was never launched, so that one like it cannot launch itself: clear the box',
    from: 'Choose a cycle from the list',
  },
};
