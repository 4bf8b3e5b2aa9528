import type { Problem } from '#domain/refusal.ts';

/** What a language needs to say why something cannot stay as it is. */
export interface ProblemWords {
  /** Fields of forms, by place. */
  readonly places: { readonly [place: string]: string };
  readonly reasons: { readonly [reason: string]: string };
  readonly member: (id: string) => string;
  readonly committee: (id: string) => string;
  /** "after" another field, named by its place. */
  readonly after: (field: string) => string;
  /** A reason nobody has written words for: its key, so that it can be looked up. */
  readonly other: (reason: string) => string;
  /** Between the place and the reason. */
  readonly colon: string;
}

/** Where, why, and what stands there. */
export function problemIn(words: ProblemWords, { place, value, reason, mend }: Problem): string {
  const [kind, id] = place.split(' ', 2);
  const where =
    kind === 'member' && id
      ? words.member(id)
      : kind === 'committee' && id
        ? words.committee(id)
        : (words.places[place] ?? '');
  const field = mend === undefined ? undefined : words.places[mend];
  const why = words.reasons[reason] ?? words.other(reason);
  const text = `${why}${reason === 'dateNotAfter' && field ? ` ${words.after(field)}` : ''}${value ? ` (${value})` : ''}`;
  return where ? `${where}${words.colon}${text}` : text.charAt(0).toUpperCase() + text.slice(1);
}
