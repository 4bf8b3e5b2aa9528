import { describe, expect, it } from 'vitest';
import { keys } from '#records/keys.ts';
import type { MailKind } from '#records/outbox.ts';
import { aStory, cycleId, requestId, type Story } from './story.ts';
import { everythingWaits } from './waiting.ts';

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
    // Whoever reads it has not read the first letter.
    expect(letter.text).toContain('Đề nghị cấp ủy trao đổi');
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
