import type { Actor } from '#domain/actor.ts';
import type { CommitteeLevel } from '#domain/committee.ts';
import { DAY } from '#domain/day.ts';
import type { Language } from '#domain/language.ts';
import type { Channel } from '#domain/request-events.ts';
import type { Instant, Item, Table } from '#ports';
import { keys } from './keys.ts';
import { foldMailbox, mailboxPrint } from './mailboxes.ts';
import { enqueue, type MailOrder } from './outbox.ts';
import { fromBody, toBody } from './stored.ts';

/** How somebody is written to, as far as a change of it is told. */
export interface Reached {
  readonly channel: Channel;
  readonly mailbox?: string;
}

/** Where a change of the roster stands: it holds for no cycle that is open already. */
export const IN_ROSTER = '-';

/**
 * A committee is written to in another way than before. Whoever can do that can have its links mailed to themselves, so every
 * such change is told to the mailbox it leaves, and is kept where administrators look.
 */
export interface ContactChange {
  /** The cycle, or `IN_ROSTER`. */
  readonly where: string;
  readonly at: Instant;
  readonly by: Actor;
  /** Its number in the journal of its request or party, or the turn of its roster. */
  readonly seq: number;
  /** A residence committee's request, another committee of the cycle, or a committee of the roster. */
  readonly of: 'request' | 'party' | 'roster';
  readonly committeeId: string;
  readonly name: string;
  readonly level: CommitteeLevel;
  /** Of a request: the ward it stands under. */
  readonly deskId?: string;
  /** 'new': it came into the roster with this. */
  readonly before: (Reached & { readonly language: Language }) | 'new';
  /** 'gone': it is in the roster no more. Whoever brings it back can do so with any mailbox. */
  readonly after: Reached | 'gone';
}

const isSame = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined ? a === b : foldMailbox(a) === foldMailbox(b);

/** Whether letters go another way now; in capitals or not, a mailbox is the same. */
export const goesElsewhere = ({ before, after }: Pick<ContactChange, 'before' | 'after'>): boolean =>
  before === 'new' || after === 'gone' || before.channel !== after.channel || !isSame(before.mailbox, after.mailbox);

/**
 * The mailbox to which nothing goes any more: replaced, or its committee is asked through the ward or on paper now, or is gone. In
 * one spelling: the committees of one mailbox share one letter, and each finds it.
 */
function leftMailbox({ before, after }: ContactChange): string | undefined {
  if (before === 'new' || before.mailbox === undefined) return undefined;
  const isSilent = after === 'gone' || (before.channel === 'mailbox' && after.channel !== 'mailbox');
  return isSilent || !isSame(before.mailbox, after.mailbox) ? foldMailbox(before.mailbox) : undefined;
}

const nameOf = ({ at, of, committeeId, seq }: ContactChange): string => `${at}#${of}#${committeeId}#${seq}`;

/** What a mail about the change names it by. */
export const changeIdOf = (change: ContactChange): string => `${change.where}.${nameOf(change)}`;

/** The request that a change is about, by the change's id. */
export function requestOfChange(id: string): string | undefined {
  const [, cycleId, committeeId] = /^([^.]*)\..*#request#(.*)#\d+$/.exec(id) ?? [];
  return cycleId !== undefined && committeeId !== undefined ? `${cycleId}.${committeeId}` : undefined;
}

/** More names than this, of those that changed and of those that are gone, make no letter better; it says how many others there are. */
export const NAMED = 50;

/**
 * The letters to the mailboxes that changes leave: one to each mailbox, whatever the number of its committees that one import
 * changed. The same changes make the same letters, whoever asks and however often.
 */
export function noticesOf(changes: readonly ContactChange[]): readonly MailOrder[] {
  const byMailbox = new Map<string, ContactChange[]>();
  for (const change of changes) {
    const left = leftMailbox(change);
    if (left === undefined) continue;
    const about = change.of === 'roster' ? change.of : `${change.where}.${change.committeeId}`;
    const name = `${mailboxPrint(left)} ${about} ${change.seq}`;
    const group = byMailbox.get(name);
    if (group) group.push(change);
    else byMailbox.set(name, [change]);
  }
  return [...byMailbox.values()].flatMap((group) => noticeOf(group) ?? []);
}

