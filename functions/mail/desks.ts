import type { LocalDate } from '#domain/calendar.ts';
import type { Instant } from '#ports';
import type { Copy } from './copy/index.ts';
import { longDate, shortDate } from './formats.ts';
import {
  type Block,
  type CycleFacts,
  cycleRows,
  dueWords,
  letterRow,
  link,
  momentWords,
  type Parts,
  paragraph,
  paragraphs,
  rows,
  type Say,
} from './parts.ts';

/** A late, silent or unreachable cell in its ward's digest. */
export interface CellFacts {
  readonly name: string;
  readonly owed: number;
  readonly dueOn: LocalDate;
  /** Undefined for a cell that is asked on paper or through the ward, and has no link to open. */
  readonly opened?: boolean;
}

/** A ward in the province's counts: numbers and nothing else. */
interface WardFacts {
  readonly name: string;
  readonly requests: number;
  readonly finished: number;
  readonly overdue: number;
  readonly owed: number;
}

export interface DeskFacts {
  readonly cycle: CycleFacts;
  readonly name: string;
  readonly url: string;
}

export interface CellsFacts extends DeskFacts {
  /** By name; at least one. */
  readonly cells: readonly CellFacts[];
}

export interface WaitingFacts extends DeskFacts {
  readonly waiting: number;
}

export interface CountsFacts extends DeskFacts {
  /** By name, never by lateness; at least one. */
  readonly wards: readonly WardFacts[];
  readonly asOf: Instant;
}

const letterFor = (facts: DeskFacts, { copy }: Say, subject: string, middle: readonly Block[]): Parts => ({
  subject,
  greeting: copy.greetingDesk(facts.name),
  blocks: [...middle, link(copy.desk.open, facts.url), ...paragraphs(copy.howDesk)],
});

/** A digest of cells: why it comes, which cycle, which cells. */
function digest(
  facts: CellsFacts,
  say: Say,
  words: { readonly subject: string; readonly opening: string },
  cell: (cell: CellFacts) => string,
): Parts {
  const { copy } = say;
  const due = [copy.labels.due, dueWords(say, facts.cycle.dates.dueOn)] as const;
  const middle: Block[] = [
    paragraph(words.opening),
    rows(...cycleRows(say, facts.cycle), letterRow(say, facts.cycle), due),
    { is: 'list', items: facts.cells.map(cell) },
  ];
  return letterFor(facts, say, words.subject, middle);
}

const cycleDue = (facts: DeskFacts, { language }: Say): string => shortDate(language, facts.cycle.dates.dueOn);
const withDue = ({ copy, language }: Say) => {
  return ({ name, owed, dueOn }: CellFacts) => copy.desk.cellDue(name, owed, shortDate(language, dueOn));
};

export function packs(facts: CellsFacts, say: Say): Parts {
  const { subject, opening } = say.copy.packs;
  return digest(facts, say, { subject: subject(facts.cells.length, cycleDue(facts, say)), opening }, withDue(say));
}

export function tellHalfTime(facts: CellsFacts, say: Say): Parts {
  const { subject, opening } = say.copy.halfTime;
  return digest(facts, say, { subject: subject(facts.cells.length, cycleDue(facts, say)), opening }, withDue(say));
}

const countOnly = (facts: CellsFacts, { subject, opening }: Copy['overdue' | 'unreachable']) => ({
  subject: subject(facts.cells.length),
  opening,
});

export function tellOverdue(facts: CellsFacts, say: Say): Parts {
  const { copy, language } = say;
  return digest(facts, say, countOnly(facts, copy.overdue), ({ name, owed, dueOn, opened }) =>
    copy.desk.cellLate(name, owed, shortDate(language, dueOn), opened),
  );
}

export const tellUnreachable = (facts: CellsFacts, say: Say): Parts =>
  digest(facts, say, countOnly(facts, say.copy.unreachable), ({ name, owed }) => say.copy.desk.cell(name, owed));

export function askToConfirm(facts: WaitingFacts, say: Say): Parts {
  const { copy, language } = say;
  const { confirmBy } = facts.cycle.dates;
  const middle = [
    paragraph(copy.toConfirm.opening),
    rows(
      ...cycleRows(say, facts.cycle),
      letterRow(say, facts.cycle),
      [copy.labels.waiting, copy.values.comments(facts.waiting)],
      [copy.labels.confirmBy, dueWords(say, confirmBy)],
    ),
  ];
  const subject = copy.toConfirm.subject(facts.waiting, shortDate(language, confirmBy));
  return letterFor(facts, say, subject, middle);
}

export function tellCounts(facts: CountsFacts, say: Say): Parts {
  const { copy, language, zone } = say;
  const middle: Block[] = [
    paragraph(copy.counts.opening),
    rows(
      ...cycleRows(say, facts.cycle),
      [copy.labels.due, copy.until(longDate(language, facts.cycle.dates.dueOn), copy.zone(zone))],
      [copy.labels.asOf, momentWords(say, facts.asOf)],
    ),
    {
      is: 'list',
      items: facts.wards.map((ward) =>
        copy.counts.ward(ward.name, ward.finished, ward.requests, ward.overdue, ward.owed),
      ),
    },
  ];
  const blocks = [...middle, link(copy.counts.open, facts.url), ...paragraphs(copy.howCounts)];
  return { subject: copy.counts.subject(facts.wards.length), greeting: copy.greetingDesk(facts.name), blocks };
}
