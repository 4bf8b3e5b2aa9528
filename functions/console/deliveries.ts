import type { Hono } from 'hono';
import { html } from 'hono/html';
import { readAddress } from '#domain/mail-address.ts';
import { Refusal } from '#domain/refusal.ts';
import { cycleCopy } from '#edge/copy/console/cycle/index.ts';
import { readForm } from '#edge/forms.ts';
import { asLanguage } from '#edge/language.ts';
import { seeOther } from '#edge/page.ts';
import { deliveryBoardOf } from '#records/boards.ts';
import { readParty } from '#records/parties.ts';
import { reissueDeliveryLink } from '#steps/deliver/receive.ts';
import { replacePartyContact } from '#steps/people/contact.ts';
import { deliveryTable } from './delivery-table.ts';
import type { ConsoleDeps, ConsoleEnv, Page } from './deps.ts';
import { wishOf } from './fields.ts';
import { showNotYours } from './not-yours.ts';
import { cycleIn, expectWithin } from './session.ts';
import { cycleStanding } from './standing.ts';
import { mayHere, showConsole } from './view.ts';

/** What the workplaces have received. The page has states only; what was said is in the files, and each file is on record. */
export function deliveryPages(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/console/cycles/:cycle/deliveries', (c) => deliveriesPage(c, deps, c.req.param('cycle')));
  app.post('/console/deliveries/:id/link', (c) => postLink(c, deps, c.req.param('id')));
  app.post('/console/cycles/:cycle/parties/:committee/contact', (c) =>
    postContact(c, deps, c.req.param('cycle'), c.req.param('committee')),
  );
}

async function deliveriesPage(c: Page, deps: ConsoleDeps, cycleId: string): Promise<Response> {
  const { deliveries: copy, files } = cycleCopy(c.get('language'));
  const { cycle } = await cycleStanding(deps.table, cycleId, deps.clock.now());
  const path = `/console/cycles/${cycleId}`;
  const delivered = (await deliveryBoardOf(deps.table, cycleId)).length > 0;
  const whole = mayHere(c, 'allEvaluations') && delivered;
  const body = html`${await deliveryTable(c, deps, cycleId)}
${whole ? html`<p><a href="${path}/files">${files.order}</a></p>` : ''}
${delivered ? html`<p class="quiet">${mayHere(c, 'evaluations') ? html`${copy.noText} ${files.text}` : copy.statesOnly} ${copy.acknowledgedBy}</p>` : ''}`;
  const up = mayHere(c, 'counts') ? [{ words: cycle.plan.title, path }] : [];
  return showConsole(c, { title: mayHere(c, 'counts') ? copy.title : cycle.plan.title, body, up });
}

async function postLink(c: Page, deps: ConsoleDeps, deliveryId: string): Promise<Response> {
  const form = await readForm(c, { one: ['command'] });
  const { cycleId, committeeId } = cycleIn(deliveryId);
  await expectWithin(c, deps, cycleId, committeeId);
  if (!(await deliveryBoardOf(deps.table, cycleId)).some((row) => row.deliveryId === deliveryId))
    throw new Refusal('NotFound', 'nothing was delivered there');
  await reissueDeliveryLink(deps.world)(deliveryId, wishOf(c, form.command));
  deps.nudge();
  return seeOther(c, `/console/cycles/${cycleId}/deliveries`);
}

async function postContact(c: Page, deps: ConsoleDeps, cycleId: string, committeeId: string): Promise<Response> {
  const form = await readForm(c, { one: ['mailbox', 'language', 'command'] });
  await expectWithin(c, deps, cycleId, committeeId);
  const party = await readParty(deps.table, cycleId, committeeId);
  if (party?.level === 'workplace' && !mayHere(c, 'changeDeliveries')) return showNotYours(c, deps);
  const reading = readAddress(form.mailbox.trim());
  if ('fault' in reading)
    throw new Refusal('Invalid', 'this is no mailbox', [
      { place: 'mailbox', value: form.mailbox, reason: reading.fault },
    ]);
  const contact = { mailbox: reading.address, language: asLanguage(form.language) ?? 'vi' };
  await replacePartyContact(deps.world)(cycleId, committeeId, wishOf(c, form.command), contact);
  deps.nudge();
  deps.log({ event: 'partyContactChanged' });
  return seeOther(c, `/console/cycles/${cycleId}?done=contact`);
}
