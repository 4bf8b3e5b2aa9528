import { html, raw } from 'hono/html';
import { listed } from '#domain/signing.ts';
import { csrfField, type Html, type Mistake, mistakeList, textField, type View } from '../html.ts';
import { type Meeting, type MeetingFields, secondsFor } from './meeting-fields.ts';
import { copyNotice } from './member-page.ts';
import { capital, dayWords, differing, saidList } from './said.ts';
import { autosave, autosaveWords } from './script.ts';
import type { Work } from './work.ts';

type At = ReadonlyMap<string, string>;

export function meetingPage(work: Work, meeting: Meeting, tell = false): View {
  const { copy, language } = work;
  const wrong = tell
    ? meeting.problems.map(({ place, reason }) => [fieldOf(place), copy.problem(reasonAt(place, reason))] as const)
    : [];
  const at: At = new Map(wrong.map(([field, words]) => [field, capital(words)]));
  const list: Mistake[] = wrong.map(([field, words]) => ({
    field,
    words: led(work, nameOf(work, field), words),
  }));
  const body = html`${mistakeList(language, list)}
<h1>${copy.meeting.title}</h1>
<p>${copy.meeting.lead}</p>
${copyNotice(work)}
<form id="answer" method="post" action="${work.home}meeting" ${autosaveWords(work, !tell)}>
${csrfField(work.csrf)}<input type="hidden" name="version" value="${meeting.version}">
${meetingFields(work, meeting, at)}
<div class="actions"><button name="go" value="next">${copy.meeting.save}</button>
<button class="second" name="go" value="draft">${copy.member.saveDraft}</button></div>
<p class="quiet" id="kept" role="status"></p>
</form>
<p class="no-print"><a href="${work.home}">${copy.backToList}</a></p>`;
  return frame(work, copy.meeting.title, body);
}

/** Who met, with whom, who signs, and where the form comes from. */
function meetingFields(work: Work, { fields }: Meeting, at: At): Html {
  const { copy } = work;
  const text = (name: keyof MeetingFields, more: { rows?: number; attributes?: string; hint?: string } = {}) => {
    const mistake = at.get(name);
    return textField({
      name,
      label: nameOf(work, name),
      value: fields[name],
      ...more,
      ...(mistake === undefined ? {} : { mistake }),
    });
  };
  return html`${text('metOn', { attributes: `type="date" class="short" max="${work.today}"` })}
${text('participants', { rows: 4, hint: copy.meeting.participantsHint })}
${radios(
  work,
  'front',
  fields.front,
  [
    ['met', copy.meeting.met],
    ['notMet', copy.meeting.notMet],
  ],
  at,
)}
<div class="when-met">${text('frontWho', { hint: copy.meeting.frontWhoHint })}</div>
<div class="when-not-met">${text('frontBecause', { rows: 3 })}</div>
${text('signer', { attributes: 'autocomplete="name"' })}
${text('role', { hint: copy.meeting.roleHint })}
${radios(
  work,
  'second',
  fields.second,
  secondsFor(work).map((way) => [way, copy.meeting.seconds[way] ?? way] as const),
  at,
)}
<div class="when-minutes">${text('minutes', { attributes: 'class="short"' })}</div>
${origin(work, fields, at)}
${text('reference', { hint: isFromPaper(work) ? copy.meeting.referenceNeeded : copy.meeting.referenceHint, attributes: 'class="short"' })}
${work.hand.asksName ? html`<div class="when-typed-in">${text('enteredBy', { hint: copy.meeting.enteredByHint, attributes: 'autocomplete="name"' })}</div>` : ''}`;
}

const led = ({ copy }: Work, name: string, words: string): string =>
  name.endsWith('?') ? `${name} ${capital(words)}` : `${name}${copy.colon} ${words}`;

const CHOSEN: ReadonlySet<string> = new Set(['front', 'second', 'via']);
const reasonAt = (place: string, reason: string): string =>
  CHOSEN.has(place) && reason === 'missing' ? 'notChosen' : reason;

const isFromPaper = ({ hand }: Work): boolean => hand.vias[0] === 'paper';

/** Whoever enters a paper form signs nothing: the name is on the paper. */
const nameOf = (work: Work, field: string): string =>
  field === 'signer' && isFromPaper(work) ? work.copy.meeting.paperSigner : (work.copy.meeting.names[field] ?? field);

/** The places of the rule as this page calls its fields. */
const fieldOf = (place: string): string =>
  ({ 'front.who': 'frontWho', 'front.because': 'frontBecause', 'second.number': 'minutes' })[place] ?? place;

function radios(
  { copy }: Work,
  name: string,
  value: string,
  all: readonly (readonly [value: string, words: string])[],
  at: At,
): Html {
  const mistake = at.get(name);
  return html`<fieldset class="field${mistake ? ' wrong' : ''}"><legend>${copy.meeting.names[name] ?? name}</legend>
${mistake ? html`<span class="error" id="${name}-error">${mistake}</span>` : ''}
${all.map(
  ([each, words], n) =>
    html`<label class="choice"><input type="radio" name="${name}" value="${each}" id="${n === 0 ? name : `${name}-${each}`}"${
      each === value ? raw(' checked') : ''
    }>${words}</label>`,
)}</fieldset>`;
}

/** Whoever enters a form for a committee says how it came. */
const origin = (work: Work, fields: MeetingFields, at: At): Html =>
  work.hand.vias.length === 1
    ? html``
    : radios(
        work,
        'via',
        fields.via,
        work.hand.vias.map((via) => [via, work.copy.via[via]] as const),
        at,
      );

const frame = (work: Work, title: string, body: Html): View => ({
  language: work.language,
  title,
  place: work.state.name,
  body,
  csrf: work.csrf,
  path: `${work.home}meeting`,
  script: autosave,
});

function wordsOf({ copy, language }: Work, name: string, value: string): string {
  if (name === 'metOn') return dayWords(language, value);
  if (name === 'participants') return listed(value);
  return copy.meeting.words[value] ?? value;
}

const lines = (work: Work, fields: MeetingFields) =>
  Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ({
      label: nameOf(work, name),
      words: wordsOf(work, name, value),
    }));

/** Two hands wrote about the meeting: both, side by side. */
export function meetingStalePage(work: Work, mine: MeetingFields, current: Meeting): View {
  const { copy, home } = work;
  const [ours, theirs] = differing(work.language, lines(work, mine), lines(work, current.fields));
  const body = html`<div class="errors" role="alert"><h2>${copy.stale.title}</h2><p>${copy.stale.text}</p></div>
<h1>${copy.meeting.title}</h1>
<div class="pair"><section><h2>${copy.stale.mine}</h2>${saidList(ours)}
<form method="post" action="${home}meeting">${csrfField(work.csrf)}<input type="hidden" name="version" value="${current.version}">
${Object.entries(mine).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<div class="actions"><button name="go" value="next">${copy.stale.takeMine}</button></div></form></section>
<section><h2>${copy.stale.theirs}</h2>${saidList(theirs)}
<div class="actions"><a class="button second" href="${home}meeting">${copy.stale.takeTheirs}</a></div></section></div>`;
  return { ...frame(work, copy.meeting.title, body), wide: true, wrong: true };
}

/** What the committee states, on the page before sending and on what was sent. */
export const meetingSaid = (work: Work, fields: MeetingFields): Html => saidList(lines(work, fields));
