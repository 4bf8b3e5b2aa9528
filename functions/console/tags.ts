import { html } from 'hono/html';
import type { RequestStanding } from '#domain/board.ts';
import type { Progress } from '#domain/outcome.ts';
import type { RequestCopy } from '#edge/copy/console/request/index.ts';
import type { Html } from '#edge/html.ts';

const tones: { readonly [standing in RequestStanding | Progress]?: 'ok' | 'due' | 'late' } = {
  confirmed: 'ok',
  closed: 'ok',
  sent: 'due',
  submitted: 'due',
  sentBack: 'due',
  overdue: 'late',
  unreachable: 'late',
};

/** A state in words; its colour only repeats them. */
export const standingTag = (copy: RequestCopy, standing: RequestStanding): Html =>
  html`<span class="tag ${tones[standing] ?? ''}">${copy.standings[standing]}</span>`;

export const progressTag = (copy: RequestCopy, progress: Progress): Html =>
  html`<span class="tag ${tones[progress] ?? ''}">${copy.progress[progress]}</span>`;
