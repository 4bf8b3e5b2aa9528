import { listYearly, type StandingYearly } from '#records/yearly-orders.ts';
import type { RoomDeps } from './deps.ts';

/** How many wait for a hand, for the first page. */
export async function yearlyWaiting({ table }: Pick<RoomDeps, 'table'>): Promise<number> {
  const waits = (standing: StandingYearly) =>
    !standing.ended && (standing.last?.outcome === 'notOpened' || standing.last?.outcome === 'notLaunched');
  return (await listYearly(table)).filter(({ standing }) => waits(standing)).length;
}
