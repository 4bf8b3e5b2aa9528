import { html } from 'hono/html';
import type { Actor } from '#domain/actor.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Ids } from '#ports';
import { sha256 } from '#records/hash.ts';
import type { Html } from './html.ts';

/** Stands in every form that changes something: two clicks on it are one wish. */
export const commandField = (ids: Pick<Ids, 'next'>): Html =>
  html`<input type="hidden" name="command" value="${ids.next()}">`;

type Posted = { readonly command: string } & {
  readonly [field: string]: string | readonly string[] | ReadonlyMap<string, string>;
};

/**
 * The wish that a form stands for. Its content is part of what makes it: the same form sent twice is the same wish, and an old
 * page sent with another content is another one, never a success of the first that did nothing.
 */
export function wishOf(what: string, form: Posted, by: Actor): { readonly commandId: string; readonly by: Actor } {
  if (!/^[\w-]{6,64}$/.test(form.command))
    throw new Refusal('Invalid', 'the form has no command', [{ place: 'command', reason: 'missing' }]);
  const content = Object.entries(form).map(([name, value]) => [name, value instanceof Map ? [...value] : value]);
  return { commandId: `${what}.${sha256(JSON.stringify(content)).slice(0, 22)}`, by };
}
