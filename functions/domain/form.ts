import * as z from 'zod/mini';
import regulation213 from './forms/regulation-213-2020.json' with { type: 'json' };
import type { Category } from './member.ts';
import { Refusal } from './refusal.ts';

/**
 * The comment form is data with a version: duties, criteria, levels, categories and their words. A cycle keeps the id of
 * the form it was opened with for ever, so a form file is never changed once a cycle has used it; a new regulation is a new
 * file. `open` marks a wording that no public source confirmed.
 */
const Text = z.string().check(z.minLength(1));
const Id = z.string().check(z.regex(/^[a-z][a-zA-Z]*$/));
const Words = z.strictObject({ vi: Text, en: Text, fr: Text });
const Named = { id: Id, label: Words };

const Level = z.strictObject({ ...Named, standing: z.enum(['top', 'middle', 'bottom']) });
const Criterion = z.strictObject({
  id: Id,
  heading: Words,
  levels: z.array(Level).check(z.minLength(2)),
  open: z.optional(z.literal(true)),
  /** Attendance already recorded is shown beside it. */
  attendance: z.optional(z.literal(true)),
  /** What the committee proposes rather than what it saw: its middle level is "none". */
  proposal: z.optional(z.literal(true)),
});
const CategoryForm = z.strictObject({
  label: Words,
  yearly: z.boolean(),
  onDemand: z.boolean(),
  /** The duties of the regulation that bind a member of this category, by number. */
  duties: z.array(z.int()),
  criteria: z.array(Criterion).check(z.minLength(1)),
  remark: Words,
});
const FormFile = z.strictObject({
  id: z.string(),
  regulation: z.strictObject({
    number: Text,
    date: z.iso.date(),
    guidance: Text,
    guidanceDate: z.iso.date(),
    title: Words,
  }),
  /** Which article gives what, and where it was read. */
  articles: z.array(z.strictObject({ article: Text, gives: Text, read: Text })),
  duties: z.array(z.strictObject({ number: z.int(), text: z.optional(Words), open: z.optional(z.literal(true)) })),
  noContact: z.strictObject(Named),
  categories: z.strictObject({ A: CategoryForm, B: CategoryForm }),
  howKnown: z.strictObject({
    question: Words,
    sources: z.array(z.strictObject({ ...Named, noContact: z.optional(z.literal(true)) })),
  }),
  notHere: z.array(z.strictObject({ id: z.enum(['notHere', 'moved', 'notKnown']), label: Words })),
  conflict: z.strictObject({ label: Words }),
});
type FormFile = z.infer<typeof FormFile>;

export type Standing = 'top' | 'middle' | 'bottom' | 'noContact';
export interface Level extends Readonly<Omit<z.infer<typeof Level>, 'standing'>> {
  readonly standing: Standing;
}
export interface Criterion extends Readonly<Omit<z.infer<typeof Criterion>, 'levels'>> {
  readonly levels: readonly Level[];
}
interface CategoryForm extends Readonly<Omit<z.infer<typeof CategoryForm>, 'criteria'>> {
  readonly criteria: readonly Criterion[];
}
export interface Form extends Readonly<Omit<FormFile, 'categories'>> {
  readonly categories: { readonly [category in Category]: CategoryForm };
}

/** A form from its file. "Not enough contact to judge" becomes a level of every criterion but the proposal. */
export function parseForm(json: unknown): Form {
  const file = z.parse(FormFile, json);
  const noContact: Level = { ...file.noContact, standing: 'noContact' };
  const complete = (category: z.infer<typeof CategoryForm>): CategoryForm => ({
    ...category,
    criteria: category.criteria.map((criterion) => ({
      ...criterion,
      levels: criterion.proposal ? criterion.levels : [...criterion.levels, noContact],
    })),
  });
  const form = { ...file, categories: { A: complete(file.categories.A), B: complete(file.categories.B) } };
  const wrong = contradiction(form);
  if (wrong) throw new Error(`form ${file.id}: ${wrong}`);
  return form;
}

function contradiction(form: Form): string | undefined {
  const twice = (ids: readonly (string | number)[]) => new Set(ids).size < ids.length;
  const numbers = form.duties.map(({ number }) => number);
  if (twice(numbers)) return 'a duty twice';
  if (form.duties.some(({ text, open }) => !text && !open)) return 'a duty without words that is not marked open';
  if (twice(form.howKnown.sources.map(({ id }) => id))) return 'a source twice';
  for (const { criteria, duties } of Object.values(form.categories)) {
    if (duties.some((duty) => !numbers.includes(duty))) return 'a category with an unknown duty';
    if (twice(criteria.map(({ id }) => id))) return 'a criterion twice';
    if (criteria.filter(({ proposal }) => proposal).length > 1) return 'two proposals';
    for (const { id, levels } of criteria) {
      if (twice(levels.map((level) => level.id))) return `a level twice in ${id}`;
      if (!levels.some(({ standing }) => standing === 'middle')) return `no middle level in ${id}`;
    }
  }
  return undefined;
}

const forms: ReadonlyMap<string, Form> = new Map([regulation213].map(parseForm).map((form) => [form.id, form]));

/** The form that new cycles are opened with. */
export const LATEST_FORM = 'regulation-213-2020';

/** Refuses with NotFound an id that no file has. */
export function formOf(id: string): Form {
  const form = forms.get(id);
  if (!form) throw new Refusal('NotFound', `no form ${id}`, [{ place: 'form', value: id, reason: 'formUnknown' }]);
  return form;
}

export const criteriaFor = (form: Form, category: Category): readonly Criterion[] => form.categories[category].criteria;

export const levelOf = (criterion: Criterion, levelId: string | undefined): Level | undefined =>
  criterion.levels.find(({ id }) => id === levelId);

/** A top or bottom level needs a reason with a dated fact; so does any proposal but "none". */
export const needsReason = (level: Level): boolean => level.standing === 'top' || level.standing === 'bottom';

/** Whether a member of that category is asked about in a yearly cycle, or only when somebody needs to know. */
export const isAsked = (form: Form, category: Category, occasion: 'yearly' | 'onDemand'): boolean =>
  form.categories[category][occasion];
