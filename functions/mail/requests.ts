import type { LocalDate } from '#domain/calendar.ts';
import type { Instant } from '#ports';
import { moment, shortDate } from './formats.ts';
import {
  type Block,
  type CycleFacts,
  cycleRows,
  dueWords,
  letterRow,
  link,
  momentWords,
  type Parts,
  paragraphs,
  type Row,
  rows,
  type Say,
} from './parts.ts';

/** One residence committee's request as a mail tells it: counts and dates, and no member's name. */
export interface RequestFacts {
  readonly name: string;
  readonly members: number;
  /** Still to be sent: never answered, or sent back. */
  readonly owed: number;
  readonly sentBack: number;
  /** Of those still to be sent: written to the end, but not sent. */
  readonly finished: number;
  /** The end of the time for what is owed, as it stands now. */
  readonly dueOn: LocalDate;
  /** The same for what was sent back. */
  readonly backOn?: LocalDate;
  readonly hasWard: boolean;
  /** Of a receipt: about how many members, when, and the how manieth submission it was. */
  readonly received?: { readonly count: number; readonly at: Instant; readonly nth: number };
  /** Nothing to open in a mail of cancellation. */
  readonly url?: string;
}

export interface Asked {
  readonly cycle: CycleFacts;
  /** Every request behind the mailbox that still concerns this mail, by name; at least one. */
  readonly requests: readonly RequestFacts[];
}

const total = (facts: Asked, of: (request: RequestFacts) => number): number =>
  facts.requests.reduce((sum, request) => sum + of(request), 0);
const members = (facts: Asked): number => total(facts, (request) => request.members);
const owed = (facts: Asked): number => total(facts, (request) => request.owed);

/** The subject has room for one date: the first of them. */
const firstDue = ({ requests }: Asked): LocalDate => requests.map((request) => request.dueOn).sort()[0] ?? '';
const isLate = (facts: Asked, { today }: Say): boolean => firstDue(facts) < today;

/** What a committee has to do, with its date; a cycle that is over asks for nothing. */
export function requestRows(say: Say, cycle: CycleFacts, request: RequestFacts): readonly Row[] {
  const { labels, values } = say.copy;
  const of: Row = [labels.members, values.members(request.members)];
  if (cycle.over) return [of];
  const { owed, finished, sentBack, dueOn, backOn } = request;
  const due: readonly Row[] = [
    [labels.owed, values.owed(owed, finished, sentBack)],
    [labels.due, dueWords(say, dueOn)],
  ];
  return [of, ...due, ...(backOn && backOn !== dueOn ? [backRow(say, backOn)] : [])];
}

/** While nothing has been sent, what is still to be sent is everybody, and is not counted twice. */
function askRows(say: Say, cycle: CycleFacts, request: RequestFacts): readonly Row[] {
  const all = request.owed === request.members && request.finished === 0 && request.sentBack === 0;
  return requestRows(say, cycle, request).filter(([label]) => !(all && label === say.copy.labels.owed));
}

const backRow = (say: Say, backOn: LocalDate): Row => [say.copy.labels.backBy, dueWords(say, backOn)];

/** What was sent back comes first; what was never answered keeps a date of its own. */
function sentBackRows(say: Say, { members, owed, finished, sentBack, dueOn, backOn }: RequestFacts): readonly Row[] {
  const { labels, values } = say.copy;
  const rest = owed - sentBack;
  return [
    [labels.members, values.members(members)],
    [labels.sentBack, values.comments(sentBack)],
    backRow(say, backOn ?? dueOn),
    ...(rest > 0
      ? ([
          [labels.owed, values.owed(rest, finished, 0)],
          [labels.due, dueWords(say, dueOn)],
        ] as const)
      : []),
  ];
}

const opens = (request: RequestFacts, words: string): Block[] => (request.url ? [link(words, request.url)] : []);

interface Words {
  readonly subject: string;
  readonly opening: readonly string[];
  readonly open: string;
  readonly after: readonly string[];
  readonly rowsOf?: (request: RequestFacts) => readonly Row[];
}

