import type { Actor } from '#domain/actor.ts';
import type { Answer } from '#domain/answer.ts';
import { localDate } from '#domain/calendar.ts';
import { checkAnswer } from '#domain/comment.ts';
import type { OpenCycle } from '#domain/cycle.ts';
import { type Form, formOf } from '#domain/form.ts';
import { type Problem, Refusal } from '#domain/refusal.ts';
import type { RequestState } from '#domain/request.ts';
import type { Via } from '#domain/request-events.ts';
import { momentOf, slotsAt, submit } from '#domain/request-rules.ts';
import { checkSigning, marksOf, type Signing } from '#domain/signing.ts';
import { draughtAnswers } from '#records/answers.ts';
import { changeRequest } from '#records/changes.ts';
import { readCycle } from '#records/cycles.ts';
import { digestOf } from '#records/hash.ts';
import { toBody } from '#records/stored.ts';
import type { World } from '#records/world.ts';

export interface Submission {
  readonly commandId: string;
  readonly by: Actor;
  /** How it reached the exchange: by the committee's link, from paper or the Party's portal through an operator, by the ward. */
  readonly via: Via;
  readonly answers: readonly { readonly slot: number; readonly answer: Answer }[];
  readonly signing: Signing;
  /** Number of the paper form or of the portal's entry. */
  readonly reference?: string;
}

/**
 * Takes a committee's answers, about all its members or some. Nothing is taken unless all of it is right: the refusal names every
 * mistake. The same submission sent again (a double click, a broken connection) is answered as the first time.
 */
export const submitAnswers =
  (world: World) =>
  async (requestId: string, submission: Submission): Promise<RequestState> => {
    const cycle = await readCycle(world.table, requestId.slice(0, requestId.indexOf('.')));
    const { chunks, texts } = draughtAnswers(submission.commandId, submission.answers, submission.signing);
    const digest = digestOf(
      toBody([submission.via, submission.reference ?? '', ...chunks.map(({ hash, slots }) => [hash, slots])]),
    );
    const wish = { id: submission.commandId, by: submission.by, digest, texts };
    const { state } = await changeRequest(world, requestId, wish, (before, now) => {
      const event = submit(before, momentOf(cycle, now), {
        chunks,
        via: submission.via,
        signing: marksOf(submission.signing),
        ...(submission.reference ? { reference: submission.reference } : {}),
      });
      expectRight(cycle, before, submission, now);
      return event;
    });
    return state;
  };

function expectRight(cycle: OpenCycle, state: RequestState, submission: Submission, now: string): void {
  const today = localDate(now, cycle.plan.zone);
  const form = formOf(cycle.plan.formId);
  const problems = [
    ...checkSigning(submission.signing, today),
    ...submission.answers.flatMap(({ slot, answer }) => problemsOf(form, state, slot, answer, today)),
  ];
  if (submission.via !== 'link' && submission.via !== 'ward' && !submission.reference?.trim())
    problems.push({ place: 'reference', reason: 'missing' });
  if (problems.length > 0) throw new Refusal('Invalid', 'the form has mistakes', problems);
}

function problemsOf(form: Form, state: RequestState, slot: number, answer: Answer, today: string): Problem[] {
  const [member] = slotsAt(state, [slot]);
  if (!member) return [];
  return checkAnswer(form, member.category, answer, today).map((p) => ({
    ...p,
    place: `member ${slot + 1} ${p.place}`,
  }));
}
