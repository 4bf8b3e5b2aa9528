import { html } from 'hono/html';
import type { Language } from '#domain/language.ts';
import type { Problem } from '#domain/refusal.ts';
import { consoleCopy } from '#edge/copy/console/index.ts';
import { problemCopy } from '#edge/copy/console/problems.ts';
import type { Html } from '#edge/html.ts';
import { number } from './words.ts';

/** The problems of a refusal. */
export type ProblemList = (language: Language, problems: readonly Problem[]) => Html | '';

export const problemList: ProblemList = (language, problems) =>
  problems.length > 0
    ? html`<ul>${problems.map((problem) => html`<li>${problemCopy(language).problem(problem)}</li>`)}</ul>`
    : '';

const LONGEST_GROUP = 50;

/** Problems of a routing, kind by kind, so that a thousand of one kind do not bury the one of another. */
export function problemGroups(language: Language, problems: readonly Problem[]): Html {
  const copy = problemCopy(language);
  const groups = [...Map.groupBy(problems, ({ reason }) => reason).values()];
  return html`${groups.map((group) => {
    const left = group.length - LONGEST_GROUP;
    const [first] = group;
    return html`<details${groups.length < 4 ? ' open' : ''}><summary>${first ? copy.problemKind(first.reason) : ''} (${number(language, group.length)})</summary>
<ul>${group.slice(0, LONGEST_GROUP).map((problem) => html`<li>${copy.problem(problem)}</li>`)}</ul>
${left > 0 ? html`<p>${consoleCopy(language).more(number(language, left))}</p>` : ''}</details>`;
  })}`;
}
