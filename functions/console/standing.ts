import { type BoardRow, countsShown, type Rollup, rollupOf, standingOf } from '#domain/board.ts';
import { type CycleStatus, type OpenCycle, statusOf } from '#domain/cycle.ts';
import { byName } from '#domain/names.ts';
import { NO_DESK } from '#domain/outcome.ts';
import type { Instant, Table } from '#ports';
import { boardOf } from '#records/boards.ts';
import { listPoison, readCycle } from '#records/cycles.ts';
import { readBrake } from '#records/mail-brake.ts';
import { mailHolds, mailPause } from '#records/mail-hold.ts';
import { listParties, type Party } from '#records/parties.ts';
import { deskIdsOf } from '#records/totals.ts';
import { troubledMails } from '#records/troubled-mails.ts';

/** A ward of a cycle with its cells, as its board has them now. */
export interface WardStanding {
  readonly deskId: string;
  readonly name: string;
  readonly rows: readonly BoardRow[];
  readonly rollup: Rollup;
}

/** By name, the cells without a ward last; wards without a request in this cycle are left out. Never by how they do. */
export async function wardsOf(
  table: Table,
  cycleId: string,
  within: (committeeId: string) => boolean,
  now: Instant,
): Promise<readonly WardStanding[]> {
  const parties = new Map((await listParties(table, cycleId)).map((party) => [party.id, party]));
  const ids = [...new Set(await deskIdsOf(table, cycleId))].filter(within);
  const wards = await Promise.all(ids.map((deskId) => wardOf(table, cycleId, deskId, parties.get(deskId), now)));
  return wards.filter(({ rows }) => rows.length > 0).sort(byWard);
}

const byWard = (a: WardStanding, b: WardStanding): number =>
  Number(a.deskId === NO_DESK) - Number(b.deskId === NO_DESK) || byName(a, b);

export async function wardOf(
  table: Table,
  cycleId: string,
  deskId: string,
  party: Party | undefined,
  now: Instant,
): Promise<WardStanding> {
  const rows = (await boardOf(table, cycleId, deskId)).toSorted(byName);
  const shown = rows.map((row) => ({ ...row, counts: countsShown(row) }));
  return { deskId, name: party?.name ?? deskId, rows, rollup: rollupOf(shown, now) };
}

/** What a person should look at, in counts. */
export interface Attention {
  readonly overdue: number;
  readonly unreachable: number;
  readonly unconfirmed: number;
  readonly poison: number;
  readonly mails: number;
  /** Asked on paper, where somebody has to print, carry and enter: nothing came yet. */
  readonly paper: number;
  /** Reasons for which no mail of it leaves now. */
  readonly held: number;
}

export async function attentionOf(
  table: Table,
  cycleId: string,
  wards: readonly WardStanding[],
  now: Instant,
): Promise<Attention> {
  const rows = wards.flatMap((ward) => ward.rows);
  const [holds, pause, brake] = await Promise.all([mailHolds(table), mailPause(table, now), readBrake(table, cycleId)]);
  const count = (standing: string) => rows.filter((row) => standingOf(row, now) === standing).length;
  return {
    overdue: count('overdue'),
    unreachable: count('unreachable'),
    unconfirmed: rows.reduce((sum, row) => sum + row.counts.submitted, 0),
    poison: (await listPoison(table, cycleId)).length,
    paper: rows.filter((row) => row.channel === 'paper' && standingOf(row, now) === 'onPaper').length,
    mails: (await troubledMails(table, cycleId)).length,
    held: holds.length + (pause ? 1 : 0) + (brake && !brake.released ? 1 : 0),
  };
}

export async function cycleStanding(
  table: Table,
  cycleId: string,
  now: Instant,
): Promise<{ readonly cycle: OpenCycle; readonly status: CycleStatus }> {
  const cycle = await readCycle(table, cycleId);
  return { cycle, status: statusOf(cycle, now) };
}
