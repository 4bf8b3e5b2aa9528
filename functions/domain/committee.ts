import type { Language } from './language.ts';
import type { Member } from './member.ts';
import type { Problem } from './refusal.ts';

/** Since 1 July 2025 there is no district: cell → commune or ward → province. Workplaces stand beside them. */
export type CommitteeLevel = 'cell' | 'commune' | 'province' | 'workplace';

export interface Committee {
  readonly id: string;
  readonly name: string;
  readonly level: CommitteeLevel;
  readonly parentId?: string;
  /** How it is asked: by mail, through the ward above it, or on paper. */
  readonly channel: 'mailbox' | 'ward' | 'paper';
  readonly mailbox?: string;
  readonly secondContact?: string;
  readonly language: Language;
}

/** The levels a parent may have. A workplace committee answers to another one, or to the territory it stands in. */
const PARENTS: { readonly [level in CommitteeLevel]: readonly CommitteeLevel[] } = {
  cell: ['commune'],
  commune: ['province'],
  province: [],
  workplace: ['workplace', 'commune', 'province'],
};

export type Committees = ReadonlyMap<string, Committee>;

/** By id; of two with one id the first stands, and treeProblems names the second. */
export function committeesById(committees: Iterable<Committee>): Committees {
  const byId = new Map<string, Committee>();
  for (const committee of committees) if (!byId.has(committee.id)) byId.set(committee.id, committee);
  return byId;
}

/** The committee, then the one above it, and so on; ends where a parent is missing or comes round again. */
export function lineUp(id: string, byId: Committees): readonly Committee[] {
  const line = new Set<Committee>();
  for (let here = byId.get(id); here && !line.has(here); here = byId.get(here.parentId ?? '')) line.add(here);
  return [...line];
}

/** The ward or commune committee that confirms for this one: above it, or itself. */
export const wardOf = (id: string, byId: Committees): Committee | undefined =>
  lineUp(id, byId).find(({ level }) => level === 'commune');

export const provinceOf = (id: string, byId: Committees): Committee | undefined =>
  lineUp(id, byId).find(({ level }) => level === 'province');

/** Whether the committee is the other one or stands somewhere below it. */
export const isWithin = (id: string, aboveId: string, byId: Committees): boolean =>
  lineUp(id, byId).some((committee) => committee.id === aboveId);

/** What is wrong with the tree itself: ids and names used twice, parents missing or of a wrong level, loops. */
export function treeProblems(committees: readonly Committee[]): Problem[] {
  const byId = committeesById(committees);
  return [
    ...duplicates(committees),
    ...committees.flatMap((committee) => parentProblems(committee, byId)),
    ...loops(byId),
  ];
}

const place = (committee: Committee): string => `committee ${committee.id}`;

function duplicates(committees: readonly Committee[]): Problem[] {
  const ids = new Set<string>();
  const names = new Map<string, Committee>();
  const problems: Problem[] = [];
  for (const committee of committees) {
    if (ids.has(committee.id)) {
      problems.push({ place: place(committee), reason: 'committeeTwice' });
      continue;
    }
    ids.add(committee.id);
    const name = `${committee.level} ${committee.parentId ?? ''} ${committee.name.normalize('NFC').toLowerCase()}`;
    const same = names.get(name);
    if (same) problems.push({ place: place(committee), value: same.id, reason: 'nameTwice' });
    else names.set(name, committee);
  }
  return problems;
}

function parentProblems(committee: Committee, byId: Committees): Problem[] {
  if (committee.parentId === undefined) return [];
  const parent = byId.get(committee.parentId);
  if (!parent) return [{ place: place(committee), value: committee.parentId, reason: 'parentUnknown' }];
  if (PARENTS[committee.level].includes(parent.level)) return [];
  return [{ place: place(committee), value: parent.id, reason: 'parentLevel' }];
}

