import { byName } from '#domain/names.ts';
import { deliveries, desks, load, requests } from '#records/journal.ts';
import type { Subject } from '#records/outbox.ts';
import { readParty } from '#records/parties.ts';
import { readSlice } from '#records/slices.ts';
import type { LinkEntry } from '../keys.ts';
import { memberSubjectIn } from './delivered.ts';
import {
  type CycleReading,
  cycleFacts,
  cycleOf,
  drop,
  type Halt,
  isTheirs,
  partAfterCycle,
  type Reading,
  urlOf,
} from './reading.ts';
import { requestFacts } from './requests.ts';

/** Every subject that is still the recipient's, of whatever cycle: running ones first, then by name. */
export async function linksOf(reading: Reading): Promise<readonly LinkEntry[] | Halt> {
  const found = await Promise.all(reading.mail.subjects.map((subject) => entryOf(reading, subject)));
  const entries = found.filter((entry) => entry !== undefined);
  if (entries.length === 0) return drop('contactChanged');
  return entries.sort((a, b) => Number(a.cycle.over) - Number(b.cycle.over) || byName(a, b));
}

async function entryOf(reading: Reading, subject: Subject): Promise<LinkEntry | undefined> {
  const cycle = await cycleOf(reading.deps.cycles, subject);
  if (!cycle) return undefined;
  const within: CycleReading = { ...reading, cycle };
  switch (subject.kind) {
    case 'request':
      return requestEntry(within, subject.id);
    case 'desk':
    case 'delivery':
      return partyEntry(within, subject.kind, subject.id);
    case 'member':
      return memberEntry(within, subject.id);
    case 'cycle':
    case 'contact':
      return undefined;
  }
}

async function requestEntry(reading: CycleReading, id: string): Promise<LinkEntry | undefined> {
  const { cycle, now, deps } = reading;
  const { state } = await load(deps.table, requests, id);
  if (state.seq === 0 || !isTheirs(reading, state.contact)) return undefined;
  const url = await urlOf(reading, { kind: 'request', id }, state.linkVersion);
  const request = requestFacts(reading, state);
  return { cycle: cycleFacts(cycle, now), kind: 'request', name: state.name, url, request };
}

async function partyEntry(
  reading: CycleReading,
  kind: 'desk' | 'delivery',
  id: string,
): Promise<LinkEntry | undefined> {
  const { cycle, now, deps } = reading;
  const [party, { state }] = await Promise.all([
    readParty(deps.table, cycle.id, partAfterCycle(id)),
    kind === 'desk' ? load(deps.table, desks, id) : load(deps.table, deliveries, id),
  ]);
  if (!party || !isTheirs(reading, party)) return undefined;
  const url = await urlOf(reading, { kind, id }, state.linkVersion);
  return { cycle: cycleFacts(cycle, now), kind, name: party.name, url };
}

async function memberEntry(reading: CycleReading, id: string): Promise<LinkEntry | undefined> {
  const { requestId, slot } = memberSubjectIn(id);
  const member = (await readSlice(reading.deps.table, requestId))[slot];
  if (!member || !isTheirs(reading, { mailbox: member.mailbox ?? '' })) return undefined;
  const url = await urlOf(reading, { kind: 'member', id });
  // No name: whoever reads over a shoulder learns nothing from the mail.
  return { cycle: cycleFacts(reading.cycle, reading.now), kind: 'member', name: '', url };
}