function noticeOf(group: readonly ContactChange[]): MailOrder | undefined {
  const [first] = group;
  const mailbox = first && leftMailbox(first);
  if (!first || mailbox === undefined || first.before === 'new') return undefined;
  const { where, at, of, committeeId, seq, before } = first;
  const inRoster = of === 'roster';
  const gone = group.filter(({ after }) => after === 'gone');
  const moved = group.filter(({ after }) => after !== 'gone');
  const named = [...moved.slice(0, NAMED), ...gone.slice(0, NAMED)];
  return {
    kind: 'formerMailbox',
    recipient: { mailbox, language: before.language },
    about: inRoster ? of : `${where}.${committeeId}`,
    subjects: named.map((change) => ({ kind: 'contact', id: changeIdOf(change) })),
    occurrence: `${of} ${seq}`,
    ...(inRoster ? {} : { cycleId: where }),
    dueAt: at,
    facts: { committees: group.length, ...(gone.length > 0 ? { gone: gone.length } : {}) },
  };
}

const itemOf = (change: ContactChange) => ({
  ...keys.contactChange(change.where, nameOf(change)),
  version: 1,
  body: toBody(change),
});

/** Where administrators find it, and a letter what it says: before the letter. Harmless to repeat. */
export async function keepContactChange(table: Table, change: ContactChange): Promise<void> {
  if (goesElsewhere(change)) await table.put(itemOf(change));
}

export async function readContactChange(table: Table, id: string): Promise<ContactChange | undefined> {
  const dot = id.indexOf('.');
  const found = await table.get(keys.contactChange(id.slice(0, dot), id.slice(dot + 1)));
  return found && fromBody<ContactChange>(found);
}

async function changesIn(table: Table, pk: string, after?: string): Promise<ContactChange[]> {
  const changes: ContactChange[] = [];
  for (let cursor = after, more = true; more; more = cursor !== undefined) {
    const page = await table.query(pk, cursor === undefined ? {} : { after: cursor });
    changes.push(...page.items.map((item: Item) => fromBody<ContactChange>(item)));
    cursor = page.cursor;
  }
  return changes;
}

/** The changes of a cycle or of the roster (`IN_ROSTER`), all or from a moment on, the latest first. */
export const contactChangesSince = async (
  table: Table,
  where: string,
  since?: Instant,
): Promise<readonly ContactChange[]> => (await changesIn(table, keys.contactChanges(where), since)).reverse();

/** Long enough for whoever finishes an import that was killed. */
const WAIT_DAYS = 30;
const goneBy = (at: Instant): number => Math.ceil((Date.parse(at) + WAIT_DAYS * DAY) / 1000);

/** What a roster changes, kept before it is in force; nobody is told by this. */
export async function keepRosterChanges(
  table: Table,
  turn: number,
  version: string,
  changes: readonly ContactChange[],
): Promise<void> {
  await table.putMany(
    changes.map((change) => ({
      ...keys.rosterContact(turn, version, change.committeeId),
      version: 1,
      body: toBody(change),
      expiresAt: goneBy(change.at),
    })),
  );
}

/** At once; each is some writes. */
const WIDTH = 50;

async function forEach<T>(all: readonly T[], each: (one: T) => Promise<unknown>): Promise<void> {
  for (let first = 0; first < all.length; first += WIDTH) await Promise.all(all.slice(first, first + WIDTH).map(each));
}

/** Stands behind every committee's id. */
const TOLD = '~told';

/** Tells what a roster that came into force has changed, once; broken off in the middle, all of it again, which harms nothing. */
export async function tellRosterChanges(table: Table, turn: number, version: string): Promise<void> {
  const told = keys.rosterContact(turn, version, TOLD);
  if (await table.get(told)) return;
  const changes = await changesIn(table, keys.rosterContacts(turn, version));
  const [first] = changes;
  if (!first) return;
  await forEach(changes, (change) => table.put(itemOf(change)));
  await forEach(noticesOf(changes), (order) => enqueue(table, order));
  await table.put({ ...told, version: 1, body: {}, expiresAt: goneBy(first.at) });
}
