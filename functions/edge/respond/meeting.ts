import { isDeepStrictEqual } from 'node:util';
import { html } from 'hono/html';
import type { Problem } from '#domain/refusal.ts';
import { saveDraft } from '#records/drafts.ts';
import { seeOther, show } from '../page.ts';
import { type Meeting, type MeetingFields, meetingNames, meetingProblems, readMeeting } from './meeting-fields.ts';
import { meetingPage, meetingStalePage } from './meeting-page.ts';
import { readMended } from './mended.ts';
import { dayOf } from './typed.ts';
import { keepUntil, type Page, type Work } from './work.ts';

const LONGEST = 2_000;

/** What not even a draft may hold. */
const tooLong = (fields: MeetingFields): Problem[] =>
  meetingNames.filter((name) => fields[name].length > LONGEST).map((place) => ({ place, reason: 'textTooLong' }));

interface TypedMeeting {
  readonly fields: MeetingFields;
  readonly version: number;
  readonly go: string;
  /** What was not even kept. */
  readonly problems: readonly Problem[];
}

async function typedMeeting(c: Page): Promise<TypedMeeting> {
  const { form, pasted } = await readMended(c, { one: [...meetingNames, 'version', 'go'] });
  const plain = Object.fromEntries(meetingNames.map((name) => [name, form[name].trim()])) as MeetingFields;
  const fields = { ...plain, metOn: dayOf(plain.metOn) };
  return {
    fields,
    version: /^\d{1,15}$/.test(form.version) ? Number(form.version) : 0,
    go: form.go,
    problems: [...pasted.map((place) => ({ place, reason: 'controlCharacter' })), ...tooLong(fields)],
  };
}

export async function getMeeting(c: Page, work: Work): Promise<Response> {
  return show(c, meetingPage(work, await readMeeting(work)));
}

export async function postMeeting(c: Page, work: Work): Promise<Response> {
  const { fields, version, go, problems } = await typedMeeting(c);
  if (problems.length > 0) return again(c, work, { version, fields, problems }, go, false);
  const saved = await saveDraft(work.deps, work.hand.drafts, 'meeting', {
    expectedVersion: version,
    answer: fields,
    finished: meetingProblems(work, fields).length === 0,
    keepUntil: keepUntil(work),
  });
  if (saved.outcome === 'stale') {
    const current = await readMeeting(work);
    if (go === 'auto') return c.json({ stale: true }, 409);
    if (!isDeepStrictEqual(current.fields, fields)) return show(c, meetingStalePage(work, fields, current), 409);
  }
  const now = await readMeeting(work);
  if (go === 'auto') return c.json({ version: now.version, said: '' });
  if (go !== 'draft' && now.problems.length > 0) return again(c, work, { ...now, fields }, go, true);
  return seeOther(c, go === 'draft' ? work.home : `${work.home}check`);
}

async function again(c: Page, work: Work, meeting: Meeting, go: string, kept: boolean): Promise<Response> {
  if (go === 'auto') return c.json({ problems: meeting.problems }, 422);
  const page = meetingPage(work, meeting, true);
  const notice = kept ? html`<p class="notice done">${work.copy.member.keptAnyway}</p>` : '';
  return show(c, { ...page, body: html`${notice}${page.body}`, wrong: true }, 422);
}
