import type { Answer, Comment } from './comment.ts';
import { criteriaFor, type Form, levelOf } from './form.ts';
import type { Category } from './member.ts';

/** One member's answer in a request, and how long the hand was on that page where that is known. */
export interface Answered {
  readonly category: Category;
  readonly answer: Answer;
  readonly seconds?: number;
}

/**
 * What makes a set of comments look like a formality. A hint asks the committee to look again before it sends, and the ward
 * before it confirms; it drops nothing, scores nobody, never speaks of one member, and names none.
 */
export type QualityHint =
  /** All so many comments of a category choose the same level in every criterion. */
  | { readonly kind: 'sameLevels'; readonly category: Category; readonly members: number }
  /** The same words stand in the comments on so many members. */
  | { readonly kind: 'sameWords'; readonly part: 'remark' | 'reason'; readonly members: number }
  /** The middle one of so many answers took no longer than this. */
  | { readonly kind: 'quick'; readonly seconds: number; readonly members: number };

/** Fewer than this says nothing about a habit. */
export const FEWEST = 5;
/** Nine choices and a look at a name take longer. */
export const QUICK_SECONDS = 15;

export function qualityHints(form: Form, answered: readonly Answered[]): QualityHint[] {
  const comments = answered.flatMap(({ category, answer, seconds }) =>
    answer.kind === 'comment' ? [{ category, comment: answer, ...(seconds !== undefined && { seconds }) }] : [],
  );
  return [
    ...sameLevels(form, 'A', comments),
    ...sameLevels(form, 'B', comments),
    ...sameWords(
      'remark',
      comments.map(({ comment }) => (comment.remark ? [comment.remark] : [])),
    ),
    ...sameWords(
      'reason',
      comments.map(({ comment }) => Object.values(comment.reasons).map(({ text }) => text)),
    ),
    ...quick(comments.flatMap(({ seconds }) => seconds ?? [])),
  ];
}

type Commented = { readonly category: Category; readonly comment: Comment };

function sameLevels(form: Form, category: Category, comments: readonly Commented[]): QualityHint[] {
  const all = comments.filter((one) => one.category === category).map(({ comment }) => comment.levels);
  const [first] = all;
  if (!first || all.length < FEWEST) return [];
  const criteria = criteriaFor(form, category);
  // "Not enough contact", said of everybody, is candour and no formality.
  const judges = criteria.some(
    (criterion) => !criterion.proposal && levelOf(criterion, first[criterion.id])?.standing !== 'noContact',
  );
  const same = all.every((levels) => criteria.every(({ id }) => levels[id] === first[id]));
  return judges && same ? [{ kind: 'sameLevels', category, members: all.length }] : [];
}

/** The words that come back most often; a member counts once for each. */
function sameWords(part: 'remark' | 'reason', texts: readonly (readonly string[])[]): QualityHint[] {
  const members = new Map<string, number>();
  for (const ofOne of texts) {
    for (const words of new Set(ofOne.map(folded))) {
      if (words !== '') members.set(words, (members.get(words) ?? 0) + 1);
    }
  }
  const most = Math.max(0, ...members.values());
  return most >= FEWEST ? [{ kind: 'sameWords', part, members: most }] : [];
}

const folded = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim();

function quick(seconds: readonly number[]): QualityHint[] {
  if (seconds.length < FEWEST) return [];
  const middle = seconds.toSorted((a, b) => a - b)[Math.floor(seconds.length / 2)] ?? Number.POSITIVE_INFINITY;
  return middle < QUICK_SECONDS ? [{ kind: 'quick', seconds: Math.round(middle), members: seconds.length }] : [];
}
