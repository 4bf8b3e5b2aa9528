import type { Work } from './work.ts';

/** Meetings of the residence committee that a member was asked to, as they were recorded during the year. */
export interface Attendance {
  readonly present: number;
  readonly excused: number;
  readonly absent: number;
}

/** Shown beside the criterion about meetings; undefined while none is on record. */
export const attendanceOf = async (_work: Work, _memberId: string): Promise<Attendance | undefined> => undefined;
