import { addWorkingDays } from '#domain/calendar.ts';
import type { Committee } from '#domain/committee.ts';
import { stateOwnView } from '#steps/deliver/receive.ts';
import { usesPages } from './cells.ts';
import { enter } from './on-pages.ts';
import { at, did, type Play, requestOf, stateOf, today } from './play.ts';
import { formOn } from './visitor.ts';

/** Members who were told their comment and have something to say about it do so two working days later. */
export async function plansViews(play: Play, cell: Committee, slots: readonly number[]): Promise<void> {
  const state = await stateOf(play, cell.id);
  for (const slot of slots) {
    const its = state.slots[slot];
    const view = its && play.story.views.get(its.id);
    if (!view || its.answer?.kind !== 'comment' || !its.hasMailbox) continue;
    const pages = usesPages(play, cell);
    const day = addWorkingDays(today(play), 2);
    play.agenda.add(at(day, 'members'), cell.id, () => statesView(play, cell, slot, view, pages), pages);
  }
}

async function statesView(play: Play, cell: Committee, slot: number, view: string, pages: boolean): Promise<void> {
  const id = requestOf(play, cell.id);
  const its = (await stateOf(play, cell.id)).slots[slot];
  // Confirmed two days ago, and perhaps another comment since.
  if (!its?.confirmedAt) return;
  const { mailbox = '' } = play.memberOf(its.id);
  if (pages) {
    const home = `/m/${id}.${slot}/`;
    const { visitor } = await enterOwn(play, mailbox);
    await visitor.post(`${home}view`, [...formOn(await visitor.get(home), `${home}view`), ['view', view]]);
  } else {
    const wish = { commandId: `view.${slot}`, by: { body: `member:${its.id}` } };
    await stateOwnView(play.world)(id, wish, slot, view);
  }
  did(play, 'views');
}

const enterOwn = (play: Play, mailbox: string) => enter(play, mailbox, ['memberTold']);
