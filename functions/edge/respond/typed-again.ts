import { html } from 'hono/html';
import { respondCopy } from '../copy/respond/index.ts';
import { PageError } from '../errors.ts';
import { withoutControls } from '../forms.ts';
import type { Html } from '../html.ts';
import type { Page } from './work.ts';

/** Fields in which somebody writes, on any page of a request. */
const texts = /^(reason\..+|remark|movedTo|said|participants|frontWho|frontBecause)$/;

/**
 * What was written, under whatever refused it: a session that ended, a busy store, a fault. A page that may not be kept by the
 * browser is gone with "back", and nobody should write a reason twice.
 */
export async function typedAgain(c: Page, error: unknown): Promise<Html | undefined> {
  const foreign = error instanceof PageError && error.name !== 'SignedOut' && error.name !== 'Fault';
  if (c.req.method !== 'POST' || foreign) return undefined;
  const params = new URLSearchParams(withoutControls(await c.req.text()));
  const written = [...params].flatMap(([name, value]) => (texts.test(name) && value.trim() ? [value] : []));
  if (written.length === 0) return undefined;
  const { member } = respondCopy(c.get('language'));
  return html`<h2>${member.typedUnsaved}</h2><p>${member.typedUnsavedText}</p>
${written.map((text) => html`<p class="said notice">${text}</p>`)}`;
}
