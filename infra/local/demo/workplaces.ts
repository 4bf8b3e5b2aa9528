import { committee as actorOf } from '#domain/actor.ts';
import { addWorkingDays } from '#domain/calendar.ts';
import type { Committee } from '#domain/committee.ts';
import { awaitsAcknowledgement } from '#domain/delivery.ts';
import { deliveries, load } from '#records/journal.ts';
import { acknowledgeDelivery } from '#steps/deliver/receive.ts';
import { between, rngOf } from '../sample/rng.ts';
import { DATES } from './dates.ts';
import { enter } from './on-pages.ts';
import { at, did, type Play } from './play.ts';
import { formOn } from './visitor.ts';

const LETTERS = ['corrected', 'evaluationsReminder', 'evaluations'];

/** Workplaces look and acknowledge within days; the last of several never does. */
export function planWorkplaces(play: Play): void {
  const silent = play.workplaces.length > 1 ? play.workplaces.at(-1) : undefined;
  for (const workplace of play.workplaces) {
    if (workplace === silent) continue;
    const days = between(rngOf(play.seed, 'acknowledges', workplace.id), 1, 5);
    const pages = play.onPages.has(workplace.id);
    const day = addWorkingDays(DATES.closesOn, days);
    play.agenda.add(at(day, 'cells'), workplace.id, () => acknowledges(play, workplace, pages), pages);
  }
}

async function acknowledges(play: Play, workplace: Committee, pages: boolean): Promise<void> {
  const id = `${play.cycleId}.${workplace.id}`;
  const { state } = await load(play.table, deliveries, id);
  if (!awaitsAcknowledgement(state)) return;
  const name = `Văn phòng ${workplace.name}`;
  if (pages) {
    const home = `/e/${id}/`;
    const { visitor } = await enter(play, workplace.mailbox ?? '', LETTERS);
    const form = formOn(await visitor.get(home), `${home}acknowledge`);
    await visitor.post(`${home}acknowledge`, [...form, ['name', name]]);
  } else {
    const wish = { commandId: `acknowledge.${state.version}`, by: actorOf(workplace.id, name) };
    await acknowledgeDelivery(play.world)(id, wish, state.version);
  }
  did(play, 'acknowledged');
}
