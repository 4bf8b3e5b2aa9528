import { type Actor, committee as actorOf, office } from '#domain/actor.ts';
import type { Answer } from '#domain/answer.ts';
import { addDays } from '#domain/calendar.ts';
import type { Committee } from '#domain/committee.ts';
import { progressOf } from '#domain/outcome.ts';
import type { RequestState } from '#domain/request.ts';
import type { Via } from '#domain/request-events.ts';
import type { Signing } from '#domain/signing.ts';
import { answerOf } from '../sample/answers.ts';
import { chance, rngOf } from '../sample/rng.ts';
import type { CellStory } from '../sample/story.ts';
import { type Play, today } from './play.ts';

export interface Said {
  readonly answers: readonly { readonly slot: number; readonly answer: Answer }[];
  /** Members about whom this hand steps aside, and who takes over. */
  readonly conflicts: readonly { readonly slot: number; readonly to: 'hand' | 'ward' }[];
}

/** Slots about which the committee itself still has something to send. */
export const owedIn = ({ slots }: RequestState): number[] =>
  slots.flatMap((slot, n) => (['owed', 'sentBack'].includes(progressOf(slot)) ? [n] : []));

/** What the story has the committee say. Who answers a second time, or for another hand, does not step aside. */
export function saidBy(play: Play, state: RequestState, slots: readonly number[], round: number): Said {
  const { seed, form } = play;
  const answers: { slot: number; answer: Answer }[] = [];
  const conflicts: { slot: number; to: 'hand' | 'ward' }[] = [];
  for (const slot of slots) {
    const member = play.memberOf(state.slots[slot]?.id ?? '');
    let answer = answerOf(seed, form, member, today(play), round);
    if (answer.kind === 'conflict' && round === 1) {
      const ward = chance(rngOf(seed, 'conflict', member.id), 0.4);
      conflicts.push({ slot, to: ward ? 'ward' : 'hand' });
      continue;
    }
    for (let again = round + 1; answer.kind === 'conflict'; again++)
      answer = answerOf(seed, form, member, today(play), again);
    answers.push({ slot, answer });
  }
  return { answers, conflicts };
}

/** How a committee's answers reach the exchange, and in whose hand. */
export function handOf(cell: Committee, { signing }: CellStory): { by: Actor; via: Via; reference?: string } {
  const { secretary } = signing;
  if (cell.channel === 'mailbox') return { by: actorOf(cell.id, secretary), via: 'link' };
  const reference = `${cell.id}/2026`;
  if (cell.channel === 'ward') return { by: actorOf(cell.parentId ?? '', 'văn phòng'), via: 'paper', reference };
  return { by: office('văn thư'), via: 'paper', reference };
}

/** What the committee states about its own work. A form that came on paper has no code to sign with. */
export function signingOf(play: Play, cell: Committee, { signing }: CellStory): Signing {
  const { secretary, second, front, countersigned, minutesNumber } = signing;
  const byCode = countersigned === 'code' && cell.channel === 'mailbox';
  return {
    metOn: addDays(today(play), -1),
    participants: [secretary, second, ...(front.met ? front.names : [])].join(', '),
    front: front.met ? { met: true, who: front.names.join(', ') } : { met: false, because: front.why },
    signer: secretary,
    role: 'bí thư chi bộ',
    second: byCode
      ? { way: 'code' }
      : countersigned === 'alone'
        ? { way: 'alone' }
        : { way: 'minutes', number: minutesNumber ?? '01-BB/CB' },
  };
}
