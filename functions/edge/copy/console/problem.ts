import { isLocalDate, localDate } from '#domain/calendar.ts';
import type { Language } from '#domain/language.ts';
import type { Problem } from '#domain/refusal.ts';
import { shortDate } from '#mail/formats.ts';

/** What a language needs to say why something cannot stay as it is. */
export interface ProblemWords {
  readonly language: Language;
  /** Fields of forms, by place. */
  readonly places: { readonly [place: string]: string };
  readonly reasons: { readonly [reason: string]: string };
  readonly member: (id: string) => string;
  readonly committee: (id: string) => string;
  /** "must come after" a day, said of a field; with the field whose day it is, where it is one. */
  readonly mustFollow: (day: string, field?: string) => string;
  /** A reason nobody has written words for: its key, so that it can be looked up. */
  readonly other: (reason: string) => string;
  /** Between the place and the reason. */
  readonly colon: string;
}

/** Where, why, and what stands there. */
export function problemIn(words: ProblemWords, problem: Problem): string {
  const where = placeIn(words, problem.place);
  const must = mustFollow(words, problem);
  if (must && where) return `${where} ${must}`;
  const why = must ?? words.reasons[problem.reason] ?? words.other(problem.reason);
  const what = problem.reason === 'extensionAfterClose' ? problem.mend : problem.value;
  const text = `${why}${what ? ` (${dayIn(words.language, what)})` : ''}`;
  return where ? `${where}${words.colon}${text}` : text.charAt(0).toUpperCase() + text.slice(1);
}

function placeIn(words: ProblemWords, place: string): string {
  const [kind, id] = place.split(' ', 2);
  if (kind === 'member' && id) return words.member(id);
  if (kind === 'committee' && id) return words.committee(id);
  return words.places[place] ?? '';
}

/** A date that comes too early: it reads on from its field, and names the day it has to follow. */
function mustFollow(words: ProblemWords, { reason, mend }: Problem): string | undefined {
  if ((reason !== 'dateNotAfter' && reason !== 'extensionNotLater') || mend === undefined) return undefined;
  const [first = '', second] = mend.split(' ', 2);
  const field = words.places[first];
  if (field !== undefined && second === undefined) return undefined;
  return words.mustFollow(dayIn(words.language, second ?? first), field);
}

/** A day, or a moment as its day there; anything else as it is. */
function dayIn(language: Language, value: string): string {
  if (isLocalDate(value)) return shortDate(language, value);
  const isMoment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
  return isMoment ? shortDate(language, localDate(value)) : value;
}
