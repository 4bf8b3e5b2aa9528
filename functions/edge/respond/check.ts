import { type Answer, asAnswer } from '#domain/answer.ts';
import { qualityHints } from '#domain/quality.ts';
import { isRefusal, Refusal } from '#domain/refusal.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import type { CheckNotice } from '../copy/respond/names.ts';
import { readForm } from '../forms.ts';
import { seeOther, show } from '../page.ts';
import { checkPage } from './check-page.ts';
import { allKept, drop, type Kept } from './kept.ts';
import { handNamed, type Meeting, readMeeting, signingOf, viaOf } from './meeting-fields.ts';
import { isToSend, type Row, rowsOf } from './standing.ts';
import { type Page, type RespondDeps, type RespondWay, type Work, workOf } from './work.ts';

export async function getCheck(c: Page, work: Work): Promise<Response> {
  const [kept, meeting] = await Promise.all([allKept(work), readMeeting(work)]);
  return showCheck(c, work, rowsOf(work, kept), meeting, work.deps.ids.next());
}

async function showCheck(
  c: Page,
  work: Work,
  rows: readonly Row[],
  meeting: Meeting,
  command: string,
  refused?: { readonly notice: CheckNotice; readonly status: 409 | 422 },
): Promise<Response> {
  const hints = qualityHints(
    work.form,
    rows.filter(isToSend).flatMap(({ its, kept }) => {
      const answer = kept && asAnswer(kept.answer);
      return answer ? [{ category: its.category, answer, seconds: kept.seconds }] : [];
    }),
  );
  const page = checkPage(work, { rows, meeting, hints, command, notice: refused?.notice });
  return show(c, page, refused?.status ?? 200);
}

/** What the page before sending showed: a member, and the version of the draft about them that was seen. */
interface Chosen {
  readonly slot: number;
  readonly version: number;
}

const chosenOf = (values: readonly string[]): readonly Chosen[] =>
  values.map((value) => {
    const [, n, version] = /^([1-9]\d{0,4})\.(\d{1,15})$/.exec(value) ?? [];
    if (n === undefined)
      throw new Refusal('Invalid', 'a member is named by number and version', [
        { place: 'member', reason: 'memberUnknown' },
      ]);
    return { slot: Number(n) - 1, version: Number(version) };
  });

/**
 * Sends. What was seen is what is sent: a draft or a meeting that changed since the page was made comes back to be looked at. The
 * drafts are read before the journal, so that one who finds them gone finds the submission that took them.
 */
export async function postCheck(c: Page, deps: RespondDeps, way: RespondWay): Promise<Response> {
  const form = await readForm(c, { one: ['command', 'meeting'], many: ['member'] });
  if (!/^[\w-]{8,64}$/.test(form.command))
    throw new Refusal('Invalid', 'the form has no key', [{ place: 'command', reason: 'missing' }]);
  const before = await workOf(c, deps, way);
  const [kept, meeting] = await Promise.all([allKept(before), readMeeting(before)]);
  const work = await workOf(c, deps, way);
  const chosen = chosenOf(form.member);
  const commandId = `send-${form.command}`;
  if (work.state.commandIds.has(commandId)) return answerRepeat(c, work, commandId, chosen);
  const rows = rowsOf(work, kept);
  const again = (notice: CheckNotice, status: 409 | 422) =>
    showCheck(c, work, rows, meeting, work.deps.ids.next(), { notice, status });
  if (chosen.length === 0) return again('nobodyChosen', 422);
  if (String(meeting.version) !== form.meeting) return again('changedSince', 409);
  if (meeting.problems.length > 0) return again('meetingMissing', 422);
  const sending = chosen.map(({ slot, version }) =>
    rows.find((row) => row.slot === slot && row.kept?.version === version),
  );
  if (!sending.every((row) => row !== undefined && isToSend(row))) return again('changedSince', 409);
  const drafts = sending.flatMap((row) => (row?.kept ? [{ ...row, kept: row.kept }] : []));
  try {
    await send(work, commandId, drafts, meeting);
    await clear(work, drafts);
    return sentTo(c, await workOf(c, deps, way), commandId);
  } catch (error) {
    if (isRefusal(error, 'Conflict')) throw otherContent();
    if (isRefusal(error, 'TooLate', 'AlreadyDone', 'NotAllowed', 'Invalid')) return again('changedSince', 409);
    throw error;
  }
}

type Drafted = Row & { readonly kept: Kept };

async function send(work: Work, commandId: string, drafts: readonly Drafted[], meeting: Meeting): Promise<void> {
  const answers = drafts.map(({ slot, kept }) => ({ slot, answer: answerIn(kept) }));
  const { reference } = meeting.fields;
  const via = viaOf(work, meeting.fields) ?? work.hand.vias[0];
  await submitAnswers(work.deps)(work.id, {
    commandId,
    by: work.hand.actor(handNamed(meeting.fields, via)),
    via,
    answers,
    signing: signingOf(meeting.fields),
    ...(reference && { reference }),
  });
}

function answerIn({ answer }: Kept): Answer {
  const whole = asAnswer(answer);
  if (!whole) throw new Error('a finished draft is no answer');
  if (whole.kind !== 'comment') return whole;
  // A day without a reason stands where a level was changed to one that needs neither.
  return { ...whole, reasons: Object.fromEntries(Object.entries(whole.reasons).filter(([, { text }]) => text !== '')) };
}

/** A draft that somebody saved again meanwhile stays, as a change of what was sent. */
async function clear(work: Work, drafts: readonly Drafted[]): Promise<void> {
  await Promise.all(drafts.map(({ member, kept }) => drop(work, member.id, kept.version)));
}

/** The same wish again is answered as the first time; the same key with other members is no repeat. */
function answerRepeat(c: Page, work: Work, commandId: string, chosen: readonly Chosen[]): Response {
  const entry = work.entries.find((one) => one.commandId === commandId);
  const sent = entry?.event.type === 'submitted' ? entry.event.chunks.flatMap(({ slots }) => slots) : [];
  const asked = new Set(chosen.map(({ slot }) => slot));
  if (asked.size !== sent.length || !sent.every((slot) => asked.has(slot))) throw otherContent();
  return sentTo(c, work, commandId);
}

const otherContent = () =>
  new Refusal('Invalid', 'this key was used for another submission', [{ place: 'command', reason: 'sentOtherwise' }]);

function sentTo(c: Page, { entries, home }: Work, commandId: string): Response {
  const part = entries.find((entry) => entry.commandId === commandId)?.seq ?? '';
  return seeOther(c, `${home}sent?part=${part}`);
}
