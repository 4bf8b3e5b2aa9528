import { html } from 'hono/html';
import { cycleCopy } from '#edge/copy/console/cycle/index.ts';
import type { Html } from '#edge/html.ts';
import type { Format } from '#steps/deliver/formats.ts';
import type { Page } from './deps.ts';

/** By the programs that open them, the usual first. */
export const programs: readonly (readonly [Format, string])[] = [
  ['xlsx', 'Excel'],
  ['docx', 'Word'],
  ['csv', 'CSV'],
  ['json', 'JSON'],
];

/** A link for each kind of file, under the page of a delivery. `of` tells those of several rows apart. */
export function evaluationLinks(c: Page, under: string, of: string): Html {
  const copy = cycleCopy(c.get('language')).files;
  return html`<span class="files">${programs.map(([format, name], n) => html`${n > 0 ? ' · ' : ''}<a href="${under}/evaluations.${format}" aria-label="${copy.link(name, of)}">${name}</a>`)}</span>`;
}
