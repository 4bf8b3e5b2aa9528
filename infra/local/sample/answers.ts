import { addDays, type LocalDate } from '#domain/calendar.ts';
import type { Answer, Comment, Reason } from '#domain/comment.ts';
import { type Criterion, criteriaFor, type Form, type Level, needsReason, type Standing } from '#domain/form.ts';
import type { Member } from '#domain/member.ts';
import { between, chance, oneOf, type Rng, rngOf, shuffled, weighted } from './rng.ts';
import { additions, blame, destinations, type Facts, praise, remarks } from './texts.ts';

type Weights = readonly (readonly [Standing, number])[];

const ordinarily: Weights = [
  ['top', 22],
  ['middle', 68],
  ['bottom', 4],
  ['noContact', 6],
];
/** Who comes to meetings is the one thing a committee counts, so its ends are chosen more often. */
const whenCounted: Weights = [
  ['top', 52],
  ['middle', 36],
  ['bottom', 5],
  ['noContact', 7],
];
/** Hardly ever anything but "none". */
const whenProposed: Weights = [
  ['top', 4],
  ['middle', 95],
  ['bottom', 1],
];
/** Who was never met cannot be judged, and nothing can be proposed. */
const whenNotMet: Weights = [
  ['noContact', 1],
  ['middle', 0],
];

const weightsFor = (criterion: Criterion, notMet: boolean): Weights => {
  if (criterion.proposal) return notMet ? [['middle', 1]] : whenProposed;
  if (notMet) return whenNotMet;
  return criterion.attendance ? whenCounted : ordinarily;
};

/** Only standings that this form offers; the domain promises a middle level to each criterion. */
const chosen = (rng: Rng, criterion: Criterion, notMet: boolean): Level => {
  const offered = new Set(criterion.levels.map((level) => level.standing));
  const standing = weighted(
    rng,
    weightsFor(criterion, notMet).filter(([name]) => offered.has(name)),
  );
  return oneOf(
    rng,
    criterion.levels.filter((level) => level.standing === standing),
  );
};

const factsFor = (facts: Facts, criterionId: string): readonly string[] =>
  Object.hasOwn(facts, criterionId) ? (facts[criterionId] ?? []) : Object.values(facts).flat();

/** '2026-03-05' as it is said: '5/3/2026'. */
const spoken = (date: LocalDate): string => date.split('-').map(Number).reverse().join('/');

const reasonFor = (rng: Rng, criterion: Criterion, level: Level, today: LocalDate): Reason => {
  const factDate = addDays(today, -between(rng, 3, 300));
  const text = oneOf(rng, factsFor(level.standing === 'top' ? praise : blame, criterion.id));
  return { text: text.replace('{}', spoken(factDate)), factDate };
};

const sourcesFor = (rng: Rng, form: Form, notMet: boolean): string[] => {
  const fitting = form.howKnown.sources.filter((source) => (source.noContact === true) === notMet);
  return shuffled(rng, fitting)
    .slice(0, notMet ? 1 : between(rng, 1, 3))
    .map((source) => source.id);
};

const commentFor = (rng: Rng, form: Form, member: Member, today: LocalDate): Comment => {
  const notMet = chance(rng, 0.04);
  const levels: Record<string, string> = {};
  const reasons: Record<string, Reason> = {};
  for (const criterion of criteriaFor(form, member.category)) {
    const level = chosen(rng, criterion, notMet);
    levels[criterion.id] = level.id;
    if (needsReason(level)) reasons[criterion.id] = reasonFor(rng, criterion, level, today);
  }
  return {
    kind: 'comment',
    levels,
    reasons,
    sources: sourcesFor(rng, form, notMet),
    ...(chance(rng, 0.2) && { remark: `${oneOf(rng, remarks)} ${oneOf(rng, additions)}` }),
  };
};

/** What a cell says about a member: nearly always a comment, for about three in a hundred that it cannot give one. */
export const answerFor = (rng: Rng, form: Form, member: Member, today: LocalDate): Answer => {
  const kind = weighted(rng, [
    ['comment', 972],
    ['moved', 10],
    ['notHere', 8],
    ['notKnown', 6],
    ['conflict', 4],
  ] as const);
  if (kind === 'comment') return commentFor(rng, form, member, today);
  if (kind === 'conflict') return { kind };
  const where = kind === 'moved' && chance(rng, 0.8) ? { movedTo: oneOf(rng, destinations) } : {};
  return { kind: 'notHere', which: kind, ...where };
};

/** The answer of that seed about that member, whoever asks first. `round` 2 is what is said after being sent back. */
export const answerOf = (seed: number | string, form: Form, member: Member, today: LocalDate, round = 1): Answer =>
  answerFor(rngOf(seed, 'answer', member.id, round), form, member, today);
