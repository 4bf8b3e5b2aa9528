import { describe, expect, it } from 'vitest';
import { endOfDay } from '#domain/calendar.ts';
import { linkOfToken } from '#records/links.ts';
import { aStory, requestId, type Story } from './story.ts';

const shared = 'vanphong@w1.example';
const plain = (text: string): string => text.replace(/\s+/g, ' ');

/** Three committees behind one mailbox, asked in another order than that of their names. */
async function threeBehindOneMailbox(): Promise<Story> {
  const story = await aStory();
  await story.ask({ id: 'c10', name: 'Chi bộ khối 10', members: 4, mailbox: shared });
  await story.ask({ id: 'c2', name: 'Chi bộ khối 2', members: 3, mailbox: shared });
  await story.ask({ id: 'c5', name: 'Chi bộ khối 5', members: 2, mailbox: shared });
  return story;
}

const cellsOf = async (story: Story, links: readonly string[]) =>
  Promise.all(links.map(async (url) => (await linkOfToken(story.world.table, url.split('#')[1] ?? ''))?.id));

describe('several committees behind one mailbox', () => {
  it('get one mail, each named with its own link, by name', async () => {
    const story = await threeBehindOneMailbox();
    expect(await story.mails('request')).toHaveLength(1);
    const { subject, text, links, html } = await story.letter('request');
    expect(subject).toContain('9 đảng viên – hạn 30/11/2026');
    expect(await cellsOf(story, links)).toEqual(['c2', 'c5', 'c10'].map(requestId));
    expect(plain(text)).toMatch(/Số cấp ủy: 3 cấp ủy .*== Chi bộ khối 2 .*== Chi bộ khối 5 .*== Chi bộ khối 10 /);
    expect([...html.matchAll(/<h2[^>]*>([^<]*)</g)].map(([, name]) => name)).toHaveLength(3);
  });

  it('are only those that still owe something', async () => {
    const story = await threeBehindOneMailbox();
    for (const cell of ['c2', 'c5', 'c10']) await story.remind(cell);
    await story.submit('c5', [0, 1]);
    await story.submit('c2', [0]);
    await story.draft('c2', 1, true);
    await story.draft('c2', 2, false);
    await story.draft('c2', 0, true);
    const { subject, text, links } = await story.letter('reminder');
    expect(await cellsOf(story, links)).toEqual(['c2', 'c10'].map(requestId));
    expect(subject).toContain('còn 6 trong 7 đảng viên');
    expect(plain(text)).toContain('nhận xét về 2 đảng viên, trong đó 1 đã viết xong nhưng chưa gửi');
    expect(text).not.toContain('khối 5');
    await story.submit('c2', [1, 2]);
    const left = await story.letter('reminder');
    expect(await cellsOf(story, left.links)).toEqual([requestId('c10')]);
    expect(left.text).toContain('Kính gửi cấp ủy: Chi bộ khối 10');
  });

  it('have each their own date where one was given time', async () => {
    const story = await threeBehindOneMailbox();
    await story.request('c2', { type: 'extended', dueAt: endOfDay('2026-12-03') });
    const { subject, text } = await story.letter('request');
    expect(subject).toContain('hạn 30/11/2026');
    expect(plain(text)).toMatch(/Chi bộ khối 2 .*thứ Năm, 03\/12\/2026.* Chi bộ khối 5 .*thứ Hai, 30\/11\/2026/);
  });

  it('say in a receipt only the one that sent', async () => {
    const story = await threeBehindOneMailbox();
    await story.submit('c5', [0]);
    const { links, text } = await story.letter('receipt');
    expect(await cellsOf(story, links)).toEqual([requestId('c5')]);
    expect(text).not.toContain('khối 10');
  });
});

