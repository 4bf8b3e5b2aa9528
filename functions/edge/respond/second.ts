import { html } from 'hono/html';
import { committee } from '#domain/actor.ts';
import { formOf } from '#domain/form.ts';
import type { Language } from '#domain/language.ts';
import { inMemberOrder } from '#domain/names.ts';
import { isRefusal, Refusal } from '#domain/refusal.ts';
import type { Part, RequestState } from '#domain/request.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import { dateShown } from '#domain/written-date.ts';
import { moment } from '#mail/formats.ts';
import { noteLook } from '#records/access.ts';
import { readAnswers, readSigning } from '#records/answers.ts';
import { codeAsTyped } from '#records/codes.ts';
import { readCycle } from '#records/cycles.ts';
import { isKnownDevice } from '#records/devices.ts';
import { sha256 } from '#records/hash.ts';
import { type Entry, load, requests } from '#records/journal.ts';
import { countFailure, type Limit, pausedUntil } from '#records/limits.ts';
import { currentLink } from '#records/links.ts';
import { findSecondCode } from '#records/second-codes.ts';
import { readSlice } from '#records/slices.ts';
import { countersignPart } from '#steps/respond/tell.ts';
import { readCookie } from '../cookies.ts';
import { respondCopy } from '../copy/respond/index.ts';
import type { SignMistake } from '../copy/respond/names.ts';
import { idling } from '../env.ts';
import { readForm } from '../forms.ts';
import { type Html, mistakeList, textField, type View } from '../html.ts';
import { seeOther, show } from '../page.ts';
import { linesOf, saidList } from './said.ts';
import { membersIn } from './sent.ts';
import { type Page, placesOf, type RespondDeps } from './work.ts';

/**
 * The second person's telephone. They have no link and no session, only the code that the first one reads out to them: they see
 * what they sign and nothing else of the request.
 */
const perAddress: Limit = { name: 'second', failures: 20, windowSeconds: 60, pauseSeconds: 60 };
const LONGEST_NAME = 200;

export const getSecond = (c: Page): Promise<Response> => show(c, codePage(c.get('language')));

export async function postSecond(c: Page, deps: RespondDeps): Promise<Response> {
  const { code } = await readForm(c, { one: ['code'] });
  const opened = await openCode(c, deps, code);
  if (!opened) return show(c, codePage(c.get('language'), true), 422);
  return show(c, await signPage(c.get('language'), deps, opened, {}));
}

export async function postSign(c: Page, deps: RespondDeps): Promise<Response> {
  const form = await readForm(c, { one: ['code', 'name', 'role'] });
  const language = c.get('language');
  const opened = await openCode(c, deps, form.code);
  if (!opened) return show(c, codePage(language, true), 422);
  const [name, role] = [form.name.trim(), form.role.trim()];
  const mistake = await mistakeIn(c, deps, opened, name, role);
  if (mistake) return show(c, await signPage(language, deps, opened, { name, role, mistake }), 422);
  const { state, part, code } = opened;
  const wished = {
    commandId: `second-${part.seq}-${sha256(code).slice(0, 16)}`,
    by: committee(state.committeeId, name),
  };
  try {
    await countersignPart(deps)(state.id, wished, part.seq, { name, ...(role && { role }) });
  } catch (error) {
    // Signed by a third hand in the same moment: it is signed, and that is what this page says.
    if (!isRefusal(error, 'AlreadyDone')) throw error;
  }
  return seeOther(c, '/c/second/done');
}

export const getSecondDone = (c: Page): Promise<Response> => {
  const { second } = respondCopy(c.get('language'));
  const body = html`<h1>${second.done}</h1><p>${second.doneText}</p>`;
  return show(c, { language: c.get('language'), title: second.done, body, path: '/c/second/done' });
};

interface Opened {
  readonly code: string;
  readonly state: RequestState;
  readonly entries: readonly Entry<RequestEvent>[];
  readonly part: Part;
}

async function openCode(c: Page, deps: RespondDeps, typed: string): Promise<Opened | undefined> {
  const address = deps.address(c);
  if (await pausedUntil(idling(deps), perAddress, address))
    throw new Refusal('TooManyTries', 'too many failures lately');
  const code = codeAsTyped(typed);
  const found = await findSecondCode(idling(deps), code);
  const loaded = found && (await load(deps.table, requests, found.requestId));
  const part = loaded?.state.parts.find(({ seq }) => seq === found?.part);
  if (loaded && part) return { code, ...loaded, part };
  await countFailure(idling(deps), perAddress, address);
  return undefined;
}

