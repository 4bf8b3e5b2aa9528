import type { Answer } from '#domain/answer.ts';
import type { Committee } from '#domain/committee.ts';
import type { RequestState } from '#domain/request.ts';
import type { Signing } from '#domain/signing.ts';
import type { CellStory } from '../sample/story.ts';
import { type Said, saidBy, signingOf } from './answers.ts';
import { did, type Play, requestOf, stateOf } from './play.ts';
import { BASE } from './stage.ts';
import { formOn, type Seen, Visitor } from './visitor.ts';

/** Opens the latest link that was mailed there, in the browser that the mailbox's owner uses. */
export async function enter(
  play: Play,
  mailbox: string,
  kinds: readonly string[],
): Promise<{ visitor: Visitor; seen: Seen }> {
  const link = play.post.linkTo(mailbox, kinds);
  if (link === undefined) throw new Error(`no link was mailed to that mailbox: ${kinds.join(', ')}`);
  const visitor = play.visitors.get(mailbox) ?? new Visitor(play.pages, BASE);
  play.visitors.set(mailbox, visitor);
  const seen = await visitor.open(link, mailbox);
  return { visitor, seen: seen.path.startsWith('/r/code') ? await enterCode(play, visitor, mailbox) : seen };
}

/** A device that was never seen there shows what others wrote only after a code that was mailed to the same mailbox. */
async function enterCode(play: Play, visitor: Visitor, mailbox: string): Promise<Seen> {
  await play.machine.settle();
  return visitor.post('/r/code', [['code', play.post.codeTo(mailbox) ?? '']]);
}

const enterCell = async (play: Play, { mailbox = '' }: Committee): Promise<Visitor> =>
  (await enter(play, mailbox, ['reminder', 'request'])).visitor;

/** Opens the link, writes about a few members and never sends it. */
export async function draftOnPages(play: Play, cell: Committee, slots: readonly number[]): Promise<void> {
  const visitor = await enterCell(play, cell);
  did(play, 'opened');
  const state = await stateOf(play, cell.id);
  const said = saidBy(play, state, slots, 1);
  for (const { slot, answer } of said.answers) await write(play, visitor, cell, slot, fieldsOf(answer));
  did(play, 'drafted', said.answers.length);
}

/** Door, list, a page a member, the meeting, the page before sending, sent. */
export async function sendOnPages(
  play: Play,
  cell: Committee,
  story: CellStory,
  slots: readonly number[],
  round: number,
): Promise<void> {
  const home = `/c/${requestOf(play, cell.id)}/`;
  const visitor = await enterCell(play, cell);
  await visitor.get(home);
  const said: Said = saidBy(play, await stateOf(play, cell.id), slots, round);
  for (const { slot, to } of said.conflicts)
    await write(play, visitor, cell, slot, [['instead', to === 'hand' ? 'conflictHand' : 'conflictWard']]);
  did(play, 'passed', said.conflicts.length);
  for (const { slot, answer } of said.answers) await write(play, visitor, cell, slot, fieldsOf(answer));
  if (said.answers.length === 0) return;
  const meeting = formOn(await visitor.get(`${home}meeting`), `${home}meeting`);
  await visitor.post(`${home}meeting`, [...meeting, ...meetingFields(signingOf(play, cell, story)), ['go', 'next']]);
  const before = await stateOf(play, cell.id);
  await visitor.post(`${home}check`, formOn(await visitor.get(`${home}check`), `${home}check`));
  expectSent(before, await stateOf(play, cell.id));
  did(play, 'cellsSent');
  did(play, 'sent', said.answers.length);
}

function expectSent(before: RequestState, after: RequestState): void {
  if (after.parts.length === before.parts.length) throw new Error('the page said that it was sent, and it was not');
}

async function write(
  play: Play,
  visitor: Visitor,
  cell: Committee,
  slot: number,
  fields: readonly (readonly [string, string])[],
): Promise<void> {
  const path = `/c/${requestOf(play, cell.id)}/m/${slot + 1}`;
  // What was ticked in an earlier answer is unticked first.
  const untouched = formOn(await visitor.get(path), path).filter(([name]) => name !== 'source');
  await visitor.post(path, [...untouched, ...fields, ['go', 'next']]);
}

function fieldsOf(answer: Answer): (readonly [string, string])[] {
  if (answer.kind === 'conflict') return [['instead', 'conflictWard']];
  if (answer.kind === 'notHere')
    return [['instead', answer.which], ...(answer.movedTo ? [['movedTo', answer.movedTo] as const] : [])];
  return [
    ...Object.entries(answer.levels).map(([id, level]) => [`level.${id}`, level] as const),
    ...Object.entries(answer.reasons).flatMap(([id, { text, factDate = '' }]) => [
      [`reason.${id}`, text] as const,
      [`date.${id}`, factDate] as const,
    ]),
    ...answer.sources.map((source) => ['source', source] as const),
    ...(answer.remark ? [['remark', answer.remark] as const] : []),
  ];
}

const meetingFields = ({ metOn, participants, front, signer, role, second }: Signing) =>
  [
    ['metOn', metOn],
    ['participants', participants],
    ['front', front.met ? 'met' : 'notMet'],
    ['frontWho', front.met ? (front.who ?? '') : ''],
    ['frontBecause', front.met ? '' : front.because],
    ['signer', signer],
    ['role', role ?? ''],
    ['second', second.way],
    ['minutes', second.way === 'minutes' ? second.number : ''],
  ] as const;

/** The first hand gets a code on the page of what was sent; the second types it on a telephone of their own. */
export async function countersignOnPages(play: Play, cell: Committee, { signing }: CellStory): Promise<void> {
  const home = `/c/${requestOf(play, cell.id)}/`;
  const part = (await stateOf(play, cell.id)).parts.at(-1);
  if (!part || part.countersigned || part.signing.second !== 'code') return;
  const first = await enterCell(play, cell);
  const sent = await first.get(`${home}sent?part=${part.seq}`);
  const { html } = await first.post(`${home}second`, formOn(sent, `${home}second`));
  const code = /<strong class="code">([\d ]+)<\/strong>/.exec(html)?.[1] ?? '';
  const second = new Visitor(play.pages, BASE);
  const page = await second.post('/c/second', [['code', code]]);
  await second.post('/c/second/sign', [...formOn(page, '/c/second/sign'), ['name', signing.second]]);
  did(play, 'signed');
}
