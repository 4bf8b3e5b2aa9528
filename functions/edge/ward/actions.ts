import { isLocalDate } from '#domain/calendar.ts';
import { closesAt } from '#domain/cycle.ts';
import { NAME_LIMIT, REASON_LIMIT } from '#domain/limits.ts';
import { readAddress } from '#domain/mail-address.ts';
import { isRefusal, Refusal } from '#domain/refusal.ts';
import type { RequestState } from '#domain/request.ts';
import type { Contact } from '#domain/request-events.ts';
import type { Place } from '#records/slices.ts';
import {
  confirmAnswers,
  excuseCommittee,
  grantTime,
  pressCommittee,
  reissueLink,
  replaceContact,
  sendBackAnswers,
} from '#steps/confirm/confirm.ts';
import { passConflict, reroute } from '#steps/respond/tell.ts';
import { readForm } from '../forms.ts';
import type { Mistake } from '../html.ts';
import { seeOther } from '../page.ts';
import { wishOf } from '../wish.ts';
import { cellView, type Done, type Failed, pressable } from './cell.ts';
import { type Cell, type Page, placesOf, showOn, slotIn } from './desk.ts';
import { memberView } from './member.ts';
import { type Decided, readView } from './read.ts';
import { isWaiting } from './reading.ts';

const done = (c: Page, cell: Cell, what: Done): Response => seeOther(c, `${cell.home}?done=${what}`);

/** On to the answers that are left, so that a cell of two hundred is read without going round. */
const decided = (c: Page, cell: Cell, what: 'confirm' | 'back', after: RequestState): Response =>
  placesOf({ ...cell, state: after }).some(isWaiting)
    ? seeOther(c, `${cell.home}read/?done=${what}`)
    : done(c, cell, what);

/** Slots and the parts that were read, from the form's numbers; anything else names nobody. */
function slotsIn(values: Iterable<string>): number[] {
  return [...values].map((value) => {
    if (!/^\d{1,5}$/.test(value)) throw new Refusal('NotFound', 'that names no member');
    return Number(value);
  });
}

const decisionForm = (c: Page) =>
  readForm(c, { one: ['command', 'from', 'name', 'reason', 'all'], many: ['chosen'], each: ['read'] });

type DecisionForm = Awaited<ReturnType<typeof decisionForm>>;

const decidedIn = (form: DecisionForm, mistakes: readonly Mistake[]): Decided => ({
  chosen: new Set(slotsIn(form.chosen)),
  name: form.name,
  reason: form.reason,
  mistakes,
});

const readPairs = (form: DecisionForm): ReadonlyMap<number, number> =>
  new Map(slotsIn(form.read.keys()).map((slot) => [slot, Number(form.read.get(String(slot)))]));

const fromOf = (form: DecisionForm): number | undefined => slotIn(form.from);

/** All that were on the page, or of those the ones with a comment, or those said not to be here. */
const ofKind = ({ state }: Cell, slots: readonly number[], kind: string): number[] =>
  slots.filter((slot) => {
    const comment = state.slots[slot]?.answer?.kind === 'comment';
    return kind === 'yes' || comment === (kind === 'comments');
  });

export async function postConfirm(c: Page, cell: Cell): Promise<Response> {
  const { desk, state } = cell;
  const form = await decisionForm(c);
  const read = readPairs(form);
  const slots = form.all === '' ? slotsIn(form.chosen) : ofKind(cell, [...read.keys()], form.all);
  const mistakes = decisionMistakes(cell, slots, form);
  if (mistakes.length > 0) return showOn(c, desk, await readView(cell, fromOf(form), decidedIn(form, mistakes)), 422);
  const wish = wishOf('confirm', form, desk.by(form.name.trim()));
  return decided(c, cell, 'confirm', await confirmAnswers(desk.deps)(state.id, wish, slots, read));
}

