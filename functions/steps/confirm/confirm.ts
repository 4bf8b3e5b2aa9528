import type { Actor } from '#domain/actor.ts';
import { addWorkingDays, endOfDay, localDate } from '#domain/calendar.ts';
import type { OpenCycle } from '#domain/cycle.ts';
import { Refusal } from '#domain/refusal.ts';
import type { RequestState } from '#domain/request.ts';
import type { Contact, RequestEvent } from '#domain/request-events.ts';
import {
  changeContact,
  confirm,
  effectiveDue,
  excuse,
  extend,
  type Moment,
  momentOf,
  press,
  type Read,
  reopen,
  replaceLink,
  sendBack,
} from '#domain/request-rules.ts';
import type { Instant } from '#ports';
import { changeRequest } from '#records/changes.ts';
import { readCycle } from '#records/cycles.ts';
import { draught } from '#records/texts.ts';
import type { World } from '#records/world.ts';

export interface Wished {
  readonly commandId: string;
  readonly by: Actor;
}

type Rule = (state: RequestState, moment: Moment, cycle: OpenCycle) => RequestEvent;

/** Everything a ward or an administrator decides about one request goes this way. */
async function decide(world: World, requestId: string, wished: Wished, rule: Rule): Promise<RequestState> {
  const cycle = await readCycle(world.table, requestId.slice(0, requestId.indexOf('.')));
  const wish = { id: wished.commandId, by: wished.by };
  return (await changeRequest(world, requestId, wish, (state, now) => rule(state, momentOf(cycle, now), cycle))).state;
}

/** The same, with a reason whose words lie beside the journal. */
async function decideWithReason(
  world: World,
  requestId: string,
  wished: Wished,
  reason: string,
  rule: (...args: [...Parameters<Rule>, { key: string; hash: string }]) => RequestEvent,
): Promise<RequestState> {
  if (!reason.trim()) throw new Refusal('Invalid', 'a reason is needed', [{ place: 'reason', reason: 'missing' }]);
  const text = draught(wished.commandId, 0, { reason });
  const cycle = await readCycle(world.table, requestId.slice(0, requestId.indexOf('.')));
  const wish = { id: wished.commandId, by: wished.by, texts: [text] };
  const { state } = await changeRequest(world, requestId, wish, (before, now) =>
    rule(before, momentOf(cycle, now), cycle, text.ref),
  );
  return state;
}

/** With `read`, only the very answers that were read: one that came since refuses the whole. */
export const confirmAnswers =
  (world: World) => (requestId: string, wished: Wished, slots: readonly number[], read?: Read) =>
    decide(world, requestId, wished, (state, moment) => confirm(state, moment, slots, read));

/** Working days a cell gets when its comment is sent back. */
const SENT_BACK_DAYS = 2;

/** Until when the cell is given to mend what is sent back now: two working days, or its date due where that is later. */
export function sentBackUntil(state: RequestState, moment: Moment, { plan: { zone, holidays } }: OpenCycle): Instant {
  const twoDays = endOfDay(addWorkingDays(localDate(moment.now, zone), SENT_BACK_DAYS, holidays), zone);
  return [twoDays, effectiveDue(state, moment)].sort()[1] ?? twoDays;
}

/** Back to the cell with a reason and two more working days; its earlier text stays readable. */
export const sendBackAnswers =
  (world: World) => (requestId: string, wished: Wished, slots: readonly number[], reason: string) =>
    decideWithReason(world, requestId, wished, reason, (state, moment, cycle, ref) =>
      sendBack(state, moment, { slots, reason: ref, until: sentBackUntil(state, moment, cycle) }),
    );

export const reopenAnswers = (world: World) => (requestId: string, wished: Wished, slots: readonly number[]) =>
  decide(world, requestId, wished, (state, moment) => reopen(state, moment, slots));

/** The ward presses: a reminder leaves at once. */
export const pressCommittee = (world: World) => (requestId: string, wished: Wished) =>
  decide(world, requestId, wished, press);

/** More time for one committee, to the end of that local day. */
export const grantTime = (world: World) => (requestId: string, wished: Wished, untilDay: string) =>
  decide(world, requestId, wished, (state, moment, cycle) =>
    extend(state, moment, endOfDay(untilDay, cycle.plan.zone)),
  );

export const excuseCommittee = (world: World) => (requestId: string, wished: Wished, reason: string) =>
  decideWithReason(world, requestId, wished, reason, (state, moment, _, ref) => excuse(state, moment, ref));

/** Another mailbox or channel for a committee: every link mailed to the old one ends with it. */
export const replaceContact = (world: World) => (requestId: string, wished: Wished, contact: Contact) =>
  decide(world, requestId, wished, (state, moment) => changeContact(state, moment, contact));

/** Ends every link mailed so far and mails a new one. */
export const reissueLink = (world: World) => (requestId: string, wished: Wished) =>
  decide(world, requestId, wished, (state, moment) => replaceLink(state, moment));
