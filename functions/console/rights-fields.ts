import { html, raw } from 'hono/html';
import { byName } from '#domain/names.ts';
import { partsFor, type Role, roles } from '#domain/permissions.ts';
import { consoleCopy } from '#edge/copy/console/index.ts';
import { csrfField, type Html, type Mistake } from '#edge/html.ts';
import { partsOffered } from '#steps/people/rights.ts';
import type { ConsoleDeps, Page } from './deps.ts';

/** What each role does stands beside it: whoever gives it should not have to know. */
export function roleField(c: Page, chosen: string, mistakes: readonly Mistake[]): Html {
  const copy = consoleCopy(c.get('language'));
  const mistake = mistakes.find(({ field }) => field === 'role');
  return html`<fieldset class="field${mistake ? ' wrong' : ''}" id="role"><legend>${copy.people.role}</legend>${mistake ? html`<span class="error">${mistake.words}</span>` : ''}
${roles.map((role) => html`<label class="choice"><input type="radio" name="role" value="${role}"${role === chosen ? raw(' checked') : ''}><strong>${copy.roles[role].name}</strong><br><span class="quiet">${copy.roles[role].does}</span></label>`)}</fieldset>`;
}

export interface PartForm {
  readonly action: string;
  readonly role: Role;
  /** What stands there already, where somebody's rights are changed. */
  readonly part?: string | undefined;
  /** What came from the step before. */
  readonly hidden: { readonly [name: string]: string };
  readonly button: string;
}

/** The second step, because which parts there are depends on the role: only those that fit it. */
export async function partForm(
  c: Page,
  deps: ConsoleDeps,
  form: PartForm,
  mistakes: readonly Mistake[],
): Promise<Html> {
  const copy = consoleCopy(c.get('language')).people;
  const parts = [...(await partsOffered(deps, form.role))].sort(byName);
  const everything = partsFor[form.role].includes('everything');
  if (parts.length === 0 && !everything)
    return html`<div class="notice"><p>${copy.noParts}</p></div>
<p class="actions"><a class="button second" href="/console/people">${copy.back}</a></p>`;
  const mistake = mistakes.find(({ field }) => field === 'part');
  return html`<form method="post" action="${form.action}">${csrfField(c.get('csrf'))}
${Object.entries(form.hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<input type="hidden" name="role" value="${form.role}">
<div class="field${mistake ? ' wrong' : ''}"><label for="part">${copy.part}</label><span class="hint" id="part-hint">${copy.partHint}</span>${mistake ? html`<span class="error">${mistake.words}</span>` : ''}
<select id="part" name="part" aria-describedby="part-hint"><option value="">${everything ? copy.whole : copy.choose}</option>
${parts.map(({ id, name }) => html`<option value="${id}"${id === form.part ? raw(' selected') : ''}>${name}</option>`)}</select></div>
<div class="actions"><button name="step" value="done">${form.button}</button></div></form>`;
}
