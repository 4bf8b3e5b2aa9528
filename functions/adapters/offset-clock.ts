import * as z from 'zod/mini';
import type { Clock, Instant, Table } from '#ports';
import { keys } from '#records/keys.ts';

const Offset = z.object({ milliseconds: z.int() });

export interface OffsetClock extends Clock {
  /** False when that moment is not ahead: time only goes forward. Kept in the table before anybody sees it. */
  moveTo(instant: Instant): Promise<boolean>;
}

/** A clock that can be moved forward, and stays so over a restart. It trusts the clock below it. */
export const offsetClock = async (below: Clock, table: Table): Promise<OffsetClock> => {
  const key = keys.clockOffset();
  const standing = await table.get(key);
  let offset = standing ? Offset.parse(standing.body).milliseconds : 0;
  const millisecondsNow = (): number => Date.parse(below.now()) + offset;
  // Asked hundreds of times within a millisecond, and a date costs more to write than to compare.
  let told = { below: '', offset: 0, now: '' };
  const now = (): Instant => {
    const standing = below.now();
    if (told.below !== standing || told.offset !== offset)
      told = { below: standing, offset, now: new Date(Date.parse(standing) + offset).toISOString() };
    return told.now;
  };
  return {
    now,
    async moveTo(instant) {
      const target = Date.parse(instant);
      if (Number.isNaN(target)) throw new RangeError('a moment that is no instant');
      if (target <= millisecondsNow()) return false;
      const next = target - Date.parse(below.now());
      // The offset is its own version, so of two moves at once the further one stands.
      const item = { ...key, version: next, body: { milliseconds: next } };
      if (!(await table.put(item, { olderThan: next }))) return false;
      offset = Math.max(offset, next);
      return true;
    },
  };
};
