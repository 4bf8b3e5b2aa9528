import { type Committee, type Committees, committeesById, routing, wardOf } from '#domain/committee.ts';
import type { Shard } from '#domain/cycle.ts';
import type { Member } from '#domain/member.ts';
import { NO_DESK } from '#domain/outcome.ts';
import type { Problem } from '#domain/refusal.ts';
import type { Contact } from '#domain/request-events.ts';
import type { Files } from '#ports';
import { contactOf, NOBODY } from '#records/contact.ts';
import { type Cell, rosterCells, rosterCommittees } from '#records/roster.ts';
import type { SliceMember } from '#records/slices.ts';
import type { CellLine, WorkplaceLine } from '#records/snapshot.ts';

/** What a cycle over this roster would be: who is asked through which channel, who is not, and what is wrong. */
export interface Survey {
  readonly committees: Committees;
  readonly desks: ReadonlyMap<string, number>;
  readonly requests: number;
  readonly members: number;
  readonly mailboxes: number;
  readonly leftOut: number;
  readonly largest: number;
  readonly channels: { readonly mailbox: number; readonly ward: number; readonly paper: number; readonly none: number };
  readonly workplaces: readonly WorkplaceLine[];
  readonly problems: readonly Problem[];
}

export type Categories = readonly ('A' | 'B')[];

/** Members without a known residence committee are grouped so many to a request that is asked of nobody. */
const NOBODY_GROUP = 200;

/** The cells of a roster as lines of a cycle's snapshot: members of the asked categories, each cell under its ward. */
export async function* linesOf(
  files: Files,
  version: string,
  committees: Committees,
  categories: Categories,
): AsyncGenerator<CellLine> {
  let homeless: SliceMember[] = [];
  let groups = 0;
  const group = (): CellLine => {
    groups += 1;
    const committee: Committee = {
      id: `${NOBODY}.${groups}`,
      name: '—',
      level: 'cell',
      channel: 'paper',
      language: 'vi',
    };
    const members = homeless;
    homeless = [];
    return { committee, deskId: NO_DESK, members };
  };
  for await (const cell of rosterCells(files, version)) {
    const members = cell.members.filter(({ category }) => categories.includes(category)).map(sliceOf);
    const committee = residenceOf(cell, committees);
    if (!committee) homeless.push(...members);
    else if (members.length > 0) yield { committee, deskId: wardOf(committee.id, committees)?.id ?? NO_DESK, members };
    while (homeless.length >= NOBODY_GROUP) {
      const rest = homeless.slice(NOBODY_GROUP);
      homeless = homeless.slice(0, NOBODY_GROUP);
      yield group();
      homeless = rest;
    }
  }
  if (homeless.length > 0) yield group();
}

function residenceOf(cell: Cell, committees: Committees): Committee | undefined {
  const committee = committees.get(cell.committeeId);
  return committee?.level === 'cell' || committee?.level === 'commune' ? committee : undefined;
}

const sliceOf = ({ id, name, birthDate, category, workplaceId, since, mailbox }: Member): SliceMember => ({
  id,
  name,
  birthDate,
  category,
  workplaceId,
  ...(since ? { since } : {}),
  ...(mailbox ? { mailbox } : {}),
});

/** What is counted line by line. */
class Counted {
  readonly desks = new Map<string, number>();
  readonly workplaces = new Map<string, { workplaceId: string; requests: string[]; members: number }>();
  readonly mailboxes = new Set<string>();
  readonly channels = { mailbox: 0, ward: 0, paper: 0, none: 0 };
  requests = 0;
  members = 0;
  largest = 0;

  add({ deskId, members }: CellLine, contact: Contact, requestId: string): void {
    this.requests += 1;
    this.members += members.length;
    this.largest = Math.max(this.largest, members.length);
    this.desks.set(deskId, (this.desks.get(deskId) ?? 0) + 1);
    this.channels[contact.channel] += 1;
    if (contact.channel === 'mailbox' && contact.mailbox) this.mailboxes.add(contact.mailbox);
    for (const { workplaceId } of members) {
      const workplace = this.workplaces.get(workplaceId) ?? { workplaceId, requests: [], members: 0 };
      if (workplace.requests.at(-1) !== requestId) workplace.requests.push(requestId);
      workplace.members += 1;
      this.workplaces.set(workplaceId, workplace);
    }
  }
}

/** Reads the whole roster once and counts; holds no member longer than its cell. */
export async function survey(files: Files, cycleId: string, version: string, categories: Categories): Promise<Survey> {
  const list: Committee[] = [];
  for await (const committee of rosterCommittees(files, version)) list.push(committee);
  const committees = committeesById(list);
  const counted = new Counted();
  const routes = routing(list);
  for await (const line of linesOf(files, version, committees, categories)) {
    const contact = contactOf(line);
    counted.add(line, contact, `${cycleId}.${line.committee.id}`);
    const residenceId = contact.channel === 'none' ? '' : line.committee.id;
    for (const { id, workplaceId } of line.members) routes.see({ id, residenceId, workplaceId });
  }
  const { desks, requests, members, mailboxes, largest, channels, workplaces } = counted;
  return {
    committees,
    desks,
    requests,
    members,
    mailboxes: mailboxes.size,
    leftOut: await countLeftOut(files, version, categories),
    largest,
    channels,
    workplaces: [...workplaces.values()],
    problems: routes.problems(),
  };
}

async function countLeftOut(files: Files, version: string, categories: Categories): Promise<number> {
  let leftOut = 0;
  for await (const { members } of rosterCells(files, version))
    for (const { category } of members) if (!categories.includes(category)) leftOut += 1;
  return leftOut;
}

/** Requests that one task works through in a good half of its time, and how many tasks there may be at once. */
const REQUESTS_A_SHARD = 2000;
const MOST_SHARDS = 8;

/** Spreads the wards over the tasks of the workflow; the provinces come last, when their wards' counts are fresh. */
export function shardsOf({ desks, requests, committees }: Survey): readonly Shard[] {
  const count = Math.min(MOST_SHARDS, Math.max(1, Math.ceil(requests / REQUESTS_A_SHARD)));
  const shards: { id: string; desks: string[]; requests: number }[] = Array.from({ length: count }, (_, n) => ({
    id: String(n),
    desks: [],
    requests: 0,
  }));
  for (const [deskId, size] of [...desks].sort(([, a], [, b]) => b - a)) {
    const lightest = shards.reduce((a, b) => (b.requests < a.requests ? b : a));
    lightest.desks.push(deskId);
    lightest.requests += size;
  }
  const provinces = [...committees.values()].filter(({ level }) => level === 'province').map(({ id }) => id);
  shards.at(-1)?.desks.push(...provinces);
  return shards.map(({ id, desks: mine }) => ({ id, desks: mine }));
}