describe('the date due', () => {
  it('is the new one from the moment the cycle was extended, before any request hears of it', async () => {
    const story = await aStory();
    await story.ask();
    await story.remind('c1');
    await story.extendCycle({ dueOn: '2026-12-04' });
    for (const kind of ['request', 'reminder'] as const) {
      const { subject, text, html } = await story.letter(kind);
      expect(subject).toContain('hạn 04/12/2026');
      expect(plain(text)).toContain('thứ Sáu, 04/12/2026 (giờ Việt Nam), còn 32 ngày');
      expect(text + html).not.toContain('30/11/2026');
    }
  });

  it('stays a later one that the ward had granted', async () => {
    const story = await aStory();
    await story.ask();
    await story.request('c1', { type: 'extended', dueAt: endOfDay('2026-12-08') });
    await story.extendCycle({ dueOn: '2026-12-04' });
    expect((await story.letter('request')).subject).toContain('hạn 08/12/2026');
    expect((await story.letter('extended')).subject).toContain('Gia hạn đến 08/12/2026');
  });

  it('is counted in days of the zone: the last day, and the first one after it', async () => {
    const story = await aStory();
    await story.ask();
    await story.remind('c1');
    const on = async (now: string) => {
      story.world.clock.set(now);
      return plain((await story.letter('reminder')).text);
    };
    expect(await on('2026-11-29T16:59:59.999Z')).toContain('còn 1 ngày');
    expect(await on('2026-11-29T17:00:00.000Z')).toContain('hôm nay là ngày cuối');
    expect(await on('2026-11-30T16:59:59.999Z')).toContain('hôm nay là ngày cuối');
    expect((await story.letter('reminder')).subject).toContain('Nhắc việc: còn 3 trong 3 đảng viên – hạn 30/11/2026');
    expect(await on('2026-11-30T17:00:00.000Z')).toContain('đã quá hạn 1 ngày');
    expect((await story.letter('reminder')).subject).toContain('Quá hạn 30/11/2026: còn 3 trong 3');
  });

  it('of what was sent back is its own, never before the date of the rest', async () => {
    const story = await aStory();
    await story.ask({ members: 2 });
    await story.submit('c1', [0, 1]);
    await story.sendBack('c1', [0], endOfDay('2026-11-12'));
    expect((await story.letter('sentBack')).subject).toContain('hạn 30/11/2026');
    await story.sendBack('c1', [1], endOfDay('2026-12-02'));
    story.world.clock.set('2026-12-01T01:00:00.000Z');
    await story.submit('c1', [0]);
    expect((await story.letter('sentBack')).subject).toContain('1 nhận xét để bổ sung – hạn 02/12/2026');
    await story.remind('c1');
    expect((await story.letter('reminder')).subject).toContain('Nhắc việc: còn 1 trong 2 đảng viên – hạn 02/12/2026');
  });

  it('stands beside that of what was sent back where the two differ', async () => {
    const story = await aStory();
    await story.ask({ members: 2 });
    await story.submit('c1', [0]);
    await story.sendBack('c1', [0], endOfDay('2026-12-02'));
    await story.remind('c1');
    const { text } = await story.letter('reminder');
    expect(plain(text)).toMatch(
      /Hạn gửi: hết ngày thứ Hai, 30\/11.*Hạn gửi lại phần được trả: hết ngày thứ Tư, 02\/12/,
    );
  });

  it('speaks of a member who was added, and of one who asks with weight', async () => {
    const story = await aStory();
    await story.ask();
    story.world.clock.set('2026-11-03T02:00:00.000Z');
    await story.request('c1', { type: 'reroutedIn', from: requestId('c9'), member: ['m9', 'A', 'o1', 0] });
    expect((await story.letter('request')).subject).toContain('Bổ sung đảng viên, còn 4 đảng viên');
    await story.request('c1', { type: 'pressed' });
    expect((await story.letter('reminder')).text).toContain('Cấp trên đề nghị cấp ủy sớm gửi');
  });
});

describe('another zone', () => {
  it('is named as it is', async () => {
    const story = await aStory('en', { zone: 'Europe/Paris' });
    await story.ask();
    expect((await story.letter('request')).text).toContain('Monday 30 November 2026 (Europe/Paris)');
  });
});
