import type { Actor } from '#domain/actor.ts';
import type { OpenCycle } from '#domain/cycle.ts';
import { Refusal } from '#domain/refusal.ts';
import type { RequestState } from '#domain/request.ts';
import {
  countersign,
  handConflict,
  momentOf,
  rerouteOut,
  reportUnlisted as unlisted,
  visit,
} from '#domain/request-rules.ts';
import type { Files, Instant } from '#ports';
import { changeRequest } from '#records/changes.ts';
import { readCycle } from '#records/cycles.ts';
import { load, requests } from '#records/journal.ts';
import { draught } from '#records/texts.ts';
import type { World } from '#records/world.ts';
import { ensureRequest } from './late-request.ts';

export interface Wished {
  readonly commandId: string;
  readonly by: Actor;
}

export const cycleOf = (world: World, requestId: string): Promise<OpenCycle> =>
  readCycle(world.table, requestId.slice(0, requestId.indexOf('.')));

/** The committee has opened its link as a person: known once, and enough to end "never opened". */
export const noteVisit =
  (world: World) =>
  async (requestId: string, by: Actor): Promise<RequestState> => {
    const cycle = await cycleOf(world, requestId);
    const wish = { id: 'visit', by };
    return (await changeRequest(world, requestId, wish, (state, now) => visit(state, momentOf(cycle, now)))).state;
  };

/** A second person signs a part that was sent. Their words (name, office) lie beside the part's text. */
export const countersignPart =
  (world: World) =>
  async (
    requestId: string,
    wished: Wished,
    part: number,
    signed: { name: string; role?: string },
  ): Promise<RequestState> => {
    if (!signed.name.trim())
      throw new Refusal('Invalid', 'who signs must give a name', [{ place: 'name', reason: 'missing' }]);
    const cycle = await cycleOf(world, requestId);
    const text = draught(wished.commandId, 0, { name: signed.name, role: signed.role ?? '' });
    const wish = { id: wished.commandId, by: wished.by, texts: [text] };
    const { state } = await changeRequest(world, requestId, wish, (before, now) =>
      countersign(before, momentOf(cycle, now), part, text.ref),
    );
    return state;
  };

/** "Another member lives here": told to the ward, which knows more. */
export const reportUnlisted =
  (world: World) =>
  async (requestId: string, wished: Wished, said: string): Promise<RequestState> => {
    if (!said.trim()) throw new Refusal('Invalid', 'say who lives here', [{ place: 'said', reason: 'missing' }]);
    const cycle = await cycleOf(world, requestId);
    const text = draught(wished.commandId, 0, { said });
    const wish = { id: wished.commandId, by: wished.by, texts: [text] };
    const { state } = await changeRequest(world, requestId, wish, (before, now) =>
      unlisted(before, momentOf(cycle, now), text.ref),
    );
    return state;
  };

/** A conflict of interest goes to another hand of the same committee, or to the ward. */
export const passConflict =
  (world: World) =>
  async (requestId: string, wished: Wished, slot: number, to: 'hand' | 'ward'): Promise<RequestState> => {
    const cycle = await cycleOf(world, requestId);
    const wish = { id: wished.commandId, by: wished.by };
    return (
      await changeRequest(world, requestId, wish, (state, now) => handConflict(state, momentOf(cycle, now), slot, to))
    ).state;
  };

/**
 * The member belongs to another residence committee: its request (opened for the purpose where it had none) gets them, with a
 * trace on both sides. Nothing that was answered is lost.
 */
export const reroute =
  (deps: { world: World; files: Files }) =>
  async (requestId: string, wished: Wished, slot: number, toCommitteeId: string): Promise<RequestState> => {
    const { world } = deps;
    const cycle = await cycleOf(world, requestId);
    const out = (before: RequestState, now: Instant) => rerouteOut(before, momentOf(cycle, now), slot, toCommitteeId);
    const { state: before } = await load(world.table, requests, requestId);
    // Nothing is opened elsewhere for a wish that will be refused here.
    if (!before.commandIds.has(wished.commandId)) out(before, world.clock.now());
    await ensureRequest(deps, cycle, toCommitteeId);
    const { state } = await changeRequest(world, requestId, { id: wished.commandId, by: wished.by }, out);
    return state;
  };
