import { addWorkingDays, type LocalDate } from '#domain/calendar.ts';
import type { Committee } from '#domain/committee.ts';
import { noteVisit } from '#steps/respond/tell.ts';
import { chance, rngOf } from '../sample/rng.ts';
import type { CellDoes, CellStory } from '../sample/story.ts';
import { handOf, owedIn } from './answers.ts';
import { dayWithin, WINDOWS } from './dates.ts';
import { countersignDirectly, sendDirectly } from './directly.ts';
import { countersignOnPages, draftOnPages, sendOnPages } from './on-pages.ts';
import { at, did, type Play, requestOf, stateOf, today } from './play.ts';

/** When a cell of that kind first does something; the others do nothing. */
const FIRST: { readonly [does in CellDoes]?: keyof typeof WINDOWS } = {
  answersEarly: 'early',
  sentBack: 'early',
  opensOnly: 'early',
  answersLate: 'late',
  answersAfterDue: 'afterDue',
};

/** Puts what every cell will do on the agenda. */
export function planCells(play: Play): void {
  for (const cell of play.cells) {
    const story = storyOf(play, cell);
    const window = FIRST[story.does];
    if (!window) continue;
    const day = dayWithin(WINDOWS[window], story.moment);
    if (story.does === 'opensOnly') onDay(play, cell, day, () => onlyOpens(play, cell));
    else onDay(play, cell, day, () => firstSends(play, cell, WINDOWS[window][1]));
  }
}

export function storyOf({ story }: Play, cell: Committee): CellStory {
  const found = story.cells.get(cell.id);
  if (!found) throw new Error(`the story says nothing of ${cell.id}`);
  return found;
}

export const usesPages = ({ onPages }: Play, { id }: Committee): boolean => onPages.has(id);

const onDay = (play: Play, cell: Committee, day: LocalDate, act: () => Promise<unknown>): void =>
  play.agenda.add(at(day, 'cells'), cell.id, act, usesPages(play, cell));

/** The whole at once, or a part, and the rest two working days later. */
async function firstSends(play: Play, cell: Committee, until: LocalDate): Promise<void> {
  const { firstPart } = storyOf(play, cell);
  const owed = owedIn(await stateOf(play, cell.id));
  if (owed.length === 0) return;
  const first = owed.slice(0, Math.max(1, Math.ceil(owed.length * firstPart)));
  await sends(play, cell, first, 1);
  if (first.length === owed.length) return;
  const day = addWorkingDays(today(play), 2);
  onDay(play, cell, day > until ? addWorkingDays(today(play), 1) : day, () => sendsRest(play, cell));
}

/** Whatever the cell owes by then, by another hand where one stepped aside. */
export async function sendsRest(play: Play, cell: Committee, round = 1): Promise<void> {
  const owed = owedIn(await stateOf(play, cell.id));
  if (owed.length > 0) await sends(play, cell, owed, round);
}

async function sends(play: Play, cell: Committee, slots: readonly number[], round: number): Promise<void> {
  const story = storyOf(play, cell);
  const pages = usesPages(play, cell);
  await (pages ? sendOnPages : sendDirectly)(play, cell, story, slots, round);
  const { slots: now } = await stateOf(play, cell.id);
  const passed = slots.filter((n) => now[n]?.conflictTo === 'hand' && !now[n]?.answer);
  if (passed.length > 0)
    onDay(play, cell, addWorkingDays(today(play), 1), () => sendDirectly(play, cell, story, passed, 2));
  if (story.signing.countersigned !== 'code' || cell.channel !== 'mailbox') return;
  if (!chance(rngOf(play.seed, 'countersigns', cell.id, round), 0.9)) return;
  const sign = () => (pages ? countersignOnPages : countersignDirectly)(play, cell, story);
  play.agenda.add(at(today(play), 'seconds'), cell.id, sign, pages);
}

/** What the ward sent back is written again, mostly within the two working days. */
export function plansCorrection(play: Play, cell: Committee): void {
  const days = chance(rngOf(play.seed, 'corrects', cell.id), 0.8) ? 1 : 2;
  onDay(play, cell, addWorkingDays(today(play), days), () => sendsRest(play, cell, 2));
}

/** A member who was re-routed here is answered about like the others. */
export function plansAnswerAbout(play: Play, cell: Committee): void {
  onDay(play, cell, addWorkingDays(today(play), 2), () => sendsRest(play, cell, 2));
}

/** The link is opened and a few members are written about; on paper nobody sees that. */
async function onlyOpens(play: Play, cell: Committee): Promise<void> {
  if (cell.channel !== 'mailbox') return;
  if (usesPages(play, cell)) return draftOnPages(play, cell, owedIn(await stateOf(play, cell.id)).slice(0, 3));
  await noteVisit(play.world)(requestOf(play, cell.id), handOf(cell, storyOf(play, cell)).by);
  did(play, 'opened');
}
