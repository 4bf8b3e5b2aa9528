import { html } from 'hono/html';
import type { Language } from '#domain/language.ts';
import type { Problem } from '#domain/refusal.ts';
import { consoleCopy } from '#edge/copy/console/index.ts';
import type { Html } from '#edge/html.ts';
import { number } from './words.ts';

const LONGEST_GROUP = 50;

/** Problems of a routing, kind by kind, so that a thousand of one kind do not bury the one of another. */
export function problemGroups(language: Language, problems: readonly Problem[]): Html {
  const copy = consoleCopy(language);
  const groups = [...Map.groupBy(problems, ({ reason }) => reason).values()];
  return html`${groups.map((group) => {
    const left = group.length - LONGEST_GROUP;
    const [first] = group;
    return html`<details${groups.length < 4 ? ' open' : ''}><summary>${first ? copy.problemKind(first.reason) : ''} (${number(language, group.length)})</summary>
<ul>${group.slice(0, LONGEST_GROUP).map((problem) => html`<li>${copy.problem(problem)}</li>`)}</ul>
${left > 0 ? html`<p>${copy.more(number(language, left))}</p>` : ''}</details>`;
  })}`;
}
