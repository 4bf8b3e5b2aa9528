import type { RosterReport } from './report.ts';

const MANY = 10;
const SHARE = 0.05;

/**
 * How many committees and members would leave the roster, where they are so many that a person has to say the number: perhaps
 * the file is only a part of the list.
 */
export function manyRemovals({ committees, members }: Pick<RosterReport, 'committees' | 'members'>) {
  const removed = committees.remove + members.remove;
  const kinds = [{ ...committees, moved: 0 }, members];
  const isMuch = kinds.some(
    ({ remove, change, moved, same, kept }) => remove > (remove + change + moved + same + kept) * SHARE,
  );
  return removed > MANY || isMuch ? removed : undefined;
}
