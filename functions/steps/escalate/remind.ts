import { clock } from '#domain/actor.ts';
import { type BoardRow, boardRowOf, neverOpened, owingOf, rollupOf } from '#domain/board.ts';
import { addWorkingDays, localDate } from '#domain/calendar.ts';
import { closesAt, confirmByAt, dueAt, type OpenCycle } from '#domain/cycle.ts';
import type { DeskEvent, DeskLetter, DeskState } from '#domain/desk.ts';
import { NO_DESK, stillOwed } from '#domain/outcome.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import { halfTime, overdueBy, reminderStep } from '#domain/schedule.ts';
import type { Instant } from '#ports';
import { boardOf, keepRollup, rollupsOf } from '#records/boards.ts';
import { changeDesk, changeRequest } from '#records/changes.ts';
import { readCycle, readShards } from '#records/cycles.ts';
import { desks as deskStream, type Loaded, load, unwritten } from '#records/journal.ts';
import { listParties, readParty } from '#records/parties.ts';
import type { World } from '#records/world.ts';
import { type Batch, inParallel, type JobDeps, type JobInput, type JobResult, momentOf, workThrough } from '../job.ts';

/** Wards that are swept together. */
const DESKS = 25;

/**
 * One working morning in one shard: who still owes is reminded, who is late becomes the ward's business, and each ward gets at
 * most one letter of a kind. What is decided is decided on the journal, re-read at that moment.
 */
export const remind =
  (deps: JobDeps) =>
  async (input: JobInput): Promise<JobResult> => {
    const { world } = deps;
    const cycle = await readCycle(world.table, input.cycleId);
    const shard = (await readShards(world.table, input.cycleId)).find(({ id }) => id === input.shard);
    const morning = momentOf(input);
    return workThrough<BoardRow>(deps, input, (cursor) =>
      batches(world, cycle, morning, shard?.desks ?? [], Number(cursor ?? 0)),
    );
  };

async function* batches(
  world: World,
  cycle: OpenCycle,
  morning: Instant,
  deskIds: readonly string[],
  from: number,
): AsyncIterable<Batch<BoardRow>> {
  let desks: string[] = [];
  let rows: BoardRow[] = [];
  const batch = (done: number): Batch<BoardRow> => {
    const [mine, items] = [desks, rows.filter((row) => concerned(cycle, row, morning))];
    const touched = new Set(items.map(({ deskId }) => deskId));
    const boards = Map.groupBy(rows, ({ deskId }) => deskId);
    const untouched = mine
      .filter((deskId) => !touched.has(deskId))
      .map((deskId) => [deskId, boards.get(deskId) ?? []] as const);
    desks = [];
    rows = [];
    return {
      cursor: String(done),
      items,
      nameOf: (row) => row.requestId,
      each: (row) => sweepRequest(world, cycle, row, morning),
      afterAll: () => sweepDesks(world, cycle, mine, morning, new Map(untouched)),
    };
  };
  for (const [n, deskId] of deskIds.entries()) {
    if (n < from) continue;
    const own = await boardOf(world.table, cycle.id, deskId);
    // A province has no cells of its own: it is swept alone, when its wards have counted theirs.
    if (own.length === 0 && desks.length > 0) yield batch(n);
    desks.push(deskId);
    rows.push(...own);
    if (own.length === 0 || desks.length === DESKS) yield batch(n + 1);
  }
  if (desks.length > 0) yield batch(deskIds.length);
}

const concerned = (cycle: OpenCycle, row: BoardRow, morning: Instant): boolean =>
  toRemind(cycle, row, morning) || newlyOverdue(cycle, row, morning);

/** Who was reminded this very morning is looked at again: when the job runs again, a mail may be missing. */
const toRemind = (cycle: OpenCycle, row: BoardRow, morning: Instant): boolean =>
  remindable(cycle, row, morning) !== undefined || (row.lastWrittenAt ?? '') >= morning;

const remindable = (cycle: OpenCycle, row: BoardRow, morning: Instant) => reminderStep(cycle, owingOf(row), morning);

const newlyOverdue = (cycle: OpenCycle, row: BoardRow, morning: Instant): boolean =>
  row.deskId !== NO_DESK &&
  stillOwed(row.counts) > 0 &&
  !row.excused &&
  !row.unreachable &&
  !row.cancelled &&
  row.assembled === 0 &&
  row.askedAt !== undefined &&
  !row.escalatedTo.includes(row.deskId) &&
  overdueBy(cycle, row.owedUntil, cycle.plan.escalateAfter.desk, morning);

async function sweepRequest(world: World, cycle: OpenCycle, row: BoardRow, morning: Instant): Promise<void> {
  const job = { by: clock, finishedBy: 'job' } as const;
  // The row chooses what is looked at; the journal decides.
  if (toRemind(cycle, row, morning))
    await changeRequest(
      world,
      row.requestId,
      { id: `remind@${morning}`, ...job },
      (state): RequestEvent | undefined => {
        const step = remindable(cycle, boardRowOf(state), morning);
        return step ? { type: 'reminded', step, morning } : undefined;
      },
    );
  if (!newlyOverdue(cycle, row, morning)) return;
  await changeRequest(world, row.requestId, { id: `escalate@${morning}`, ...job }, (state): RequestEvent | undefined =>
    newlyOverdue(cycle, boardRowOf(state), morning) ? { type: 'escalated', to: state.deskId } : undefined,
  );
}

type Boards = ReadonlyMap<string, readonly BoardRow[]>;

