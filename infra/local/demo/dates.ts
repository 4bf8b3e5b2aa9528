import { addDays, addWorkingDays, isWorkingDay, type LocalDate } from '#domain/calendar.ts';
import type { CycleDates } from '#domain/cycle.ts';
import type { CycleOrder } from '#steps/launch/open.ts';

export const DATES: CycleDates = {
  opensOn: '2026-11-02',
  dueOn: '2026-11-30',
  confirmBy: '2026-12-05',
  closesOn: '2026-12-10',
};

/** Both categories are asked about, so that the cycle has every member of the town. */
export const ORDER: CycleOrder = {
  title: 'Nhận xét đảng viên nơi cư trú năm 2026',
  period: 'năm 2026',
  dates: DATES,
  categories: ['A', 'B'],
  onDemandReason: 'công tác cán bộ',
  officer: {
    name: 'Trần Thị Minh Nguyệt',
    telephone: '0238 000 0000',
    replyTo: 'tochuc@tinh-song-lua.example',
    letterNumber: '12-CV/BTC',
  },
};

type Window = readonly [from: LocalDate, to: LocalDate];

/** When what is done: the first reminder leaves ten working days before the date due. */
export const WINDOWS = {
  early: [addWorkingDays(DATES.opensOn, 1), addWorkingDays(DATES.dueOn, -11)],
  late: [addWorkingDays(DATES.dueOn, -10), DATES.dueOn],
  afterDue: [addWorkingDays(DATES.dueOn, 2), addWorkingDays(DATES.closesOn, -1)],
  wardActs: [addWorkingDays(DATES.dueOn, 2), addWorkingDays(DATES.dueOn, 4)],
} as const satisfies { readonly [name: string]: Window };

/** Wards decide until this day; what comes later stays unconfirmed. */
export const WARDS_UNTIL: LocalDate = addWorkingDays(DATES.closesOn, -2);

/** The working day at this share of a window. */
export function dayWithin([from, to]: Window, moment: number): LocalDate {
  const days: LocalDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) days.push(day);
  return days[Math.floor(moment * days.length)] ?? from;
}
