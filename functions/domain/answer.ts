import type { LocalDate } from './calendar.ts';
import type { Problem } from './refusal.ts';

/** Ids that the form gives their meaning; nothing here knows a criterion, a level or a source by name. */
export type CriterionId = string;
export type LevelId = string;
export type SourceId = string;

export interface Reason {
  readonly text: string;
  /** The day of the fact that the text tells. */
  readonly factDate?: LocalDate;
}

/** What a committee says about a member's conduct, criterion by criterion. */
export interface Comment {
  readonly kind: 'comment';
  readonly levels: Readonly<Record<CriterionId, LevelId>>;
  readonly reasons: Readonly<Record<CriterionId, Reason>>;
  /** How the committee knows. */
  readonly sources: readonly SourceId[];
  readonly remark?: string;
}

/** The member is not the committee's to comment on. */
export interface NotHere {
  readonly kind: 'notHere';
  readonly which: 'notHere' | 'moved' | 'notKnown';
  /** Where to, as far as the committee knows; only with 'moved'. */
  readonly movedTo?: string;
}

/** The hand steps aside: the member is themselves or a relative. */
export interface Conflict {
  readonly kind: 'conflict';
  readonly note?: string;
}

/** One committee's answer about one member. */
export type Answer = Comment | NotHere | Conflict;

/** An answer on its way: anything may be missing, and what belongs to another kind is kept in case the hand turns back. */
export interface DraftAnswer {
  readonly kind?: Answer['kind'];
  readonly levels?: Readonly<Record<CriterionId, LevelId>>;
  readonly reasons?: Readonly<Record<CriterionId, Partial<Reason>>>;
  readonly sources?: readonly SourceId[];
  readonly remark?: string;
  readonly which?: NotHere['which'];
  readonly movedTo?: string;
  readonly note?: string;
}

/** The kind as lists and counts tell it: the three ways of not being here apart. */
export const answerKind = (answer: Answer): 'comment' | 'conflict' | NotHere['which'] =>
  answer.kind === 'notHere' ? answer.which : answer.kind;

/** Tells the problems of a parse from what was parsed. */
export const isProblems = <T extends object>(parsed: T | Problem[]): parsed is Problem[] => Array.isArray(parsed);

const KINDS: readonly Answer['kind'][] = ['comment', 'notHere', 'conflict'];
const WHICH: readonly NotHere['which'][] = ['notHere', 'moved', 'notKnown'];
const FIELDS: { readonly [kind in Answer['kind']]: { readonly needed: readonly string[]; readonly free: string } } = {
  comment: { needed: ['kind', 'levels', 'reasons', 'sources'], free: 'remark' },
  notHere: { needed: ['kind', 'which'], free: 'movedTo' },
  conflict: { needed: ['kind'], free: 'note' },
};

/** Sources and criteria are a handful; more than this is not a form that was filled in. */
const ENTRIES = 50;

/**
 * An answer from stored or posted JSON, or what is wrong with its shape. Only the shape: whether it may be submitted is
 * checkAnswer's to say. A field that no answer of its kind has is refused, not dropped.
 */
export function parseAnswer(json: unknown): Answer | Problem[] {
  const draft = parseDraft(json);
  if (isProblems(draft)) return draft;
  const answer = asAnswer(draft);
  if (!draft.kind || !answer) return [{ place: draft.kind ? 'which' : 'kind', reason: 'missing' }];
  const { needed, free } = FIELDS[draft.kind];
  const given = Object.keys(draft);
  const problems: Problem[] = [];
  for (const field of needed) if (!given.includes(field)) problems.push({ place: field, reason: 'missing' });
  for (const field of given) {
    if (field !== free && !needed.includes(field)) problems.push({ place: field, reason: 'fieldUnknown' });
  }
  for (const [id, { text }] of Object.entries(draft.reasons ?? {})) {
    if (text === undefined) problems.push({ place: `reasons.${id}.text`, reason: 'missing' });
  }
  return problems.length > 0 ? problems : answer;
}

/** A draft from stored or posted JSON, or what is wrong with its shape. */
export function parseDraft(json: unknown): DraftAnswer | Problem[] {
  const problems: Problem[] = [];
  const draft: { -readonly [field in keyof DraftAnswer]: DraftAnswer[field] } = {};
  for (const [field, value] of Object.entries(record('answer', json, problems))) {
    if (field === 'kind') {
      const kind = oneOf(KINDS, field, value, problems);
      if (kind) draft.kind = kind;
    } else if (field === 'which') {
      const which = oneOf(WHICH, field, value, problems);
      if (which) draft.which = which;
    } else if (field === 'remark' || field === 'movedTo' || field === 'note')
      draft[field] = text(field, value, problems);
    else if (field === 'levels') draft.levels = texts(field, value, problems);
    else if (field === 'reasons') draft.reasons = reasons(value, problems);
    else if (field === 'sources') draft.sources = list(field, value, problems);
    else problems.push({ place: short(field), reason: 'fieldUnknown' });
  }
  return problems.length > 0 ? problems : draft;
}

