import { listYearly, type StandingYearly, type YearlyOutcome } from '#records/yearly-orders.ts';
import type { RoomDeps } from './deps.ts';

/** A cycle that is there already was opened by a hand, or by another order. */
const needsHand = (last: YearlyOutcome): boolean =>
  last.outcome === 'notLaunched' || (last.outcome === 'notOpened' && last.cycleId === undefined);

/** How many wait for a hand, for the first page. */
export async function yearlyWaiting({ table }: Pick<RoomDeps, 'table'>): Promise<number> {
  const waits = (standing: StandingYearly) =>
    !standing.ended && standing.last !== undefined && needsHand(standing.last);
  return (await listYearly(table)).filter(({ standing }) => waits(standing)).length;
}