/** One committee is greeted by name; several behind one mailbox stand below each other, each with its own link. */
function letterFor(facts: Asked, say: Say, words: Words): Parts {
  const { cycle, requests } = facts;
  const { copy } = say;
  const rowsOf = words.rowsOf ?? ((request) => requestRows(say, cycle, request));
  const about = [...cycleRows(say, cycle), letterRow(say, cycle)];
  const opening = paragraphs(words.opening);
  const after = paragraphs(words.after);
  const [only, ...others] = requests;
  if (only && others.length === 0) {
    const blocks = [...opening, rows(...about, ...rowsOf(only)), ...opens(only, words.open), ...after];
    return { subject: words.subject, greeting: copy.greeting(only.name), blocks };
  }
  const count: Row = [copy.labels.committees, copy.values.committees(requests.length)];
  const each = requests.flatMap((request): Block[] => [
    { is: 'heading', text: request.name },
    rows(...rowsOf(request)),
    ...opens(request, words.open),
  ]);
  const blocks = [...opening, rows(...about, count), ...each, ...after];
  return { subject: words.subject, greeting: copy.greetingMany, blocks };
}

export function ask(facts: Asked, say: Say, added: boolean): Parts {
  const { copy, language } = say;
  const due = shortDate(language, firstDue(facts));
  return letterFor(facts, say, {
    subject: added ? copy.added.subject(owed(facts), due) : copy.request.subject(members(facts), due),
    opening: [added ? copy.added.opening : copy.request.opening],
    open: copy.open,
    after: copy.how,
    rowsOf: (request) => askRows(say, facts.cycle, request),
  });
}

export function remind(facts: Asked, say: Say, pressed: boolean): Parts {
  const { copy, language } = say;
  const due = shortDate(language, firstDue(facts));
  const late = isLate(facts, say);
  const subject = late ? copy.reminder.subjectLate : copy.reminder.subject;
  const opening = late ? copy.reminder.openingLate : copy.reminder.opening;
  const drafted = facts.requests.some((request) => request.finished > 0);
  return letterFor(facts, say, {
    subject: subject(owed(facts), members(facts), due),
    opening: [
      ...(pressed ? [copy.reminder.openingPressed] : []),
      ...(pressed && !late ? [] : [opening]),
      ...(drafted ? [copy.reminder.draft] : []),
    ],
    open: copy.open,
    after: [copy.reminder.done, ...copy.how],
  });
}

export function tellExtended(facts: Asked, say: Say): Parts {
  const { copy, language } = say;
  return letterFor(facts, say, {
    subject: copy.extended.subject(owed(facts), shortDate(language, firstDue(facts))),
    opening: [copy.extended.opening],
    open: copy.open,
    after: copy.how,
  });
}

export function tellSentBack(facts: Asked, say: Say): Parts {
  const { copy, language } = say;
  const backOn = facts.requests.map((request) => request.backOn ?? request.dueOn).sort()[0] ?? '';
  return letterFor(facts, say, {
    subject: copy.sentBack.subject(
      total(facts, (request) => request.sentBack),
      shortDate(language, backOn),
    ),
    opening: [copy.sentBack.opening],
    open: copy.open,
    after: copy.how,
    rowsOf: (request) => sentBackRows(say, request),
  });
}

export function receipt(facts: Asked, say: Say): Parts {
  const { copy, language, zone, today } = say;
  const [request] = facts.requests;
  const received = request?.received ?? { count: 0, at: '', nth: 1 };
  const mayChange = !facts.cycle.over && request !== undefined && today <= request.dueOn;
  return letterFor(facts, say, {
    subject: copy.receipt.subject(received.count, moment(language, zone, received.at).date),
    opening: [
      copy.receipt.opening(received.count, momentWords(say, received.at)),
      ...(request?.owed === 0 ? [copy.receipt.done] : []),
    ],
    open: copy.receipt.open,
    after: [
      ...(mayChange ? [request.hasWard ? copy.receipt.change : copy.receipt.changeNoWard] : []),
      copy.receipt.keep,
    ],
    rowsOf: (one) => [[copy.labels.nth, copy.values.nth(received.nth)], ...requestRows(say, facts.cycle, one)],
  });
}

export function tellCancelled(facts: Asked, say: Say): Parts {
  const { copy } = say;
  return letterFor(facts, say, {
    subject: copy.cancelled.subject(facts.cycle.title),
    opening: [copy.cancelled.opening],
    open: copy.open,
    after: [copy.cancelled.kept],
  });
}
