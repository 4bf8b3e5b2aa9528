import type { Actor } from '#domain/actor.ts';
import { acknowledge, type DeliveryEvent, type DeliveryState } from '#domain/delivery.ts';
import { Refusal } from '#domain/refusal.ts';
import type { RequestState } from '#domain/request.ts';
import { momentOf, stateView } from '#domain/request-rules.ts';
import { changeDelivery, changeRequest } from '#records/changes.ts';
import { readCycle } from '#records/cycles.ts';
import { draught } from '#records/texts.ts';
import type { World } from '#records/world.ts';

export interface Wished {
  readonly commandId: string;
  readonly by: Actor;
}

const change = async (
  world: World,
  deliveryId: string,
  wished: Wished,
  rule: (s: DeliveryState) => DeliveryEvent | undefined,
) => (await changeDelivery(world, deliveryId, { id: wished.commandId, by: wished.by }, rule)).state;

/** The workplace says it has the evaluations, in the version it sees. */
export const acknowledgeDelivery = (world: World) => (deliveryId: string, wished: Wished, seen?: number) =>
  change(world, deliveryId, wished, (state) => acknowledge(state, seen));

/** A look at the list, or an export: kept, because every one is. */
export const noteOpened =
  (world: World) => (deliveryId: string, wished: Wished, what: Extract<DeliveryEvent, { type: 'opened' }>['what']) =>
    change(world, deliveryId, wished, () => ({ type: 'opened', what }));

/** The workplace told a member who has no mailbox, in person or by letter. */
export const noteToldMember = (world: World) => (deliveryId: string, wished: Wished, requestId: string, slot: number) =>
  change(world, deliveryId, wished, (state) =>
    state.told.has(`${requestId}.${slot}`) ? undefined : { type: 'toldMember', requestId, slot },
  );

/** Ends every link mailed to the workplace and mails a new one. */
export const reissueDeliveryLink = (world: World) => (deliveryId: string, wished: Wished) =>
  change(world, deliveryId, wished, (state) => ({ type: 'linkReplaced', linkVersion: state.linkVersion + 1 }));

/** A member's view is at most so long, in characters. */
const LONGEST_VIEW = 5_000;

/** The member's own view on their comment: it travels with it and never edits it. */
export const stateOwnView =
  (world: World) =>
  async (requestId: string, wished: Wished, slot: number, view: string): Promise<RequestState> => {
    const problem = (reason: string) => new Refusal('Invalid', 'the view cannot be taken', [{ place: 'view', reason }]);
    if (!view.trim()) throw problem('missing');
    if (view.length > LONGEST_VIEW) throw problem('textTooLong');
    const cycle = await readCycle(world.table, requestId.slice(0, requestId.indexOf('.')));
    const text = draught(wished.commandId, 0, { view });
    const wish = { id: wished.commandId, by: wished.by, texts: [text] };
    const { state } = await changeRequest(world, requestId, wish, (before, now) =>
      stateView(before, momentOf(cycle, now), slot, text.ref),
    );
    return state;
  };
