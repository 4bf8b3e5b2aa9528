import type { DeskLetter } from '#domain/desk.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import type { Instant } from '#ports';
import { desks, type Entry, load, readJournal, requests } from './journal.ts';
import { type Mail, mailOf } from './outbox.ts';
import { ordersAfter } from './request-mails.ts';
import type { World } from './world.ts';

/** A fact about a request with the mails that followed from it, as they stand now. */
export interface Moment {
  readonly at: Instant;
  readonly entry?: Entry<RequestEvent>;
  readonly mails: readonly Mail[];
  /** The ward was told something in which this request stands. */
  readonly ward?: DeskLetter;
}

/** Everything that happened to a request, in order: its journal, its mails, and what its ward was told about it. */
export async function timelineOf(world: World, requestId: string): Promise<readonly Moment[]> {
  const state = requests.unopened(requestId);
  const moments: Moment[] = [];
  for (const entry of await readJournal(world.table, requests, requestId)) {
    // The mails follow from the request as it was then, with the contact of that time.
    requests.evolve(state, entry);
    const orders = await ordersAfter(world, state, entry);
    const mails = await Promise.all(orders.map((order) => mailOf(world.table, order)));
    moments.push({ at: entry.at, entry, mails: mails.filter((mail) => mail !== undefined) });
  }
  const { state: desk } = await load(world.table, desks, `${state.cycleId}.${state.deskId}`);
  for (const { what, at, requests: about } of desk.told)
    if (about.includes(requestId)) moments.push({ at, ward: what, mails: [] });
  return moments.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
