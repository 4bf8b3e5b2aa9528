import { closesAt } from '#domain/cycle.ts';
import { awaitsAcknowledgement, type DeliveryState } from '#domain/delivery.ts';
import { progressOf } from '#domain/outcome.ts';
import { deliveries, load, requests } from '#records/journal.ts';
import { readParty } from '#records/parties.ts';
import { readSlice } from '#records/slices.ts';
import type { DeliveryFacts } from '../deliveries.ts';
import type { MemberFacts } from '../members.ts';
import {
  type CycleReading,
  cycleFacts,
  drop,
  type Halt,
  isTheirs,
  notThereYet,
  partAfterCycle,
  urlOf,
} from './reading.ts';

/** A workplace's evaluations as they stand; a reminder has nothing to say once they were acknowledged. */
export async function deliveryOf(reading: CycleReading, waitsOnly: boolean): Promise<DeliveryFacts | Halt> {
  const { deps, mail, cycle, now } = reading;
  const id = mail.subjects.find(({ kind }) => kind === 'delivery')?.id ?? mail.about;
  const [{ state }, party] = await Promise.all([
    load(deps.table, deliveries, id),
    readParty(deps.table, cycle.id, partAfterCycle(id)),
  ]);
  if (state.seq === 0) return notThereYet(reading);
  if (!party) return drop('unknown');
  if (!isTheirs(reading, party)) return drop('contactChanged');
  if (waitsOnly && !awaitsAcknowledgement(state)) return drop('acknowledged');
  const url = await urlOf(reading, { kind: 'delivery', id }, state.linkVersion);
  return { ...countsOf(state), cycle: cycleFacts(cycle, now), name: party.name, url };
}

const countsOf = ({ members, requests: asked, version }: DeliveryState) => ({
  members,
  committees: asked.length,
  version,
});

/** `<requestId>.<slot>`, the id of a member's own view. */
export function memberSubjectIn(id: string): { readonly requestId: string; readonly slot: number } {
  const dot = id.lastIndexOf('.');
  return { requestId: id.slice(0, dot), slot: Number(id.slice(dot + 1)) };
}

/** A comment that the ward has confirmed, still confirmed now, and the mailbox still the member's own. */
export async function memberOf(reading: CycleReading): Promise<MemberFacts | Halt> {
  const { deps, mail, cycle, now } = reading;
  const id = mail.subjects.find(({ kind }) => kind === 'member')?.id ?? mail.about;
  const { requestId, slot } = memberSubjectIn(id);
  const [{ state }, members] = await Promise.all([
    load(deps.table, requests, requestId),
    readSlice(deps.table, requestId),
  ]);
  if (state.seq === 0) return notThereYet(reading);
  const found = state.slots[slot];
  if (found?.answer?.kind !== 'comment' || progressOf(found) !== 'confirmed') return drop('notConfirmed');
  if (!isTheirs(reading, { mailbox: members[slot]?.mailbox ?? '' })) return drop('contactChanged');
  return {
    cycle: cycleFacts(cycle, now),
    committee: state.name,
    ...(now <= closesAt(cycle) ? { viewBy: cycle.dates.closesOn } : {}),
    url: await urlOf(reading, { kind: 'member', id }),
  };
}