/** `known`: boards of wards in which the morning has changed nothing so far. */
async function sweepDesks(
  world: World,
  cycle: OpenCycle,
  deskIds: readonly string[],
  morning: Instant,
  known: Boards,
): Promise<void> {
  const failures = await inParallel(deskIds, DESKS, (deskId) =>
    sweepDesk(world, cycle, deskId, morning, known.get(deskId)),
  );
  if (failures[0]) throw failures[0].error;
}

async function sweepDesk(
  world: World,
  cycle: OpenCycle,
  deskId: string,
  morning: Instant,
  board: readonly BoardRow[] | undefined,
): Promise<void> {
  if (deskId === NO_DESK) return;
  const rows = board ?? (await boardOf(world.table, cycle.id, deskId));
  await keepRollup(world.table, cycle.id, { ...rollupOf(rows, morning), deskId, at: morning });
  const id = `${cycle.id}.${deskId}`;
  // A province has no cells of its own. And of what would not be told to a ward that had heard of nothing yet, nothing is due.
  const isWard = rows.length > 0;
  if (isWard && lettersToWard(cycle, unwritten(deskStream, id).state, rows, morning).length === 0) return;
  let known: Loaded<DeskState, DeskEvent> | undefined = await load(world.table, deskStream, id);
  const letters = isWard
    ? lettersToWard(cycle, known.state, rows, morning)
    : await lettersToProvince(world, cycle, known.state, morning);
  for (const { what, requests } of letters) {
    // What was told decides what is told next, so a letter that a crash left half done is not chosen again: an intent finishes it.
    const wish = { id: `${what} ${morning}`, by: clock };
    await changeDesk(world, id, wish, (): DeskEvent => ({ type: 'told', what, morning, requests }), known);
    known = undefined;
  }
}

interface DeskLetterDue {
  readonly what: DeskLetter;
  readonly requests: readonly string[];
}

/** What a ward is due this morning. Each list goes out once; the digest of waiting answers again when new ones came. */
function lettersToWard(
  cycle: OpenCycle,
  desk: DeskState,
  rows: readonly BoardRow[],
  morning: Instant,
): DeskLetterDue[] {
  const toldAt = (what: DeskLetter) => desk.told.filter((t) => t.what === what);
  const ids = (chosen: readonly BoardRow[]) => chosen.map((row) => row.requestId);
  const letters: DeskLetterDue[] = [];
  const waiting = rows.filter((row) => row.counts.submitted > 0);
  // What the last one did not name is news, also where it came while that was written.
  const lastDigest = toldAt('toConfirm').at(-1);
  const fresh = waiting.some(
    ({ requestId, lastSubmittedAt = '' }) =>
      !lastDigest?.requests.includes(requestId) || lastSubmittedAt > lastDigest.at,
  );
  if (waiting.length > 0 && (fresh || isEve(cycle, morning)))
    letters.push({ what: 'toConfirm', requests: ids(waiting) });
  const unopened = rows.filter((row) => neverOpened(row) && !row.excused);
  if (unopened.length > 0 && morning >= halfTime(cycle) && morning <= dueAt(cycle) && toldAt('halfTime').length === 0)
    letters.push({ what: 'halfTime', requests: ids(unopened) });
  const known = ({ requestId, owedUntil }: BoardRow) =>
    toldAt('overdue').some((t) => t.morning > owedUntil && t.requests.includes(requestId));
  const late = rows.filter(
    (row) => row.escalatedTo.includes(row.deskId) && stillOwed(row.counts) > 0 && !row.excused && !row.unreachable,
  );
  if (!late.every(known)) letters.push({ what: 'overdue', requests: ids(late) });
  const reported = ({ requestId, unreachableSince = '' }: BoardRow) =>
    toldAt('unreachable').some((t) => t.at >= unreachableSince && t.requests.includes(requestId));
  const returned = rows.filter((row) => row.unreachable && !reported(row));
  if (returned.length > 0) letters.push({ what: 'unreachable', requests: ids(returned) });
  return letters;
}

/** The working morning before the ward's own date: the last call for what waits. */
function isEve(cycle: OpenCycle, morning: Instant): boolean {
  const { zone, holidays } = cycle.plan;
  return localDate(morning, zone) === addWorkingDays(localDate(confirmByAt(cycle), zone), -1, holidays);
}

/** The province hears counts: once when cells are late, and once when the wards' own date has passed. */
async function lettersToProvince(
  world: World,
  cycle: OpenCycle,
  desk: DeskState,
  morning: Instant,
): Promise<DeskLetterDue[]> {
  const deskId = desk.id.slice(cycle.id.length + 1);
  if (morning > closesAt(cycle) || !overdueBy(cycle, dueAt(cycle), cycle.plan.escalateAfter.province, morning))
    return [];
  if ((await readParty(world.table, cycle.id, deskId))?.level !== 'province') return [];
  const told = desk.told.filter((t) => t.what === 'counts');
  const wanted = morning > confirmByAt(cycle) ? 2 : 1;
  if (told.length >= wanted || (told.at(-1)?.morning ?? '') === morning) return [];
  const parties = await listParties(world.table, cycle.id);
  const wards = new Set(parties.filter((p) => p.parentId === deskId).map((p) => p.id));
  const late = (await rollupsOf(world.table, cycle.id)).some(
    (r) => wards.has(r.deskId) && (r.overdue > 0 || r.counts.submitted > 0),
  );
  return late ? [{ what: 'counts', requests: [] }] : [];
}
