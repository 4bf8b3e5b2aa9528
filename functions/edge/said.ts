import { html } from 'hono/html';
import type { AnswerInWords } from '#steps/deliver/in-words.ts';
import type { Html } from './html.ts';

/** What was said about a member: criterion by criterion, in the order of the form. Nothing here can be sorted or added up. */
export function saidHtml(answer: AnswerInWords, remarkHeading: string): Html {
  if (answer.plain !== undefined) return html`<p><strong>${answer.plain}</strong></p>`;
  return html`<dl class="facts">${answer.said.map(
    ({ heading, level, reason }, n) =>
      html`<div><dt>${n + 1}. ${heading}</dt><dd><strong>${level}</strong>${reason === undefined ? '' : html`<br>${lines(reason)}`}</dd></div>`,
  )}${
    answer.remark === undefined ? '' : html`<div><dt>${remarkHeading}</dt><dd>${lines(answer.remark)}</dd></div>`
  }</dl>${answer.sources === undefined ? '' : html`<p>${answer.sources}</p>`}`;
}

/** Lines as they were typed. */
export const lines = (text: string): Html =>
  html`${text.split('\n').map((line, n) => (n === 0 ? line : html`<br>${line}`))}`;

/** One a line, close together: they belong to each other. */
export const sentences = (all: readonly string[]): Html | string =>
  all.length === 0 ? '' : html`<p>${all.map((one, n) => html`${n > 0 ? html`<br>` : ''}${lines(one)}`)}</p>`;
