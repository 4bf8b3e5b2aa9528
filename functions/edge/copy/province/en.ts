import { numbersIn } from '#mail/formats.ts';
import type { ProvinceCopy } from './vi.ts';

const n = numbersIn('en');

export const en: ProvinceCopy = {
  lead: 'Counts to follow progress, in the order of names; not for comparing or ranking. This page holds no comment and no member’s name.',
  cycle: 'Cycle',
  due: 'Due from the cells',
  confirmBy: 'Due from the wards',
  all: (wards) => `The whole province: ${n(wards)} ${wards === 1 ? 'ward or commune' : 'wards and communes'}`,
  byName: 'Ward by ward',
  cells: 'Cells that are done',
  of: (finished, all) => `${n(finished)} of ${n(all)}`,
  count: n,
  overdue: 'Cells overdue',
  neverOpened: 'Cells that never opened their link',
  excused: 'Cells excused',
  members: 'Members',
  waiting: 'Answers waiting to be confirmed',
  confirmed: 'Answers confirmed',
  notHere: 'Said not to live here',
  owed: 'No answer yet',
};