/** Each loop once, at the committee of it that comes first, with the way round as its value. */
function loops(byId: Committees): Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const start of byId.values()) {
    const way = new Map<string, number>();
    let here: Committee | undefined = start;
    while (here && !seen.has(here.id)) {
      seen.add(here.id);
      way.set(here.id, way.size);
      here = byId.get(here.parentId ?? '');
    }
    const turn = here && way.get(here.id);
    if (here && turn !== undefined) {
      const round = [...way.keys()].slice(turn);
      problems.push({ place: place(here), value: [...round, here.id].join(' → '), reason: 'loop' });
    }
  }
  return problems;
}

/** Of a member only what routing needs. */
export type Routed = Pick<Member, 'id' | 'workplaceId' | 'residenceId'>;

export interface Routing {
  /** Members one after the other, so that a roster is streamed past and not held. */
  see(member: Routed): void;
  problems(): Problem[];
}

/**
 * The dry run before a launch: every member goes to a residence and a workplace committee that exist, and every committee
 * that will be asked, confirms or is delivered to can be reached. Each problem is mended, or knowingly accepted.
 */
export function routing(committees: readonly Committee[]): Routing {
  const byId = committeesById(committees);
  const concerned = new Set<Committee>();
  const problems = treeProblems(committees);
  const ids = new Set<string>();
  return {
    see(member) {
      if (ids.has(member.id)) problems.push({ place: `member ${member.id}`, reason: 'memberTwice' });
      ids.add(member.id);
      problems.push(...memberProblems(member, byId));
      for (const id of [member.residenceId, member.workplaceId]) {
        const committee = byId.get(id);
        if (committee) concerned.add(committee);
      }
    },
    problems: () => [...problems, ...concernedProblems(concerned, byId)],
  };
}

export function routingProblems(committees: readonly Committee[], members: Iterable<Routed>): Problem[] {
  const found = routing(committees);
  for (const member of members) found.see(member);
  return found.problems();
}

function concernedProblems(asked: ReadonlySet<Committee>, byId: Committees): Problem[] {
  const concerned = new Set(asked);
  const problems: Problem[] = [];
  for (const committee of asked) {
    const ward = committee.level === 'cell' ? wardOf(committee.id, byId) : undefined;
    if (ward) concerned.add(ward);
    else if (committee.level === 'cell') problems.push({ place: place(committee), reason: 'noWardAbove' });
  }
  for (const committee of concerned) problems.push(...reachProblems(committee, byId));
  return problems;
}

function memberProblems(member: Routed, byId: Committees): Problem[] {
  const problem = (id: string, what: 'residence' | 'workplace', levels: readonly CommitteeLevel[]): Problem[] => {
    if (id === '') return [{ place: `member ${member.id}`, reason: `${what}Missing` }];
    const committee = byId.get(id);
    if (!committee) return [{ place: `member ${member.id}`, value: id, reason: `${what}Unknown` }];
    return levels.includes(committee.level)
      ? []
      : [{ place: `member ${member.id}`, value: id, reason: `${what}Level` }];
  };
  return [
    ...problem(member.residenceId, 'residence', ['cell', 'commune']),
    ...problem(member.workplaceId, 'workplace', ['workplace']),
  ];
}

function reachProblems(committee: Committee, byId: Committees): Problem[] {
  if (committee.channel === 'mailbox' && !committee.mailbox)
    return [{ place: place(committee), reason: 'mailboxMissing' }];
  if (committee.channel !== 'ward') return [];
  // Through the ward means through another committee: one that is its own ward, or has none, has nobody to carry it.
  const ward = wardOf(committee.id, byId);
  if (!ward || ward === committee) return [{ place: place(committee), reason: 'noWardToCarry' }];
  return canBeReached(ward) ? [] : [{ place: place(committee), value: ward.id, reason: 'wardUnreachable' }];
}

const canBeReached = (ward: Committee): boolean =>
  ward.channel === 'paper' || (ward.channel === 'mailbox' && Boolean(ward.mailbox));
