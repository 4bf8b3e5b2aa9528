import { committee as actorOf } from '#domain/actor.ts';
import type { Committee } from '#domain/committee.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import { countersignPart, noteVisit, passConflict } from '#steps/respond/tell.ts';
import type { CellStory } from '../sample/story.ts';
import { handOf, saidBy, signingOf } from './answers.ts';
import { did, type Play, requestOf, stateOf } from './play.ts';

/** What a committee does, by the same steps as on its pages. */
export async function sendDirectly(
  play: Play,
  cell: Committee,
  story: CellStory,
  slots: readonly number[],
  round: number,
): Promise<void> {
  const { world } = play;
  const id = requestOf(play, cell.id);
  const hand = handOf(cell, story);
  const before = await stateOf(play, cell.id);
  if (hand.via === 'link' && !before.firstVisitAt) await noteVisit(world)(id, hand.by);
  const { answers, conflicts } = saidBy(play, before, slots, round);
  for (const { slot, to } of conflicts)
    await passConflict(world)(id, { commandId: `pass.${slot}`, by: hand.by }, slot, to);
  did(play, 'passed', conflicts.length);
  if (answers.length === 0) return;
  const signing = signingOf(play, cell, story);
  await submitAnswers(world)(id, { commandId: `send.${before.seq}`, ...hand, answers, signing });
  did(play, 'cellsSent');
  did(play, 'sent', answers.length);
}

/** The second person signs what was sent last, by the code. */
export async function countersignDirectly(play: Play, cell: Committee, { signing }: CellStory): Promise<void> {
  const part = (await stateOf(play, cell.id)).parts.at(-1);
  if (!part || part.countersigned) return;
  const wished = { commandId: `second.${part.seq}`, by: actorOf(cell.id, signing.second) };
  await countersignPart(play.world)(requestOf(play, cell.id), wished, part.seq, { name: signing.second });
  did(play, 'signed');
}
