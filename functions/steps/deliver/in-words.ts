import type { Actor } from '#domain/actor.ts';
import { localDate } from '#domain/calendar.ts';
import type { Answer } from '#domain/comment.ts';
import type { OpenCycle } from '#domain/cycle.ts';
import type { Coverage } from '#domain/evaluation.ts';
import { criteriaFor, type Form, formOf, levelOf } from '#domain/form.ts';
import type { Language } from '#domain/language.ts';
import type { Outcome } from '#domain/outcome.ts';
import { isTypedIn } from '#domain/request.ts';
import type { RequestEvent, Via } from '#domain/request-events.ts';
import { listed, type Signing } from '#domain/signing.ts';
import { shortDate } from '#mail/formats.ts';
import type { Instant } from '#ports';
import type { Entry } from '#records/journal.ts';
import type { Evaluated, Signed } from './pack.ts';
import { type EvaluationWords, evaluationWords } from './words/index.ts';

/** The language, form and zone that an evaluation is told in. */
export interface Telling {
  readonly language: Language;
  readonly words: EvaluationWords;
  readonly form: Form;
  readonly zone: string;
}

export const tellingOf = (cycle: OpenCycle, language: Language): Telling => ({
  language,
  words: evaluationWords[language],
  form: formOf(cycle.plan.formId),
  zone: cycle.plan.zone,
});

export const dayOf = ({ language, zone }: Pick<Telling, 'language' | 'zone'>, at: Instant): string =>
  shortDate(language, localDate(at, zone));

/** One criterion as it was answered. */
interface Said {
  readonly heading: string;
  readonly level: string;
  readonly reason?: string;
}

/** What was said about a member, in words and in the order of the form. No number stands for any of it. */
export interface AnswerInWords {
  readonly said: readonly Said[];
  readonly sources?: string;
  readonly remark?: string;
  /** Of an answer that is no comment: one line. */
  readonly plain?: string;
}

export function answerInWords(telling: Telling, category: 'A' | 'B', answer: Answer): AnswerInWords {
  const { form, language, words } = telling;
  if (answer.kind === 'conflict') return { said: [], plain: form.conflict.label[language] };
  if (answer.kind === 'notHere') {
    const plain = words.outcome.notHere[answer.which];
    return { said: [], plain: answer.movedTo ? `${plain}. ${words.movedTo(answer.movedTo)}` : plain };
  }
  const said = criteriaFor(form, category).map((criterion): Said => {
    const chosen = answer.levels[criterion.id];
    const reason = answer.reasons[criterion.id];
    const date = reason?.factDate && shortDate(language, reason.factDate);
    return {
      heading: criterion.heading[language],
      level: levelOf(criterion, chosen)?.label[language] ?? chosen ?? '',
      ...(reason ? { reason: words.reason(date, reason.text) } : {}),
    };
  });
  const known = form.howKnown.sources.filter(({ id }) => answer.sources.includes(id));
  return {
    said,
    sources: words.sources(
      inRow(
        language,
        known.map(({ label }) => label[language]),
      ),
    ),
    ...(answer.remark ? { remark: answer.remark } : {}),
  };
}

const inRow = (language: Language, parts: readonly string[]): string =>
  new Intl.ListFormat(language, { type: 'conjunction', style: 'narrow' }).format(parts);

/** Somebody's words at the end of a sentence of ours, which has its own full stop. */
const bare = (text: string): string => text.trim().replace(/\.+$/, '');

/** Who met, signed and countersigned, as the evaluation and the ward's page say it; `awaited` where a second hand is to sign still. */
export function signingInWords(
  { words, language, zone }: Telling,
  signing: Signing,
  second: (Signed & { readonly at: Instant }) | undefined,
  awaited: string,
): string[] {
  const { front } = signing;
  return [
    words.met(shortDate(language, signing.metOn)),
    words.participants(bare(listed(signing.participants))),
    front.met ? words.front(bare(front.who ?? '')) : words.noFront(bare(front.because)),
    words.signer(bare(signing.signer), bare(signing.role ?? '')),
    ...(second ? [words.second(bare(second.name), bare(second.role), dayOf({ language, zone }, second.at))] : []),
    ...(signing.second.way === 'minutes' ? [words.minutes(bare(signing.second.number))] : []),
    ...(!second && signing.second.way === 'code' ? [awaited] : []),
    ...(!second && signing.second.way === 'alone' ? [words.alone] : []),
  ];
}

