import { html } from 'hono/html';
import type { Html } from '#edge/html.ts';

/** Attributes of a table that may be wider than a desk: it scrolls by itself, with the keyboard too, and has a name. */
export const region = (label: string): Html => html` tabindex="0" role="region" aria-label="${label}"`;

/** The one column by which a row is known, a number, a text that may be long, one that may take two lines, what is chosen, what can be done. */
type Kind = 'name' | 'number' | 'long' | 'folds' | 'pick' | 'act';

export interface Column {
  /** Empty for what needs no head: the choice, the buttons. */
  readonly words: string;
  readonly is?: Kind;
}

export type Row = readonly (Html | string)[];

/**
 * A table of the console. On a telephone each row is a card (the style sheet stacks its cells), so that nothing of it, its
 * buttons least of all, lies outside the window; there each cell says by itself what it is.
 */
export const table = (label: string, columns: readonly Column[], rows: readonly Row[]): Html =>
  html`<div class="scroll"${region(label)}><table class="board"><thead><tr>${columns.map(headHtml)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${columns.map((column, n) => cellHtml(column, row[n] ?? ''))}</tr>`)}</tbody></table></div>`;

const headHtml = ({ words, is }: Column): Html =>
  words === '' ? html`<td></td>` : html`<th${is === 'number' ? html` class="number"` : ''}>${words}</th>`;

function cellHtml({ words, is }: Column, content: Html | string): Html {
  if (is === 'name') return html`<th scope="row">${content}</th>`;
  return html`<td${is === undefined ? '' : html` class="${is}"`}${labelled(words)}>${content}</td>`;
}

export const labelled = (words: string): Html | string => (words === '' ? '' : html` data-label="${words}"`);
