import type { Committee } from '#domain/committee.ts';
import { enter } from './on-pages.ts';
import { type Play, wardHand } from './play.ts';
import { formOn, type Visitor } from './visitor.ts';

const LETTERS = ['toConfirm', 'halfTime', 'overdue', 'unreachable', 'packs'];

/** A ward has its link from its first letter on; before that, nobody in it knows the page. */
export const knowsItsPage = (play: Play, ward: Committee): boolean =>
  play.post.linkTo(ward.mailbox ?? '', LETTERS) !== undefined;

async function enterWard(play: Play, cell: Committee): Promise<{ visitor: Visitor; home: string; name: string }> {
  const ward = play.committeeOf(cell.parentId ?? '');
  const { visitor } = await enter(play, ward.mailbox ?? '', LETTERS);
  const desk = `/w/${play.cycleId}.${ward.id}/`;
  await visitor.get(desk);
  return { visitor, home: `${desk}cell/${cell.id}/`, name: wardHand(play, ward.id) };
}

/** Reads page after page of what waits and confirms each. */
export async function confirmOnPages(play: Play, cell: Committee): Promise<void> {
  const { visitor, home, name } = await enterWard(play, cell);
  for (;;) {
    const page = await visitor.get(`${home}read/`);
    if (!page.html.includes(`action="${home}confirm"`)) return;
    await visitor.post(`${home}confirm`, [...formOn(page, `${home}confirm`), ['name', name], ['all', 'yes']]);
  }
}

/** Sends these back, of those on the first page, with the reason. */
export async function sendBackOnPages(
  play: Play,
  cell: Committee,
  slots: readonly number[],
  reason: string,
): Promise<void> {
  const { visitor, home, name } = await enterWard(play, cell);
  const form = formOn(await visitor.get(`${home}read/`), `${home}confirm`);
  const chosen = slots.map((slot) => ['chosen', String(slot)] as const);
  await visitor.post(`${home}back`, [...form, ...chosen, ['name', name], ['reason', reason]]);
}
