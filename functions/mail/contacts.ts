import type { Officer } from '#domain/cycle.ts';
import type { Instant } from '#ports';
import { type Block, type CycleFacts, cycleRows, momentWords, type Parts, paragraph, rows, type Say } from './parts.ts';

/** A mailbox that committees had until now. Nothing is known here of the one they have instead. */
export interface FormerFacts {
  /** Absent where the roster was changed, from which the cycles to come are made. */
  readonly cycle?: CycleFacts;
  /** Whom to call; absent where no cycle has ever named anybody. */
  readonly officer?: Officer;
  /** The ward that made the change; else it was the office. */
  readonly ward?: string;
  /** Of the committees, not all where there are very many. */
  readonly names: readonly string[];
  readonly committees: number;
  readonly at: Instant;
  /** The mailbox was put back meanwhile. */
  readonly isBack: boolean;
  /** Who sends our mail. */
  readonly from: string;
}

export function tellFormer(facts: FormerFacts, say: Say): Parts {
  const { copy } = say;
  const { former } = copy;
  const { cycle, officer, names, committees } = facts;
  const [only = '', ...others] = names;
  const left = committees - names.length;
  const list: Block = { is: 'list', items: [...names, ...(left > 0 ? [former.more(left)] : [])] };
  const blocks: Block[] = [
    paragraph(cycle ? former.opening : former.openingRoster),
    rows(
      ...(cycle ? cycleRows(say, cycle) : []),
      [former.at, momentWords(say, facts.at)],
      [former.by, facts.ward ?? (cycle ? former.office : former.officeRoster)],
    ),
    ...(others.length > 0 ? [list] : []),
    ...(facts.isBack ? [paragraph(former.back)] : []),
    paragraph(former.fine),
    paragraph(officer ? former.wrong : former.wrongTell(facts.from)),
  ];
  return {
    subject: former.subject(committees),
    greeting: others.length > 0 ? copy.greetingMany : copy.greeting(only),
    blocks,
    ...(officer ? { officer } : {}),
  };
}