export async function postBack(c: Page, cell: Cell): Promise<Response> {
  const { desk, state } = cell;
  const words = desk.copy.mistakes;
  const form = await decisionForm(c);
  const slots = slotsIn(form.chosen);
  const reason = form.reason.trim();
  const mistakes = decisionMistakes(cell, slots, form);
  if (!reason) mistakes.push({ field: 'reason', words: words.reason });
  if (reason.length > REASON_LIMIT) mistakes.push({ field: 'reason', words: words.tooLong });
  if (mistakes.length > 0) return showOn(c, desk, await readView(cell, fromOf(form), decidedIn(form, mistakes)), 422);
  const wish = wishOf('back', form, desk.by(form.name.trim()));
  return decided(c, cell, 'back', await sendBackAnswers(desk.deps)(state.id, wish, slots, reason));
}

function decisionMistakes({ desk }: Cell, slots: readonly number[], { name, read }: DecisionForm): Mistake[] {
  const words = desk.copy.mistakes;
  const [first = ''] = read.keys();
  return [
    ...(slots.length === 0 ? [{ field: `chosen-${first}`, words: words.nobodyChosen }] : []),
    ...(isName(name) ? [] : [{ field: 'name', words: words.name }]),
  ];
}

const isName = (typed: string): boolean => typed.trim() !== '' && typed.length <= NAME_LIMIT;

/** Whatever is done in the name of the ward has a hand. */
const unnamed = ({ desk }: Cell, field: string, name: string): Mistake[] =>
  isName(name) ? [] : [{ field, words: desk.copy.mistakes.hand }];

export async function postPress(c: Page, cell: Cell): Promise<Response> {
  const { desk, state } = cell;
  const form = await readForm(c, { one: ['command', 'name'] });
  const mistakes = unnamed(cell, 'press-name', form.name);
  if (mistakes.length > 0) return comeBack(c, cell, { action: 'press', mistakes, typed: { name: form.name } });
  try {
    await pressCommittee(desk.deps)(state.id, wishOf('press', form, desk.by(form.name.trim())));
  } catch (error) {
    if (!isRefusal(error, 'AlreadyDone') && !isRefusal(error, 'NotAllowed')) throw error;
    const today = pressable(cell) === 'today';
    const words = today ? desk.copy.cell.pressedToday : desk.copy.mistakes.pressNothing;
    const failed = { action: 'press', mistakes: [{ field: 'actions', words }], typed: {} } as const;
    return showOn(c, desk, await cellView(cell, undefined, failed), 409);
  }
  return done(c, cell, 'press');
}

export async function postLink(c: Page, cell: Cell): Promise<Response> {
  const { desk, state } = cell;
  const form = await readForm(c, { one: ['command', 'name'] });
  const mistakes = unnamed(cell, 'link-name', form.name);
  if (mistakes.length > 0) return comeBack(c, cell, { action: 'link', mistakes, typed: { name: form.name } });
  await reissueLink(desk.deps)(state.id, wishOf('link', form, desk.by(form.name.trim())));
  return done(c, cell, 'link');
}

const comeBack = async (c: Page, cell: Cell, failed: Failed): Promise<Response> =>
  showOn(c, cell.desk, await cellView(cell, undefined, failed), 422);

export async function postTime(c: Page, cell: Cell): Promise<Response> {
  const { desk, state } = cell;
  const words = desk.copy.mistakes;
  const form = await readForm(c, { one: ['command', 'until', 'name'] });
  const until = form.until.trim();
  const nobody = unnamed(cell, 'time-name', form.name);
  const wrong = (...why: string[]) => {
    const mistakes = [...why.map((words) => ({ field: 'time-until', words })), ...nobody];
    return comeBack(c, cell, { action: 'time', mistakes, typed: { until, name: form.name } });
  };
  if (!isLocalDate(until)) return wrong(words.notADate);
  if (until > desk.cycle.dates.closesOn) return wrong(words.extensionAfterClose(desk.day(closesAt(desk.cycle))));
  if (nobody.length > 0) return wrong();
  try {
    await grantTime(desk.deps)(state.id, wishOf('time', form, desk.by(form.name.trim())), until);
  } catch (error) {
    if (isRefusal(error, 'Invalid')) return wrong(words.extensionNotLater);
    throw error;
  }
  return done(c, cell, 'time');
}

