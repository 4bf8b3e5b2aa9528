import type { Context } from 'hono';
import type { Actor } from '#domain/actor.ts';
import type { OpenCycle } from '#domain/cycle.ts';
import type { Language } from '#domain/language.ts';
import { Refusal } from '#domain/refusal.ts';
import type { RequestState, Slot } from '#domain/request.ts';
import type { LinkKey } from '#ports';
import { readCycle } from '#records/cycles.ts';
import { load, requests } from '#records/journal.ts';
import { readSlice, type SliceMember } from '#records/slices.ts';
import { type Telling, tellingOf } from '#steps/deliver/in-words.ts';
import { type MemberCopy, memberCopy } from '../copy/member/index.ts';
import type { PageEnv } from '../env.ts';
import type { SubjectDeps } from '../subject.ts';

export interface MemberDeps extends SubjectDeps {
  readonly linkKey: Pick<LinkKey, 'keyId'>;
}

export type Page = Context<PageEnv>;

/** What one member may see of a request: their own line, and nothing of anybody else's. */
export interface Own {
  readonly deps: MemberDeps;
  readonly id: string;
  readonly slot: number;
  readonly its: Slot;
  readonly state: RequestState;
  readonly member: SliceMember;
  readonly cycle: OpenCycle;
  readonly language: Language;
  readonly copy: MemberCopy;
  readonly telling: Telling;
  readonly csrf: string;
  readonly home: string;
  readonly by: Actor;
}

export async function ownOf(c: Page, deps: MemberDeps): Promise<Own> {
  const { id } = c.get('subject');
  const dot = id.lastIndexOf('.');
  const requestId = id.slice(0, dot);
  const slot = Number(id.slice(dot + 1));
  const [{ state }, members] = await Promise.all([
    load(deps.table, requests, requestId),
    readSlice(deps.table, requestId),
  ]);
  const [its, member] = [state.slots[slot], members[slot]];
  if (!its || !member || its.reroutedTo !== undefined) throw new Refusal('NotFound', 'no such member');
  const cycle = await readCycle(deps.table, state.cycleId);
  const language = c.get('language');
  return {
    deps,
    id,
    slot,
    its,
    state,
    member,
    cycle,
    language,
    copy: memberCopy(language),
    telling: tellingOf(cycle, language),
    csrf: c.get('csrf'),
    home: `/m/${id}/`,
    by: { body: `member:${member.id}` },
  };
}