/** Why the ward spoke in a cell's place: it sent nothing, it stepped aside, or (of several members) now one and now the other. */
export type InPlace = 'ward' | 'conflict' | 'inPlace';

/** How an answer reached the exchange, where it was not by the committee's own link. */
export function viaInWords({ words }: Telling, via: Via, reference: string | undefined, why: InPlace): string[] {
  if (via === 'link') return [];
  return [via === 'ward' ? words.via[why] : words.via[via](bare(reference ?? ''))];
}

/** Who typed in what the committee wrote elsewhere. The hand's name is for those who run the exchange, and not for a workplace. */
export function enteredInWords(
  telling: Telling,
  part: { readonly via: Via; readonly at: Instant },
  by: Actor,
  names: Names,
): string[] {
  if (!isTypedIn(part.via)) return [];
  const { words } = telling;
  return [words.entered(nameOfBody(words, by.body, names), by.name ?? '', dayOf(telling, part.at))];
}

/** Why the ward answered these members in that part, as the journal before it tells. */
export function whyInPlace(entries: readonly Entry<RequestEvent>[], part: number, slots: readonly number[]): InPlace {
  const aside = slots.filter((slot) => entries.some((entry) => entry.seq < part && isAside(entry.event, slot)));
  if (aside.length === 0) return 'ward';
  return aside.length === slots.length ? 'conflict' : 'inPlace';
}

const isAside = (event: RequestEvent, slot: number): boolean =>
  event.type === 'submitted'
    ? event.chunks.some(({ slots, kinds }) => kinds[slots.indexOf(slot)] === 'conflict')
    : event.type === 'conflictHanded' && event.slot === slot;

export function outcomeInWords({ words }: Pick<Telling, 'words'>, outcome: Outcome): string {
  switch (outcome.state) {
    case 'commented':
      return words.outcome.commented[outcome.how];
    case 'notHere':
      return words.outcome.notHere[outcome.why];
    case 'noComment':
      return words.outcome.noComment[outcome.why];
  }
}

export interface EvaluationInWords {
  readonly outcome: string;
  readonly answer?: AnswerInWords;
  /** Where there is an answer whose text a lawful order removed. */
  readonly removed?: string;
  /** How the answer came about; empty where none came. */
  readonly how: readonly string[];
  readonly told: string;
  /** Empty where nothing was said that a view could be about. */
  readonly view: string;
  /** Empty where no attendance is recorded. */
  readonly attendance: string;
  readonly coverage: readonly string[];
}

export function evaluationInWords(telling: Telling, evaluated: Evaluated, deskNames: Names): EvaluationInWords {
  const { words } = telling;
  const { line, answer, released } = evaluated;
  // Whom a conflict of interest concerns is nobody's business at work.
  const shown = answer && answer.kind !== 'conflict' ? answerInWords(telling, line.category, answer) : undefined;
  return {
    outcome: outcomeInWords(telling, line.outcome),
    ...(shown ? { answer: shown } : {}),
    ...(line.answer && !answer ? { removed: words.removed } : {}),
    how: line.outcome.state === 'noComment' ? [] : howItCame(telling, evaluated, deskNames),
    told: toldInWords(telling, evaluated),
    view: viewInWords(telling, evaluated),
    attendance: '',
    coverage: coverageInWords(telling, evaluated, released.evaluation.coverage, deskNames),
  };
}

/** Names of wards by id. */
export type Names = ReadonlyMap<string, string>;

function howItCame(telling: Telling, evaluated: Evaluated, names: Names): string[] {
  const { words } = telling;
  const { line, signing, second, released, wardName } = evaluated;
  if (!line.answer) return [];
  const part = released.evaluation.coverage.parts.find(({ seq }) => seq === line.answer?.part);
  const who = line.answer.via === 'ward' && wardName ? wardName : released.evaluation.committeeName;
  const at = part?.countersignedAt;
  return [
    words.sent(who, dayOf(telling, line.answer.at)),
    ...viaInWords(
      telling,
      line.answer.via,
      part?.reference,
      whyInPlace(released.entries, line.answer.part, [line.slot]),
    ),
    ...(part ? enteredInWords(telling, part, { body: part.by }, names) : []),
    ...(line.answer.late ? [words.late] : []),
    ...(signing
      ? signingInWords(telling, signing, second && at ? { ...second, at } : undefined, words.secondMissing)
      : []),
    ...confirmationInWords(telling, evaluated),
  ];
}

