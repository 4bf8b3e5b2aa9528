import { numbersIn } from '#mail/formats.ts';
import type { WorkplaceCopy } from './vi.ts';

const n = numbersIn('en');
const people = (count: number): string => `${n(count)} ${count === 1 ? 'member' : 'members'}`;

export const en: WorkplaceCopy = {
  title: 'Evaluations',
  notYet: 'The evaluations are not there yet',
  notYetText: (date) =>
    `The cycle closes at the end of ${date}. After that your committee gets a mail, and the evaluations are on this page.`,
  delivered: 'Delivered',
  version: 'Present version',
  versionOf: (version) => `version ${n(version)}`,
  correctedOn: (version, date) => `version ${n(version)} on ${date}`,
  corrections: 'Corrections after delivery',
  members: people,
  born: (date) => `born ${date}`,
  corrected: 'corrected',
  toTell: (count) => `${people(count)} not told the comment yet`,
  toTellText:
    'They have no mailbox, the mail came back, or the ward did not confirm the comment, so that no mail was sent. Please tell them yourselves, and record it.',
  brief: {
    confirmed: 'Commented, confirmed',
    notConfirmed: 'Commented, not confirmed',
    noWard: 'Commented',
    notHere: 'Does not live here',
    moved: 'Has moved',
    notKnown: 'Not known to the committee',
    conflict: 'The cell stepped aside (oneself or a relative)',
    silence: 'No answer',
    excused: 'Excused',
    nobodyToAsk: 'No committee to ask',
  },
  counts: 'In all',
  list: 'Members',
  range: (from, to, all) => `${n(from)}–${n(to)} of ${n(all)}`,
  further: 'Further members',
  files: 'Download and print',
  csv: 'Download as CSV',
  xlsx: 'Download for Excel',
  print: 'Print them all',
  printPart: (from, to) => `Print ${n(from)} to ${n(to)}`,
  printOne: 'For printing',
  printHow: 'Use the Print entry of the browser (on a computer: Ctrl and P).',
  filesText: 'Every look, download and print is recorded; the member sees which committee looked, and on which day.',
  back: 'Back to the list',
  backToOne: 'Back to this member’s page',

  acknowledge: {
    heading: 'Acknowledge receipt',
    meaning:
      'To acknowledge means: your committee has received this version and will read it. It does not mean that you agree with it. The residence and the officer in charge know that it arrived.',
    name: 'Name of the person who received it',
    now: (version) => `Acknowledge version ${n(version)}`,
    done: (version, date, name) =>
      `Version ${n(version)} was acknowledged on ${date}${name && `, by the hand of ${name}`}.`,
    nameMissing: 'Give the name of the person who received it',
  },

  member: {
    birthDate: 'Date of birth',
    residence: 'Residence committee',
    outcome: 'Outcome',
    older: (version) => `This is an older version (${n(version)}), kept for comparison.`,
    newest: 'See the present version',
    tell: 'Record that the member was told',
    tellText:
      'To press means: your committee told the member this comment, in person or by letter, and said that the member may state a view.',
    told: 'Recorded: your committee told the member.',
  },
};
