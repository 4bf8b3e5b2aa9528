import { clock } from '#domain/actor.ts';
import { localDate, startOfDay } from '#domain/calendar.ts';
import type { OpenCycle } from '#domain/cycle.ts';
import type { DeliveryEvent } from '#domain/delivery.ts';
import type { DeskEvent } from '#domain/desk.ts';
import { evaluate, workplacesChanged } from '#domain/evaluation.ts';
import { NO_DESK } from '#domain/outcome.ts';
import type { RequestState } from '#domain/request.ts';
import { contactBefore, type RequestEvent } from '#domain/request-events.ts';
import { projectRequest } from './boards.ts';
import { change } from './change.ts';
import { keepContactChange } from './contact-changes.ts';
import { hasBegun, readCycle } from './cycles.ts';
import { keepEvaluation, noteReroute, readEvaluation } from './evaluations.ts';
import { followDelivery } from './follow-delivery.ts';
import { followDesk, mayJoin } from './follow-desk.ts';
import { deliveries, desks, type Entry, requests } from './journal.ts';
import { raiseLink } from './links.ts';
import { foldMailbox, removeMailbox } from './mailboxes.ts';
import { enqueue } from './outbox.ts';
import { contactChangeOf, membersTold, ordersAfter } from './request-mails.ts';
import { keepLateMember, readSlice } from './slices.ts';
import type { World } from './world.ts';

type Of<T extends RequestEvent['type']> = Extract<RequestEvent, { type: T }>;

/**
 * What follows from a fact in a request's journal. Every part may run again after a crash: mails have an identity, changes of
 * other journals carry the number of this fact as their command, projections give way to newer ones. The row on the board comes
 * last: jobs choose by it, so what it shows as done is done.
 */
export async function followRequest(world: World, state: RequestState, entry: Entry<RequestEvent>): Promise<void> {
  const moved = contactChangeOf(state, entry);
  if (moved) await keepContactChange(world.table, moved);
  for (const order of await ordersAfter(world, state, entry)) await enqueue(world.table, order);
  await followElsewhere(world, state, entry);
  await projectRequest(world.table, state);
}

async function followElsewhere(world: World, state: RequestState, entry: Entry<RequestEvent>): Promise<void> {
  const { event } = entry;
  switch (event.type) {
    case 'submitted':
    case 'confirmed':
    case 'countersigned':
    case 'viewStated':
    case 'conflictHanded':
      return correctIfAssembled(world, state, entry);
    case 'contactChanged':
      await closeMailbox(world, state, event);
      return raiseLink(world, { kind: 'request', id: state.id }, event.linkVersion, entry.at);
    case 'linkReplaced':
      return raiseLink(world, { kind: 'request', id: state.id }, event.linkVersion, entry.at);
    case 'returned':
      return tellDeskUnreachable(world, state, entry, event);
    case 'reroutedOut':
      return moveMember(world, state, entry, event);
    case 'reroutedIn':
      await receiveMember(world, state, event);
      await tellDeskThrough(world, state, entry);
      return correctIfAssembled(world, state, entry);
    case 'assembled':
      return tellWorkplaces(world, state, event.version);
    default:
      return;
  }
}

/** A code mailed to the former mailbox must open nothing either. */
async function closeMailbox(world: World, state: RequestState, event: Of<'contactChanged'>): Promise<void> {
  const { mailbox } = state.contact;
  const { mailbox: was } = contactBefore(event);
  if (was === undefined || (mailbox !== undefined && foldMailbox(mailbox) === foldMailbox(was))) return;
  await removeMailbox(world.table, was, { kind: 'request', id: state.id });
}

/**
 * A committee whose mailbox refuses is the ward's business at once, once a day and not once a request: what is noticed too late
 * for the day's letter waits for the next morning.
 */
async function tellDeskUnreachable(
  world: World,
  state: RequestState,
  entry: Entry<RequestEvent>,
  event: Of<'returned'>,
): Promise<void> {
  if (!event.hard || event.slot !== undefined || state.deskId === NO_DESK) return;
  const id = `${state.cycleId}.${state.deskId}`;
  const wish = { id: `unreachable ${state.id} ${entry.seq}`, by: clock, finishedBy: 'job' } as const;
  const morning = startOfDay(localDate(entry.at));
  await change(world, desks, followDesk, id, wish, (desk, now): DeskEvent | undefined =>
    mayJoin(desk, 'unreachable', morning, now)
      ? { type: 'told', what: 'unreachable', morning, requests: [state.id] }
      : undefined,
  );
}