/** A second signature is worth something when it is not the first hand's: another name, on another telephone. */
async function mistakeIn(
  c: Page,
  deps: RespondDeps,
  opened: Opened,
  name: string,
  role: string,
): Promise<SignMistake | undefined> {
  if (name === '') return 'nameMissing';
  if (name.length > LONGEST_NAME || role.length > LONGEST_NAME) return 'nameTooLong';
  if (folded(name) === folded(opened.part.by.name ?? '')) return 'sameName';
  const device = readCookie(c, deps.baseUrl, 'device');
  const link = await currentLink(deps.table, { kind: 'request', id: opened.state.id });
  if (device && link && (await isKnownDevice(deps.table, link, device))) return 'sameDevice';
  return undefined;
}

const folded = (name: string): string => name.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim();

const codeInput = 'inputmode="numeric" autocomplete="one-time-code" maxlength="24" required';

function codePage(language: Language, wrong = false): View {
  const { second } = respondCopy(language);
  const body = html`${mistakeList(language, wrong ? [{ field: 'code', words: second.codeWrong }] : [])}<h1>${second.title}</h1>
<p>${second.lead}</p>
<form method="post" action="/c/second">
${textField({ name: 'code', label: second.code, hint: second.codeHint, ...(wrong ? { mistake: second.codeWrong } : {}), attributes: codeInput })}
<div class="actions"><button>${second.goOn}</button></div></form>`;
  return { language, title: second.title, body, path: '/c/second', ...(wrong ? { wrong } : {}) };
}

async function signPage(
  language: Language,
  deps: RespondDeps,
  opened: Opened,
  typed: { readonly name?: string; readonly role?: string; readonly mistake?: SignMistake },
): Promise<View> {
  const { second } = respondCopy(language);
  const { state, part } = opened;
  const { plan } = await readCycle(deps.table, state.cycleId);
  const signing = await readSigning(deps.table, state.id, part.text);
  const { time, date } = moment(language, plan.zone, part.at);
  const words = typed.mistake && second.mistakes[typed.mistake];
  const body = html`${mistakeList(language, words ? [{ field: 'name', words }] : [])}<h1>${second.title}</h1>
<dl class="facts"><div><dt>${second.committee}</dt><dd>${state.name}</dd></div>
<div><dt>${second.cycle}</dt><dd>${plan.title}</dd></div>
<div><dt>${second.members}</dt><dd>${second.membersWords(membersIn(opened, part).length)}</dd></div>
<div><dt>${second.sentAt}</dt><dd>${second.atWords(time, date)}</dd></div>
<div><dt>${second.signer}</dt><dd>${[signing?.signer ?? part.by.name ?? '', signing?.role ?? ''].filter(Boolean).join(', ')}</dd></div></dl>
${part.countersigned ? '' : await answersSaid(language, deps, opened, plan.formId)}
${
  part.countersigned
    ? html`<p class="notice done">${second.signedAlready}</p>`
    : html`<form method="post" action="/c/second/sign">
<input type="hidden" name="code" value="${opened.code}">
${textField({ name: 'name', label: second.name, value: typed.name ?? '', ...(words ? { mistake: words } : {}), attributes: 'autocomplete="name" required' })}
${textField({ name: 'role', label: second.role, value: typed.role ?? '' })}
<div class="notice"><h2>${second.meaning}</h2><p>${second.meaningText}</p></div>
<div class="actions"><button>${second.sign}</button></div></form>`
}`;
  return { language, title: second.title, body, path: '/c/second', ...(words ? { wrong: true } : {}) };
}

/** What this part said of each member, as it was sent; what was changed since belongs to another part. */
async function answersSaid(language: Language, deps: RespondDeps, opened: Opened, formId: string): Promise<Html> {
  const { second, view } = respondCopy(language);
  const { state, entries, part } = opened;
  const event = entries.find(({ seq }) => seq === part.seq)?.event;
  const places = placesOf({ state, members: await readSlice(deps.table, state.id) });
  const chunks = event?.type === 'submitted' ? event.chunks : [];
  const sent = chunks.flatMap(({ key, hash, slots }) =>
    slots.flatMap((slot, place) => {
      const whose = places.find((one) => one.slot === slot);
      return whose ? [[whose, { ref: { key, hash }, place }] as const] : [];
    }),
  );
  const slots = sent.map(([{ slot }]) => slot);
  await noteLook(deps, state.id, committee(state.committeeId), 'comment', slots);
  const said = await readAnswers(deps.table, state.id, sent);
  const form = formOf(formId);
  return html`<h2>${second.answers}</h2>${inMemberOrder(sent, ([{ member }]) => member).map(([whose]) => {
    const answer = said.get(whose);
    return html`<section class="kept-together"><h3>${whose.member.name} (${dateShown(whose.member.birthDate)})</h3>
${answer ? saidList(linesOf(language, form, whose.its.category, answer)) : html`<p>${view.removed}</p>`}</section>`;
  })}`;
}
