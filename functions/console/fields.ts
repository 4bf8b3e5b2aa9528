import { html } from 'hono/html';
import { type Actor, committee, office } from '#domain/actor.ts';
import { Refusal } from '#domain/refusal.ts';
import { csrfField, type Html } from '#edge/html.ts';
import type { Person } from '#records/people.ts';
import type { ConsoleDeps, Page } from './deps.ts';

/** Made when the form is shown: a form sent twice is one wish. */
export const commandField = (deps: Pick<ConsoleDeps, 'ids'>): Html =>
  html`<input type="hidden" name="command" value="${deps.ids.next()}">`;

/** What every form that changes a cycle carries. */
export const formStart = (c: Page, deps: Pick<ConsoleDeps, 'ids'>): Html =>
  html`${csrfField(c.get('csrf'))}${commandField(deps)}`;

/** As whom the journals keep somebody: a ward's officer acts for that ward, others for the office that runs the cycle. */
export const actorOf = ({ name, role, scope }: Person): Actor =>
  role === 'wardOfficer' && scope.committeeId !== undefined ? committee(scope.committeeId, name) : office(name);

/** The wish of a posted form: its command, and whose it is. */
export function wishOf(c: Page, command: string) {
  if (!/^[\w-]{8,64}$/.test(command))
    throw new Refusal('Invalid', 'the form has no command', [{ place: 'form', reason: 'missing' }]);
  return { commandId: command, by: actorOf(c.get('person')) };
}

export function handOf(c: Page, command: string) {
  const { commandId } = wishOf(c, command);
  return { commandId, by: c.get('person').name };
}
