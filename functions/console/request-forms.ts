import { html, raw } from 'hono/html';
import { localDate } from '#domain/calendar.ts';
import { dueAt, type OpenCycle, statusOf } from '#domain/cycle.ts';
import { REASON_LIMIT } from '#domain/limits.ts';
import { countsOf, stillOwed } from '#domain/outcome.ts';
import type { RequestState } from '#domain/request.ts';
import { requestCopy } from '#edge/copy/console/request/index.ts';
import { type Html, type Mistake, textField } from '#edge/html.ts';
import { languages, ownName } from '#edge/language.ts';
import { placesIn, type SliceMember } from '#records/slices.ts';
import type { ConsoleDeps, Page } from './deps.ts';
import { formStart } from './fields.ts';

/** What was typed into the one form that is shown again, and which it was. */
export interface Typed {
  readonly action?: string;
  readonly values?: { readonly [name: string]: string };
}

interface Shown {
  readonly state: RequestState;
  readonly cycle: OpenCycle;
  readonly members: readonly SliceMember[];
}

/** Every decision about one request, each a small form of its own. What cannot be done now is not offered. */
export function actionForms(
  c: Page,
  deps: ConsoleDeps,
  shown: Shown,
  mistakes: readonly Mistake[],
  typed: Typed,
): Html {
  const { state, cycle } = shown;
  const copy = requestCopy(c.get('language'));
  const status = statusOf(cycle, deps.clock.now());
  if (state.cancelledAt || status === 'cancelled' || status === 'finished') return html`<p>${copy.nothingToDo}</p>`;
  const form = (action: keyof typeof copy.act, fields: Html): Html => {
    const { title, text, button } = copy.act[action];
    return html`<details${typed.action === action ? raw(' open') : ''}><summary>${title}</summary><p>${text}</p>
<form method="post" action="/console/requests/${state.id}/${action}">${formStart(c, deps)}${fields}<div class="actions"><button>${button}</button></div></form></details>`;
  };
  const field = (name: string, label: string, attributes: string, value = ''): Html => {
    const mistake = mistakes.find((found) => found.field === name);
    return textField({
      name,
      label,
      value: typed.values?.[name] ?? value,
      attributes,
      ...(mistake ? { mistake: mistake.words } : {}),
    });
  };
  const owes = stillOwed(countsOf(state.slots)) > 0;
  const open = state.releases.length === 0;
  const reached = state.contact.channel === 'mailbox' && !state.unreachableSince;
  const mayRemind = status === 'running' && owes && open && reached && !state.excused;
  const hand = html`<p><a class="button second" href="/console/answer/${state.id}/">${copy.enterAnswer}</a></p>
<p><a href="/console/answer/${state.id}/print">${copy.print}</a></p>`;
  return html`${open && owes ? hand : ''}
${mayRemind ? form('remind', html``) : ''}
${open && status !== 'closing' ? form('extend', field('until', copy.until, 'type="date" class="short" required', laterDay(state, cycle))) : ''}
${form('contact', contactFields(c, state, field))}
${state.contact.channel === 'mailbox' ? form('link', html``) : ''}
${owes && open && !state.excused ? form('excuse', field('reason', copy.reason, `maxlength="${REASON_LIMIT}" autocomplete="off" required`)) : ''}
${open ? memberForms(c, shown, form, field, mistakes) : ''}`;
}

const laterDay = (state: RequestState, cycle: OpenCycle): string =>
  localDate([state.dueAt, dueAt(cycle)].sort().at(-1) ?? state.dueAt, cycle.plan.zone);

type Field = (name: string, label: string, attributes: string, value?: string) => Html;

function contactFields(c: Page, { contact }: RequestState, field: Field): Html {
  const copy = requestCopy(c.get('language'));
  return html`<div class="field"><label for="channel">${copy.channel}</label><select class="short" id="channel" name="channel">
${(['mailbox', 'ward', 'paper'] as const).map((channel) => html`<option value="${channel}"${contact.channel === channel ? raw(' selected') : ''}>${copy.channels[channel]}</option>`)}</select></div>
${field('mailbox', copy.mailbox, 'type="email" maxlength="254" autocomplete="off"', contact.mailbox ?? '')}
${field('second', copy.second, 'maxlength="100" autocomplete="off"', contact.secondContact ?? '')}
<div class="field"><label for="language">${copy.language}</label><select class="short" id="language" name="language">
${languages.map((language) => html`<option value="${language}"${contact.language === language ? raw(' selected') : ''}>${ownName[language]}</option>`)}</select></div>`;
}

function memberForms(
  c: Page,
  { state, members }: Shown,
  form: (action: 'reopen' | 'reroute', fields: Html) => Html,
  field: Field,
  mistakes: readonly Mistake[],
): Html {
  const copy = requestCopy(c.get('language'));
  const mistake = mistakes.find((found) => found.field === 'members');
  const here = placesIn(state, members).filter(({ its }) => its.reroutedTo === undefined);
  const confirmed = here.filter(({ its }) => its.confirmedAt);
  const choose = html`<fieldset class="field${mistake ? ' wrong' : ''}" id="members"><legend>${copy.chooseMembers}</legend>${mistake ? html`<span class="error">${mistake.words}</span>` : ''}
${confirmed.map(({ slot, member }) => html`<label class="choice"><input type="checkbox" name="slots" value="${slot}">${member.name}</label>`)}</fieldset>`;
  return html`${confirmed.length > 0 ? form('reopen', choose) : ''}
${
  here.length > 0
    ? form(
        'reroute',
        html`<div class="field"><label for="slot">${copy.member}</label><select id="slot" name="slot">${here.map(({ slot, member }) => html`<option value="${slot}">${member.name} (${member.id})</option>`)}</select></div>
${field('committee', copy.toCommittee, 'class="short" maxlength="64" autocomplete="off" required')}`,
      )
    : ''
}`;
}
