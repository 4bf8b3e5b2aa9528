import type { BoardRow } from '#domain/board.ts';
import { type Counts, outcomeOf } from '#domain/outcome.ts';
import type { Table } from '#ports';
import { boardOf } from './boards.ts';
import { readShards } from './cycles.ts';
import { load, requests } from './journal.ts';

/** How the members of a cycle end, or would end if it closed now. */
export interface Outcomes {
  readonly commented: { readonly confirmed: number; readonly notConfirmed: number; readonly noWard: number };
  readonly notHere: { readonly notHere: number; readonly moved: number; readonly notKnown: number };
  readonly noComment: {
    readonly silence: number;
    readonly excused: number;
    readonly nobodyToAsk: number;
    readonly conflict: number;
  };
  /** Their sum: every member is counted once, by the request that has them now. */
  readonly members: number;
}

const WIDTH = 50;

/** Counted on the journals, not on boards, so that the sum can be held against the plan. */
export async function outcomesOf(table: Table, cycleId: string): Promise<Outcomes> {
  const totals = {
    commented: { confirmed: 0, notConfirmed: 0, noWard: 0 },
    notHere: { notHere: 0, moved: 0, notKnown: 0 },
    noComment: { silence: 0, excused: 0, nobodyToAsk: 0, conflict: 0 },
    members: 0,
  };
  const ids = await requestIdsOf(table, cycleId);
  for (let first = 0; first < ids.length; first += WIDTH) {
    const some = await Promise.all(ids.slice(first, first + WIDTH).map((id) => load(table, requests, id)));
    for (const { state } of some) {
      for (const slot of state.slots) {
        const outcome = outcomeOf(state, slot);
        if (!outcome) continue;
        totals.members += 1;
        if (outcome.state === 'commented') totals.commented[outcome.how] += 1;
        else if (outcome.state === 'notHere') totals.notHere[outcome.why] += 1;
        else totals.noComment[outcome.why] += 1;
      }
    }
  }
  return totals;
}

/** Every request of a cycle that was opened, ward after ward. */
export const requestIdsOf = async (table: Table, cycleId: string): Promise<readonly string[]> =>
  (await boardsOf(table, cycleId)).map(({ requestId }) => requestId);

/** The rows of all wards, ward after ward; many wards are read at once. */
export async function boardsOf(table: Table, cycleId: string): Promise<readonly BoardRow[]> {
  const deskIds = await deskIdsOf(table, cycleId);
  const rows: BoardRow[] = [];
  for (let first = 0; first < deskIds.length; first += WIDTH) {
    const some = deskIds.slice(first, first + WIDTH).map((deskId) => boardOf(table, cycleId, deskId));
    rows.push(...(await Promise.all(some)).flat());
  }
  return rows;
}

/** Wards of a cycle (and `-` for cells without one, and its provinces). */
export const deskIdsOf = async (table: Table, cycleId: string): Promise<readonly string[]> =>
  (await readShards(table, cycleId)).flatMap(({ desks }) => desks);

/** Members by where they are; whoever was re-routed is counted where they are now. */
export const membersIn = (counts: Counts): number => counts.members - counts.rerouted;
