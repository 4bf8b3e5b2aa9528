import { deliveryBoardOf } from '#records/boards.ts';
import { readEvaluation } from '#records/evaluations.ts';
import { load, requests } from '#records/journal.ts';
import { requestIdsOf } from '#records/totals.ts';
import type { Play } from './play.ts';

/** The one line that the demo ends with. Members, but for what is said to be something else. */
export interface Summary {
  /** Residence cells. */
  readonly committees: number;
  readonly members: number;
  readonly requests: number;
  /** Letters that left, by kind. */
  readonly mails: { readonly [kind: string]: number };
  /** Commented on, whether or not a ward confirmed it. */
  readonly answered: number;
  readonly confirmed: number;
  /** Answered after the date due. */
  readonly late: number;
  readonly notHere: number;
  readonly noComment: number;
  /** Requests that were told to the ward as late. */
  readonly escalated: number;
  /** Letters that came back. */
  readonly bounced: number;
  readonly evaluations: number;
  /** Evaluations that went out to their workplaces. */
  readonly delivered: number;
  readonly ms: number;
}

/** Counted at the end on what was released, and not on what the demo did. */
export async function summaryOf(play: Play): Promise<Summary> {
  const { table, cycleId, post } = play;
  const ends = { commented: 0, notHere: 0, noComment: 0 };
  const count = { confirmed: 0, late: 0, escalated: 0, evaluations: 0 };
  const ids = await requestIdsOf(table, cycleId);
  for (const id of ids) {
    const { state } = await load(table, requests, id);
    if (state.escalated.length > 0) count.escalated += 1;
    const release = state.releases.at(-1);
    if (!release) continue;
    for (const { outcome, answer } of (await readEvaluation(table, id, release.text)).lines) {
      count.evaluations += 1;
      ends[outcome.state] += 1;
      if (outcome.state === 'commented' && outcome.how === 'confirmed') count.confirmed += 1;
      if (answer?.late) count.late += 1;
    }
  }
  const delivered = (await deliveryBoardOf(table, cycleId)).filter((row) => row.deliveredAt !== undefined);
  return {
    committees: play.cells.length,
    members: play.town.members.length,
    requests: ids.length,
    mails: Object.fromEntries([...post.sent].sort(([a], [b]) => (a < b ? -1 : 1))),
    answered: ends.commented,
    confirmed: count.confirmed,
    late: count.late,
    notHere: ends.notHere,
    noComment: ends.noComment,
    escalated: count.escalated,
    bounced: post.refused,
    evaluations: count.evaluations,
    delivered: delivered.reduce((sum, { members }) => sum + members, 0),
    ms: 0,
  };
}
