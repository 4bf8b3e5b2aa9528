import { criteriaFor } from '#domain/form.ts';
import type { Problem } from '#domain/refusal.ts';
import type { Place } from '#records/slices.ts';
import type { Mistake } from '../html.ts';
import { capital } from './said.ts';
import type { Work } from './work.ts';

/** Problems of an answer as the page tells them: each with its field, once a field. */
export interface Mistakes {
  readonly list: readonly Mistake[];
  readonly at: ReadonlyMap<string, string>;
}

export const NO_MISTAKES: Mistakes = { list: [], at: new Map() };

/** On top of the page a mistake is led by the number of its criterion only: the heading stands at the field. */
export function mistakesOf({ copy, form }: Work, { its }: Place, problems: readonly Problem[]): Mistakes {
  const at = new Map<string, string>();
  const list: Mistake[] = [];
  const criteria = criteriaFor(form, its.category);
  for (const { place, reason } of problems) {
    const field = fieldOf(place);
    if (at.has(field)) continue;
    const words = copy.problem(field === 'which' && reason === 'missing' ? 'notChosen' : reason);
    const n = criteria.findIndex(({ id }) => field.split('.')[1] === id);
    at.set(field, capital(words));
    list.push({ field, words: n < 0 ? capital(words) : `${copy.criterion(n + 1)}${copy.colon} ${words}` });
  }
  return { list, at };
}

/** Where a mistake has no field of its own, the one it is mended in. */
const fieldOf = (place: string): string =>
  /^(levels|reasons)\..|^(sources|movedTo|which)$/.test(place) ? place : 'remark';
