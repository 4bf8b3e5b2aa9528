import { committee as actorOf } from '#domain/actor.ts';
import { addDays, addWorkingDays, isWorkingDay, type LocalDate } from '#domain/calendar.ts';
import type { Committee } from '#domain/committee.ts';
import { progressOf } from '#domain/outcome.ts';
import type { RequestState } from '#domain/request.ts';
import { boardOf } from '#records/boards.ts';
import { confirmAnswers, excuseCommittee, pressCommittee, sendBackAnswers } from '#steps/confirm/confirm.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import { reroute } from '#steps/respond/tell.ts';
import { chance, oneOf, rngOf } from '../sample/rng.ts';
import { owedIn, saidBy, signingOf } from './answers.ts';
import { plansAnswerAbout, plansCorrection, storyOf, usesPages } from './cells.ts';
import { DATES, dayWithin, WARDS_UNTIL, WINDOWS } from './dates.ts';
import { plansViews } from './members.ts';
import { at, did, type Play, stateOf, today, wardHand } from './play.ts';
import { confirmOnPages, knowsItsPage, sendBackOnPages } from './ward-pages.ts';

/** Wards read what came every working day; to the silent they act once the date due has passed. */
export function planWards(play: Play): void {
  const { agenda, seed } = play;
  for (const ward of play.wards) {
    for (let day = addDays(DATES.opensOn, 1); day <= WARDS_UNTIL; day = addDays(day, 1))
      if (isWorkingDay(day)) agenda.add(at(day, 'wards'), ward.id, () => wardReads(play, ward));
  }
  for (const cell of play.cells) {
    const { does, moment } = storyOf(play, cell);
    const onDay = (day: LocalDate, act: () => Promise<unknown>) =>
      agenda.add(at(day, 'wards'), cell.parentId ?? '', act);
    if (does === 'wardAnswers') onDay(dayWithin(WINDOWS.wardActs, moment), () => wardAnswers(play, cell));
    if (does === 'excused') onDay(dayWithin(WINDOWS.wardActs, moment), () => wardExcuses(play, cell));
    if (does === 'neverOpens' && cell.channel === 'mailbox' && chance(rngOf(seed, 'pressed', cell.id), 0.5))
      onDay(addWorkingDays(DATES.dueOn, -7), () => wardPresses(play, cell));
  }
}

const wishOf = (play: Play, cell: Committee, what: string, { seq }: RequestState) => ({
  commandId: `${what}.${seq}`,
  by: actorOf(cell.parentId ?? '', wardHand(play, cell.parentId ?? '')),
});

async function wardReads(play: Play, ward: Committee): Promise<void> {
  if (!knowsItsPage(play, ward)) return;
  for (const { committeeId, counts } of await boardOf(play.table, play.cycleId, ward.id)) {
    const cell = play.committeeOf(committeeId);
    if (counts.submitted + counts.notHere > 0) await decides(play, cell);
    if (counts.conflict > 0) await answersForThoseSteppedAside(play, cell);
  }
}

/** A few cells a ward never comes to: their comments are delivered as not confirmed. */
const isForgotten = ({ seed }: Play, cell: Committee): boolean => chance(rngOf(seed, 'forgotten', cell.id), 0.04);

async function decides(play: Play, cell: Committee): Promise<void> {
  if (isForgotten(play, cell)) return;
  const story = storyOf(play, cell);
  const state = await stateOf(play, cell.id);
  const moved = toReroute(play, state);
  for (const slot of moved) await reroutes(play, cell, slot);
  const waiting = waitingIn(state).filter((slot) => !moved.includes(slot));
  if (waiting.length === 0) return;
  const back = story.does === 'sentBack' && story.reason && isFirstReading(state) ? waiting.slice(0, 3) : [];
  if (back.length > 0) await sendsBack(play, cell, back, story.reason ?? '');
  const good = waiting.filter((slot) => !back.includes(slot));
  if (good.length > 0) await confirms(play, cell, good);
}

const waitingIn = ({ slots }: RequestState): number[] =>
  slots.flatMap((slot, n) => (['submitted', 'notHere'].includes(progressOf(slot)) ? [n] : []));

