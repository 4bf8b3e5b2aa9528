import { localDate } from '#domain/calendar.ts';
import type { Answer } from '#domain/comment.ts';
import type { OpenCycle } from '#domain/cycle.ts';
import type { Coverage } from '#domain/evaluation.ts';
import { criteriaFor, type Form, formOf, levelOf } from '#domain/form.ts';
import type { Language } from '#domain/language.ts';
import type { Outcome } from '#domain/outcome.ts';
import type { Via } from '#domain/request-events.ts';
import type { Signing } from '#domain/signing.ts';
import { shortDate } from '#mail/formats.ts';
import type { Instant } from '#ports';
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

/** Who met, signed and countersigned, as the evaluation and the ward's page say it. */
export function signingInWords(
  { words, language, zone }: Telling,
  signing: Signing,
  second: (Signed & { readonly at: Instant }) | undefined,
): string[] {
  const { front } = signing;
  return [
    words.met(shortDate(language, signing.metOn)),
    words.participants(bare(signing.participants)),
    front.met ? words.front(bare(front.who ?? '')) : words.noFront(bare(front.because)),
    words.signer(bare(signing.signer), bare(signing.role ?? '')),
    ...(second ? [words.second(bare(second.name), bare(second.role), dayOf({ language, zone }, second.at))] : []),
    ...(signing.second.way === 'minutes' ? [words.minutes(bare(signing.second.number))] : []),
    ...(second || signing.second.way === 'minutes' ? [] : [words.alone]),
  ];
}

/** How an answer reached the exchange, where it was not by the committee's own link. */
export function viaInWords({ words }: Telling, via: Via, reference: string | undefined): string[] {
  if (via === 'link') return [];
  return [via === 'ward' ? words.via.ward : words.via[via](bare(reference ?? ''))];
}

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
  readonly view: string;
  readonly attendance: string;
  readonly coverage: readonly string[];
}

export function evaluationInWords(telling: Telling, evaluated: Evaluated, deskNames: Names): EvaluationInWords {
  const { words } = telling;
  const { line, answer, view, released } = evaluated;
  // Whom a conflict of interest concerns is nobody's business at work.
  const shown = answer && answer.kind !== 'conflict' ? answerInWords(telling, line.category, answer) : undefined;
  return {
    outcome: outcomeInWords(telling, line.outcome),
    ...(shown ? { answer: shown } : {}),
    ...(line.answer && !answer ? { removed: words.removed } : {}),
    how: line.outcome.state === 'noComment' ? [] : howItCame(telling, evaluated),
    told: toldInWords(telling, evaluated),
    view: view !== undefined && line.view ? words.view(dayOf(telling, line.view.at), view) : words.noView,
    attendance: words.attendance,
    coverage: coverageInWords(telling, evaluated, released.evaluation.coverage, deskNames),
  };
}

/** Names of wards by id. */
export type Names = ReadonlyMap<string, string>;

function howItCame(telling: Telling, evaluated: Evaluated): string[] {
  const { words } = telling;
  const { line, signing, second, released, wardName } = evaluated;
  if (!line.answer) return [];
  const part = released.evaluation.coverage.parts.find(({ seq }) => seq === line.answer?.part);
  const who = line.answer.via === 'ward' && wardName ? wardName : released.evaluation.committeeName;
  const at = part?.countersignedAt;
  return [
    words.sent(who, dayOf(telling, line.answer.at)),
    ...viaInWords(telling, line.answer.via, part?.reference),
    ...(line.answer.late ? [words.late] : []),
    ...(signing ? signingInWords(telling, signing, second && at ? { ...second, at } : undefined) : []),
    ...confirmationInWords(telling, evaluated),
  ];
}

function confirmationInWords(telling: Telling, evaluated: Evaluated): string[] {
  const { words } = telling;
  const { line, wardName, confirmedBy, sentBackReason } = evaluated;
  if (line.confirmedAt)
    return [words.confirmed(wardName ?? '', confirmedBy?.name ?? '', dayOf(telling, line.confirmedAt))];
  if (!wardName) return [words.noWard];
  return [words.notConfirmed, ...(sentBackReason === undefined ? [] : [words.sentBack(sentBackReason)])];
}

function toldInWords({ words }: Telling, { line, toldByWorkplace }: Evaluated): string {
  if (toldByWorkplace) return words.toldByWorkplace;
  if (line.outcome.state !== 'commented' || line.outcome.how !== 'confirmed') return words.nothingToTell;
  return line.toldByMail ? words.toldByMail : words.notTold;
}

function coverageInWords(telling: Telling, { line, excusedReason }: Evaluated, coverage: Coverage, names: Names) {
  const { words, language } = telling;
  const day = (at: Instant) => dayOf(telling, at);
  const days = (all: readonly Instant[]) => inRow(language, [...new Set(all.map(day))]);
  const { channel, askedAt, firstVisitAt, unreachableSince, excused } = coverage;
  const told: string[] = [];
  if (channel === 'none') told.push(words.asked.none);
  else told.push(askedAt ? words.asked[channel](day(askedAt)) : words.notAsked, words.due(day(coverage.dueAt)));
  if (firstVisitAt) told.push(words.opened(day(firstVisitAt)));
  else if (channel === 'mailbox' && !line.answer) told.push(words.neverOpened);
  if (coverage.remindedAt.length > 0) told.push(words.reminded(days(coverage.remindedAt)));
  for (const by of ['ward', 'office'] as const) {
    const at = coverage.pressed.filter((press) => press.by === by).map((press) => press.at);
    if (at.length > 0) told.push(by === 'ward' ? words.pressed(days(at)) : words.pressedByOffice(days(at)));
  }
  for (const { to, at } of coverage.escalated) told.push(words.escalated(names.get(to) ?? to, day(at)));
  if (unreachableSince) told.push(words.unreachable(day(unreachableSince)));
  if (excused) told.push(words.excused(day(excused.at), excusedReason ?? ''));
  if (coverage.closedEarlyAt) told.push(words.closedEarly(day(coverage.closedEarlyAt)));
  if (line.answer) told.push(words.answered(day(line.answer.at)));
  else if (channel !== 'none') told.push(words.notAnswered);
  return told;
}
