import { html } from 'hono/html';
import type { OpenCycle } from '#domain/cycle.ts';
import type { Language } from '#domain/language.ts';
import { launchCopy } from '#edge/copy/console/launch/index.ts';
import type { Html } from '#edge/html.ts';
import { faultEvent } from '#edge/log.ts';
import { sendingOf } from '#records/sending.ts';
import type { CycleDeps } from './deps.ts';
import { number } from './words.ts';

/** Senders stay under the provider's rate with a margin. */
const SHARE = 0.8;

type Allowance = Awaited<ReturnType<CycleDeps['mailer']['rate']>>;

/** Where the way out of the trial is described; a test holds that the heading is there. */
export const sandboxHelp = { document: 'docs/runbook.md', heading: 'SES out of the sandbox' } as const;

/** Undefined when the provider could not be asked: a page is shown without its forecast rather than not at all. */
async function allowanceOf({ mailer, log }: Pick<CycleDeps, 'mailer' | 'log'>): Promise<Allowance | undefined> {
  try {
    return await mailer.rate();
  } catch (error) {
    log(faultEvent(error, 'allowance'));
    return undefined;
  }
}

/** How long so many mails take, whether they may all leave today, and what it means when the account is on trial. */
export async function forecast(
  language: Language,
  deps: Pick<CycleDeps, 'mailer' | 'log'>,
  mails: number,
): Promise<Html> {
  const copy = launchCopy(language).launch;
  const allowance = await allowanceOf(deps);
  if (!allowance) return html`<p>${copy.notKnown}</p>`;
  const { perSecond, leftToday, sandbox } = allowance;
  if (!Number.isFinite(perSecond)) return html`<p>${copy.atOnce}</p>`;
  const rate = number(language, Math.round(perSecond * SHARE * 10) / 10);
  const takes = copy.takes(number(language, mails), timeFor(language, mails, perSecond), rate);
  const left = Number.isFinite(leftToday)
    ? (leftToday < mails ? copy.overQuota : copy.enoughQuota)(number(language, leftToday))
    : '';
  return html`<p>${takes} ${left}</p>${sandbox ? sandboxNotice(language) : ''}`;
}

function sandboxNotice(language: Language): Html {
  const { title, text, todo, how } = launchCopy(language).launch.sandbox;
  return html`<div class="errors"><h2>${title}</h2><p>${text}</p><p>${todo}</p>
<p>${how(sandboxHelp.document, sandboxHelp.heading)}</p></div>`;
}

function timeFor(language: Language, mails: number, perSecond: number): string {
  const copy = launchCopy(language).launch;
  const minutes = Math.max(1, Math.ceil(mails / (perSecond * SHARE) / 60));
  if (minutes < 120) return copy.minutes(number(language, minutes));
  return copy.hours(number(language, Math.ceil(minutes / 60)));
}

/** After the button: how many of the mails that ask have left; nothing before their time. */
export async function sendingProgress(language: Language, deps: CycleDeps, cycle: OpenCycle): Promise<Html> {
  const copy = launchCopy(language).launch;
  const sending = await sendingOf(deps.table, cycle, deps.clock.now());
  if (!sending || sending.total === 0) return html``;
  const { sent, total, waiting, failed } = sending;
  const allowance = waiting > 0 ? await allowanceOf(deps) : undefined;
  const paced = allowance !== undefined && Number.isFinite(allowance.perSecond);
  return html`<p>${copy.progress(number(language, sent), number(language, total))}
${waiting > 0 ? copy.progressWaits(number(language, waiting)) : ''}
${paced ? copy.progressLeft(timeFor(language, waiting, allowance.perSecond)) : ''}
${failed > 0 ? html`<a href="/console/cycles/${cycle.id}/mails">${copy.progressFailed(number(language, failed))}</a>` : ''}</p>
${waiting > 0 ? html`<progress max="${total}" value="${sent}" aria-label="${copy.launch}"></progress>` : ''}`;
}
