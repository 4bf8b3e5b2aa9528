import { html } from 'hono/html';
import type { Html } from '#edge/html.ts';

/** Attributes of a table that may be wider than a telephone: it scrolls by itself, with the keyboard too, and has a name. */
export const region = (label: string): Html => html` tabindex="0" role="region" aria-label="${label}"`;
