import type { Committee } from '#domain/committee.ts';
import type { Item, Reading, Table } from '#ports';
import { keys } from './keys.ts';
import { fromBody, toBody } from './stored.ts';

/**
 * Wards, provinces and workplaces as a cycle knows them: names and mailboxes, copied from the roster at launch. A residence
 * cell's own contact lies in its request.
 */
export type Party = Committee;

export async function keepParties(table: Table, cycleId: string, parties: readonly Party[]): Promise<void> {
  await table.putMany(parties.map((party) => ({ ...keys.party(cycleId, party.id), version: 1, body: toBody(party) })));
}

export async function readParty(table: Table, cycleId: string, committeeId: string): Promise<Party | undefined> {
  const item = await table.get(keys.party(cycleId, committeeId));
  return item && fromBody<Party>(item);
}

export const listParties = async (table: Table, cycleId: string): Promise<readonly Party[]> =>
  (await itemsOf(table, cycleId)).map((item) => fromBody<Party>(item));

/** The number of each party's last change that its record shows, by the committee's id; 0 where there was none. */
export const changesOfParties = async (
  table: Table,
  cycleId: string,
  how: Reading = {},
): Promise<ReadonlyMap<string, number>> =>
  new Map((await itemsOf(table, cycleId, how)).map(({ sk, version }) => [sk, Math.max(0, version - UNNUMBERED)]));

async function itemsOf(table: Table, cycleId: string, how: Reading = {}): Promise<readonly Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const page = await table.query(keys.parties(cycleId), { ...how, ...(after === undefined ? {} : { after }) });
    items.push(...page.items);
    after = page.cursor;
  } while (after !== undefined);
  return items;
}

/** A ward or province that came into the cycle later; one that has a part in it already stands as it is. */
export async function keepLateParty(table: Table, cycleId: string, party: Party): Promise<void> {
  await table.put({ ...keys.party(cycleId, party.id), version: 1, body: toBody(party) }, 'absent');
}

/** The versions by which a party was written when its changes had no numbers. */
const UNNUMBERED = 2;

/** Another mailbox for a ward or workplace in a running cycle, by the number of its change; one that came later stands. */
export async function replaceParty(table: Table, cycleId: string, party: Party, seq: number): Promise<void> {
  const version = seq + UNNUMBERED;
  await table.put({ ...keys.party(cycleId, party.id), version, body: toBody(party) }, { olderThan: version });
}
