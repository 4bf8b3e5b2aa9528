import type { CycleEvent, CycleState } from '#domain/cycle.ts';
import type { DeliveryEvent, DeliveryState } from '#domain/delivery.ts';
import type { DeskEvent, DeskState } from '#domain/desk.ts';
import type { PartyEvent, PartyState } from '#domain/party.ts';
import type { RequestState } from '#domain/request.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import type { Instant } from '#ports';
import { type Changed, change, type Follow, stateAfter, type Wish } from './change.ts';
import { projectCycle } from './cycles.ts';
import { followDelivery } from './follow-delivery.ts';
import { followDesk } from './follow-desk.ts';
import { followParty } from './follow-party.ts';
import { followRequest } from './follow-request.ts';
import { finishRoster, rosterIntent } from './in-force.ts';
import type { Intent } from './intents.ts';
import {
  cycles,
  deliveries,
  desks,
  type Folded,
  type Loaded,
  parties,
  readJournal,
  requests,
  type Stream,
} from './journal.ts';
import type { World } from './world.ts';

type Rule<S, E> = (state: S, now: Instant) => E | undefined | Promise<E | undefined>;

const followCycle: Follow<CycleState, CycleEvent> = (world, state) => projectCycle(world.table, state);

export const changeRequest = (
  world: World,
  id: string,
  wish: Wish,
  rule: Rule<RequestState, RequestEvent>,
  known?: Loaded<RequestState, RequestEvent>,
): Promise<Changed<RequestState, RequestEvent>> => change(world, requests, followRequest, id, wish, rule, known);

export const changeCycle = (
  world: World,
  id: string,
  wish: Wish,
  rule: Rule<CycleState, CycleEvent>,
): Promise<Changed<CycleState, CycleEvent>> => change(world, cycles, followCycle, id, wish, rule);

export const changeDesk = (
  world: World,
  id: string,
  wish: Wish,
  rule: Rule<DeskState, DeskEvent>,
  known?: Loaded<DeskState, DeskEvent>,
): Promise<Changed<DeskState, DeskEvent>> => change(world, desks, followDesk, id, wish, rule, known);

export const changeDelivery = (
  world: World,
  id: string,
  wish: Wish,
  rule: Rule<DeliveryState, DeliveryEvent>,
): Promise<Changed<DeliveryState, DeliveryEvent>> => change(world, deliveries, followDelivery, id, wish, rule);

export const changeParty = (
  world: World,
  id: string,
  wish: Wish,
  rule: Rule<PartyState, PartyEvent>,
): Promise<Changed<PartyState, PartyEvent>> => change(world, parties, followParty, id, wish, rule);

/** Finishes what an intent announced: true when its event stands and everything that follows from it does too. */
export async function finishIntent(world: World, intent: Intent): Promise<boolean> {
  switch (intent.kind) {
    case requests.kind:
      return followAgain(world, requests, followRequest, intent);
    case cycles.kind:
      return followAgain(world, cycles, followCycle, intent);
    case desks.kind:
      return followAgain(world, desks, followDesk, intent);
    case deliveries.kind:
      return followAgain(world, deliveries, followDelivery, intent);
    case parties.kind:
      return followAgain(world, parties, followParty, intent);
    case rosterIntent:
      return finishRoster(world.table, intent);
    default:
      throw new Error(`nobody knows how to finish an intent of kind ${intent.kind}`);
  }
}

async function followAgain<S extends Folded, E>(
  world: World,
  stream: Stream<S, E>,
  follow: Follow<S, E>,
  intent: Intent,
): Promise<boolean> {
  const entries = await readJournal(world.table, stream, intent.id);
  const entry = entries.find((e) => e.commandId === intent.commandId);
  if (!entry) return false;
  await follow(world, stateAfter(stream, intent.id, entries, entry.seq), entry);
  return true;
}
