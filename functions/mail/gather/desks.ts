import type { DeskLetter } from '#domain/desk.ts';
import { byName } from '#domain/names.ts';
import { countsOf, stillOwed } from '#domain/outcome.ts';
import type { RequestState } from '#domain/request.ts';
import { boardOf, rollupsOf } from '#records/boards.ts';
import { desks, load, requests } from '#records/journal.ts';
import { listParties, readParty } from '#records/parties.ts';
import type { CellFacts, CellsFacts, CountsFacts, DeskFacts, WaitingFacts } from '../desks.ts';
import { effectiveDue, lateCount } from '../due.ts';
import {
  type CycleReading,
  cycleFacts,
  dayIn,
  drop,
  type Halt,
  isHalt,
  isTheirs,
  notThereYet,
  partAfterCycle,
  urlOf,
} from './reading.ts';
import { requestFacts } from './requests.ts';

/** What a ward's digest says of a cell, or undefined when the cell needs no mention any more. */
type Mention = (reading: CycleReading, request: RequestState) => CellFacts | undefined;

const isOpen = (request: RequestState): boolean =>
  !request.cancelledAt && !request.excused && stillOwed(countsOf(request.slots)) > 0;
const wasOpened = (request: RequestState): boolean => request.firstVisitAt !== undefined || request.parts.length > 0;

const isMailed = (request: RequestState): boolean => request.contact.channel === 'mailbox';
const visits = (request: RequestState) => (isMailed(request) ? { opened: wasOpened(request) } : {});

function mention(reading: CycleReading, request: RequestState): CellFacts {
  const { name, owed, dueOn } = requestFacts(reading, request);
  return { name, owed, dueOn, ...visits(request) };
}

const throughWard: Mention = (reading, request) =>
  isOpen(request) && !isMailed(request) ? mention(reading, request) : undefined;

const neverOpened: Mention = (reading, request) =>
  isOpen(request) && isMailed(request) && !wasOpened(request) ? mention(reading, request) : undefined;

const unreachable: Mention = (reading, request) =>
  isOpen(request) && isMailed(request) && request.unreachableSince ? mention(reading, request) : undefined;

/** Late by the date as it stands now: nobody is reported for a date that was moved while the mail waited. */
const late: Mention = (reading, request) => {
  const owed = lateCount(request, reading.cycle, reading.now);
  if (!isOpen(request) || request.unreachableSince || owed === 0) return undefined;
  const dueOn = dayIn(reading.cycle, effectiveDue(request, reading.cycle));
  return { name: request.name, owed, dueOn, ...visits(request) };
};

type CellLetter = Exclude<DeskLetter, 'toConfirm' | 'counts'>;
const MENTIONS: { readonly [what in CellLetter]: Mention } = {
  packs: throughWard,
  halfTime: neverOpened,
  overdue: late,
  unreachable,
};

interface Desk extends DeskFacts {
  readonly committeeId: string;
  /** Requests named to the desk in the letter's facts of that morning. */
  readonly named: (what: DeskLetter) => readonly string[];
}

async function deskOf(reading: CycleReading): Promise<Desk | Halt> {
  const { deps, mail, cycle, now } = reading;
  const id = mail.subjects.find(({ kind }) => kind === 'desk')?.id ?? mail.about;
  const committeeId = partAfterCycle(id);
  const [{ state }, party] = await Promise.all([
    load(deps.table, desks, id),
    readParty(deps.table, cycle.id, committeeId),
  ]);
  if (state.seq === 0) return notThereYet(reading);
  if (!party) return drop('unknown');
  if (!isTheirs(reading, party)) return drop('contactChanged');
  const named = (what: DeskLetter) => [
    ...new Set(state.told.filter((t) => t.what === what && t.morning === mail.occurrence).flatMap((t) => t.requests)),
  ];
  const url = await urlOf(reading, { kind: 'desk', id }, state.linkVersion);
  return { cycle: cycleFacts(cycle, now), name: party.name, url, committeeId, named };
}

export async function cellsOf(reading: CycleReading, what: CellLetter): Promise<CellsFacts | Halt> {
  const desk = await deskOf(reading);
  if (isHalt(desk)) return desk;
  const named = await Promise.all(desk.named(what).map((id) => load(reading.deps.table, requests, id)));
  const cells = named.map(({ state }) => MENTIONS[what](reading, state)).filter((cell) => cell !== undefined);
  return cells.length === 0 ? drop('nothingToTell') : { ...desk, cells: cells.sort(byName) };
}

/** What waits for the ward, over its whole area and not only the cells that were counted when the mail was asked for. */
export async function waitingOf(reading: CycleReading): Promise<WaitingFacts | Halt> {
  const desk = await deskOf(reading);
  if (isHalt(desk)) return desk;
  const board = await boardOf(reading.deps.table, reading.cycle.id, desk.committeeId);
  const open = board.filter(({ cancelled, assembled }) => !cancelled && assembled === 0);
  const waiting = open.reduce((sum, { counts }) => sum + counts.submitted, 0);
  return waiting === 0 ? drop('nothingToTell') : { ...desk, waiting };
}

export async function countsOfWards(reading: CycleReading): Promise<CountsFacts | Halt> {
  const { deps, cycle } = reading;
  const desk = await deskOf(reading);
  if (isHalt(desk)) return desk;
  const [parties, rollups] = await Promise.all([listParties(deps.table, cycle.id), rollupsOf(deps.table, cycle.id)]);
  const names = new Map(
    parties.filter(({ parentId }) => parentId === desk.committeeId).map(({ id, name }) => [id, name]),
  );
  const own = rollups.filter(({ deskId }) => names.has(deskId));
  const asOf = own.map(({ at }) => at).sort()[0];
  if (asOf === undefined) return drop('nothingToTell');
  const wards = own.map(({ deskId, requests: count, finished, overdue, counts }) => ({
    name: names.get(deskId) ?? deskId,
    requests: count,
    finished,
    overdue,
    owed: stillOwed(counts),
  }));
  return { ...desk, wards: wards.sort(byName), asOf };
}
