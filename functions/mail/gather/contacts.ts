import type { Actor } from '#domain/actor.ts';
import type { OpenCycle } from '#domain/cycle.ts';
import { type ContactChange, IN_ROSTER, readContactChange, requestOfChange } from '#records/contact-changes.ts';
import { listCycles, readCycle } from '#records/cycles.ts';
import { load, requests } from '#records/journal.ts';
import type { Mail } from '#records/outbox.ts';
import { readParty } from '#records/parties.ts';
import type { FormerFacts } from '../contacts.ts';
import { cycleFacts, drop, type Halt, isTheirs, type Reading } from './reading.ts';

/** What was changed about the committees that had this mailbox, as it was written down then. */
export async function changesOf(reading: Reading, cycle: OpenCycle | undefined): Promise<FormerFacts | Halt> {
  const { deps, mail, now } = reading;
  const found = await Promise.all(mail.subjects.map(({ id }) => readContactChange(deps.table, id)));
  const changes = found.filter((change) => change !== undefined);
  const [first] = changes;
  if (!first) return drop('unknown');
  const officer = cycle?.plan.officer ?? (await latestOfficer(reading));
  const ward = await wardIn(reading, first);
  return {
    ...(cycle ? { cycle: cycleFacts(cycle, now) } : {}),
    ...(officer ? { officer } : {}),
    ...(ward === undefined ? {} : { ward }),
    ...namedIn(mail, changes),
    at: first.at,
    isBack: await isBack(reading, first, mail.subjects[0]?.id ?? ''),
    from: deps.from.name,
  };
}

/** The mail knows how many there were of each, the changes only the names of the first. */
function namedIn({ facts }: Mail, changes: readonly ContactChange[]): Pick<FormerFacts, 'moved' | 'gone'> {
  const namesOf = (isGone: boolean) =>
    changes.filter(({ after }) => (after === 'gone') === isGone).map(({ name }) => name);
  const gone = Number(facts?.gone ?? 0);
  return {
    moved: { names: namesOf(false), count: Number(facts?.committees ?? changes.length) - gone },
    gone: { names: namesOf(true), count: gone },
  };
}

/** A roster speaks for no cycle: who answers questions in the latest one knows whom to ask. */
async function latestOfficer({ deps }: Reading) {
  const [latest] = await listCycles(deps.table);
  return latest && (await readCycle(deps.table, latest.id)).plan.officer;
}

const committeeIn = ({ body }: Actor): string | undefined => /^committee:(.*)$/.exec(body)?.[1];

/** The ward, where it was the ward that changed its cell's mailbox, and not the office. */
async function wardIn({ deps }: Reading, { by, where }: ContactChange): Promise<string | undefined> {
  const id = committeeIn(by);
  return id === undefined ? undefined : (await readParty(deps.table, where, id))?.name;
}

/** Whether the mailbox is the committee's again. */
async function isBack(reading: Reading, change: ContactChange, id: string): Promise<boolean> {
  const { table } = reading.deps;
  if (change.where === IN_ROSTER) return false;
  const requestId = requestOfChange(id);
  const contact =
    requestId === undefined
      ? await readParty(table, change.where, change.committeeId)
      : (await load(table, requests, requestId)).state.contact;
  return contact?.channel === 'mailbox' && isTheirs(reading, { mailbox: contact.mailbox ?? '' });
}
