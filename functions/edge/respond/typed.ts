import { cleanDraft, type DraftAnswer } from '#domain/answer.ts';
import { checkAnswer } from '#domain/comment.ts';
import { DAY } from '#domain/day.ts';
import type { Problem } from '#domain/refusal.ts';
import { readDate } from '#domain/written-date.ts';
import type { Place } from '#records/slices.ts';
import type { Posted } from '../forms.ts';
import { readMended } from './mended.ts';
import type { Page, Work } from './work.ts';

/** What came from a member's page. */
export interface Typed {
  readonly answer: DraftAnswer;
  /** Who takes over, where the hand stepped aside. */
  readonly conflict: 'hand' | 'ward' | undefined;
  readonly version: number;
  readonly seconds: number;
  readonly command: string;
  readonly go: 'next' | 'draft' | 'auto' | 'mine';
  /** What may not even be kept as a draft: nothing was, and the page shows what was typed. */
  readonly problems: readonly Problem[];
}

const fields = {
  one: ['version', 'opened', 'seconds', 'command', 'instead', 'movedTo', 'remark', 'go'],
  many: ['source'],
  each: ['level', 'reason', 'date'],
} as const;
type Typing = Posted<(typeof fields.one)[number], (typeof fields.many)[number], (typeof fields.each)[number]>;

export async function readTyped(c: Page, work: Work, place: Place): Promise<Typed> {
  const { form, pasted } = await readMended(c, fields);
  const answer = answerOf(form);
  const [, to] = /^conflict(Hand|Ward)$/.exec(form.instead) ?? [];
  return {
    answer,
    conflict: to === 'Hand' ? 'hand' : to === 'Ward' ? 'ward' : undefined,
    version: wholeNumber(form.version),
    seconds: Math.min(wholeNumber(form.seconds) + secondsSince(form.opened, work.now), DAY / 1000),
    command: form.command,
    go: form.go === 'draft' || form.go === 'auto' || form.go === 'mine' ? form.go : 'next',
    problems: [
      ...pasted.map((field) => ({ place: placeOf(field), reason: 'controlCharacter' })),
      ...insteadProblems(form),
      ...unfit(work, place, answer),
    ],
  };
}

/** The name of a field as the rules of the form call the place. */
function placeOf(field: string): string {
  const [, name, id] = /^(level|reason|date)\.(.+)$/.exec(field) ?? [];
  if (name === 'level') return `levels.${id}`;
  if (name === 'reason') return `reasons.${id}.text`;
  return name === 'date' ? `reasons.${id}.factDate` : field;
}

const notHere = ['notHere', 'moved', 'notKnown'] as const;
const insteads: readonly string[] = ['', 'comment', 'conflictHand', 'conflictWard', ...notHere];

const insteadProblems = ({ instead }: Typing): Problem[] =>
  insteads.includes(instead) ? [] : [{ place: 'which', reason: 'whichUnknown' }];

function answerOf(form: Typing): DraftAnswer {
  const which = notHere.find((known) => known === form.instead);
  const ids = new Set([...form.reason.keys(), ...form.date.keys()]);
  const reasons = [...ids].map((id) => [
    id,
    { text: form.reason.get(id) ?? '', factDate: dayOf(form.date.get(id) ?? '') },
  ]);
  return cleanDraft({
    kind: which ? 'notHere' : 'comment',
    levels: Object.fromEntries(form.level),
    reasons: Object.fromEntries(reasons),
    sources: form.source,
    remark: form.remark,
    movedTo: form.movedTo,
    ...(which && { which }),
  });
}

/** A day as a picker sends it, or as a hand writes it: 15/11/2026. What is neither stays, to be shown and mended. */
export function dayOf(text: string): string {
  const written = text.trim();
  const read = readDate(written, 'dmy');
  return 'date' in read && read.date.length === 10 ? read.date : written;
}

const forbidden = new Set([
  'textTooLong',
  'controlCharacter',
  'levelUnknown',
  'criterionUnknown',
  'sourceUnknown',
  'sourceTwice',
  'dateTooLong',
]);

/** What no page of ours sends and no draft may hold; a draft may well be incomplete. */
function unfit({ form, today }: Work, { its }: Place, draft: DraftAnswer): Problem[] {
  const { levels = {}, reasons = {}, sources = [], remark, movedTo } = draft;
  const told = Object.entries(reasons).map(([id, { text = '', factDate }]) => [
    id,
    { text, ...(factDate !== undefined && { factDate }) },
  ]);
  const comment = { kind: 'comment', levels, reasons: Object.fromEntries(told), sources } as const;
  const problems = [
    ...checkAnswer(form, its.category, { ...comment, ...(remark !== undefined && { remark }) }, today),
    ...checkAnswer(
      form,
      its.category,
      { kind: 'notHere', which: 'moved', ...(movedTo !== undefined && { movedTo }) },
      today,
    ),
  ];
  for (const [id, { factDate = '' }] of Object.entries(reasons))
    if (factDate.length > 40) problems.push({ place: `reasons.${id}.factDate`, reason: 'dateTooLong' });
  return problems.filter(({ reason }) => forbidden.has(reason));
}

const wholeNumber = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : 0);

/** Without script nothing tells how long the page was looked at but when it was sent out and came back. */
function secondsSince(opened: string, now: string): number {
  const ms = Date.parse(now) - wholeNumber(opened);
  return ms > 0 && ms < 3_600_000 ? Math.round(ms / 1000) : 0;
}
