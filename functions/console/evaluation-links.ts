import { html } from 'hono/html';
import { cycleCopy } from '#edge/copy/console/cycle/index.ts';
import type { Html } from '#edge/html.ts';
import type { Format } from '#steps/deliver/export.ts';
import type { Page } from './deps.ts';

const formats: readonly Format[] = ['csv', 'xlsx', 'docx', 'json'];

/** A link for each kind of file, under the page of a cycle or of a delivery. `of` tells those of several rows apart. */
export function evaluationLinks(c: Page, under: string, of: string): Html {
  const copy = cycleCopy(c.get('language')).files;
  return html`<span class="files">${formats.map((format, n) => html`${n > 0 ? ' · ' : ''}<a href="${under}/evaluations.${format}" aria-label="${copy.link(format.toUpperCase(), of)}">${format.toUpperCase()}</a>`)}</span>`;
}
