import { type BoardRow, boardRowOf, type Rollup } from '#domain/board.ts';
import { awaitsAcknowledgement, type DeliveryState } from '#domain/delivery.ts';
import { type Counts, countsOf } from '#domain/outcome.ts';
import type { RequestState } from '#domain/request.ts';
import type { Instant, Table } from '#ports';
import { keys } from './keys.ts';
import { fromBody, toBody } from './stored.ts';

/** Projections: rebuilt from a journal whenever it has grown, put only if older than its number. */

export async function projectRequest(table: Table, state: RequestState): Promise<void> {
  const row = boardRowOf(state);
  await table.put(
    { ...keys.boardRow(state.cycleId, state.deskId, state.id), version: state.seq, body: toBody(kept(row)) },
    { olderThan: state.seq },
  );
}

export async function boardOf(table: Table, cycleId: string, deskId: string): Promise<readonly BoardRow[]> {
  const rows = await all<KeptRow>(table, keys.board(cycleId, deskId));
  return rows.map((row) => whole(row, cycleId, deskId));
}

type Usual = { readonly [name in keyof typeof USUAL]: BoardRow[name] };
/** Boards are read whole, every morning: a row holds neither what its key says nor what is so of nearly every row. */
type KeptRow = Omit<BoardRow, keyof Usual | 'requestId' | 'deskId' | 'counts' | 'owedUntil'> &
  Partial<Usual> & { readonly counts: Partial<Counts>; readonly owedUntil?: Instant };

const USUAL = {
  channel: 'mailbox',
  reminders: 0,
  escalatedTo: [],
  late: false,
  excused: false,
  unreachable: false,
  unlisted: 0,
  assembled: 0,
  cancelled: false,
} as const satisfies Partial<BoardRow>;

function kept({ requestId: _, deskId: __, counts, owedUntil, ...row }: BoardRow): KeptRow {
  const own = Object.entries(row).filter(([name, value]) => !isUsual(name, value));
  return {
    // What is left out is in USUAL, which no other name is.
    ...(Object.fromEntries(own) as Omit<KeptRow, 'counts'>),
    counts: Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)),
    ...(owedUntil === row.dueAt ? {} : { owedUntil }),
  };
}

const isUsual = (name: string, value: unknown): boolean =>
  Object.hasOwn(USUAL, name) &&
  JSON.stringify(value) === JSON.stringify(Object.entries(USUAL).find(([n]) => n === name)?.[1]);

const whole = ({ counts, ...row }: KeptRow, cycleId: string, deskId: string): BoardRow => ({
  ...USUAL,
  owedUntil: row.dueAt,
  ...row,
  requestId: `${cycleId}.${row.committeeId}`,
  deskId,
  counts: { ...countsOf([]), ...counts },
});

export interface DeliveryRow {
  readonly deliveryId: string;
  readonly workplaceId: string;
  readonly members: number;
  readonly requests: number;
  readonly version: number;
  readonly deliveredAt?: Instant;
  readonly openedAt?: Instant;
  readonly acknowledgedAt?: Instant;
  readonly waits: boolean;
  readonly reminders: number;
  readonly lastWrittenAt?: Instant;
}

export function deliveryRowOf(state: DeliveryState): DeliveryRow {
  const lastWrittenAt = [state.deliveredAt, state.remindedAt.at(-1), state.corrections.at(-1)?.at]
    .filter((at) => at !== undefined)
    .sort()
    .at(-1);
  return {
    deliveryId: state.id,
    workplaceId: state.id.slice(state.id.indexOf('.') + 1),
    members: state.members,
    requests: state.requests.length,
    version: state.version,
    waits: awaitsAcknowledgement(state),
    reminders: state.remindedAt.length,
    ...(state.deliveredAt ? { deliveredAt: state.deliveredAt } : {}),
    ...(state.openedAt ? { openedAt: state.openedAt } : {}),
    ...(state.acknowledged ? { acknowledgedAt: state.acknowledged.at } : {}),
    ...(lastWrittenAt ? { lastWrittenAt } : {}),
  };
}

export async function projectDelivery(table: Table, state: DeliveryState): Promise<void> {
  const key = keys.deliveryRow(state.id.slice(0, state.id.indexOf('.')), state.id);
  const body = toBody(deliveryRowOf(state));
  await table.put({ ...key, version: state.seq, body }, { olderThan: state.seq });
}

export async function deliveryBoardOf(table: Table, cycleId: string): Promise<readonly DeliveryRow[]> {
  return all(table, keys.deliveryBoard(cycleId));
}

/** A sweep's counts of a ward, as of the moment they were taken. */
export interface StoredRollup extends Rollup {
  readonly deskId: string;
  readonly at: Instant;
}

export async function keepRollup(table: Table, cycleId: string, rollup: StoredRollup): Promise<void> {
  await table.put({ ...keys.rollup(cycleId, rollup.deskId), version: Date.parse(rollup.at), body: toBody(rollup) });
}

export async function rollupsOf(table: Table, cycleId: string): Promise<readonly StoredRollup[]> {
  return all(table, keys.rollups(cycleId));
}

async function all<T extends object>(table: Table, pk: string): Promise<readonly T[]> {
  const rows: T[] = [];
  let after: string | undefined;
  do {
    const page = await table.query(pk, after === undefined ? {} : { after });
    for (const item of page.items) rows.push(fromBody<T>(item));
    after = page.cursor;
  } while (after !== undefined);
  return rows;
}