function confirmationInWords(telling: Telling, evaluated: Evaluated): string[] {
  const { words } = telling;
  const { line, wardName, confirmedBy, sentBackReason, released } = evaluated;
  if (line.confirmedAt)
    return [words.confirmed(wardName ?? '', confirmedBy?.name ?? '', dayOf(telling, line.confirmedAt))];
  if (!wardName) return [words.noWard];
  const first = released.entries.find(({ event }) => event.type === 'assembled');
  if (line.answer && first && line.answer.part > first.seq) return [words.sentAfterClose];
  return [words.notConfirmed, ...(sentBackReason === undefined ? [] : [words.sentBack(sentBackReason)])];
}

function toldInWords({ words }: Telling, { line, toldByWorkplace }: Evaluated): string {
  if (toldByWorkplace) return words.toldByWorkplace;
  if (line.outcome.state !== 'commented') return words.nothingToTell;
  return line.toldByMail ? words.toldByMail : words.notTold;
}

/** Nobody declines to state a view on words they were never told. */
function viewInWords(telling: Telling, { line, view, toldByWorkplace }: Evaluated): string {
  const { words } = telling;
  if (view !== undefined && line.view) return words.view(dayOf(telling, line.view.at), view);
  if (line.outcome.state !== 'commented') return '';
  if (line.toldByMail) return words.noView;
  if (!toldByWorkplace) return words.noViewYet;
  return line.outcome.how === 'confirmed' ? words.noView : words.noViewKept;
}

/** Where the member's request was before, and what was answered there. */
function earlierInWords(telling: Telling, { earlier, released }: Evaluated, names: Names): string[] {
  const { words } = telling;
  return earlier.flatMap(({ from, to, at, by, category, answer, answeredAt }) => {
    // Whom a conflict of interest concerns is nobody's business at work.
    const said = answer && answer.kind !== 'conflict' && answerInWords(telling, category, answer).plain;
    return [
      ...(said && answeredAt ? [words.answeredElsewhere(from, dayOf(telling, answeredAt), `${bare(said)}.`)] : []),
      words.rerouted(from, to ?? released.evaluation.committeeName, nameOfBody(words, by, names), dayOf(telling, at)),
    ];
  });
}

const nameOfBody = (words: EvaluationWords, body: string, names: Names): string => {
  const id = body.replace(/^committee:/, '');
  return id === body ? words.byOffice : (names.get(id) ?? id);
};

function coverageInWords(telling: Telling, evaluated: Evaluated, coverage: Coverage, names: Names): string[] {
  const { line, excusedReason } = evaluated;
  const { words, language } = telling;
  const day = (at: Instant) => dayOf(telling, at);
  const days = (all: readonly Instant[]) => inRow(language, [...new Set(all.map(day))]);
  const { channel, askedAt, firstVisitAt, unreachableSince, excused } = coverage;
  // What the committee was told after it had answered about this member was about others.
  const before = ({ at }: { readonly at: Instant }): boolean => line.answer === undefined || at < line.answer.at;
  const told = earlierInWords(telling, evaluated, names);
  if (channel === 'none') told.push(words.asked.none);
  else told.push(askedAt ? words.asked[channel](day(askedAt)) : words.notAsked, words.due(day(coverage.dueAt)));
  if (firstVisitAt) told.push(words.opened(day(firstVisitAt)));
  else if (channel === 'mailbox' && !line.answer) told.push(words.neverOpened);
  const reminded = coverage.remindedAt.filter((at) => before({ at }));
  if (reminded.length > 0) told.push(words.reminded(days(reminded)));
  for (const by of ['ward', 'office'] as const) {
    const at = coverage.pressed.filter((press) => press.by === by && before(press)).map((press) => press.at);
    if (at.length > 0) told.push(by === 'ward' ? words.pressed(days(at)) : words.pressedByOffice(days(at)));
  }
  for (const { to, at } of coverage.escalated.filter(before)) told.push(words.escalated(names.get(to) ?? to, day(at)));
  if (unreachableSince) told.push(words.unreachable(day(unreachableSince)));
  if (excused) told.push(words.excused(day(excused.at), excusedReason ?? ''));
  if (coverage.closedEarlyAt) told.push(words.closedEarly(day(coverage.closedEarlyAt)));
  if (line.answer) told.push(words.answered(day(line.answer.at)));
  else if (channel !== 'none') told.push(words.notAnswered);
  return told;
}