const isFirstReading = ({ slots }: RequestState): boolean =>
  slots.every((slot) => slot.confirmedAt === undefined && slot.sentBack === undefined && slot.earlier === 0);

async function confirms(play: Play, cell: Committee, slots: readonly number[]): Promise<void> {
  if (usesPages(play, cell)) await confirmOnPages(play, cell);
  else {
    const state = await stateOf(play, cell.id);
    const read = new Map(slots.map((slot) => [slot, state.slots[slot]?.answer?.part ?? 0]));
    await confirmAnswers(play.world)(state.id, wishOf(play, cell, 'confirm', state), slots, read);
  }
  did(play, 'cellsConfirmed');
  did(play, 'confirmed', slots.length);
  await plansViews(play, cell, slots);
}

async function sendsBack(play: Play, cell: Committee, slots: readonly number[], reason: string): Promise<void> {
  if (usesPages(play, cell)) await sendBackOnPages(play, cell, slots, reason);
  else {
    const state = await stateOf(play, cell.id);
    await sendBackAnswers(play.world)(state.id, wishOf(play, cell, 'back', state), slots, reason);
  }
  did(play, 'sentBack', slots.length);
  plansCorrection(play, cell);
}

/** Of those who moved, some were found: while there is time for the other committee to answer. */
function toReroute(play: Play, { slots }: RequestState): number[] {
  if (today(play) > addWorkingDays(DATES.dueOn, -4) || targetsOf(play).length < 2) return [];
  return slots.flatMap((slot, n) =>
    slot.answer?.kind === 'moved' && !slot.reroutedTo && chance(rngOf(play.seed, 'found', slot.id), 0.6) ? [n] : [],
  );
}

const targetsOf = (play: Play): readonly Committee[] =>
  play.cells.filter((cell) => cell.channel === 'mailbox' && storyOf(play, cell).does === 'answersEarly');

async function reroutes(play: Play, cell: Committee, slot: number): Promise<void> {
  const state = await stateOf(play, cell.id);
  const others = targetsOf(play).filter(({ id }) => id !== cell.id);
  const target = oneOf(rngOf(play.seed, 'to', state.slots[slot]?.id ?? ''), others);
  const wish = wishOf(play, cell, `reroute.${slot}`, state);
  await reroute({ world: play.world, files: play.files })(state.id, wish, slot, target.id);
  did(play, 'rerouted');
  plansAnswerAbout(play, target);
}

/** Where the cell passed a member to the ward, the ward answers. */
async function answersForThoseSteppedAside(play: Play, cell: Committee): Promise<void> {
  const { slots } = await stateOf(play, cell.id);
  const mine = slots.flatMap((slot, n) => (slot.conflictTo === 'ward' && !slot.answer && !slot.reroutedTo ? [n] : []));
  if (mine.length > 0) await answers(play, cell, mine);
}

async function wardAnswers(play: Play, cell: Committee): Promise<void> {
  await answers(play, cell, owedIn(await stateOf(play, cell.id)));
}

async function answers(play: Play, cell: Committee, slots: readonly number[]): Promise<void> {
  const state = await stateOf(play, cell.id);
  const story = storyOf(play, cell);
  const said = saidBy(play, state, slots, 2);
  if (said.answers.length === 0) return;
  const signing = {
    ...signingOf(play, cell, story),
    signer: wardHand(play, cell.parentId ?? ''),
    second: { way: 'alone' } as const,
  };
  const wish = wishOf(play, cell, 'answer', state);
  await submitAnswers(play.world)(state.id, { ...wish, via: 'ward', answers: said.answers, signing });
  did(play, 'answeredByWard', said.answers.length);
}

async function wardExcuses(play: Play, cell: Committee): Promise<void> {
  const state = await stateOf(play, cell.id);
  const { reason = '' } = storyOf(play, cell);
  await excuseCommittee(play.world)(state.id, wishOf(play, cell, 'excuse', state), reason);
  did(play, 'excused');
}

async function wardPresses(play: Play, cell: Committee): Promise<void> {
  const state = await stateOf(play, cell.id);
  if (state.parts.length > 0) return;
  await pressCommittee(play.world)(state.id, wishOf(play, cell, 'press', state));
  did(play, 'pressed');
}