/** A name that came from outside, as much of it as a message needs. */
const short = (name: string): string => name.slice(0, 40);

function record(place: string, value: unknown, problems: Problem[]): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push({ place, reason: 'notAnObject' });
    return {};
  }
  if (Object.keys(value).length <= ENTRIES) return value;
  problems.push({ place, reason: 'tooMany' });
  return {};
}

function text(place: string, value: unknown, problems: Problem[]): string {
  if (typeof value === 'string') return value;
  problems.push({ place, reason: 'notText' });
  return '';
}

function oneOf<T extends string>(
  known: readonly T[],
  place: string,
  value: unknown,
  problems: Problem[],
): T | undefined {
  const found = known.find((one) => one === value);
  if (found === undefined) problems.push({ place, reason: `${place}Unknown` });
  return found;
}

// Object.fromEntries defines what it is given; an assignment to "__proto__" would change the object instead.
const texts = (place: string, value: unknown, problems: Problem[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(record(place, value, problems)).map(([id, one]) => [
      id,
      text(`${place}.${short(id)}`, one, problems),
    ]),
  );

function list(place: string, value: unknown, problems: Problem[]): string[] {
  if (!Array.isArray(value)) problems.push({ place, reason: 'notAList' });
  else if (value.length > ENTRIES) problems.push({ place, reason: 'tooMany' });
  else return value.map((one: unknown) => text(place, one, problems));
  return [];
}

function reasons(value: unknown, problems: Problem[]): Record<string, Partial<Reason>> {
  const given = Object.entries(record('reasons', value, problems));
  return Object.fromEntries(
    given.map(([id, one]) => {
      const place = `reasons.${short(id)}`;
      const fields = texts(place, one, problems);
      for (const field of Object.keys(fields)) {
        if (field !== 'text' && field !== 'factDate') {
          problems.push({ place: `${place}.${short(field)}`, reason: 'fieldUnknown' });
        }
      }
      return [id, fields];
    }),
  );
}

/**
 * The answer this draft stands for, or undefined while it has no kind (or "not here" without saying which way). What other
 * kinds left behind is dropped, texts are kept as they are; what is missing comes out empty, for checkAnswer to name.
 */
export function asAnswer(draft: DraftAnswer): Answer | undefined {
  const { kind, levels = {}, reasons: given = {}, sources = [], remark, which, movedTo, note } = draft;
  switch (kind) {
    case undefined:
      return undefined;
    case 'comment': {
      const told = Object.entries(given).map(([id, reason]) => [id, { ...reason, text: reason.text ?? '' }] as const);
      return { kind, levels, reasons: Object.fromEntries(told), sources, ...(remark !== undefined && { remark }) };
    }
    case 'notHere':
      return which && { kind, which, ...(which === 'moved' && movedTo !== undefined && { movedTo }) };
    case 'conflict':
      return { kind, ...(note !== undefined && { note }) };
  }
}

/** As text is kept: composed (NFC), trimmed, lines ended by LF. Names are never keys, so nothing is folded. */
export const cleanText = (written: string): string => written.replace(/\r\n?/g, '\n').normalize('NFC').trim();

/** A draft as the edge keeps it: every text cleaned, and nothing left that is only empty. */
export function cleanDraft(draft: DraftAnswer): DraftAnswer {
  const { kind, which, sources = [] } = draft;
  const [remark, movedTo, note] = [draft.remark, draft.movedTo, draft.note].map((one) => cleanText(one ?? ''));
  const levels = Object.entries(draft.levels ?? {}).filter(([, level]) => level !== '');
  const told = Object.entries(draft.reasons ?? {}).flatMap(([id, reason]) => {
    const [said, factDate] = [reason.text, reason.factDate].map((one) => cleanText(one ?? ''));
    return said || factDate ? [[id, { ...(said && { text: said }), ...(factDate && { factDate }) }] as const] : [];
  });
  return {
    ...(kind && { kind }),
    ...(levels.length > 0 && { levels: Object.fromEntries(levels) }),
    ...(told.length > 0 && { reasons: Object.fromEntries(told) }),
    ...(sources.length > 0 && { sources }),
    ...(remark && { remark }),
    ...(which && { which }),
    ...(movedTo && { movedTo }),
    ...(note && { note }),
  };
}
