import { Refusal } from '#domain/refusal.ts';
import type { YearlyOrder } from '#domain/yearly.ts';
import type { Instant, Table } from '#ports';
import { keys } from './keys.ts';
import { fromBody, toBody } from './stored.ts';

/** How it went the last time that its day had come. */
export type YearlyOutcome = { readonly year: number; readonly at: Instant } & (
  | { readonly outcome: 'opened' | 'launched'; readonly cycleId: string }
  /** Opened, and launching it was refused: a hand is needed. */
  | { readonly outcome: 'notLaunched'; readonly cycleId: string; readonly reason: string }
  /** Tried again the next day, for somebody may have mended the roster; not where a cycle of that time is there already. */
  | {
      readonly outcome: 'notOpened';
      readonly reason: string;
      readonly problems: number;
      /** The cycle that is there already. */
      readonly cycleId?: string;
    }
);

export interface StandingYearly {
  readonly order: YearlyOrder;
  /** Whose word it is; the cycles it opens are opened in this name. */
  readonly by: string;
  readonly byId: string;
  readonly since: Instant;
  readonly ended?: { readonly by: string; readonly at: Instant };
  readonly last?: YearlyOutcome;
  /** The last year that is done with, whatever came later. */
  readonly doneYear?: number;
}

export interface StoredYearly {
  readonly standing: StandingYearly;
  readonly version: number;
}

export async function listYearly(table: Table): Promise<readonly StoredYearly[]> {
  const { items } = await table.query(keys.yearlyOrders());
  return items.map((item) => ({ standing: fromBody<StandingYearly>(item), version: item.version }));
}

/** Writes over exactly the version that was read (0: none yet); false when somebody else was faster. */
export async function keepYearly(table: Table, standing: StandingYearly, readVersion: number): Promise<boolean> {
  const item = { ...keys.yearlyOrder(standing.order.id), version: readVersion + 1, body: toBody(standing) };
  return table.put(item, readVersion === 0 ? 'absent' : { versionIs: readVersion });
}

/** Reads, changes and writes until nobody comes between; a change that says nothing writes nothing. */
export async function changeYearly(
  table: Table,
  id: string,
  change: (standing: StandingYearly) => StandingYearly | undefined,
): Promise<void> {
  for (;;) {
    const item = await table.get(keys.yearlyOrder(id));
    if (!item) throw new Refusal('NotFound', 'no such cycle opens itself');
    const changed = change(fromBody<StandingYearly>(item));
    if (!changed || (await keepYearly(table, changed, item.version))) return;
  }
}

/** Nothing more is tried for its year. */
const isDone = ({ outcome, ...how }: YearlyOutcome): boolean =>
  outcome !== 'notOpened' || ('reason' in how && how.reason === 'alreadyThere');

export const openedLast = ({ doneYear = 0 }: StandingYearly): number => doneYear;

/** A year that is done with stays so: whoever looked at the same moment and found less takes nothing back. */
export const withOutcome = (standing: StandingYearly, last: YearlyOutcome): StandingYearly | undefined => {
  if (openedLast(standing) >= last.year) return undefined;
  return { ...standing, last, ...(isDone(last) ? { doneYear: last.year } : {}) };
};
