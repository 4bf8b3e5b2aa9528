import { html } from 'hono/html';
import type { Answer } from '#domain/comment.ts';
import { type Progress, progressOf } from '#domain/outcome.ts';
import { type QualityHint, qualityHints } from '#domain/quality.ts';
import type { Part, RequestState, Slot } from '#domain/request.ts';
import { dateShown } from '#domain/written-date.ts';
import { readAnswers, readSigning } from '#records/answers.ts';
import { readParty } from '#records/parties.ts';
import type { Place } from '#records/slices.ts';
import { readText } from '#records/texts.ts';
import { answerInWords, enteredInWords, signingInWords, viaInWords, whyInPlace } from '#steps/deliver/in-words.ts';
import { signedOf } from '#steps/deliver/pack.ts';
import type { Html } from '../html.ts';
import { saidHtml, sentences } from '../said.ts';
import type { Cell } from './desk.ts';

/** What the ward can confirm or send back. */
const readable: readonly Progress[] = ['submitted', 'notHere'];
export const isWaiting = ({ its }: Place): boolean => readable.includes(progressOf(its));

/** The answers that stand now, by slot; each item of some twenty is read once. */
export const standingAnswers = ({ desk, state }: Cell): Promise<ReadonlyMap<number, Answer>> =>
  readAnswers(
    desk.deps.table,
    state.id,
    state.slots.flatMap((slot, n) => (slot.answer ? [[n, slot.answer] as const] : [])),
  );

/** Who met and signed for one part, and how it reached the exchange. */
export async function partInWords({ desk, state, entries }: Cell, part: Part): Promise<readonly string[]> {
  const { table } = desk.deps;
  const signing = await readSigning(table, state.id, part.text);
  const slots = state.slots.flatMap(({ answer }, n) => (answer?.part === part.seq ? [n] : []));
  const { countersigned } = part;
  const second = countersigned && {
    ...signedOf(await readText(table, state.id, countersigned.text)),
    at: countersigned.at,
  };
  return [
    ...viaInWords(desk.telling, part.via, part.reference, whyInPlace(entries, part.seq, slots)),
    ...enteredInWords(desk.telling, part, part.by, new Map([[desk.party.id, desk.party.name]])),
    ...(signing ? signingInWords(desk.telling, signing, second, desk.telling.words.secondAwaited) : []),
  ];
}

export const partOf = (state: RequestState, slot: Slot): Part | undefined =>
  state.parts.find(({ seq }) => seq === slot.answer?.part);

/** An answer in full; where a lawful order removed the text, that is said. */
export function answerHtml({ desk }: Cell, { its }: Place, answer: Answer | undefined): Html {
  if (!answer) return html`<p>${desk.telling.words.removed}</p>`;
  return saidHtml(answerInWords(desk.telling, its.category, answer), desk.telling.words.heads.remark);
}

/** Who the member is, so that nobody confirms the wrong one. */
export async function personHtml({ desk }: Cell, { its, member }: Place): Promise<Html> {
  const workplace = await readParty(desk.deps.table, desk.cycle.id, its.workplaceId);
  const words = desk.copy.read;
  return html`<p class="quiet">${words.born(dateShown(member.birthDate))}${
    workplace ? html`<br>${words.work(workplace.name)}` : ''
  }</p>`;
}

/** What makes the answers of this cell look like a formality: for the reader's eye, nothing more. */
export function hintsHtml({ desk, state }: Cell, answers: ReadonlyMap<number, Answer>): Html | string {
  const answered = [...answers].map(([n, answer]) => ({ category: state.slots[n]?.category ?? 'A', answer }));
  const hints = qualityHints(desk.telling.form, answered);
  if (hints.length === 0) return '';
  const words = desk.copy.cell;
  const say = (hint: QualityHint): string => {
    if (hint.kind === 'sameLevels') return words.hint.sameLevels(hint.members);
    if (hint.kind === 'quick') return words.hint.quick(hint.seconds);
    return hint.part === 'remark' ? words.hint.sameRemark(hint.members) : words.hint.sameReason(hint.members);
  };
  return html`<div class="notice"><h2>${words.hints}</h2>${sentences(hints.map(say))}
<p class="quiet">${words.hintsLead}</p></div>`;
}
