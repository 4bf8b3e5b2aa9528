import { describe, expect, it } from 'vitest';
import { looksAt } from '#records/access.ts';
import { readSigning } from '#records/answers.ts';
import { draftsOf } from '#records/drafts.ts';
import { answerAbout, fillMeeting, inventedMember, requestId, residence, send, textOf } from '#test/support/respond.ts';

describe('a committee without script', () => {
  it('writes about each member, tells of its meeting, sends, and has a receipt', async () => {
    const r = await residence({ members: 3 });
    const who = await r.enter();
    expect(await textOf(who, r.home)).toContain('0 trong 3 đảng viên');
    const next = [`${r.home}m/2?saved=1`, `${r.home}m/3?saved=2`, `${r.home}?saved=3`];
    for (const n of [1, 2, 3]) {
      const saved = await answerAbout(r, who, n);
      expect([saved.status, saved.headers.get('Location')]).toEqual([303, next[n - 1]]);
    }
    expect((await fillMeeting(r, who)).headers.get('Location')).toBe(`${r.home}check`);
    const check = await textOf(who, `${r.home}check`);
    expect(check).toContain('Bấm Gửi có nghĩa là');
    expect(check).toContain('Chi bộ khối 1 khẳng định');
    const sent = await send(r, who);
    expect(sent.status).toBe(303);
    const receipt = await textOf(who, sent.headers.get('Location') ?? '');
    for (const words of ['Đã nhận ý kiến về 3 đảng viên', 'Gửi đúng hạn', 'Lê Thị Bưởi', '09:00 ngày 02/11/2026'])
      expect(receipt).toContain(words);
    const { slots, parts } = await r.state();
    expect(slots.map(({ answer }) => answer?.via)).toEqual(['link', 'link', 'link']);
    expect(parts[0]?.by).toEqual({ body: 'committee:c1', name: 'Lê Thị Bưởi' });
    const signing = parts[0] && (await readSigning(r.world.table, requestId, parts[0].text));
    expect(signing).toEqual({
      metOn: '2026-11-01',
      participants: 'Chi ủy\nTrưởng ban công tác Mặt trận',
      front: { met: true },
      signer: 'Lê Thị Bưởi',
      role: 'Bí thư chi bộ',
      second: { way: 'minutes', number: 'BB 12' },
    });
    expect((await draftsOf(r.world.table, requestId)).map(({ part }) => part)).toEqual(['meeting']);
    expect(r.logged.filter(({ event }) => event === 'fault')).toEqual([]);
  });

  it('is known to have come, and that it saw the list, once a day', async () => {
    const r = await residence();
    const who = await r.enter();
    expect((await r.state()).firstVisitAt).toBeUndefined();
    await who.get(r.home);
    await who.get(r.home);
    expect((await r.state()).firstVisitAt).toBe(r.world.clock.now());
    expect((await looksAt(r.world, requestId, 1)).map(({ by, event }) => [by.body, event.what])).toEqual([
      ['committee:c1', 'list'],
    ]);
  });

  it('finds no level chosen beforehand, and a reason wanted at the top and the bottom', async () => {
    const r = await residence();
    const who = await r.enter();
    expect(await textOf(who, `${r.home}m/1`)).not.toContain(' checked');
    const top = await answerAbout(r, who, 1, { 'level.example': 'exemplary', 'level.proposal': 'considerAction' });
    expect(top.status).toBe(422);
    const page = await top.text();
    for (const field of ['reasons.example.text', 'reasons.example.factDate', 'reasons.proposal.text'])
      expect(page).toContain(`href="#${field}"`);
    const told = await answerAbout(r, who, 1, {
      'level.example': 'exemplary',
      'reason.example': 'Dọn ngõ sau bão',
      'date.example': '20/10/2026',
    });
    expect(told.status).toBe(303);
    const [draft] = await draftsOf(r.world.table, requestId);
    expect(draft?.finished).toBe(true);
    expect(draft?.answer).toMatchObject({
      typed: { reasons: { example: { text: 'Dọn ngõ sau bão', factDate: '2026-10-20' } } },
    });
  });

  it('is asked three things about a member of category B', async () => {
    const r = await residence({ members: [inventedMember(0, { category: 'B' })] });
    const page = await textOf(await r.enter(), `${r.home}m/1`);
    expect([...page.matchAll(/<legend>\d\./g)]).toHaveLength(3);
  });

  it('reads its pages in three languages', async () => {
    const r = await residence();
    const who = await r.enter();
    for (const [language, words] of [
      ['vi', 'Hạn gửi'],
      ['en', 'Date due'],
      ['fr', 'Date limite'],
    ] as const) {
      await who.post('/language', { form: { language, back: r.home } });
      const page = await textOf(who, r.home);
      expect(page).toContain(`<html lang="${language}">`);
      expect(page).toContain(words);
    }
  });
});
