import { describe, expect, it } from 'vitest';
import { endOfDay } from '#domain/calendar.ts';
import { keepRollup } from '#records/boards.ts';
import { replaceParty } from '#records/parties.ts';
import { aStory, cycleId, type Story } from './story.ts';

describe("a ward's letter", () => {
  const told = async (what: 'overdue' | 'halfTime' | 'packs' | 'unreachable', cells: readonly string[]) => {
    const story = await aStory();
    for (const id of cells)
      await story.ask({ id, name: `Chi bộ ${id}`, contact: what === 'packs' ? { channel: 'ward' } : {} });
    if (what === 'unreachable')
      for (const id of cells) await story.request(id, { type: 'returned', mailId: id, hard: true });
    if (what === 'overdue') story.world.clock.set('2026-12-02T01:00:00.000Z');
    if (what !== 'unreachable') await story.tell(what, cells);
    return story;
  };

  it.each([
    ['overdue', 'answered', (story: Story) => story.submit('c1', [0, 1, 2])],
    [
      'overdue',
      'given time',
      (story: Story) => story.request('c1', { type: 'extended', dueAt: endOfDay('2026-12-05') }),
    ],
    ['overdue', 'excused', (story: Story) => story.request('c1', { type: 'excused', reason: { key: 'k', hash: 'h' } })],
    ['halfTime', 'visited', (story: Story) => story.request('c1', { type: 'visited' })],
    ['halfTime', 'answered on paper', (story: Story) => story.submit('c1', [0])],
    ['packs', 'answered', (story: Story) => story.submit('c1', [0, 1, 2])],
    [
      'unreachable',
      'reachable again',
      (story: Story) =>
        story.request('c1', {
          type: 'contactChanged',
          contact: { channel: 'mailbox', mailbox: 'moi@w1.example', language: 'vi' },
          linkVersion: 2,
        }),
    ],
  ] as const)('%s no longer names a cell that was %s', async (what, _, happens) => {
    const two = await told(what, ['c1', 'c2']);
    expect((await two.letter(what)).text).toContain('- Chi bộ c1:');
    await happens(two);
    const { text } = await two.letter(what);
    expect(text).not.toContain('Chi bộ c1');
    expect(text).toContain('- Chi bộ c2:');
    const one = await told(what, ['c1']);
    await happens(one);
    expect(await one.last(what)).toEqual({ outcome: 'drop', reason: 'nothingToTell' });
  });

  it('names no cell for a date that was moved for the whole cycle while the mail waited', async () => {
    const story = await told('overdue', ['c1']);
    expect((await story.letter('overdue')).text).toContain('hạn 30/11/2026');
    await story.extendCycle({ dueOn: '2026-12-08' });
    expect(await story.last('overdue')).toEqual({ outcome: 'drop', reason: 'nothingToTell' });
  });

  it('does not count as late what the ward has just sent back', async () => {
    const story = await told('overdue', ['c1']);
    await story.submit('c1', [0, 1, 2]);
    await story.sendBack('c1', [0], endOfDay('2026-12-04'));
    expect(await story.last('overdue')).toEqual({ outcome: 'drop', reason: 'nothingToTell' });
    story.world.clock.set('2026-12-05T01:00:00.000Z');
    expect((await story.letter('overdue')).text).toContain('- Chi bộ c1: hạn 30/11/2026, còn 1 đảng viên');
  });

  it('names the cells it was asked to name, and not those of another letter of that morning', async () => {
    const story = await told('halfTime', ['c1']);
    await story.ask({ id: 'c2', name: 'Chi bộ c2' });
    await story.tell('overdue', ['c2']);
    expect((await story.letter('halfTime')).text).not.toContain('Chi bộ c2');
  });

  it('to confirm counts what waits now, and is dropped when nothing does', async () => {
    const story = await aStory();
    await story.ask({ id: 'c1' });
    await story.ask({ id: 'c2' });
    await story.submit('c1', [0, 1]);
    await story.tell('toConfirm', ['c1']);
    await story.submit('c2', [0]);
    await story.submit('c2', [1], 'notHere');
    expect((await story.letter('toConfirm')).subject).toContain('3 nhận xét chờ');
    await story.confirm('c1', [0, 1]);
    await story.confirm('c2', [0]);
    expect(await story.last('toConfirm')).toEqual({ outcome: 'drop', reason: 'nothingToTell' });
  });

  it('gathers all mailboxes that failed on one day', async () => {
    const story = await told('unreachable', ['c1', 'c2']);
    expect(await story.mails('unreachable')).toHaveLength(1);
    const { text } = await story.letter('unreachable');
    expect(text).toMatch(/- Chi bộ c1:.*\n- Chi bộ c2:/);
  });

  it('does not go to a mailbox that the ward no longer has', async () => {
    const story = await told('overdue', ['c1']);
    const party = { id: 'w1', name: 'Đảng ủy phường', level: 'commune', channel: 'mailbox', language: 'vi' } as const;
    await replaceParty(story.world.table, cycleId, { ...party, mailbox: 'moi@w1.example' }, 1);
    expect(await story.last('overdue')).toEqual({ outcome: 'drop', reason: 'contactChanged' });
  });

  it('lists wards by name, not by what they owe', async () => {
    const story = await aStory();
    const none = { members: 9, owed: 0, sentBack: 0, submitted: 0, confirmed: 9, notHere: 0, conflict: 0, rerouted: 0 };
    const row = { requests: 3, finished: 3, neverOpened: 0, at: '2026-12-01T01:00:00.000Z' };
    const { table } = story.world;
    await keepRollup(table, cycleId, { ...row, counts: { ...none, owed: 9 }, overdue: 3, deskId: 'w1' });
    await keepRollup(table, cycleId, { ...row, counts: none, overdue: 0, deskId: 'w2' });
    await keepRollup(table, cycleId, { ...row, counts: none, overdue: 0, deskId: 'wOfAnotherProvince' });
    await story.tell('counts', [], 'p1');
    const { text } = await story.letter('counts');
    expect(text).toMatch(
      /- Đảng ủy phường Bến Thủy: 3 trong 3 chi bộ đã xong; 0 quá hạn[^-]*- Đảng ủy phường Trường Vinh/,
    );
    expect(text).not.toContain('wOfAnotherProvince');
  });
});