/** After the evaluations were assembled, anything new about a request makes their next version. */
async function correctIfAssembled(world: World, state: RequestState, entry: Entry<RequestEvent>): Promise<void> {
  // The state is the one after this fact, so that what it holds was released before it, whatever two clocks say.
  if (state.releases.length === 0) return;
  await assembleRequest(world, await readCycle(world.table, state.cycleId), state.id, `event ${entry.seq}`);
}

/** Assembles a request as it stands and releases the result as the next version; the same cause releases once. */
export async function assembleRequest(
  world: World,
  cycle: Pick<OpenCycle, 'closedEarlyAt'>,
  requestId: string,
  cause: string,
  /** Whether the delivery has begun, where the caller knows. */
  delivering?: boolean,
): Promise<RequestState> {
  const wish = { id: `assemble ${cause}`, by: clock, finishedBy: 'job' } as const;
  const { state } = await change(
    world,
    requests,
    followRequest,
    requestId,
    wish,
    async (before, now): Promise<RequestEvent> => {
      const version = before.releases.length + 1;
      const { closedEarlyAt } = cycle;
      const known = { told: await membersTold(world, before), ...(closedEarlyAt && { closedEarlyAt }) };
      const text = await keepEvaluation(world.table, evaluate(before, version, cause, now, known));
      const afterDelivery = delivering ?? (await hasBegun(world.table, before.cycleId, 'deliver'));
      return { type: 'assembled', version, text, cause, ...(afterDelivery ? { afterDelivery } : {}) };
    },
  );
  return state;
}

/**
 * A correction goes to the workplaces whose members it concerns, and to no other. What was released before anything was
 * delivered went out with the delivery: the fact says which it was, however late somebody asks again.
 */
async function tellWorkplaces(world: World, state: RequestState, version: number): Promise<void> {
  const { table } = world;
  const [before, after] = [state.releases[version - 2], state.releases[version - 1]];
  if (!after?.afterDelivery) return;
  const changed = workplacesChanged(
    before && (await readEvaluation(table, state.id, before.text)),
    await readEvaluation(table, state.id, after.text),
  );
  for (const workplaceId of changed) {
    const wish = { id: `${state.id} v${version}`, by: clock, finishedBy: 'job' } as const;
    await change(
      world,
      deliveries,
      followDelivery,
      `${state.cycleId}.${workplaceId}`,
      wish,
      (delivery): DeliveryEvent | undefined =>
        delivery.version === 0 ? undefined : { type: 'corrected', requestId: state.id, requestVersion: version },
    );
  }
}

/** A member who is another committee's now: its request gets them, and says from where. */
async function moveMember(
  world: World,
  state: RequestState,
  entry: Entry<RequestEvent>,
  event: Of<'reroutedOut'>,
): Promise<void> {
  const slot = state.slots[event.slot];
  if (!slot) return;
  const wish = { id: `from ${state.id} ${entry.seq}`, by: entry.by, finishedBy: 'job' } as const;
  await change(
    world,
    requests,
    followRequest,
    `${state.cycleId}.${event.to}`,
    wish,
    (): RequestEvent => ({
      type: 'reroutedIn',
      from: state.id,
      member: [slot.id, slot.category, slot.workplaceId, slot.hasMailbox ? 1 : 0],
    }),
  );
}

async function receiveMember(world: World, state: RequestState, event: Of<'reroutedIn'>): Promise<void> {
  const [id, , workplaceId] = event.member;
  const member = (await readSlice(world.table, event.from)).find((m) => m?.id === id);
  // The state is the one after this fact, which put the member last.
  if (member) await keepLateMember(world.table, state.id, state.slots.length - 1, member);
  await noteReroute(world.table, state.cycleId, workplaceId, state.id);
}

/** A cell that is asked through its ward is asked about a late member that way too. */
async function tellDeskThrough(world: World, state: RequestState, entry: Entry<RequestEvent>): Promise<void> {
  if (state.contact.channel !== 'ward' || state.deskId === NO_DESK) return;
  const wish = { id: `packs ${state.id} ${entry.seq}`, by: clock, finishedBy: 'job' } as const;
  const event: DeskEvent = { type: 'told', what: 'packs', morning: entry.at, requests: [state.id] };
  await change(world, desks, followDesk, `${state.cycleId}.${state.deskId}`, wish, () => event);
}
