import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { Answer } from '#domain/comment.ts';
import { progressOf } from '#domain/outcome.ts';
import { Refusal } from '#domain/refusal.ts';
import { looksAt, noteLook } from '#records/access.ts';
import { readAnswer } from '#records/answers.ts';
import { readParty } from '#records/parties.ts';
import { answerInWords, dayOf } from '#steps/deliver/in-words.ts';
import { wordsOf } from '#steps/deliver/pack.ts';
import { stateOwnView } from '#steps/deliver/receive.ts';
import type { PageEnv } from '../env.ts';
import { readForm } from '../forms.ts';
import { csrfField, type Html, type Mistake, mistakeList, textField, type View } from '../html.ts';
import { pageApp, seeOther, show } from '../page.ts';
import { lines, saidHtml, sentences } from '../said.ts';
import { requireSubject } from '../subject.ts';
import { commandField, wishOf } from '../wish.ts';
import { looksHtml } from './looks.ts';
import { type MemberDeps, type Own, ownOf, type Page } from './own.ts';

export type { MemberDeps } from './own.ts';

/** `/m/<request>.<slot>/`: the member reads the confirmed comment about themselves, and may state a view. */
export function memberPages(deps: MemberDeps): Hono<PageEnv> {
  const app = pageApp(deps);
  app.use('/m/:id/*', requireSubject(deps, 'member'));
  app.get('/m/:id/', async (c) => {
    const own = await ownOf(c, deps);
    return showOn(c, own, await memberView(own, c.req.query('done') === 'view'));
  });
  app.post('/m/:id/view', async (c) => postView(c, await ownOf(c, deps)));
  return app;
}

const showOn = (c: Page, own: Own, view: Omit<View, 'language' | 'csrf' | 'place'>, status?: 200 | 422) =>
  show(c, { language: own.language, csrf: own.csrf, place: own.cycle.plan.title, ...view }, status);

const isConfirmed = ({ its }: Own): boolean => progressOf(its) === 'confirmed';

/** Before anything is assembled as often as they like; afterwards once, as an addition, where they had stated none. */
const mayState = ({ its, state }: Own): boolean => state.releases.length === 0 || its.view === undefined;

async function memberView(own: Own, done: boolean, mistakes: readonly Mistake[] = [], typed?: string) {
  const { copy, deps, state, slot } = own;
  const confirmed = isConfirmed(own);
  if (confirmed) await noteLook(deps, state.id, own.by, 'comment', slot);
  const { officer } = own.cycle.plan;
  const body = html`${mistakeList(own.language, mistakes)}<h1>${confirmed ? copy.title : copy.notYet}</h1>
${done ? html`<div class="notice done" role="status"><p>${copy.sent}</p></div>` : ''}
<p><strong>${own.member.name}</strong></p>
${confirmed ? await commentHtml(own) : html`<p>${copy.notYetText}</p><p>${copy.notRating}</p>`}
${confirmed ? await viewHtml(own, mistakes, typed) : ''}
<h2>${copy.looks}</h2>${await looksHtml(own, await looksAt(deps, state.id, slot))}
<h2>${copy.rights}</h2>${sentences(copy.rightsText)}<p>${copy.ask(officer.name, officer.telephone)}</p>`;
  const title = confirmed ? copy.title : copy.notYet;
  return { title, body, path: own.home, ...(mistakes.length > 0 ? { wrong: true } : {}) };
}

/** By which committees and when; who sat in the meeting is for those who file it. */
async function commentHtml(own: Own): Promise<Html> {
  const { deps, its, state, telling, copy } = own;
  const { words } = telling;
  if (!its.answer) throw new Error(`request ${state.id} has a confirmed slot ${own.slot} without an answer`);
  const answer: Answer | undefined = await readAnswer(deps.table, state.id, its.answer);
  const ward = await readParty(deps.table, state.cycleId, state.deskId);
  const who = its.answer.via === 'ward' && ward ? ward.name : state.name;
  const came = [
    words.sent(who, dayOf(telling, its.answer.at)),
    words.confirmed(ward?.name ?? '', '', dayOf(telling, its.confirmedAt ?? its.answer.at)),
  ];
  const plain = answer !== undefined && answer.kind !== 'comment';
  return html`${plain ? html`<p>${copy.notHere}:</p>` : ''}
${answer ? saidHtml(answerInWords(telling, its.category, answer), words.heads.remark) : html`<p>${words.removed}</p>`}
${sentences(came)}`;
}

async function viewHtml(own: Own, mistakes: readonly Mistake[], typed: string | undefined): Promise<Html> {
  const { copy, deps, its, state } = own;
  const view = its.view && (await wordsOf(deps.table, state.id, its.view.text, 'view'));
  const stated =
    its.view && view !== undefined
      ? html`<div class="notice"><p><strong>${copy.viewOn(dayOf(own.telling, its.view.at))}</strong></p><p>${lines(view)}</p></div>`
      : '';
  if (!mayState(own)) return html`<h2>${copy.view}</h2>${stated}<p>${copy.viewClosed}</p>`;
  const wrong = mistakes[0]?.words;
  return html`<h2>${copy.view}</h2>${stated}<p>${copy.viewText}</p>
<p>${state.releases.length === 0 ? copy.viewAgain : copy.viewLate}</p>
<form method="post" action="${own.home}view">${csrfField(own.csrf)}${commandField(deps.ids)}
${textField({ name: 'view', label: copy.write, value: typed ?? '', rows: 6, ...(wrong ? { mistake: wrong } : {}), attributes: 'maxlength="5000"' })}
<div class="actions"><button>${copy.send}</button></div></form>`;
}

const LONGEST_VIEW = 5_000;

async function postView(c: Page, own: Own): Promise<Response> {
  const { copy, state, slot } = own;
  const form = await readForm(c, { one: ['command', 'view'] });
  const view = form.view.trim();
  if (!isConfirmed(own)) throw new Refusal('TooEarly', 'the comment is not confirmed yet');
  const words = view === '' ? copy.missing : view.length > LONGEST_VIEW ? copy.tooLong : undefined;
  if (words) return showOn(c, own, await memberView(own, false, [{ field: 'view', words }], form.view), 422);
  const wish = wishOf(`view.${slot}`, form, own.by);
  if (!mayState(own) && !state.commandIds.has(wish.commandId))
    throw new Refusal('TooLate', 'the evaluations have been put together with a view already');
  await stateOwnView(own.deps)(state.id, wish, slot, view);
  return seeOther(c, `${own.home}?done=view`);
}
