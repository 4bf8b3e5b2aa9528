import { html } from 'hono/html';
import type { Committee } from '#domain/committee.ts';
import { NO_DESK } from '#domain/outcome.ts';
import { consoleCopy } from '#edge/copy/console/index.ts';
import { mailCopy } from '#edge/copy/console/mail/index.ts';
import type { MailCopy } from '#edge/copy/console/mail/vi.ts';
import { requestCopy } from '#edge/copy/console/request/index.ts';
import { csrfField, type Html } from '#edge/html.ts';
import { listCycles } from '#records/cycles.ts';
import { load, requests } from '#records/journal.ts';
import type { LinkSubject } from '#records/link-subject.ts';
import { mailboxPrint, subjectsOfMailbox } from '#records/mailboxes.ts';
import { type Mail, readMail } from '#records/outbox.ts';
import { readParty } from '#records/parties.ts';
import { currentRoster, rosterCommittees } from '#records/roster.ts';
import type { SuppressedMailbox } from '#records/suppression.ts';
import type { ConsoleDeps, Page } from './deps.ts';
import { cycleIn } from './session.ts';
import { mayHere } from './view.ts';
import { day, number } from './words.ts';

/** So many are shown, the latest first; whoever has mended these sees the next. */
const MOST = 100;

/** What the cards are made from, read once for all of them. */
interface Known {
  /** Of the roster in force, by the fingerprint of the mailbox. */
  readonly committees: ReadonlyMap<string, readonly Committee[]>;
  /** Titles of cycles that are not over. */
  readonly cycles: ReadonlyMap<string, string>;
}

/**
 * The record of a mailbox that is not written to holds its fingerprint and no address, so whose it is comes from the roster and
 * from what the mailbox opens in cycles that run.
 */
export async function suppressedCards(c: Page, deps: ConsoleDeps, all: readonly SuppressedMailbox[]): Promise<Html> {
  const language = c.get('language');
  const shown = [...all].sort(latestFirst).slice(0, MOST);
  const cycles = (await listCycles(deps.table))
    .filter(({ over }) => !over)
    .map(({ id, title }) => [id, title] as const);
  const known = { committees: await committeesBehind(deps, shown), cycles: new Map(cycles) };
  const cards = await Promise.all(shown.map((one) => card(c, deps, known, one)));
  const left = all.length - shown.length;
  return html`${cards}${left > 0 ? html`<p>${consoleCopy(language).more(number(language, left))}</p>` : ''}`;
}

const latestFirst = (a: SuppressedMailbox, b: SuppressedMailbox): number =>
  `${a.since} ${a.print}` < `${b.since} ${b.print}` ? 1 : -1;

async function committeesBehind(
  { table, files }: Pick<ConsoleDeps, 'table' | 'files'>,
  shown: readonly SuppressedMailbox[],
): Promise<Known['committees']> {
  const found = new Map<string, Committee[]>(shown.map(({ print }) => [print, []]));
  const roster = await currentRoster(table);
  if (!roster) return found;
  for await (const committee of rosterCommittees(files, roster.version))
    if (committee.mailbox) found.get(mailboxPrint(committee.mailbox))?.push(committee);
  return found;
}

async function card(c: Page, deps: ConsoleDeps, known: Known, one: SuppressedMailbox): Promise<Html> {
  const language = c.get('language');
  const copy = mailCopy(language).suppressed;
  const committees = known.committees.get(one.print) ?? [];
  const mail = (await readMail(deps.table, one.mailId))?.mail;
  const subjects = await subjectsIn(c, deps, known, one.print);
  // Whose own address is nobody's business here.
  const isMembers = mail?.kind === 'memberTold' && committees.length === 0;
  const names = committees.map(
    ({ id, name }) => html`<a href="/console/roster/committees/${encodeURIComponent(id)}">${name}</a><br>`,
  );
  const heading = names.length > 0 ? names : isMembers ? copy.aMember : copy.nobody;
  const row = (label: string, value: Html | string) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  const address = addressOf(one.print, committees, mail);
  return html`<section class="card"><h2>${heading}</h2>
<dl class="facts">${isMembers ? '' : row(copy.mailbox, address ?? copy.noAddress)}
${row(copy.why, copy.reasons[one.reason])}${row(copy.since, day(language, one.since, true))}
${row(copy.mail, mail ? mailWords(c, known, mail) : copy.noMail)}${subjects.length > 0 ? row(copy.cycles, html`${subjects}`) : ''}</dl>
<p>${whatToDo(copy, one, { isMembers, isUsed: committees.length + subjects.length > 0 })}</p>
${mayHere(c, 'repair') ? liftForm(c, one) : ''}</section>`;
}

const liftForm = (c: Page, { print, since }: SuppressedMailbox): Html =>
  html`<form method="post" action="/console/mail/suppressed/${print}/lift">${csrfField(c.get('csrf'))}<input type="hidden" name="since" value="${since}">
<div class="actions"><button class="second">${mailCopy(c.get('language')).suppressed.lift}</button></div></form>`;

function whatToDo(
  copy: MailCopy['suppressed'],
  { reason }: SuppressedMailbox,
  { isMembers, isUsed }: { readonly isMembers: boolean; readonly isUsed: boolean },
): string {
  if (isMembers) return copy.mendMember;
  return isUsed ? copy.mend[reason] : copy.mendNobody;
}

/** As the roster writes it, or as the mail that told was addressed. */
function addressOf(print: string, [committee]: readonly Committee[], mail: Mail | undefined): string | undefined {
  if (committee) return committee.mailbox;
  const to = mail?.recipient.mailbox;
  return to && mailboxPrint(to) === print ? to : undefined;
}

function mailWords(c: Page, { cycles }: Known, mail: Mail): Html {
  const words = requestCopy(c.get('language')).mails[mail.kind];
  const title = mail.cycleId === undefined ? undefined : cycles.get(mail.cycleId);
  return title === undefined
    ? html`${words}`
    : html`<a href="/console/cycles/${mail.cycleId}/mails">${words}, ${title}</a>`;
}

/** What the mailbox opens in cycles that run: where it can be corrected. */
async function subjectsIn(c: Page, deps: ConsoleDeps, { cycles }: Known, print: string): Promise<readonly Html[]> {
  const subjects = await subjectsOfMailbox(deps.table, print);
  const lines = subjects.map(async (subject) => {
    const { cycleId, committeeId } = cycleIn(subject.id);
    const title = cycles.get(cycleId);
    return title === undefined ? undefined : subjectLine(c, deps, subject, { cycleId, committeeId, title });
  });
  return (await Promise.all(lines)).filter((line) => line !== undefined);
}

async function subjectLine(
  c: Page,
  { table }: ConsoleDeps,
  { kind, id }: LinkSubject,
  { cycleId, committeeId, title }: { readonly cycleId: string; readonly committeeId: string; readonly title: string },
): Promise<Html> {
  const copy = mailCopy(c.get('language')).suppressed;
  const path = `/console/cycles/${cycleId}`;
  const line = (to: string, name: string) => html`<a href="${to}">${name}</a> (${copy[kind](title)})<br>`;
  if (kind === 'request') return line(`/console/requests/${id}`, (await load(table, requests, id)).state.name);
  if (kind === 'member') return line(`/console/requests/${id.slice(0, id.lastIndexOf('.'))}`, copy.aMember);
  const name =
    committeeId === NO_DESK ? committeeId : ((await readParty(table, cycleId, committeeId))?.name ?? committeeId);
  return line(kind === 'desk' ? `${path}/wards/${committeeId}` : `${path}/deliveries`, name);
}
