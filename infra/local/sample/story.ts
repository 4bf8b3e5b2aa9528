import type { Committee } from '#domain/committee.ts';
import type { Member } from '#domain/member.ts';
import { personName } from './names.ts';
import { between, chance, dealt, oneOf, rngOf, shuffled } from './rng.ts';
import { excuses, frontNotMet, sentBackReasons, views } from './texts.ts';
import type { Town } from './town.ts';

/**
 * What each cell does when it is asked:
 *   answersEarly     before the first reminder      answersLate   after one, before the date due
 *   answersAfterDue  late, before the cycle closes  neverOpens    its link is never opened
 *   opensOnly        a draft that is never sent     bounces       its mailbox refuses the mail, and nobody answers
 *   sentBack         the ward returns it once, and the cell corrects it
 *   wardAnswers      it stays silent and its ward answers for it
 *   excused          it stays silent and its ward excuses it
 */
export type CellDoes =
  | 'answersEarly'
  | 'answersLate'
  | 'answersAfterDue'
  | 'neverOpens'
  | 'opensOnly'
  | 'bounces'
  | 'sentBack'
  | 'wardAnswers'
  | 'excused';

export interface CellStory {
  readonly does: CellDoes;
  /** When, within the part of the cycle that its deed belongs to: 0 at its start, below 1. */
  readonly moment: number;
  /** Share of its members done when it first sends; the others follow later. 1 where it sends all at once. */
  readonly firstPart: number;
  readonly signing: Signing;
  /** The ward's words, where it sends back or excuses. */
  readonly reason?: string;
}

/** Who took part, as the form asks: the committee having met the Front work committee. */
export interface Signing {
  readonly secretary: string;
  readonly second: string;
  readonly front:
    | { readonly met: true; readonly names: readonly string[] }
    | { readonly met: false; readonly why: string };
  /** How the second person signs. */
  readonly countersigned: 'code' | 'minutes' | 'alone';
  readonly minutesNumber?: string;
}

export interface Story {
  /** By id of the cell; every cell has one. */
  readonly cells: ReadonlyMap<string, CellStory>;
  /** What a member says of the confirmed comment, by id of the member; most say nothing. */
  readonly views: ReadonlyMap<string, string>;
}

type Seed = number | string;

/** Of the cells with a mailbox of their own: a shared one that bounced would silence its neighbour too. */
const bouncingShare = 0.03;
/** In the order in which a small town shows them. */
const shares: readonly (readonly [CellDoes, number])[] = [
  ['answersLate', 0.16],
  ['sentBack', 0.06],
  ['neverOpens', 0.06],
  ['answersAfterDue', 0.06],
  ['opensOnly', 0.03],
  ['wardAnswers', 0.03],
  ['excused', 0.02],
];

const isCell = (committee: Committee): boolean => committee.level === 'cell';

const withOwnMailbox = (cells: readonly Committee[]): Committee[] => {
  const uses = new Map<string, number>();
  for (const { mailbox } of cells) if (mailbox) uses.set(mailbox, (uses.get(mailbox) ?? 0) + 1);
  return cells.filter(({ channel, mailbox }) => channel === 'mailbox' && mailbox && uses.get(mailbox) === 1);
};

const deeds = (seed: Seed, cells: readonly Committee[]): Map<string, CellDoes> => {
  const own = withOwnMailbox(cells);
  // A town of one or two cells is there to see an answer, not a bounce.
  const bouncing = cells.length < 3 ? 0 : Math.max(1, Math.round(own.length * bouncingShare));
  const bounces = new Set(
    shuffled(rngOf(seed, 'bounces'), own)
      .slice(0, bouncing)
      .map((cell) => cell.id),
  );
  const others = cells.filter((cell) => !bounces.has(cell.id));
  // At least half of the cells of any town answer at the first asking.
  const rest = dealt(rngOf(seed, 'deeds'), others.length, shares, 'answersEarly', Math.floor(others.length / 2));
  return new Map([
    ...[...bounces].map((id) => [id, 'bounces'] as const),
    ...others.map((cell, n) => [cell.id, rest[n] ?? 'answersEarly'] as const),
  ]);
};

const signingOf = (seed: Seed, cell: Committee): Signing => {
  const rng = rngOf(seed, 'signing', cell.id);
  const countersigned = oneOf(rng, ['code', 'code', 'code', 'minutes', 'minutes', 'alone'] as const);
  return {
    secretary: personName(rng),
    second: personName(rng),
    front: chance(rng, 0.93)
      ? { met: true, names: Array.from({ length: between(rng, 1, 2) }, () => personName(rng)) }
      : { met: false, why: oneOf(rng, frontNotMet) },
    countersigned,
    ...(countersigned === 'minutes' && { minutesNumber: `${between(rng, 1, 48)}-BB/CB` }),
  };
};

const storyOfCell = (seed: Seed, cell: Committee, does: CellDoes): CellStory => {
  const rng = rngOf(seed, 'story', cell.id);
  return {
    does,
    moment: rng(),
    firstPart: chance(rng, 0.25) ? 0.3 + rng() * 0.5 : 1,
    signing: signingOf(seed, cell),
    ...(does === 'sentBack' && { reason: oneOf(rng, sentBackReasons) }),
    ...(does === 'excused' && { reason: oneOf(rng, excuses) }),
  };
};

const viewsOf = (seed: Seed, members: readonly Member[]): Map<string, string> => {
  const stated = new Map<string, string>();
  for (const { id, mailbox } of members) {
    const rng = rngOf(seed, 'view', id);
    if (mailbox && chance(rng, 0.06)) stated.set(id, oneOf(rng, views));
  }
  return stated;
};

/** The same seed and town give the same story, and no part of it depends on when it is looked at. */
export const storyOf = (seed: Seed, town: Town): Story => {
  const cells = town.committees.filter(isCell);
  const does = deeds(seed, cells);
  return {
    cells: new Map(cells.map((cell) => [cell.id, storyOfCell(seed, cell, does.get(cell.id) ?? 'answersEarly')])),
    views: viewsOf(seed, town.members),
  };
};
