import {
  type Answer,
  asAnswer,
  type Comment,
  type CriterionId,
  cleanDraft,
  type DraftAnswer,
  type Reason,
  type SourceId,
} from './answer.ts';
import { isLocalDate, type LocalDate } from './calendar.ts';
import { type Criterion, criteriaFor, type Form, type Level, levelOf, needsReason } from './form.ts';
import type { Category } from './member.ts';
import type { Problem } from './refusal.ts';

// Rules and shape are one subject to whoever uses them.
export {
  type Answer,
  answerKind,
  asAnswer,
  type Comment,
  cleanDraft,
  cleanText,
  type DraftAnswer,
  isProblems,
  parseAnswer,
  parseDraft,
  type Reason,
} from './answer.ts';

/** UTF-16 units, as a page's `maxlength` counts them. */
export const TEXT_LIMIT = 20_000;
/** All texts of one answer together, so that it fits an item of 100 KB whatever the script. */
export const ANSWER_LIMIT = 30_000;

/**
 * What keeps this answer from being submitted; empty when nothing does. Every criterion has a level of its own choosing, a
 * top or bottom one (and any proposal) a reason with a dated fact, and the committee says how it knows. `today` is the
 * local day: no fact lies in the future. Problems never repeat what was written, which is somebody's conduct.
 */
export function checkAnswer(form: Form, category: Category, answer: Answer, today: LocalDate): Problem[] {
  switch (answer.kind) {
    case 'comment':
      return checkComment(form, category, answer, today);
    case 'notHere': {
      const problems: Problem[] = [];
      if (!form.notHere.some(({ id }) => id === answer.which)) add(problems, 'which', 'whichUnknown');
      if (answer.movedTo !== undefined && answer.which !== 'moved') add(problems, 'movedTo', 'onlyWhenMoved');
      checkText(problems, 'movedTo', answer.movedTo);
      return problems;
    }
    case 'conflict': {
      const problems: Problem[] = [];
      checkText(problems, 'note', answer.note);
      return problems;
    }
  }
}

const add = (problems: Problem[], place: string, reason: string): void => {
  problems.push({ place, reason });
};

function checkComment(form: Form, category: Category, comment: Comment, today: LocalDate): Problem[] {
  const problems: Problem[] = [];
  const criteria = criteriaFor(form, category);
  const notMet = comment.sources.some((id) => isNotMet(form, id));
  for (const criterion of criteria) checkCriterion(problems, criterion, comment, notMet);
  unknownCriteria(problems, 'levels', comment.levels, criteria);
  unknownCriteria(problems, 'reasons', comment.reasons, criteria);
  checkSources(problems, form, comment.sources, notMet);
  checkText(problems, 'remark', comment.remark);
  let length = comment.remark?.length ?? 0;
  for (const [id, reason] of Object.entries(comment.reasons)) {
    checkReason(problems, id, reason, today);
    length += reason.text.length;
  }
  if (length > ANSWER_LIMIT) add(problems, 'answer', 'textTooLong');
  return problems;
}

function checkCriterion(problems: Problem[], criterion: Criterion, comment: Comment, notMet: boolean): void {
  const { id } = criterion;
  const chosen = comment.levels[id];
  const level = levelOf(criterion, chosen);
  if (!level) add(problems, `levels.${id}`, chosen ? 'levelUnknown' : 'levelMissing');
  else if (notMet && !mayStandUnmet(criterion, level)) add(problems, `levels.${id}`, 'notMetNeedsNoContact');
  else if (needsReason(level)) {
    const reason = comment.reasons[id];
    if (!reason?.text.trim()) add(problems, `reasons.${id}.text`, 'reasonNeeded');
    if (!reason?.factDate) add(problems, `reasons.${id}.factDate`, 'factDateNeeded');
  }
}

/** Who was not met cannot have been judged; to propose nothing is no judgement. */
const mayStandUnmet = (criterion: Criterion, { standing }: Level): boolean =>
  standing === 'noContact' || (criterion.proposal === true && standing === 'middle');

const has = (named: readonly { readonly id: string }[], key: string): boolean => named.some(({ id }) => id === key);

function unknownCriteria(problems: Problem[], part: string, given: object, criteria: readonly Criterion[]): void {
  for (const key of Object.keys(given)) if (!has(criteria, key)) add(problems, part, 'criterionUnknown');
}

const isNotMet = (form: Form, sourceId: SourceId): boolean =>
  form.howKnown.sources.some(({ id, noContact }) => noContact === true && id === sourceId);

function checkSources(problems: Problem[], form: Form, sources: readonly SourceId[], notMet: boolean): void {
  if (sources.length === 0) add(problems, 'sources', 'sourceNeeded');
  if (sources.some((source) => !has(form.howKnown.sources, source))) add(problems, 'sources', 'sourceUnknown');
  if (sources.some((source, i) => sources.indexOf(source) < i)) add(problems, 'sources', 'sourceTwice');
  if (notMet && sources.length > 1) add(problems, 'sources', 'notMetStandsAlone');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is its purpose; a tab and a line end are text
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

function checkText(problems: Problem[], place: string, text: string | undefined): void {
  if (text === undefined) return;
  for (const fault of faultsOf(text)) add(problems, place, fault);
}

function checkReason(problems: Problem[], id: CriterionId, { text, factDate }: Reason, today: LocalDate): void {
  for (const fault of faultsOf(text)) add(problems, `reasons.${id}.text`, fault);
  if (factDate === undefined) return;
  if (!isLocalDate(factDate)) add(problems, `reasons.${id}.factDate`, 'dateInvalid');
  else if (factDate > today) add(problems, `reasons.${id}.factDate`, 'factDateInFuture');
}

const NO_FAULTS: readonly string[] = [];

function faultsOf(text: string): readonly string[] {
  // Half of a surrogate pair is no character either: stored as UTF-8 it would come back changed.
  const noText = CONTROL.test(text) || !text.isWellFormed();
  if (text.length <= TEXT_LIMIT) return noText ? ['controlCharacter'] : NO_FAULTS;
  return noText ? ['textTooLong', 'controlCharacter'] : ['textTooLong'];
}

/**
 * How far a draft is. Nothing is preselected, so one with a kind alone has not been started; complete is what checkAnswer
 * lets through. Without `today` a fact in the future goes unnoticed here, and is refused on sending.
 */
export function draftState(
  form: Form,
  category: Category,
  draft: DraftAnswer,
  today: LocalDate = '9999-12-31',
): 'empty' | 'started' | 'complete' {
  const answer = asAnswer(draft);
  if (answer && checkAnswer(form, category, answer, today).length === 0) return 'complete';
  const { kind, ...rest } = cleanDraft(draft);
  return Object.keys(rest).length === 0 ? 'empty' : 'started';
}
