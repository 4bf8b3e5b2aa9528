import { progressOf } from '#domain/outcome.ts';
import type { Place } from '#records/slices.ts';
import type { Standing } from '../copy/respond/names.ts';
import type { Kept } from './kept.ts';
import { closedFor, placesOf, type Work } from './work.ts';

/** A member and where they stand for the hand that writes: what was sent, and what lies drafted over it. */
export interface Row extends Place {
  readonly standing: Standing;
  readonly kept: Kept | undefined;
}

/** What whoever opens the page still has to write. Who stepped aside is not sent back to what they stepped aside from. */
const toWrite: ReadonlySet<Standing> = new Set(['notBegun', 'begun', 'sentBack']);
export const isToWrite = ({ standing }: Row): boolean => toWrite.has(standing);
export const isForOtherHand = ({ standing }: Row): boolean => standing === 'otherHand';
export const isWithWard = ({ standing }: Row): boolean => standing === 'withWard';
export const isToSend = ({ standing }: Row): boolean => standing === 'finished';

export const rowsOf = (work: Work, kept: ReadonlyMap<string, Kept>): readonly Row[] =>
  placesOf(work).map((place) => {
    const closed = closedFor(work, place.its);
    const mine = closed ? undefined : kept.get(place.member.id);
    return { ...place, kept: mine, standing: closed === 'withWard' ? closed : standingOf(place, mine) };
  });

function standingOf({ its }: Place, kept: Kept | undefined): Standing {
  if (kept?.finished) return 'finished';
  const progress = progressOf(its);
  switch (progress) {
    case 'sentBack':
    case 'confirmed':
      return progress;
    case 'submitted':
    case 'notHere':
      return kept ? 'changing' : 'sent';
    case 'conflict':
      return 'otherHand';
    default:
      return kept ? 'begun' : 'notBegun';
  }
}

/** The next member to write about after this one in the list, going round; undefined when nobody is left. */
export const nextToWrite = (rows: readonly Row[], after?: number): Row | undefined => {
  const at = rows.findIndex(({ slot }) => slot === after);
  return [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))].find(isToWrite);
};