export async function postExcuse(c: Page, cell: Cell): Promise<Response> {
  const { desk, state } = cell;
  const words = desk.copy.mistakes;
  const form = await readForm(c, { one: ['command', 'reason', 'name'] });
  const reason = form.reason.trim();
  const why = !reason ? words.reason : reason.length > REASON_LIMIT ? words.tooLong : undefined;
  const mistakes = [
    ...(why === undefined ? [] : [{ field: 'excuse-reason', words: why }]),
    ...unnamed(cell, 'excuse-name', form.name),
  ];
  if (mistakes.length > 0) return comeBack(c, cell, { action: 'excuse', mistakes, typed: { reason, name: form.name } });
  await excuseCommittee(desk.deps)(state.id, wishOf('excuse', form, desk.by(form.name.trim())), reason);
  return done(c, cell, 'excuse');
}

export async function postContact(c: Page, cell: Cell): Promise<Response> {
  const { desk, state } = cell;
  const words = desk.copy.mistakes;
  const form = await readForm(c, { one: ['command', 'channel', 'mailbox', 'name'] });
  const typed = { channel: form.channel, mailbox: form.mailbox, name: form.name };
  const nobody = unnamed(cell, 'contact-name', form.name);
  const wrong = (field: string, why: string) => {
    const mistakes = [{ field: `contact-${field}`, words: why }, ...nobody];
    return comeBack(c, cell, { action: 'contact', mistakes, typed });
  };
  const channel = (['mailbox', 'ward', 'paper'] as const).find((known) => known === form.channel);
  if (!channel) return wrong('channel', words.channel);
  const written = form.mailbox.trim();
  const read = written === '' ? undefined : readAddress(written);
  if ((channel === 'mailbox' && !read) || (read && 'fault' in read)) return wrong('mailbox', words.mailbox);
  if (nobody.length > 0) return comeBack(c, cell, { action: 'contact', mistakes: nobody, typed });
  const { mailbox: _, ...rest } = state.contact;
  const contact: Contact = { ...rest, channel, ...(read && 'address' in read ? { mailbox: read.address } : {}) };
  await replaceContact(desk.deps)(state.id, wishOf('contact', form, desk.by(form.name.trim())), contact);
  return done(c, cell, 'contact');
}

export async function postConflict(c: Page, cell: Cell, place: Place): Promise<Response> {
  const { desk, state } = cell;
  const form = await readForm(c, { one: ['command', 'hand', 'name'] });
  const to = (['hand', 'ward'] as const).find((known) => known === form.hand);
  const nobody = unnamed(cell, 'conflict-name', form.name);
  if (!to || nobody.length > 0) {
    const mistakes = [...(to ? [] : [{ field: 'conflict', words: desk.copy.mistakes.conflict }]), ...nobody];
    const typed = { hand: form.hand, name: form.name };
    return showOn(c, desk, await memberView(cell, place, { mistakes, typed }), 422);
  }
  const wish = wishOf(`conflict.${place.slot}`, form, desk.by(form.name.trim()));
  await passConflict(desk.deps)(state.id, wish, place.slot, to);
  return done(c, cell, 'conflict');
}

export async function postReroute(c: Page, cell: Cell, place: Place): Promise<Response> {
  const { desk, state } = cell;
  const words = desk.copy.mistakes;
  const form = await readForm(c, { one: ['command', 'to', 'name'] });
  const to = form.to.trim();
  const nobody = unnamed(cell, 'reroute-name', form.name);
  const wrong = async (...why: string[]) => {
    const mistakes = [...why.map((words) => ({ field: 'to', words })), ...nobody];
    const failed = { mistakes, typed: { to, name: form.name } };
    return showOn(c, desk, await memberView(cell, place, failed), 422);
  };
  if (!to) return wrong(words.to);
  if (!/^[\w.-]{1,80}$/.test(to)) return wrong(words.residenceUnknown);
  if (nobody.length > 0) return wrong();
  try {
    const { deps } = desk;
    const wish = wishOf(`reroute.${place.slot}`, form, desk.by(form.name.trim()));
    await reroute({ world: deps, files: deps.files })(state.id, wish, place.slot, to);
  } catch (error) {
    if (isRefusal(error, 'Invalid')) return wrong(words.residenceUnknown);
    throw error;
  }
  return done(c, cell, 'reroute');
}
