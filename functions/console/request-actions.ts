import { isLocalDate } from '#domain/calendar.ts';
import { REASON_LIMIT } from '#domain/limits.ts';
import { readAddress } from '#domain/mail-address.ts';
import { isRefusal, type Problem, Refusal } from '#domain/refusal.ts';
import type { Contact } from '#domain/request-events.ts';
import { readForm } from '#edge/forms.ts';
import { asLanguage } from '#edge/language.ts';
import { seeOther } from '#edge/page.ts';
import {
  excuseCommittee,
  grantTime,
  pressCommittee,
  reissueLink,
  reopenAnswers,
  replaceContact,
} from '#steps/confirm/confirm.ts';
import { reroute } from '#steps/respond/tell.ts';
import type { ConsoleDeps, Page } from './deps.ts';
import { wishOf } from './fields.ts';
import { typedDate } from './order.ts';
import type { Typed } from './request-forms.ts';

/** A telephone, or another mailbox. */
const SECOND_LIMIT = 100;

type Again = (problems: readonly Problem[], typed: Typed) => Promise<Response>;
type Values = { readonly [name: string]: string };
type Act = (
  c: Page,
  deps: ConsoleDeps,
  requestId: string,
) => Promise<{ readonly values: Values; readonly run: () => Promise<unknown> }>;

const invalid = (place: string, reason: string, value?: string): Refusal =>
  new Refusal('Invalid', 'the form is not right yet', [{ place, reason, ...(value ? { value } : {}) }]);

/** The forms of a request's page. Each reads its own fields and no other, and comes down to one step. */
const acts: { readonly [action: string]: Act } = {
  remind: async (c, { world }, id) => {
    const form = await readForm(c, { one: ['command'] });
    return { values: {}, run: () => pressCommittee(world)(id, wishOf(c, form.command)) };
  },
  extend: async (c, { world }, id) => {
    const form = await readForm(c, { one: ['until', 'command'] });
    const until = typedDate(form.until);
    const run = async () => {
      if (!isLocalDate(until)) throw invalid('until', 'notADate', until);
      await grantTime(world)(id, wishOf(c, form.command), until);
    };
    return { values: { until }, run };
  },
  contact: async (c, { world }, id) => {
    const form = await readForm(c, { one: ['channel', 'mailbox', 'second', 'language', 'command'] });
    const values = { mailbox: form.mailbox, second: form.second };
    return { values, run: async () => replaceContact(world)(id, wishOf(c, form.command), contactOf(form)) };
  },
  link: async (c, { world }, id) => {
    const form = await readForm(c, { one: ['command'] });
    return { values: {}, run: () => reissueLink(world)(id, wishOf(c, form.command)) };
  },
  excuse: async (c, { world }, id) => {
    const form = await readForm(c, { one: ['reason', 'command'] });
    const values = { reason: form.reason };
    return { values, run: async () => excuseCommittee(world)(id, wishOf(c, form.command), reasonIn(form.reason)) };
  },
  reopen: async (c, { world }, id) => {
    const form = await readForm(c, { one: ['command'], many: ['slots'] });
    return { values: {}, run: () => reopenAnswers(world)(id, wishOf(c, form.command), form.slots.map(slotNumber)) };
  },
  reroute: async (c, deps, id) => {
    const form = await readForm(c, { one: ['slot', 'committee', 'command'] });
    const values = { committee: form.committee };
    return {
      values,
      run: () => reroute(deps)(id, wishOf(c, form.command), slotNumber(form.slot), form.committee.trim()),
    };
  },
};

function reasonIn(typed: string): string {
  const reason = typed.trim();
  if (reason.length > REASON_LIMIT) throw invalid('reason', 'too-long');
  return reason;
}

function slotNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw invalid('members', 'memberUnknown');
  return Number(text);
}

function contactOf(form: { channel: string; mailbox: string; second: string; language: string }): Contact {
  const channel = (['mailbox', 'ward', 'paper'] as const).find((known) => known === form.channel);
  if (!channel) throw invalid('channel', 'fieldUnknown');
  const reading = form.mailbox.trim() === '' ? undefined : readAddress(form.mailbox.trim());
  if (reading && 'fault' in reading) throw invalid('mailbox', reading.fault, form.mailbox);
  const language = asLanguage(form.language) ?? 'vi';
  const secondContact = form.second.trim();
  if (secondContact.length > SECOND_LIMIT) throw invalid('second', 'too-long');
  return {
    channel,
    language,
    ...(reading ? { mailbox: reading.address } : {}),
    ...(secondContact ? { secondContact } : {}),
  };
}

/** What is typed wrong is said on the request's page, with the form open; every other refusal has its own page. */
export async function postAction(
  c: Page,
  deps: ConsoleDeps,
  requestId: string,
  action: string,
  again: Again,
): Promise<Response> {
  const act = Object.hasOwn(acts, action) ? acts[action] : undefined;
  if (!act) throw new Refusal('NotFound', 'there is no such action');
  const { values, run } = await act(c, deps, requestId);
  try {
    await run();
  } catch (error) {
    if (!isRefusal(error, 'Invalid') || error.problems.length === 0) throw error;
    if (error.problems.some(({ place }) => place === 'form')) throw error;
    return again(error.problems, { action, values });
  }
  deps.nudge();
  deps.log({ event: 'requestChanged', kind: action });
  return seeOther(c, `/console/requests/${requestId}?done=${action}`);
}
