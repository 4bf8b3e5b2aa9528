import { HOME_ZONE } from '#domain/calendar.ts';
import { numbersIn } from '#mail/formats.ts';
import { sending } from './sending/en.ts';
import type { RespondCopy } from './vi.ts';

const n = numbersIn('en');
const members = (count: number): string => (count === 1 ? '1 member' : `${n(count)} members`);
const days = (count: number): string => (count === 1 ? '1 day' : `${n(count)} days`);
const left = (count: number): string => {
  if (count > 0) return `${days(count)} left`;
  return count === 0 ? 'today is the last day' : `${days(-count)} overdue`;
};
const duration = (minutes: number): string => {
  if (minutes < 60) return `${n(minutes)} minutes`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${n(hours)} ${hours === 1 ? 'hour' : 'hours'}${rest === 0 ? '' : ` ${n(rest)} minutes`}`;
};

const problems: { readonly [reason: string]: string } = {
  missing: 'not filled in yet',
  notChosen: 'not chosen yet',
  levelMissing: 'no level chosen yet',
  levelUnknown: 'the form has no such level',
  criterionUnknown: 'the form has no such criterion',
  notMetNeedsNoContact: 'you said “Not met”, so choose “not enough contact to judge”',
  reasonNeeded: 'this level needs a reason',
  factDateNeeded: 'give the day on which it happened',
  factDateInFuture: 'this day has not come yet',
  dateInvalid: 'this is not a date, for example 15/11/2026',
  dateTooLong: 'this is not a date, for example 15/11/2026',
  notADate: 'no date, or not a date (for example 15/11/2026)',
  dateInFuture: 'this day has not come yet',
  sourceNeeded: 'say how the committee knows',
  sourceUnknown: 'the form has no such choice',
  sourceTwice: 'one choice is made twice',
  notMetStandsAlone: 'with “Not met”, leave out the other choices',
  textTooLong: 'the text is too long, please shorten it',
  controlCharacter:
    'the text held characters that are not letters (often from pasting); they were taken out, please look and save',
  whichUnknown: 'the form has no such choice',
  conflictAfterSent: 'a comment on this member was sent already, so it cannot be passed on',
};

export const en: RespondCopy = {
  due: (date, zone, count) => `end of ${date} (${zone === HOME_ZONE ? 'Vietnam time' : zone}), ${left(count)}`,
  late: 'The date due has passed. What is still missing can be sent, and will be marked as late.',
  saved: (name) => `Saved: ${name}.`,
  passed: (name, officer, telephone) =>
    `Passed to the ward for comment: ${name}. If this was a mistake, tell the ward or call ${officer}, telephone ${telephone}.`,
  colon: ':',
  back: 'Back',
  backToList: 'Back to the list of members',
  problem: (reason) => problems[reason] ?? 'this is not right yet',
  criterion: (number) => `Point ${n(number)}`,

  standing: {
    notBegun: 'not begun',
    begun: 'begun',
    finished: 'finished, not sent',
    sentBack: 'sent back',
    sent: 'sent',
    changing: 'sent, being changed',
    confirmed: 'confirmed',
    otherHand: 'for another hand',
    withWard: 'with the ward',
  },
  notHereStanding: 'reported as not here',

  closed: {
    confirmed:
      'The ward has confirmed this comment, so it can no longer be changed. If something is wrong, tell the ward.',
    dueOver: 'The date due has passed. The comment you sent is kept and can no longer be changed.',
    answeredByCell: 'The cell has sent this comment. The ward answers only where the cell sent nothing.',
    notYetWards: 'The cell still has time. The ward can answer in its place once the date due has passed.',
    over: 'This cycle has ended. What was sent is kept as it was.',
    withWard: 'Because of a conflict of interest this member was passed to the ward for comment.',
  },

  cancelled: {
    title: 'This cycle was cancelled',
    text: (cycle, date) => `${cycle} was cancelled on ${date}; there is nothing for you to do.`,
  },

  list: {
    title: 'Your pages',
    lead: 'Your mailbox opens several pages. Choose one.',
    member: 'The comment on you',
    delivery: 'Evaluations',
    leadOne: 'Choose the page below.',
    others: (count) =>
      count === 1
        ? 'The other page: open it by the second link in the mail.'
        : `${n(count)} other pages: open them by the other links in the mail.`,
  },

  home: {
    period: (period) => `Period: ${period}`,
    due: 'Date due',
    progress: 'Finished',
    finished: (done, of) => `${n(done)} of ${members(of)}`,
    withWard: (count) => `${members(count)} commented on by the ward`,
    otherHand: (count) => `${members(count)} waiting for another hand of the committee`,
    writeOther: 'Write about the member who waits for another hand',
    secondAwaited: 'The second person has not signed',
    time: 'Time still needed',
    minutes: (all, each) => `about ${duration(all)} (about ${n(each)} minutes a member)`,
    begin: 'Begin',
    goOn: 'Go on with the next member',
    toMeeting: 'Record the meeting and who signs',
    toSend: (count) => `Check and send ${n(count)} finished`,
    allDone: 'The committee has sent everything. There is nothing more to do. Thank you.',
    nobody: 'There is no member to comment on at present.',
    members: 'Members',
    more: 'Other things',
    stopped: 'This cycle is on hold. You can still write and save.',
    excused: 'The ward has excused the committee from this cycle. You may still send comments.',
  },

  member: {
    position: (place, of) => `Member ${n(place)} of ${n(of)}`,
    born: 'Date of birth',
    workplace: 'Workplace',
    workplaceUnknown: 'not known',
    category: 'Category',
    lead: 'Choose one level for each. Where there was too little contact, say “not enough contact”; do not guess.',
    instead: 'No comment possible? (not here, moved, a relative…)',
    insteadLegend: 'Why there is no comment',
    comment: 'Comment as usual',
    conflictHand: 'It is me or a relative of mine: another hand of the committee writes',
    conflictWard: 'It is somebody of the committee or a relative: pass it to the ward',
    movedTo: 'Where to (if you know)',
    movedToHint: 'For example: another ward, block, village or province',
    attendance: ({ present, excused, absent }) =>
      `Recorded attendance: present ${n(present)}, excused ${n(excused)}, absent ${n(absent)}.`,
    why: 'The highest and the lowest level need one thing that you saw, with its day. Giving money does not count.',
    whyProposal: 'A proposal to commend or to consider action needs one thing that you saw, with its day.',
    reason: 'Reason: what you saw',
    factDate: 'The day it happened',
    sourcesHint: 'Several may be chosen. If you have not met, choose “Not met” alone.',
    remarkHint: 'Optional',
    saveNext: 'Save and next member',
    saveDraft: 'Save as a draft',
    keptAnyway: 'What you wrote is saved as a draft. It can be sent when the marked points are filled in.',
    typedUnsaved: 'What you wrote just now',
    typedUnsavedText: 'The text below was not saved. Copy it if you need it.',
    sentWords: 'What was sent',
    sentBack: 'The ward sent this back, because:',
    sentBackUntil: (day) => `Please change it and send it again by the end of ${day}. The earlier text is kept.`,
    sentBefore: (time, date) =>
      `This comment was sent at ${time} on ${date}. It can still be changed; a change must be sent again.`,
    forOtherHand: 'One of you asked that another hand write this, because it is about themselves or a relative.',
    draftKept: (time, date) => `Draft saved at ${time} on ${date}.`,
    changeKept: (time, date) => `Change saved at ${time} on ${date}, not sent yet.`,
    others: 'Other members',
    previous: 'Previous',
    next: 'Next',
    copyFound: 'This device holds words from last time that could not be saved.',
    copyTake: 'Take them back',
    copyDrop: 'Throw them away',
  },

  auto: {
    saved: (time) => `Saved by itself at ${time}.`,
    unsaved:
      'It could not be saved yet. Your words are still on this device; press Save as a draft when you are online.',
    stale: 'Somebody else has just changed this. Press Save as a draft to see both texts.',
  },

  stale: {
    title: 'Somebody else has just changed this',
    text: 'Neither text is lost. Below is only what differs between the two; look and choose one.',
    mine: 'What you wrote just now',
    theirs: 'What is saved',
    theirsAt: (time, date) => `What is saved (${time} on ${date})`,
    takeMine: 'Use what I wrote',
    takeTheirs: 'Keep what is saved',
  },

  said: { answer: 'Answer', nothing: 'not filled in', on: (day) => `(${day})` },

  unlisted: {
    title: 'Another member lives here who is not in the list',
    lead: 'Tell the ward. It will find out and add them if need be.',
    who: 'Who is it?',
    hint: 'Name, workplace, where they live, as far as you know',
    missing: 'Say who it is',
    send: 'Tell the ward',
    told: 'The ward has been told. Thank you.',
  },

  help: {
    title: 'Help and telephone',
    ask: 'For questions, call',
    letter: (number) => `The letter that announced this cycle: no. ${number}.`,
    parts: [
      [
        'Writing',
        'Press each name in the list. Choose one level for each point. When finished press “Save and next member”. To stop in between press “Save as a draft” and go on another day, on another device too.',
      ],
      [
        'Reason and day',
        'The highest and the lowest level need one thing that happened and its day. Where there is none, choose the middle. Where you do not know, choose “not enough contact”. No level is chosen beforehand and nobody is graded.',
      ],
      [
        'No comment possible',
        'The person is not here, has moved, is not known, or is yourself or a relative: press “No comment possible?” on top of the page.',
      ],
      [
        'Sending',
        'Finished is not sent. Record the meeting and who signs, then press “Check and send”. It can be sent in parts. Until the date due it can be changed and sent again, unless the ward has confirmed.',
      ],
      [
        'The second person',
        'The comments are the committee’s. After sending, get the code of 12 digits and give it to another person of the committee, who signs on their own telephone. Where there are minutes, their number is enough.',
      ],
      [
        'On paper',
        'Print the forms under “Print on paper”, fill them in by hand, sign, and give them to the ward to enter.',
      ],
    ],
  },

  print: {
    title: 'Print on paper',
    filled: 'Print the filled forms',
    lead: (count) =>
      `${count === 1 ? '1 form' : `${n(count)} forms`}, one page a member. Use the Print command of your browser.`,
    party: 'COMMUNIST PARTY OF VIETNAM',
    placeAndDay: '……………, day …… month …… year ………',
    heading: 'COMMENT on a working member’s contact with their place of residence',
    under: (regulation, guidance) => `Under Regulation ${regulation}, Guidance ${guidance}`,
    member: 'Member',
    born: 'born',
    workplace: 'Workplace',
    opening:
      'On ……/……/……… the cell committee, having met the Front work committee (participants: ………………………………………………………………………………), agreed as follows:',
    reason: 'Reason, day',
    dots: '……………………',
    to: 'to',
    instead: 'No comment possible',
    reasonRule: 'The highest and the lowest level and any proposal need a reason with one dated fact.',
    frontSigns: 'FRONT WORK COMMITTEE',
    cellSigns: 'FOR THE CELL COMMITTEE',
    signs: '(signature and name)',
    wardConfirms: 'CONFIRMED BY THE WARD',
  },
  ...sending,
};
