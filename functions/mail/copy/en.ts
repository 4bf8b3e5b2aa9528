import { HOME_ZONE } from '#domain/calendar.ts';
import { numbersIn } from '../formats.ts';
import type { Copy } from './vi.ts';

const n = numbersIn('en');
const some = (count: number, one: string, many = `${one}s`): string => `${n(count)} ${count === 1 ? one : many}`;
const members = (count: number): string => some(count, 'member');
const cells = (count: number): string => some(count, 'cell');
const comments = (count: number): string => `comments on ${members(count)}`;

const access =
  'You need no account and no password. Press the link above, type the address of the mailbox in which you are reading this, and press Open.';
const onlyCommittee = 'The link is for the committee alone: please do not forward this mail to anybody outside it.';

export const en: Copy = {
  prefix: '[Residence comments]',
  colon: ':',
  zone: (zone) => (zone === HOME_ZONE ? 'Vietnam time' : zone),
  left: (days) => {
    if (days > 0) return `${some(days, 'day')} left`;
    return days === 0 ? 'today is the last day' : `${some(-days, 'day')} overdue`;
  },
  due: (date, zone, left) => `the end of ${date} (${zone}), ${left}`,
  until: (date, zone) => `the end of ${date} (${zone})`,
  at: (time, date, zone) => `${time} on ${date} (${zone})`,

  labels: {
    cycle: 'Cycle',
    period: 'Period',
    members: 'Members',
    owed: 'Still to send',
    sentBack: 'Sent back',
    backBy: 'Due for those sent back',
    due: 'Due',
    confirmBy: 'Confirm by',
    letter: 'Announced by letter',
    committees: 'Committees',
    waiting: 'To be confirmed',
    asOf: 'Counted at',
    nth: 'Submission',
    version: 'Version',
  },
  values: {
    members: n,
    comments,
    owed: (owed, finished, sentBack) => {
      const more = [
        ...(finished > 0 ? [`${n(finished)} finished, not sent`] : []),
        ...(sentBack > 0 ? [`${n(sentBack)} sent back`] : []),
      ];
      if (owed === 0) return 'nothing, all is sent';
      return more.length === 0 ? comments(owed) : `${comments(owed)}, of which ${more.join(', ')}`;
    },
    letter: (number) => `no. ${number}`,
    committees: (count) => some(count, 'committee'),
    nth: n,
    version: n,
  },

  greeting: (name) => `To the committee of ${name}`,
  greetingMany: 'To the committees of the cells named below',
  greetingDesk: (name) => `To: ${name}`,
  greetingPerson: 'Dear comrade,',

  open: 'Open the comment form',
  how: [
    access,
    'You can write a little at a time: what is written is kept. The link opens as often as you like. Members’ names show only behind the link; this mail names nobody.',
    onlyCommittee,
  ],
  howDesk: [access, 'Members’ names show only behind the link; this mail names nobody.', onlyCommittee],
  howCounts: [access, onlyCommittee],
  plainLink: 'If the button does not work, copy this address into your browser:',
  contact: (name, telephone) =>
    `If anything is unclear, call ${name}, telephone ${telephone}, or just answer this mail.`,
  never: 'We never ask for a password or a bank account number, and never for money. A mail that does is a forgery.',
  closing: 'Yours faithfully,',

  request: {
    subject: (count, due) => `${members(count)} – due ${due}`,
    opening:
      'Please meet the Front work committee, then comment on the working members who live in your area and send the comments through the link below.',
  },
  added: {
    subject: (count, due) => `A member was added, ${members(count)} to go – due ${due}`,
    opening:
      'A member who moved here was added to your list. Please comment on this member too. What you sent before stays as it is.',
  },
  reminder: {
    subject: (owed, of, due) => `Reminder: ${n(owed)} of ${members(of)} to go – due ${due}`,
    subjectLate: (owed, of, due) => `Overdue since ${due}: ${n(owed)} of ${members(of)} to go`,
    opening: 'Some comments of this cycle have not been sent yet. Please send them before the date due.',
    openingLate:
      'The date due has passed and some comments have not been sent. Please send them soon; they are still accepted, and marked as late.',
    openingPressed: 'The committee above asks you to send the remaining comments of this cycle soon.',
    draft: 'A comment that is written counts only once it is sent. You can send those that are finished first.',
    done: 'If you have just sent everything, please ignore this mail.',
  },
  extended: {
    subject: (owed, due) => `Extended to ${due}, ${members(owed)} to go`,
    opening: 'You have more time. The date below replaces the one in earlier mails.',
  },
  sentBack: {
    subject: (count, due) => `${some(count, 'comment')} sent back by the ward committee – due ${due}`,
    opening:
      'The ward committee asks you to look again at some comments you sent. The reason stands beside each of them, behind the link. The earlier text is kept.',
  },
  receipt: {
    subject: (count, date) => `Received: answers about ${members(count)}, ${date}`,
    opening: (count, at) => `Your committee’s answers about ${members(count)} were received at ${at}.`,
    change: 'Until the date due you can still change answers that the ward committee has not confirmed.',
    changeNoWard: 'Until the date due you can still change what you sent.',
    done: 'Everything is sent, and there is nothing more to do. Thank you.',
    keep: 'Please keep this mail as your receipt.',
    open: 'See what was sent',
  },
  cancelled: {
    subject: (title) => `Cancelled: ${title}`,
    opening: 'This cycle was cancelled. You need not send anything more, and no more reminders will come.',
    kept: 'The links in earlier mails can no longer be used to send comments.',
  },

  desk: {
    open: 'Open the ward committee’s page',
    cell: (name, owed) => `${name}: ${members(owed)} to go`,
    cellDue: (name, owed, due) => `${name}: ${members(owed)}, due ${due}`,
    cellLate: (name, owed, due, opened) => {
      const visit = opened === undefined ? '' : opened ? ', link opened' : ', link never opened';
      return `${name}: due ${due}, ${members(owed)} to go${visit}`;
    },
  },
  packs: {
    subject: (count, due) => `${cells(count)} to be asked through you – due ${due}`,
    opening:
      'The cells below have no mailbox and are asked through you. Please print their forms, take them to the cells, and enter their answers on your page.',
  },
  toConfirm: {
    subject: (count, due) => `${some(count, 'comment')} to confirm – by ${due}`,
    opening: 'Cells have sent their comments. Please read them, then confirm them or send them back with a reason.',
  },
  halfTime: {
    subject: (count, due) => `${cells(count)} never opened the link – due ${due}`,
    opening:
      'Half the time is gone and the cells below have never opened their link. Please telephone them and ask whether the mail arrived.',
  },
  overdue: {
    subject: (count) => `${cells(count)} overdue`,
    opening:
      'The cells below are overdue. On your page you can press them, grant time, answer where a cell sent nothing (marked as such), or excuse it with a reason.',
  },
  unreachable: {
    subject: (count) => `Mail to ${cells(count)} came back`,
    opening:
      'Mail to the cells below came back, so they do not know of this yet. Please ask them for the right address and tell the officer, whose telephone number is below. Meanwhile they do not count as overdue.',
  },
  counts: {
    subject: (wards) => `Progress in ${some(wards, 'ward')}`,
    opening: 'Counts by ward, in the order of their names. They serve to follow progress, not to compare or rank.',
    ward: (name, finished, of, late, owed) =>
      `${name}: ${n(finished)} of ${cells(of)} finished; ${n(late)} overdue; ${members(owed)} without an answer`,
    open: 'Open the province’s page',
  },

  evaluations: {
    subject: (count) => `Evaluations of ${members(count)}`,
    opening: (committees) =>
      `We asked ${some(committees, 'residence committee')} about your members; the evaluations are ready, and say who did not answer. Please read them and acknowledge receipt.`,
    noGrade:
      'The evaluations record what the residence says. They hold no score and no classification, which is for the workplace committee to decide.',
    open: 'Open the evaluations',
  },
  evaluationsReminder: {
    subject: (count) => `Reminder: acknowledge the evaluations of ${members(count)}`,
    opening: 'You have not acknowledged the evaluations yet. Please read them and acknowledge receipt.',
  },
  corrected: {
    subject: (version) => `Evaluations corrected: version ${n(version)}`,
    opening:
      'After delivery a residence committee added or changed something. The new version is on your page, the earlier one is kept. Please read it and acknowledge the new version.',
  },

  memberTold: {
    subject: 'The comment on you is ready',
    opening: (committee) =>
      `The comment of the residence committee (${committee}) on you was confirmed by the ward committee. Open the link to read it.`,
    view: (date) =>
      `If you see it differently, say so on the page, best by the end of ${date}. Your view travels with the comment to the workplace committee; the comment itself is not changed.`,
    viewLate:
      'If you see it differently, say so on the page. Your view is sent after the comment to the workplace committee; the comment itself is not changed.',
    how: [access, 'This mail holds neither your name nor the comment. Please do not forward it.'],
    open: 'Read the comment on me',
  },

  code: {
    subject: (minutes) => `Your code, good for ${some(minutes, 'minute')}`,
    opening: 'Your code is:',
    how: (minutes) =>
      `Type these eight digits into the page you have open. The code works once, within ${some(minutes, 'minute')} of asking for it.`,
    secret:
      'Tell this code to nobody, not even to somebody who claims to be the officer. If you did not ask for a code, please ignore this mail.',
  },
  link: {
    subject: (count) => (count === 1 ? 'Your link' : `Your ${n(count)} links`),
    opening:
      'As asked, here are the links of this mailbox again. If you did not ask for them, please ignore this mail.',
    openingReplaced: 'Here is a new link. Please use only this one: links in earlier mails no longer work.',
    desk: 'The ward committee’s page',
    delivery: 'Evaluations',
    member: 'The comment on you',
    open: 'Open the page',
  },
  test: {
    subject: 'Test before sending',
    opening:
      'This is a test. Please open the link below from another machine, outside the server’s network (a telephone on mobile data will do), to make sure that committees will be able to open the links in their mail.',
    open: 'Open the test link',
  },
};
