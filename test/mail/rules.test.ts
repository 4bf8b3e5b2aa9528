import { describe, expect, it } from 'vitest';
import { endOfDay } from '#domain/calendar.ts';
import { keepRollup } from '#records/boards.ts';
import { keys } from '#records/keys.ts';
import type { Mail, MailKind } from '#records/outbox.ts';
import { replaceParty } from '#records/parties.ts';
import { aStory, cycleId, requestId, type Story } from './story.ts';

/** A mail of every kind that waits, all of them with something to say. */
async function everythingWaits(): Promise<Story> {
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

const outcomes = async (story: Story): Promise<{ readonly [kind in MailKind]?: string }> => {
  const found: { [kind in MailKind]?: string } = {};
  for (const mail of await story.mails()) {
    const composed = await story.compose(mail);
    found[mail.kind] = composed.outcome === 'drop' ? composed.reason : composed.outcome;
  }
  return found;
};

const ASKING = [
  ...['request', 'packs', 'reminder', 'extended', 'sentBack', 'toConfirm', 'halfTime', 'unreachable', 'counts'],
] as const;
const OTHERS = ['receipt', 'memberTold', 'evaluations', 'evaluationsReminder', 'corrected', 'code', 'link'] as const;
const all = (kinds: readonly string[], outcome: string) => Object.fromEntries(kinds.map((kind) => [kind, outcome]));

describe('what may leave', () => {
  it('is everything while the cycle runs', async () => {
    expect(await outcomes(await everythingWaits())).toEqual(all([...ASKING, ...OTHERS], 'letter'));
  });

  it.each([
    ['after a cancel', (story: Story) => story.cycle({ type: 'cancelled', reason: 'x' })],
    ['after an early close', (story: Story) => story.cycle({ type: 'closedEarly' })],
    ['after the end', (story: Story) => story.cycle({ type: 'finished' })],
    ['after the closing day', async (story: Story) => story.world.clock.set('2026-12-10T17:00:00.000Z')],
  ] as const)('is nothing that asks for something, %s', async (_, end) => {
    const story = await everythingWaits();
    const now = Date.parse(story.world.clock.now());
    await end(story);
    if (Date.parse(story.world.clock.now()) === now) story.world.clock.set(new Date(now + 1000).toISOString());
    expect(await outcomes(story)).toEqual({ ...all(ASKING, 'cycleOver'), ...all(OTHERS, 'letter') });
  });

  it('is a notice of cancellation', async () => {
    const story = await everythingWaits();
    await story.leave('request');
    await story.cycle({ type: 'cancelled', reason: 'x' });
    await story.request('c1', { type: 'cancelled' });
    const { subject, links, text } = await story.letter('cancelled');
    expect(subject).toContain('Đã hủy');
    expect(links).toEqual([]);
    expect(text).not.toContain('Hạn gửi');
  });

  it('waits a quarter of an hour while the cycle is stopped, and goes on when it is resumed', async () => {
    const story = await everythingWaits();
    await story.cycle({ type: 'stopped', reason: 'x' });
    expect(await outcomes(story)).toEqual({ ...all(ASKING, 'later'), ...all(OTHERS, 'letter') });
    expect(await story.last('request')).toEqual({ outcome: 'later', until: '2026-11-02T02:15:00.000Z' });
    await story.cycle({ type: 'resumed' });
    expect(await outcomes(story)).toEqual(all([...ASKING, ...OTHERS], 'letter'));
  });

  it('is not the request of a cycle that nobody knows', async () => {
    const story = await aStory();
    await story.order({ kind: 'request', cycleId: 'k99', subjects: [] }, 'c1@w1.example');
    expect(await story.last('request')).toEqual({ outcome: 'drop', reason: 'unknown' });
  });
});

describe('a request, a reminder, an extension', () => {
  it.each(['request', 'reminder', 'extended'] as const)('%s is dropped when all was sent meanwhile', async (kind) => {
    const story = await everythingWaits();
    await story.submit('c1', [1, 3, 4]);
    for (const cell of ['c2', 'c4']) await story.submit(cell, [0, 1]);
    const mails = (await story.mails(kind)).filter(({ recipient }) => recipient.mailbox === 'c1@w1.example');
    expect(mails).toHaveLength(1);
    for (const mail of mails) expect(await story.compose(mail)).toEqual({ outcome: 'drop', reason: 'nothingOwed' });
  });

  it.each([
    ['excused', { type: 'excused', reason: { key: 'k', hash: 'h' } }],
    ['out of reach', { type: 'returned', mailId: 'x', hard: true }],
    ['no longer in the cycle', { type: 'cancelled' }],
  ] as const)('does not go to a committee that is %s', async (_, event) => {
    const story = await aStory();
    await story.ask();
    await story.remind('c1');
    await story.request('c1', event);
    expect(await story.last('reminder')).toEqual({ outcome: 'drop', reason: 'nothingOwed' });
    expect(await story.last('request')).toEqual({ outcome: 'drop', reason: 'nothingOwed' });
  });

  it('of cancellation goes to nobody whom no request had reached', async () => {
    const story = await aStory();
    await story.ask();
    await story.request('c1', { type: 'cancelled' });
    expect(await story.last('cancelled')).toEqual({ outcome: 'drop', reason: 'nothingOwed' });
  });

  it('of cancellation goes to nobody whose request stands', async () => {
    const story = await aStory();
    await story.ask();
    const subjects = [{ kind: 'request' as const, id: requestId('c1') }];
    await story.order({ kind: 'cancelled', cycleId, subjects }, 'c1@w1.example');
    expect((await story.last('cancelled')).outcome).toBe('drop');
  });

  it('waits a minute for a request that is not written yet', async () => {
    const story = await aStory();
    await story.order(
      { kind: 'request', cycleId, subjects: [{ kind: 'request', id: requestId('c9') }] },
      'a@b.example',
    );
    expect(await story.last('request')).toEqual({ outcome: 'later', until: '2026-11-02T02:01:00.000Z' });
  });

  it('never goes to a mailbox that was replaced; the new one gets the new link', async () => {
    const story = await aStory();
    await story.ask();
    await story.remind('c1');
    const before = await story.letter('request');
    await story.request('c1', {
      type: 'contactChanged',
      contact: { channel: 'mailbox', mailbox: 'moi@w1.example', language: 'vi' },
      linkVersion: 2,
    });
    for (const kind of ['request', 'reminder'] as const)
      expect(await story.last(kind)).toEqual({ outcome: 'drop', reason: 'contactChanged' });
    const letter = await story.letter('link');
    expect(letter.to).toBe('moi@w1.example');
    expect(letter.links).toHaveLength(1);
    expect(letter.links).not.toEqual(before.links);
    expect(letter.text).toContain('Đây là liên kết mới');
    expect(letter.text).toContain('còn 28 ngày');
  });

  it('carries the link that will last, even when its directory is still behind the journal', async () => {
    const story = await aStory();
    await story.ask();
    const old = await story.letter('request');
    await story.request('c1', { type: 'linkReplaced', linkVersion: 2 });
    const { table } = story.world;
    const link = keys.link('request', requestId('c1'));
    // As a crash leaves it between the event and what follows from it.
    await table.remove(link);
    await table.put({ ...link, version: 1, body: { keyId: 'k1' } });
    const fresh = await story.letter('link');
    expect(fresh.links).not.toEqual(old.links);
    expect((await table.get(link))?.version).toBe(2);
    await story.remind('c1');
    await table.put({ ...link, version: 1, body: { keyId: 'k1' } });
    expect((await story.letter('reminder')).links).toEqual(fresh.links);
  });

  it('carries the same link when it is repeated', async () => {
    const story = await aStory();
    await story.ask();
    expect((await story.letter('request')).links).toEqual((await story.letter('request')).links);
    await story.remind('c1');
    expect((await story.letter('reminder')).links).toEqual((await story.letter('request')).links);
  });
});

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

describe('evaluations, members, keys', () => {
  it('nobody is reminded who has acknowledged, until a correction comes', async () => {
    const story = await everythingWaits();
    await story.delivery({ type: 'acknowledged', version: 2 });
    expect(await story.last('evaluationsReminder')).toEqual({ outcome: 'drop', reason: 'acknowledged' });
    await story.delivery({ type: 'corrected', requestId: requestId('c1'), requestVersion: 3 });
    expect((await story.last('evaluationsReminder')).outcome).toBe('letter');
  });

  it.each([
    ['reopened', (story: Story) => story.request('c1', { type: 'reopened', slots: [0] })],
    ['sent back', (story: Story) => story.sendBack('c1', [0], endOfDay('2026-11-10'))],
  ] as const)('no member is told of a comment that was %s', async (_, happens) => {
    const story = await everythingWaits();
    await happens(story);
    expect(await story.last('memberTold')).toEqual({ outcome: 'drop', reason: 'notConfirmed' });
  });

  it('a member is told until when a view still travels with the comment', async () => {
    const story = await everythingWaits();
    expect((await story.letter('memberTold')).text).toContain('thứ Năm, 10/12/2026');
    story.world.clock.set('2026-12-12T01:00:00.000Z');
    expect((await story.letter('memberTold')).text).not.toContain('10/12/2026');
  });

  it('a code is not mailed when it cannot be used any more', async () => {
    const story = await everythingWaits();
    const facts = { code: '12345678', expiresAt: '2026-11-02T02:10:00.000Z' };
    await story.order({ kind: 'code', subjects: [], facts, dueAt: '2026-11-02T02:00:00.001Z' }, 'c1@w1.example');
    const { replyTo, text } = await story.letter('code');
    expect({ replyTo, digits: text.includes('1234 5678') }).toEqual({ replyTo: undefined, digits: true });
    story.world.clock.set('2026-11-02T02:10:00.001Z');
    expect(await story.last('code')).toEqual({ outcome: 'drop', reason: 'expired' });
  });

  it('a lost link brings every link that is still of this mailbox, and no other', async () => {
    const story = await aStory();
    await story.ask({ id: 'c1', mailbox: 'chung@w1.example' });
    await story.ask({ id: 'c2', mailbox: 'rieng@w1.example' });
    await story.confirm('c1', []);
    const subjects = [
      { kind: 'request', id: requestId('c1') },
      { kind: 'request', id: requestId('c2') },
      { kind: 'member', id: `${requestId('c1')}.0` },
      { kind: 'desk', id: `${cycleId}.w1` },
      { kind: 'request', id: 'gone.c1' },
    ] as const;
    await story.order({ kind: 'link', subjects }, 'Chung@W1.example');
    const { links, text } = await story.letter('link');
    expect(links).toHaveLength(1);
    expect(text).toContain('còn 28 ngày');
    const stranger = await story.order({ kind: 'link', subjects: [...subjects] }, 'la@w9.example');
    const mail = (await story.mails('link')).find(({ id }) => id === stranger) as Mail;
    expect(await story.compose(mail)).toEqual({ outcome: 'drop', reason: 'contactChanged' });
  });

  it('a link mailed after the end asks for nothing', async () => {
    const story = await everythingWaits();
    story.world.clock.set('2026-12-12T01:00:00.000Z');
    const { text, links } = await story.letter('link');
    expect(links).toHaveLength(1);
    expect(text).not.toMatch(/Hạn gửi|Còn phải gửi/);
  });

  it('the first counts everybody once', async () => {
    const story = await aStory();
    await story.ask({ members: 3 });
    const { text } = await story.letter('request');
    expect(text).toContain('Số đảng viên: 3 đồng chí');
    expect(text).not.toContain('Còn phải gửi');
  });

  it('to the cell and to its ward count the same, without who was handed to the ward', async () => {
    const story = await aStory();
    await story.ask({ id: 'c1', members: 4 });
    await story.request('c1', { type: 'conflictHanded', slot: 0, to: 'ward' });
    await story.request('c1', { type: 'conflictHanded', slot: 1, to: 'hand' });
    await story.submit('c1', [2]);
    story.world.clock.set('2026-12-02T01:00:00.000Z');
    await story.remind('c1');
    await story.tell('overdue', ['c1']);
    expect((await story.letter('reminder')).subject).toContain('còn 2 trong 3 đảng viên');
    expect((await story.letter('overdue')).text).toContain('còn 2 đảng viên');
  });

  it('a receipt says how much is still to come, or that all is done', async () => {
    const story = await aStory();
    await story.ask({ members: 3 });
    await story.submit('c1', [0, 1]);
    expect((await story.letter('receipt')).text).toContain('Còn phải gửi: nhận xét về 1 đảng viên');
    story.world.clock.set('2026-11-02T03:00:00.000Z');
    await story.submit('c1', [2], 'moved');
    const { text, subject } = await story.letter('receipt');
    expect(subject).toContain('Đã nhận ý kiến về 1 đảng viên');
    expect(text).toContain('Lần gửi: 2');
    expect(text).toContain('Cấp ủy đã gửi đủ');
    expect(text).toContain('vẫn sửa được');
    story.world.clock.set('2026-12-01T01:00:00.000Z');
    expect((await story.letter('receipt')).text).not.toContain('vẫn sửa được');
  });
});
