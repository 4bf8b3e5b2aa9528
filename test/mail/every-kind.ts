import { rollupOf } from '#domain/board.ts';
import { endOfDay } from '#domain/calendar.ts';
import type { Language } from '#domain/language.ts';
import type { Letter } from '#ports';
import { boardOf, keepRollup } from '#records/boards.ts';
import type { LinkSubject } from '#records/link-subject.ts';
import type { MailKind } from '#records/outbox.ts';
import { aStory, cycleId, requestId, type Story } from './story.ts';

const link = (kind: LinkSubject['kind'], id: string): LinkSubject => ({ kind, id: `${cycleId}.${id}` });

/** Which links a letter of the kind must carry in the story below, in order. */
export const expectedLinks: { readonly [kind in Exclude<MailKind, 'test'>]: readonly LinkSubject[] } = {
  request: [link('request', 'c1')],
  reminder: [link('request', 'c1')],
  extended: [link('request', 'c1')],
  sentBack: [link('request', 'c1')],
  receipt: [link('request', 'c1')],
  cancelled: [],
  packs: [link('desk', 'w1')],
  toConfirm: [link('desk', 'w1')],
  halfTime: [link('desk', 'w1')],
  overdue: [link('desk', 'w1')],
  unreachable: [link('desk', 'w1')],
  counts: [link('desk', 'p1')],
  evaluations: [link('delivery', 'o1')],
  evaluationsReminder: [link('delivery', 'o1')],
  corrected: [link('delivery', 'o1')],
  memberTold: [link('member', 'c1.0')],
  formerMailbox: [],
  code: [],
  link: [link('request', 'c1'), link('desk', 'w1')],
};

/** A whole cycle that brings forth a letter of every kind, each composed on the day it is due. */
export async function everyKind(
  language: Language,
  { names, committee }: { names?: readonly string[]; committee?: string } = {},
): Promise<{ readonly story: Story; readonly letters: { readonly [kind in MailKind]: Letter } }> {
  const story = await aStory(language);
  const { clock, table } = story.world;
  const name = committee ?? 'Chi bộ khối 5, phường Trường Vinh';
  await story.ask({ id: 'c1', name, members: 23 }, names);
  await story.ask({ id: 'c2', name: 'Chi bộ khối 10', members: 12 });
  await story.ask({ id: 'c3', name: 'Chi bộ xóm 2', members: 4, contact: { channel: 'ward' } });
  const request = await story.letter('request');
  await story.tell('packs', ['c3']);
  const packs = await story.letter('packs');
  clock.set('2026-11-16T01:00:00.000Z');
  await story.tell('halfTime', ['c1', 'c2', 'c3']);
  const halfTime = await story.letter('halfTime');
  clock.set('2026-11-20T07:32:00.000Z');
  await story.submit('c1', [0, 1, 2, 3]);
  const receipt = await story.letter('receipt');
  await story.tell('toConfirm', ['c1']);
  const toConfirm = await story.letter('toConfirm');
  await story.confirm('c1', [0]);
  const memberTold = await story.letter('memberTold');
  await story.sendBack('c1', [1], endOfDay('2026-12-02'));
  const sentBack = await story.letter('sentBack');
  await story.draft('c1', 5, true);
  clock.set('2026-11-23T01:00:00.000Z');
  await story.remind('c1');
  const reminder = await story.letter('reminder');
  await story.request('c2', { type: 'returned', mailId: 'x', hard: true });
  const unreachable = await story.letter('unreachable');
  await story.extendCycle({ dueOn: '2026-12-02' });
  await story.request('c1', { type: 'extended', dueAt: endOfDay('2026-12-02') });
  const extended = await story.letter('extended');
  clock.set('2026-12-04T01:00:00.000Z');
  await story.tell('overdue', ['c1', 'c2']);
  const overdue = await story.letter('overdue');
  const board = await boardOf(table, cycleId, 'w1');
  await keepRollup(table, cycleId, { ...rollupOf(board, clock.now()), deskId: 'w1', at: clock.now() });
  await keepRollup(table, cycleId, { ...rollupOf([], clock.now()), deskId: 'w2', at: clock.now() });
  await story.tell('counts', [], 'p1');
  const counts = await story.letter('counts');
  const subjects = [
    { kind: 'desk' as const, id: `${cycleId}.w1` },
    { kind: 'request' as const, id: requestId('c1') },
  ];
  await story.request('c1', {
    type: 'contactChanged',
    contact: { channel: 'mailbox', mailbox: 'phuong@w1.example', language },
    linkVersion: 2,
    before: { channel: 'mailbox', mailbox: 'c1@w1.example', language },
  });
  const formerMailbox = await story.letter('formerMailbox');
  await story.order({ kind: 'link', subjects }, 'phuong@w1.example');
  const links = await story.letter('link');
  await story.order({ kind: 'code', subjects, facts: { code: '12345678', minutes: 10 } }, 'phuong@w1.example');
  const code = await story.letter('code');
  await story.order({ kind: 'test', subjects: [], cycleId, facts: { path: '/r/test/abc' } }, 'toi@tinh.example');
  const test = await story.letter('test');
  clock.set('2026-12-11T01:00:00.000Z');
  await story.delivery({ type: 'delivered', requests: [requestId('c1'), requestId('c2')], members: 39 });
  const evaluations = await story.letter('evaluations');
  await story.delivery({ type: 'reminded', morning: clock.now() });
  const evaluationsReminder = await story.letter('evaluationsReminder');
  await story.delivery({ type: 'corrected', requestId: requestId('c1'), requestVersion: 2 });
  const corrected = await story.letter('corrected');
  await story.request('c1', { type: 'cancelled' });
  const cancelled = await story.letter('cancelled');
  const letters = {
    ...{ request, packs, reminder, extended, sentBack, receipt, toConfirm, halfTime, overdue, unreachable, counts },
    ...{ memberTold, evaluations, evaluationsReminder, corrected, cancelled, formerMailbox, code, link: links, test },
  };
  return { story, letters };
}
