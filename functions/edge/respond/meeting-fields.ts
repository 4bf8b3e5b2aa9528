import { NAME_LIMIT } from '#domain/limits.ts';
import type { Problem } from '#domain/refusal.ts';
import { isTypedIn } from '#domain/request.ts';
import type { Via } from '#domain/request-events.ts';
import { checkSigning, type Signing } from '#domain/signing.ts';
import { readDraft } from '#records/drafts.ts';
import type { Work } from './work.ts';

/** The fields of the page about the meeting. */
export const meetingNames = [
  'metOn',
  'participants',
  'front',
  'frontWho',
  'frontBecause',
  'signer',
  'role',
  'second',
  'minutes',
  'via',
  'reference',
  'enteredBy',
] as const;
/** The page about the meeting as it was typed. */
export type MeetingFields = { readonly [name in (typeof meetingNames)[number]]: string };

export interface Meeting {
  readonly version: number;
  readonly fields: MeetingFields;
  readonly problems: readonly Problem[];
}

const nothing = Object.fromEntries(meetingNames.map((name) => [name, ''])) as MeetingFields;

export async function readMeeting(work: Work): Promise<Meeting> {
  const draft = await readDraft(work.deps.table, work.hand.drafts, 'meeting');
  const fields = draft ? fieldsOf(draft.answer) : nothing;
  return { version: draft?.version ?? 0, fields, problems: meetingProblems(work, fields) };
}

function fieldsOf(stored: unknown): MeetingFields {
  const given = new Map(Object.entries(stored ?? {}));
  const text = (name: string): string => {
    const value: unknown = given.get(name);
    return typeof value === 'string' ? value : '';
  };
  return Object.fromEntries(meetingNames.map((name) => [name, text(name)])) as MeetingFields;
}

/** What the committee states about its own work. Only to be sent where `meetingProblems` finds none. */
export function signingOf(fields: MeetingFields): Signing {
  const { frontWho, role } = fields;
  return {
    metOn: fields.metOn,
    participants: fields.participants,
    front:
      fields.front === 'notMet'
        ? { met: false, because: fields.frontBecause }
        : { met: true, ...(frontWho && { who: frontWho }) },
    signer: fields.signer,
    ...(role && { role }),
    second: secondOf(fields),
  };
}

/** The other way round, to tell what was stated. */
export const fieldsOfSigning = (
  { metOn, participants, front, signer, role, second }: Signing,
  reference = '',
): MeetingFields => ({
  ...nothing,
  metOn,
  participants,
  front: front.met ? 'met' : 'notMet',
  ...(front.met ? { frontWho: front.who ?? '' } : { frontBecause: front.because }),
  signer,
  role: role ?? '',
  second: second.way,
  minutes: second.way === 'minutes' ? second.number : '',
  reference,
});

const secondOf = ({ second, minutes }: MeetingFields): Signing['second'] =>
  second === 'code' ? { way: 'code' } : second === 'minutes' ? { way: 'minutes', number: minutes } : { way: 'alone' };

/** The second hand by code is for whoever has the committee's page before them, and not for a form that came on paper. */
export const secondsFor = ({ hand }: Pick<Work, 'hand'>): readonly string[] =>
  hand.vias[0] === 'link' || hand.vias[0] === 'ward' ? ['code', 'minutes', 'alone'] : ['minutes', 'alone'];

export const viaOf = ({ hand }: Pick<Work, 'hand'>, { via }: MeetingFields): Via | undefined =>
  hand.vias.length === 1 ? hand.vias[0] : hand.vias.find((known) => known === via);

const isHandAsked = (work: Work, fields: MeetingFields): boolean =>
  work.hand.asksName === true && isTypedIn(viaOf(work, fields) ?? 'link');

/** Whose name stands in the journal for these answers: whoever typed in what another hand signed, else who signed. */
export const handNamed = ({ enteredBy, signer }: MeetingFields, via: Via): string =>
  isTypedIn(via) ? enteredBy : signer;

export function meetingProblems(work: Work, fields: MeetingFields): Problem[] {
  const problems = checkSigning(signingOf(fields), work.today);
  const missing = (place: string) => problems.push({ place, reason: 'missing' });
  if (!['met', 'notMet'].includes(fields.front)) missing('front');
  if (!secondsFor(work).includes(fields.second)) missing('second');
  if (!viaOf(work, fields)) missing('via');
  const needed = work.hand.vias[0] !== 'link' && work.hand.vias[0] !== 'ward';
  if (needed && !fields.reference) missing('reference');
  if (isHandAsked(work, fields) && !fields.enteredBy) missing('enteredBy');
  if (fields.enteredBy.length > NAME_LIMIT) problems.push({ place: 'enteredBy', reason: 'textTooLong' });
  if (fields.reference.length > 100) problems.push({ place: 'reference', reason: 'textTooLong' });
  return problems;
}
