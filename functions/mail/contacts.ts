import type { Officer } from '#domain/cycle.ts';
import type { Instant } from '#ports';
import { formerCopy } from './copy/former/index.ts';
import { type Block, type CycleFacts, cycleRows, momentWords, type Parts, paragraph, rows, type Say } from './parts.ts';

/** Committees by name; of very many, the first. */
export interface Named {
  readonly names: readonly string[];
  readonly count: number;
}

/** A mailbox that committees had until now. Nothing is known here of the one they have instead. */
export interface FormerFacts {
  /** Absent where the roster was changed, from which the cycles to come are made. */
  readonly cycle?: CycleFacts;
  /** Whom to call; absent where no cycle has ever named anybody. */
  readonly officer?: Officer;
  /** The ward that made the change; else it was the office. */
  readonly ward?: string;
  /** Committees that are written to in another way now. */
  readonly moved: Named;
  /** Committees that are in the roster no more. */
  readonly gone: Named;
  readonly at: Instant;
  /** The mailbox was put back meanwhile. */
  readonly isBack: boolean;
  /** Who sends our mail. */
  readonly from: string;
}

export function tellFormer(facts: FormerFacts, say: Say): Parts {
  const { copy } = say;
  const former = formerCopy[say.language];
  const { cycle, officer, moved, gone } = facts;
  const isOne = moved.count + gone.count === 1;
  const list = (one: Named): readonly Block[] => (isOne ? [] : [namesIn(one, say)]);
  const blocks: Block[] = [
    ...(moved.count > 0 ? [paragraph(cycle ? former.opening : former.openingRoster), ...list(moved)] : []),
    ...(gone.count > 0 ? [paragraph(former.openingGone(gone.count)), ...list(gone)] : []),
    rows(
      ...(cycle ? cycleRows(say, cycle) : []),
      [former.at, momentWords(say, facts.at)],
      [former.by, facts.ward ?? (cycle ? former.office : former.officeRoster)],
    ),
    ...(facts.isBack ? [paragraph(former.back)] : []),
    paragraph(gone.count > 0 ? former.fineGone : former.fine),
    paragraph(officer ? former.wrong : former.wrongTell(facts.from)),
  ];
  return {
    subject: subjectOf(facts, say),
    greeting: isOne ? copy.greeting(moved.names[0] ?? gone.names[0] ?? '') : copy.greetingMany,
    blocks,
    ...(officer ? { officer } : {}),
  };
}

function namesIn({ names, count }: Named, { language }: Say): Block {
  const former = formerCopy[language];
  const left = count - names.length;
  return { is: 'list', items: [...names, ...(left > 0 ? [former.more(left)] : [])] };
}

function subjectOf({ moved, gone }: FormerFacts, { language }: Say): string {
  const former = formerCopy[language];
  if (gone.count === 0) return former.subject(moved.count);
  return moved.count === 0 ? former.subjectGone(gone.count) : former.subjectBoth(moved.count + gone.count);
}
