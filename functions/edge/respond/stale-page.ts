import { html } from 'hono/html';
import type { DraftAnswer } from '#domain/answer.ts';
import { moment } from '#mail/formats.ts';
import type { Instant } from '#ports';
import type { Place } from '#records/slices.ts';
import { csrfField, type Html, type View } from '../html.ts';
import { memberFrame } from './member-page.ts';
import { differing, linesOf, saidList } from './said.ts';
import type { Typed } from './typed.ts';
import type { Work } from './work.ts';

export interface Clash {
  readonly typed: Typed;
  readonly theirs: DraftAnswer;
  /** Of what is kept now: choosing one's own text saves over exactly this. */
  readonly version: number;
  readonly savedAt: Instant | undefined;
}

/** Two hands wrote about one member: both texts, side by side, and the person chooses. */
export function stalePage(work: Work, place: Place, { typed, theirs, version, savedAt }: Clash): View {
  const { copy, language, form, home, cycle } = work;
  const page = `${home}m/${place.slot + 1}`;
  const lines = (answer: DraftAnswer) => linesOf(language, form, place.its.category, answer);
  const [mine, other] = differing(language, lines(typed.answer), lines(theirs));
  const at = savedAt && moment(language, cycle.plan.zone, savedAt);
  const body = html`<div class="errors" role="alert"><h2>${copy.stale.title}</h2><p>${copy.stale.text}</p></div>
<h1>${place.member.name}</h1>
<div class="pair"><section><h2>${copy.stale.mine}</h2>${saidList(mine)}
<form method="post" action="${page}">${csrfField(work.csrf)}${hiddenFields(typed, version)}
<div class="actions"><button name="go" value="mine">${copy.stale.takeMine}</button></div></form></section>
<section><h2>${at ? copy.stale.theirsAt(at.time, at.date) : copy.stale.theirs}</h2>${saidList(other)}
<div class="actions"><a class="button second" href="${page}">${copy.stale.takeTheirs}</a></div></section></div>`;
  return { ...memberFrame(work, place, body, true), wide: true };
}

function hiddenFields({ answer, seconds, command }: Typed, version: number): Html {
  const instead = answer.kind === 'notHere' ? (answer.which ?? '') : 'comment';
  const reasons = Object.entries(answer.reasons ?? {});
  const fields: readonly (readonly [string, string])[] = [
    ['version', String(version)],
    ['seconds', String(seconds)],
    ['command', command],
    ['instead', instead],
    ['movedTo', answer.movedTo ?? ''],
    ['remark', answer.remark ?? ''],
    ...(answer.sources ?? []).map((source) => ['source', source] as const),
    ...Object.entries(answer.levels ?? {}).map(([id, level]) => [`level.${id}`, level] as const),
    ...reasons.map(([id, { text = '' }]) => [`reason.${id}`, text] as const),
    ...reasons.map(([id, { factDate = '' }]) => [`date.${id}`, factDate] as const),
  ];
  return html`${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;
}
