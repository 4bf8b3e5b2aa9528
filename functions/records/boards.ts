import { type BoardRow, boardRowOf, type Rollup } from '#domain/board.ts';
import { awaitsAcknowledgement, type DeliveryState } from '#domain/delivery.ts';
import { type Counts, countsOf } from '#domain/outcome.ts';
import type { RequestState } from '#domain/request.ts';
import type { Instant, Item, Reading, Table } from '#ports';
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

export async function boardOf(
  table: Table,
  cycleId: string,
  deskId: string,
  how: Reading = {},
): Promise<readonly BoardRow[]> {
  return (await itemsOf(table, keys.board(cycleId, deskId), how)).map((item) => whole(item, deskId));
}

type Usual = { readonly [name in keyof typeof USUAL]: BoardRow[name] };
/**
 * Boards are read whole, every morning and every night: a row holds neither what its key and its version say, nor what is so of
 * nearly every row, nor one moment twice.
 */
type KeptRow = Omit<BoardRow, keyof Usual | InItsKey | 'counts' | 'owedUntil'> &
  Partial<Usual> & { readonly counts: Partial<Counts>; readonly owedUntil?: Instant };
type InItsKey = 'requestId' | 'committeeId' | 'deskId' | 'seq';

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

function kept(given: BoardRow): KeptRow {
  const { requestId: _, committeeId: __, deskId: ___, seq: ____, counts, owedUntil, lastWrittenAt, ...row } = given;
  const own = Object.entries(row).filter(([name, value]) => !isUsual(name, value));
  return {
    // What is left out is in USUAL, which no other name is.
    ...(Object.fromEntries(own) as Omit<KeptRow, 'counts'>),
    counts: Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)),
    ...(owedUntil === row.dueAt ? {} : { owedUntil }),
    ...(lastWrittenAt === undefined || lastWrittenAt === row.askedAt ? {} : { lastWrittenAt }),
  };
}

const isUsual = (name: string, value: unknown): boolean =>
  Object.hasOwn(USUAL, name) &&
  JSON.stringify(value) === JSON.stringify(Object.entries(USUAL).find(([n]) => n === name)?.[1]);

function whole(item: Item, deskId: string): BoardRow {
  const { counts, ...row } = fromBody<KeptRow>(item);
  return {
    ...USUAL,
    owedUntil: row.dueAt,
    ...(row.askedAt ? { lastWrittenAt: row.askedAt } : {}),
    ...row,
    requestId: item.sk,
    committeeId: item.sk.slice(item.sk.indexOf('.') + 1),
    deskId,
    seq: item.version,
    counts: { ...countsOf([]), ...counts },
  };
}

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

const all = async <T extends object>(table: Table, pk: string): Promise<readonly T[]> =>
  (await itemsOf(table, pk)).map((item) => fromBody<T>(item));

async function itemsOf(table: Table, pk: string, how: Reading = {}): Promise<readonly Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const page = await table.query(pk, { ...how, ...(after === undefined ? {} : { after }) });
    items.push(...page.items);
    after = page.cursor;
  } while (after !== undefined);
  return items;
}
