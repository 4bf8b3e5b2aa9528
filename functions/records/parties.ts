import type { Committee } from '#domain/committee.ts';
import type { Table } from '#ports';
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

export async function listParties(table: Table, cycleId: string): Promise<readonly Party[]> {
  const parties: Party[] = [];
  let after: string | undefined;
  do {
    const page = await table.query(keys.parties(cycleId), after === undefined ? {} : { after });
    for (const item of page.items) parties.push(fromBody<Party>(item));
    after = page.cursor;
  } while (after !== undefined);
  return parties;
}

/** A ward or province that came into the cycle later; one that has a part in it already stands as it is. */
export async function keepLateParty(table: Table, cycleId: string, party: Party): Promise<void> {
  await table.put({ ...keys.party(cycleId, party.id), version: 1, body: toBody(party) }, 'absent');
}

/**
 * Another mailbox for a ward or workplace in a running cycle, by the number of its change; one that came later stands. Above 2,
 * which is what a party was written as when its changes had no numbers.
 */
export async function replaceParty(table: Table, cycleId: string, party: Party, seq: number): Promise<void> {
  const version = seq + 2;
  await table.put({ ...keys.party(cycleId, party.id), version, body: toBody(party) }, { olderThan: version });
}
