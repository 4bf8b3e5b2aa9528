import { addDays, atTime, isWorkingDay, type LocalDate, localDate, nextWorkingDay } from '#domain/calendar.ts';
import { MORNING } from '#domain/cycle.ts';
import type { RequestState } from '#domain/request.ts';
import type { Instant } from '#ports';
import { readCycle } from '#records/cycles.ts';
import { load, requests } from '#records/journal.ts';
import { inParallel } from '#steps/job.ts';
import type { Stage } from './stage.ts';
import type { Visitor } from './visitor.ts';

/** A cycle that is being played: the stage, and what everybody did in the present moment. */
export interface Play extends Stage {
  readonly cycleId: string;
  /** Cells, wards and workplaces that do everything on the pages; the others do the same steps without them. */
  readonly onPages: ReadonlySet<string>;
  /** The browsers of those who come back: by mailbox. */
  readonly visitors: Map<string, Visitor>;
  readonly done: Map<Deed, number>;
}

/** What the story counts. */
export type Deed =
  | 'opened'
  | 'drafted'
  | 'cellsSent'
  | 'sent'
  | 'signed'
  | 'passed'
  | 'cellsConfirmed'
  | 'confirmed'
  | 'sentBack'
  | 'rerouted'
  | 'pressed'
  | 'answeredByWard'
  | 'excused'
  | 'views'
  | 'acknowledged';

export const did = ({ done }: Play, deed: Deed, count = 1): void => {
  if (count > 0) done.set(deed, (done.get(deed) ?? 0) + count);
};

export const requestOf = ({ cycleId }: Play, cellId: string): string => `${cycleId}.${cellId}`;

export const stateOf = async (play: Play, cellId: string): Promise<RequestState> =>
  (await load(play.table, requests, requestOf(play, cellId))).state;

export const today = ({ machine }: Play): LocalDate => localDate(machine.ground.clock.now());

/** Who signs for a ward. */
export const wardHand = ({ committeeOf }: Play, wardId: string): string => `Thường trực ${committeeOf(wardId).name}`;

/** The times of a day at which the town does something. */
export const HOURS = { cells: '10:00', seconds: '14:00', wards: '16:00', members: '19:00' } as const;
export const at = (date: LocalDate, who: keyof typeof HOURS): Instant => atTime(date, HOURS[who]);

const A_SECOND = 1000;
const WIDTH = 32;
/** Far after the end of every cycle of these dates: a story that is not over by then never will be. */
const NEVER: LocalDate = '2027-03-01';

/** From moment to moment, until the workflow says that the cycle is over. */
export async function playOn(play: Play, tell: (at: Instant) => void): Promise<void> {
  const { machine, agenda } = play;
  for (;;) {
    const now = machine.ground.clock.now();
    if (localDate(now) > NEVER) throw new Error('the cycle does not come to its end');
    const moment = [agenda.next(), morningAfter(now)].filter((one) => one !== undefined).sort()[0] ?? now;
    await machine.moveClock(moment);
    await machine.settle();
    await actAt(play, moment);
    await machine.settle();
    tell(moment);
    if ((await readCycle(play.table, play.cycleId)).finishedAt) return;
  }
}

/** The workflow looks at its mornings by itself; the clock has to get there. */
function morningAfter(now: Instant): Instant {
  const date = localDate(now);
  const day = isWorkingDay(date) && later(date) > now ? date : nextWorkingDay(addDays(date, 1));
  return later(day);
}

const later = (date: LocalDate): Instant => new Date(Date.parse(atTime(date, MORNING)) + A_SECOND).toISOString();

async function actAt({ agenda }: Play, moment: Instant): Promise<void> {
  const deeds = agenda.take(moment);
  for (const { act, onPages } of deeds) if (onPages) await act();
  const others = Map.groupBy(
    deeds.filter(({ onPages }) => !onPages),
    ({ who }) => who,
  );
  const [first] = await inParallel([...others.values()], WIDTH, async (theirs) => {
    for (const { act } of theirs) await act();
  });
  if (first) throw first.error;
}
