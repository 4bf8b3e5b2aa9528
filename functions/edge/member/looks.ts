import { html } from 'hono/html';
import type { AccessEvent } from '#domain/access.ts';
import type { Fact } from '#domain/request.ts';
import { readParty } from '#records/parties.ts';
import { dayOf } from '#steps/deliver/in-words.ts';
import type { Html } from '../html.ts';
import type { Own } from './own.ts';

/** Which bodies looked, on which day and at what; the member's own looks are their own business. */
export async function looksHtml(own: Own, looks: readonly Fact<AccessEvent>[]): Promise<Html> {
  const { copy, telling } = own;
  const others = looks.filter(({ by }) => !by.body.startsWith('member:'));
  if (others.length === 0) return html`<p>${copy.noLooks}</p>`;
  const told = new Set<string>();
  for (const { at, by, event } of others)
    told.add(copy.look(await nameOf(own, by.body), dayOf(telling, at), copy.whats[event.what]));
  return html`<p>${copy.looksText}</p><ul>${[...told].map((one) => html`<li>${one}</li>`)}</ul>`;
}

async function nameOf({ deps, state, copy }: Own, body: string): Promise<string> {
  if (!body.startsWith('committee:')) return copy.office;
  const id = body.slice('committee:'.length);
  if (id === state.committeeId) return state.name;
  return (await readParty(deps.table, state.cycleId, id))?.name ?? id;
}
