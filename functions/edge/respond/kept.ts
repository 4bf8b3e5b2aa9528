import { isDeepStrictEqual } from 'node:util';
import { asAnswer, cleanDraft, type DraftAnswer, isProblems, parseDraft } from '#domain/answer.ts';
import { checkAnswer } from '#domain/comment.ts';
import type { Problem } from '#domain/refusal.ts';
import type { Instant, Json } from '#ports';
import { type Draft, draftsOf, readDraft, removeDraft, saveDraft } from '#records/drafts.ts';
import type { Place } from '#records/slices.ts';
import { keepUntil, type Work } from './work.ts';

/** A member's draft as these pages keep it: what was typed, and how long the page was open, for the hint about haste. */
export interface Kept {
  readonly version: number;
  readonly answer: DraftAnswer;
  readonly seconds: number;
  readonly finished: boolean;
  readonly savedAt: Instant;
}

const keptOf = (draft: Draft): Kept => {
  const { version, finished, savedAt } = draft;
  const { typed, seconds } = draft.answer as { typed: Json; seconds: number };
  const answer = parseDraft(typed);
  if (isProblems(answer)) throw new Error('a stored draft is not one of ours');
  return { version, answer, seconds, finished, savedAt };
};

export async function keptFor({ deps, hand }: Work, memberId: string): Promise<Kept | undefined> {
  const draft = await readDraft(deps.table, hand.drafts, { memberId });
  return draft && keptOf(draft);
}

/** All members' drafts, by the member's id. */
export async function allKept({ deps, hand }: Work): Promise<ReadonlyMap<string, Kept>> {
  const kept = new Map<string, Kept>();
  for (const draft of await draftsOf(deps.table, hand.drafts))
    if (draft.part !== 'meeting') kept.set(draft.part.memberId, keptOf(draft));
  return kept;
}

/** What keeps a draft from being sent; none means that it is finished. */
export function missingIn({ form, today }: Work, { its }: Place, draft: DraftAnswer): Problem[] {
  const answer = asAnswer(draft);
  return answer ? checkAnswer(form, its.category, answer, today) : [{ place: 'which', reason: 'missing' }];
}

export type KeptOutcome =
  | { readonly outcome: 'kept'; readonly version: number; readonly finished: boolean }
  | { readonly outcome: 'stale'; readonly current: Kept | undefined };

/** Keeps what was typed over exactly the version the page was filled from. */
export async function keep(
  work: Work,
  place: Place,
  typed: { readonly answer: DraftAnswer; readonly version: number; readonly seconds: number },
): Promise<KeptOutcome> {
  const answer = cleanDraft(typed.answer);
  const finished = missingIn(work, place, answer).length === 0;
  const saved = await saveDraft(
    work.deps,
    work.hand.drafts,
    { memberId: place.member.id },
    {
      expectedVersion: typed.version,
      answer: { typed: JSON.parse(JSON.stringify(answer)), seconds: typed.seconds },
      finished,
      keepUntil: keepUntil(work),
    },
  );
  if (saved.outcome === 'saved') return { outcome: 'kept', version: saved.version, finished };
  const current = saved.current && keptOf(saved.current);
  // The same words from the same page a second time: the time on the page alone makes no other version.
  if (current && isDeepStrictEqual(current.answer, answer))
    return { outcome: 'kept', version: current.version, finished };
  return { outcome: 'stale', current };
}

export const drop = ({ deps, hand }: Work, memberId: string, version: number): Promise<boolean> =>
  removeDraft(deps.table, hand.drafts, { memberId }, version);
