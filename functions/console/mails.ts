import type { Hono } from 'hono';
import { html } from 'hono/html';
import { Refusal } from '#domain/refusal.ts';
import { cycleCopy } from '#edge/copy/console/cycle/index.ts';
import { mailCopy } from '#edge/copy/console/mail/index.ts';
import { requestCopy } from '#edge/copy/console/request/index.ts';
import { readForm } from '#edge/forms.ts';
import { csrfField, type Html } from '#edge/html.ts';
import { seeOther } from '#edge/page.ts';
import { requestOfChange } from '#records/contact-changes.ts';
import { type Mail, readMail, waitingMails } from '#records/outbox.ts';
import { sendAgain, troubledMails } from '#records/troubled-mails.ts';
import type { ConsoleDeps, ConsoleEnv, Page } from './deps.ts';
import { mailTag, reasonWords } from './mail-words.ts';
import { cycleStanding } from './standing.ts';
import { type Column, table } from './table.ts';
import { mayHere, showConsole } from './view.ts';
import { day, number } from './words.ts';

/** Mails that need a hand, and mails that wait. */
export function mailPages(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/console/cycles/:cycle/mails', (c) => mailsPage(c, deps, c.req.param('cycle')));
  app.post('/console/mails/:mail/again', (c) => postAgain(c, deps, c.req.param('mail')));
}

const MOST = 200;

async function mailsPage(c: Page, deps: ConsoleDeps, cycleId: string): Promise<Response> {
  const language = c.get('language');
  const copy = cycleCopy(language).mails;
  const { cycle } = await cycleStanding(deps.table, cycleId, deps.clock.now());
  const troubled = await troubledMails(deps.table, cycleId);
  const waiting = await waitingMails(deps.table, cycleId, MOST);
  const now = deps.clock.now();
  const late = waiting.filter(({ dueAt }) => dueAt <= now).length;
  const body = html`<h2>${copy.troubled} (${number(language, troubled.length)})</h2>
${troubled.length === 0 ? html`<p>${copy.noneTroubled}</p>` : html`<p>${copy.troubledText}</p>${mailTable(c, troubled, copy.troubled, mayHere(c, 'repair'))}`}
<h2>${copy.waiting} (${number(language, waiting.length)}${waiting.length >= MOST ? '+' : ''})</h2>
${late > 0 ? html`<p>${copy.dueNow(number(language, late))}</p>` : ''}
${waiting.length === 0 ? html`<p>${copy.noneWaiting}</p>` : mailTable(c, waiting.slice(0, MOST), copy.waiting, false)}
<p><a href="/console/mail">${mailCopy(language).toRoom}</a></p>`;
  const up = [{ words: cycle.plan.title, path: `/console/cycles/${cycleId}` }];
  return showConsole(c, { title: copy.title, body, up });
}

function mailTable(c: Page, mails: readonly Mail[], title: string, again: boolean): Html {
  const language = c.get('language');
  const copy = cycleCopy(language).mails;
  const words = requestCopy(language);
  const columns: readonly Column[] = [
    { words: copy.what, is: 'folds' },
    { words: copy.to, is: 'folds' },
    { words: copy.about },
    { words: copy.when },
    { words: copy.why, is: 'long' },
    ...(again ? [{ words: '', is: 'act' } as const] : []),
  ];
  const rows = mails.map((mail) => [
    mailTag(words, mail),
    mail.kind === 'memberTold' ? copy.aMember : mail.recipient.mailbox,
    subjects(mail),
    day(language, mail.endedAt ?? mail.dueAt, true),
    reasonWords(words, mail),
    mail.status === 'failed' ? againForm(c, mail) : '',
  ]);
  return table(title, columns, rows);
}

const againForm = (c: Page, { id }: Mail): Html =>
  html`<form method="post" action="/console/mails/${id}/again">${csrfField(c.get('csrf'))}<button class="second">${cycleCopy(c.get('language')).mails.again}</button></form>`;

/** Where the mail leads: a request that it is about, of a gathered mail the first few. */
function subjects(mail: Mail): Html {
  const ids = mail.subjects.flatMap(({ kind, id }) =>
    kind === 'request'
      ? [id]
      : kind === 'member'
        ? [id.slice(0, id.lastIndexOf('.'))]
        : kind === 'contact'
          ? (requestOfChange(id) ?? [])
          : [],
  );
  const shown = ids.slice(0, 3);
  return html`${shown.map((id) => html`<a href="/console/requests/${id}">${id.slice(id.indexOf('.') + 1)}</a> `)}${ids.length > 3 ? '…' : ''}`;
}

async function postAgain(c: Page, deps: ConsoleDeps, mailId: string): Promise<Response> {
  await readForm(c, {});
  const stored = await readMail(deps.table, mailId);
  const cycleId = stored?.mail.cycleId;
  if (!cycleId) throw new Refusal('NotFound', 'there is no such mail');
  if (!(await sendAgain(deps.table, mailId, deps.clock.now())))
    throw new Refusal('AlreadyDone', 'this mail did not fail, or not any more');
  deps.nudge();
  deps.log({ event: 'mailAgain' });
  return seeOther(c, `/console/cycles/${cycleId}/mails`);
}
