import { html } from 'hono/html';
import type { DraftAnswer } from '#domain/answer.ts';
import { isLocalDate } from '#domain/calendar.ts';
import { criteriaFor, type Form, levelOf } from '#domain/form.ts';
import type { Language } from '#domain/language.ts';
import type { Category } from '#domain/member.ts';
import { shortDate } from '#mail/formats.ts';
import { respondCopy } from '../copy/respond/index.ts';
import type { Html } from '../html.ts';

/** One line of an answer as words: a criterion and its level, a source, a text. */
export interface Line {
  readonly label: string;
  readonly words: string;
  /** The reason with its day. */
  readonly why?: string;
}

export const capital = (words: string): string => words.charAt(0).toLocaleUpperCase('vi') + words.slice(1);

/** A day as people here write it; what is no day yet, as it was typed. */
export const dayWords = (language: Language, day: string): string =>
  isLocalDate(day) ? shortDate(language, day) : day;

/** An answer, finished or not, in the words of its form. */
export function linesOf(language: Language, form: Form, category: Category, answer: DraftAnswer): readonly Line[] {
  const copy = respondCopy(language);
  if (answer.kind === 'conflict') return [{ label: copy.said.answer, words: form.conflict.label[language] }];
  if (answer.kind === 'notHere') {
    const which = form.notHere.find(({ id }) => id === answer.which);
    const moved =
      answer.which === 'moved' && answer.movedTo ? [{ label: copy.member.movedTo, words: answer.movedTo }] : [];
    return [{ label: copy.said.answer, words: which?.label[language] ?? copy.said.nothing }, ...moved];
  }
  return commentLines(language, form, category, answer);
}

function commentLines(language: Language, form: Form, category: Category, answer: DraftAnswer): Line[] {
  const { said } = respondCopy(language);
  const lines: Line[] = criteriaFor(form, category).map((criterion, n) => {
    const level = levelOf(criterion, answer.levels?.[criterion.id]);
    const reason = answer.reasons?.[criterion.id];
    const day = reason?.factDate ? dayWords(language, reason.factDate) : '';
    const why = [reason?.text ?? '', day && said.on(day)].filter(Boolean).join(' ');
    return {
      label: `${n + 1}. ${criterion.heading[language]}`,
      words: level ? capital(level.label[language]) : said.nothing,
      ...(why && { why }),
    };
  });
  const sources = form.howKnown.sources.filter(({ id }) => answer.sources?.includes(id));
  lines.push({
    label: form.howKnown.question[language],
    words: sources.length > 0 ? sources.map(({ label }) => label[language]).join(', ') : said.nothing,
  });
  if (answer.remark) lines.push({ label: form.categories[category].remark[language], words: answer.remark });
  return lines;
}

/** Two texts of one thing, line by line, where they differ; a line that one of them lacks is told as not filled in. */
export function differing(
  language: Language,
  mine: readonly Line[],
  theirs: readonly Line[],
): readonly [mine: readonly Line[], theirs: readonly Line[]] {
  const { nothing } = respondCopy(language).said;
  const labels = [...new Set([...mine, ...theirs].map(({ label }) => label))];
  const pairs = labels.map((label) => {
    const at = (lines: readonly Line[]): Line =>
      lines.find((line) => line.label === label) ?? { label, words: nothing };
    return [at(mine), at(theirs)] as const;
  });
  const different = pairs.filter(([one, other]) => one.words !== other.words || one.why !== other.why);
  return [different.map(([one]) => one), different.map(([, other]) => other)];
}

export const saidList = (lines: readonly Line[]): Html =>
  html`<dl class="facts">${lines.map(
    ({ label, words, why }) =>
      html`<div><dt>${label}</dt><dd><span class="said">${words}</span>${why ? html`<br><span class="said quiet">${why}</span>` : ''}</dd></div>`,
  )}</dl>`;
