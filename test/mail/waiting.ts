import { endOfDay } from '#domain/calendar.ts';
import { keepRollup } from '#records/boards.ts';
import { aStory, cycleId, requestId, type Story } from './story.ts';

/** A mail of every kind that waits, all of them with something to say. */
export async function everythingWaits(): Promise<Story> {
  const story = await aStory();
  await story.ask({ id: 'c1', members: 5 });
  await story.ask({ id: 'c2', members: 2 });
  await story.ask({ id: 'c3', members: 4, contact: { channel: 'paper' } });
  await story.ask({ id: 'c4', members: 2 });
  await story.submit('c1', [0, 1, 2]);
  await story.confirm('c1', [0]);
  await story.sendBack('c1', [1], endOfDay('2026-11-10'));
  await story.remind('c1');
  await story.request('c1', { type: 'extended', dueAt: endOfDay('2026-11-30') });
  await story.request('c2', { type: 'returned', mailId: 'x', hard: true });
  await story.tell('packs', ['c3']);
  await story.tell('toConfirm', ['c1']);
  await story.tell('halfTime', ['c4']);
  await story.tell('counts', [], 'p1');
  const rollup = { requests: 3, finished: 0, overdue: 0, neverOpened: 1, deskId: 'w1', at: story.world.clock.now() };
  const counts = { members: 9, owed: 7, sentBack: 1, submitted: 1, confirmed: 1, notHere: 0, conflict: 0, rerouted: 0 };
  await keepRollup(story.world.table, cycleId, { ...rollup, counts });
  await story.delivery({ type: 'delivered', requests: [requestId('c1')], members: 5 });
  await story.delivery({ type: 'reminded', morning: story.world.clock.now() });
  await story.delivery({ type: 'corrected', requestId: requestId('c1'), requestVersion: 2 });
  const subjects = [{ kind: 'request' as const, id: requestId('c1') }];
  await story.order({ kind: 'code', subjects, facts: { code: '12345678' } }, 'c1@w1.example');
  await story.order({ kind: 'link', subjects }, 'c1@w1.example');
  return story;
}
