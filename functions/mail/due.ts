import { dueAt as cycleDueAt, type OpenCycle } from '#domain/cycle.ts';
import { progressOf } from '#domain/outcome.ts';
import type { RequestState, Slot } from '#domain/request.ts';
import type { Instant } from '#ports';

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/**
 * The last moment for what was never answered, as it stands now. An extension of the cycle reaches the journals of its requests
 * one after the other; no mail that leaves in between may name the old date.
 */
export const effectiveDue = (request: RequestState, cycle: OpenCycle): Instant =>
  later(request.dueAt, cycleDueAt(cycle));

const sentBackUntil = ({ sentBack }: Slot, due: Instant): Instant => (sentBack ? later(sentBack.until, due) : due);

/** The earliest moment by which something that was sent back is wanted; undefined where nothing was. */
export function backBy(request: RequestState, cycle: OpenCycle): Instant | undefined {
  const due = effectiveDue(request, cycle);
  const returned = request.slots.filter((slot) => progressOf(slot) === 'sentBack');
  return returned.map((slot) => sentBackUntil(slot, due)).sort()[0];
}

/** How many members a committee is late with: never answered by its date due, by another hand of the committee either, or sent back and not sent again in time. */
export function lateCount(request: RequestState, cycle: OpenCycle, now: Instant): number {
  const due = effectiveDue(request, cycle);
  if (now <= due) return 0;
  return request.slots.filter((slot) => {
    const progress = progressOf(slot);
    const owed = progress === 'owed' || (progress === 'conflict' && slot.conflictTo === 'hand');
    return owed || (progress === 'sentBack' && now > sentBackUntil(slot, due));
  }).length;
}
