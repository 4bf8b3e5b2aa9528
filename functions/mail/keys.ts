import {
  type Block,
  type CycleFacts,
  cycleRows,
  letterRow,
  link,
  type Parts,
  paragraph,
  paragraphs,
  rows,
  type Say,
} from './parts.ts';
import { type RequestFacts, requestRows } from './requests.ts';

/** Ways in: a code, links again, a link to try. */
export interface CodeFacts {
  readonly code: string;
  readonly minutes: number;
}

/** Two groups of four are read and typed more easily than eight. */
const grouped = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;

export function tellCode({ code, minutes }: CodeFacts, { copy }: Say): Parts {
  const blocks: Block[] = [
    paragraph(copy.code.opening),
    { is: 'code', code: grouped(code) },
    paragraph(copy.code.how(minutes)),
    paragraph(copy.code.secret),
  ];
  return { subject: copy.code.subject(minutes), greeting: copy.greetingPerson, blocks };
}

/** What one link of a mailbox opens. A committee's request says what it owes: its new contact may have seen no other mail. */
export interface LinkEntry {
  readonly cycle: CycleFacts;
  readonly kind: 'request' | 'desk' | 'delivery' | 'member';
  readonly name: string;
  readonly url: string;
  readonly request?: RequestFacts;
}

function entryBlocks(entry: LinkEntry, say: Say): readonly Block[] {
  const { copy } = say;
  const { kind, name, request, cycle } = entry;
  const heading =
    kind === 'request' ? name : kind === 'member' ? copy.link.member : `${copy.link[kind]}${copy.colon} ${name}`;
  const about = request ? requestRows(say, cycle, request) : [];
  return [
    { is: 'heading', text: heading },
    rows(...cycleRows(say, cycle), letterRow(say, cycle), ...about),
    link(kind === 'request' ? copy.open : copy.link.open, entry.url),
  ];
}

/** Nothing of it was sent yet: whoever reads this may never have read the first letter, and is told what is asked. */
const isWaitedFor = ({ cycle, request }: LinkEntry): boolean =>
  request !== undefined && !cycle.over && request.owed === request.members;

export function tellLinks(entries: readonly LinkEntry[], say: Say, replaced: boolean): Parts {
  const { copy } = say;
  const how = entries.every(({ kind }) => kind === 'member') ? copy.memberTold.how : copy.howDesk;
  return {
    subject: copy.link.subject(entries.length),
    greeting: copy.greetingPerson,
    blocks: [
      paragraph(replaced ? copy.link.openingReplaced : copy.link.opening),
      ...(entries.some(isWaitedFor) ? [paragraph(copy.request.opening)] : []),
      ...entries.flatMap((entry) => entryBlocks(entry, say)),
      ...paragraphs(how),
    ],
  };
}

export const tellTest = (url: string, { copy }: Say): Parts => ({
  subject: copy.test.subject,
  greeting: copy.greetingPerson,
  blocks: [paragraph(copy.test.opening), link(copy.test.open, url)],
});
