import { html } from 'hono/html';
import { localDate } from '#domain/calendar.ts';
import type { CycleDates, Officer } from '#domain/cycle.ts';
import type { Language } from '#domain/language.ts';
import { launchCopy } from '#edge/copy/console/launch/index.ts';
import type { Html } from '#edge/html.ts';
import { type Block, sayIn } from '#mail/parts.ts';
import { ask } from '#mail/requests.ts';
import type { Instant } from '#ports';
import type { DryRun } from '#steps/launch/open.ts';
import { number } from './words.ts';

export interface Previewed {
  readonly title: string;
  readonly period: string;
  readonly zone: string;
  readonly dates: CycleDates;
  readonly officer: Officer;
}

/** The mail a committee will get, as it leaves; only its link is not a real one. */
export function mailPreview(
  language: Language,
  cycle: Previewed,
  to: { readonly name: string; readonly members: number; readonly language: Language },
  now: Instant,
): Html {
  const copy = launchCopy(language).launch;
  // On the day it leaves, not on the day it is looked at.
  const today = [localDate(now, cycle.zone), cycle.dates.opensOn].sort().at(-1) ?? cycle.dates.opensOn;
  const say = sayIn(to.language, cycle.zone, today);
  const request = {
    name: to.name,
    members: to.members,
    owed: to.members,
    sentBack: 0,
    finished: 0,
    dueOn: cycle.dates.dueOn,
    hasWard: true,
    url: copy.linkStandsHere,
  };
  const parts = ask({ cycle: { ...cycle, over: false }, requests: [request] }, say, false);
  const { contact, never, closing, prefix } = say.copy;
  return html`<h2>${copy.mail}</h2><p>${copy.mailText}</p>
<div class="mail" lang="${to.language}"><p><strong>${prefix} ${parts.subject}</strong></p><p>${parts.greeting}</p>
${parts.blocks.map(blockHtml)}<p>${contact(cycle.officer.name, cycle.officer.telephone)}</p><p>${never}</p><p>${closing}<br>${cycle.officer.name}</p></div>`;
}

function blockHtml(block: Block): Html {
  switch (block.is) {
    case 'paragraph':
      return html`<p>${block.text}</p>`;
    case 'heading':
      return html`<h3>${block.text}</h3>`;
    case 'rows':
      return html`<dl class="facts">${block.rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>`;
    case 'code':
      return html`<p><code>${block.code}</code></p>`;
    case 'link':
      return html`<p><strong>${block.words}</strong> ${block.url}</p>`;
  }
}

/** Why there are not as many mails as committees. */
export function mailsExplained(
  language: Language,
  { requests, mailboxes, channels }: Pick<DryRun, 'requests' | 'mailboxes' | 'channels'>,
): string {
  const say = (count: number) => number(language, count);
  return launchCopy(language).launch.why(say(requests), say(mailboxes), say(channels.ward), say(channels.paper));
}
