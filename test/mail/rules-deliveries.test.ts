import { describe, expect, it } from 'vitest';
import { endOfDay } from '#domain/calendar.ts';
import type { Mail } from '#records/outbox.ts';
import { aStory, cycleId, requestId, type Story } from './story.ts';
import { everythingWaits } from './waiting.ts';

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
