import { numbersIn } from '../../formats.ts';
import type { FormerCopy } from './vi.ts';

const n = numbersIn('en');
const some = (count: number, one: string, many = `${one}s`): string => `${n(count)} ${count === 1 ? one : many}`;

/** The letter to a mailbox that was a committee's: apart, for only who sends it has it. */
export const en: FormerCopy = {
  subject: (count) =>
    count === 1 ? 'Your committee’s mailbox was changed' : `The mailbox of ${some(count, 'committee')} was changed`,
  subjectGone: (count) =>
    count === 1
      ? 'Your committee is no longer in the list'
      : `${some(count, 'committee')} of yours are no longer in the list`,
  subjectBoth: (count) => `The list was changed: ${some(count, 'committee')} of this mailbox`,
  opening:
    'How your committee is written to in this cycle was changed. From now on its letters no longer come to this mailbox, and the links in mails that came here no longer work.',
  openingRoster:
    'In the list of committees, how your committee is written to was changed. Cycles opened from now on no longer write to this mailbox. A cycle that was open before goes on as it was.',
  openingGone: (count) =>
    count === 1
      ? 'Your committee is no longer in the list of committees. Cycles opened from now on no longer write to it at this mailbox. A cycle that was open before goes on as it was.'
      : 'The committees below are no longer in the list of committees. Cycles opened from now on no longer write to them at this mailbox. A cycle that was open before goes on as it was.',
  at: 'Changed at',
  by: 'Changed by',
  office: 'the office in charge of the cycle',
  officeRoster: 'the office in charge, with a new list',
  more: (count) => `and ${some(count, 'other committee')}`,
  back: 'Since then this mailbox was entered as your committee’s again.',
  fine: 'If your committee asked for this, there is nothing to do.',
  fineGone: 'If you knew of this, for example because of a merger, there is nothing to do.',
  wrong: 'If you know nothing of it, or if it is wrong, please call the number below at once.',
  wrongTell: (from) => `If you know nothing of it, or if it is wrong, please tell whoever sends this mail: ${from}.`,
};
