import type { Hono } from 'hono';
import { html } from 'hono/html';
import { contactsCopy } from '#edge/copy/console/contacts/index.ts';
import { consoleCopy } from '#edge/copy/console/index.ts';
import { requestCopy } from '#edge/copy/console/request/index.ts';
import type { Html } from '#edge/html.ts';
import type { Table } from '#ports';
import { type ContactChange, contactChangesSince, noticesOf, type Reached } from '#records/contact-changes.ts';
import { mailIdOf, readMail } from '#records/outbox.ts';
import type { ConsoleDeps, ConsoleEnv, Page } from './deps.ts';
import { mailTag, reasonWords } from './mail-words.ts';
import { scopeOf } from './session.ts';
import { cycleStanding } from './standing.ts';
import { mayHere, showConsole } from './view.ts';
import { day, handName, number } from './words.ts';

/** Whose mailbox was changed in a cycle, by whom, and whether the former one was told. */
export function contactPages(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/console/cycles/:cycle/contacts', (c) => contactsPage(c, deps, c.req.param('cycle')));
}

async function contactsPage(c: Page, deps: ConsoleDeps, cycleId: string): Promise<Response> {
  const copy = contactsCopy(c.get('language'));
  const { cycle } = await cycleStanding(deps.table, cycleId, deps.clock.now());
  const changes = await changesWithin(deps.table, cycleId, await scopeOf(deps, c.get('person'), cycleId));
  const body = html`<p>${copy.lead}</p>${await changeCards(c, deps, changes)}`;
  const up = [{ words: cycle.plan.title, path: `/console/cycles/${cycleId}` }];
  return showConsole(c, { title: copy.title, body, up });
}

/** As much of a cycle's changes as lies in somebody's part of the tree: a cell lies where its ward does. */
export const changesWithin = async (
  table: Table,
  cycleId: string,
  within: (committeeId: string) => boolean,
): Promise<readonly ContactChange[]> =>
  (await contactChangesSince(table, cycleId)).filter(({ deskId, committeeId }) => within(deskId ?? committeeId));

/** So many are shown, the latest first. */
const MOST = 100;

export async function changeCards(c: Page, deps: ConsoleDeps, changes: readonly ContactChange[]): Promise<Html> {
  const language = c.get('language');
  if (changes.length === 0) return html`<p>${contactsCopy(language).none}</p>`;
  const cards = await Promise.all(changes.slice(0, MOST).map((change) => changeCard(c, deps, change)));
  const left = changes.length - MOST;
  return html`${cards}${left > 0 ? html`<p>${consoleCopy(language).more(number(language, left))}</p>` : ''}`;
}

async function changeCard(c: Page, deps: ConsoleDeps, change: ContactChange): Promise<Html> {
  const language = c.get('language');
  const copy = contactsCopy(language);
  const { of, name, at, before, after } = change;
  const to = pathOf(c, change);
  const row = (label: string, value: Html | string) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  return html`<section class="card"><h2>${to ? html`<a href="${to}">${name}</a>` : name}</h2>
<dl class="facts">${row(copy.before, before === 'new' ? copy.isNew : reached(c, change, before))}${row(copy.after, after === 'gone' ? copy.gone : reached(c, change, after))}
${row(copy.at, day(language, at, true))}${row(copy.by, html`${handOf(c, change)} <span class="quiet">${copy.of[of]}</span>`)}
${row(copy.told, await noticeWords(c, deps, change))}</dl></section>`;
}

function pathOf(c: Page, { of, where, committeeId, level, after }: ContactChange): string | undefined {
  if (after === 'gone') return undefined;
  if (of === 'request') return mayHere(c, 'requests') ? `/console/requests/${where}.${committeeId}` : undefined;
  if (of === 'roster') return `/console/roster/committees/${encodeURIComponent(committeeId)}`;
  if (level === 'workplace') return mayHere(c, 'deliveries') ? `/console/cycles/${where}/deliveries` : undefined;
  return `/console/cycles/${where}/wards/${committeeId}`;
}

/** Where the evaluations of a workplace go is for those to see who decide it, or look after mail. */
function reached(c: Page, { of, level }: ContactChange, { channel, mailbox }: Reached): Html {
  const words = requestCopy(c.get('language')).channels[channel];
  const isShown = of !== 'party' || level !== 'workplace' || mayHere(c, 'changeDeliveries') || mayHere(c, 'mails');
  if (mailbox === undefined) return html`${words}`;
  const shown = isShown ? mailbox : hidden(mailbox);
  return channel === 'mailbox' ? html`${shown}` : html`${words} <span class="quiet">(${shown})</span>`;
}

/** Enough to tell one from another. */
const hidden = (mailbox: string): string => `${mailbox.slice(0, 1)}…${mailbox.slice(mailbox.lastIndexOf('@'))}`;

function handOf(c: Page, { by: { body, name } }: ContactChange): string {
  const language = c.get('language');
  const { hands } = requestCopy(language);
  if (body === 'office') return name === undefined ? hands.office : handName(language, name);
  return name === undefined ? hands.ward : `${hands.ward}, ${name}`;
}

async function noticeWords(c: Page, { table }: ConsoleDeps, change: ContactChange): Promise<Html> {
  const language = c.get('language');
  const copy = contactsCopy(language);
  const [order] = noticesOf([change]);
  const hadNone = change.before === 'new' || change.before.mailbox === undefined;
  if (!order) return html`<span class="quiet">${hadNone ? copy.nobody : copy.stays}</span>`;
  const mail = (await readMail(table, mailIdOf(order)))?.mail;
  if (!mail) return html`–`;
  const words = requestCopy(language);
  const reason = reasonWords(words, mail);
  return html`${mailTag(words, mail)}${reason ? html` <span class="quiet">${reason}</span>` : ''}`;
}
