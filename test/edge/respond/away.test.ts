import { describe, expect, it } from 'vitest';
import { answerAbout, blank, fillMeeting, formOn, pageOf, residence, send, textOf } from '#test/support/respond.ts';

describe('whoever is not for the committee to comment on', () => {
  it('is reported as moved, with where to', async () => {
    const r = await residence({ members: 1 });
    const who = await r.enter();
    await answerAbout(r, who, 1, { ...blank, instead: 'moved', movedTo: 'Phường Trường Vinh' });
    await fillMeeting(r, who);
    await send(r, who);
    const [slot] = (await r.state()).slots;
    expect(slot?.answer?.kind).toBe('moved');
    expect(await textOf(who, r.home)).toContain('đã báo không ở đây');
    expect(await textOf(who, `${r.home}view`)).toContain('Phường Trường Vinh');
  });

  it('passes to another hand, who then writes', async () => {
    const r = await residence({ members: 2 });
    const who = await r.enter();
    const passed = await answerAbout(r, who, 1, { ...blank, instead: 'conflictHand' });
    expect([passed.status, passed.headers.get('Location')]).toEqual([303, `${r.home}?saved=1`]);
    const list = await textOf(who, r.home);
    expect(list).toContain('chờ người khác viết');
    expect(list).toContain('1 người đang chờ người khác trong chi ủy viết');
    expect((await answerAbout(r, who, 1)).status).toBe(303);
    expect(await textOf(who, r.home)).toContain('xong, chưa gửi');
  });

  it('passes to the ward, and is closed to the cell', async () => {
    const r = await residence({ members: 2 });
    const who = await r.enter();
    const form = formOn(await pageOf(who, `${r.home}m/1`), /m\/1$/, { instead: 'conflictWard', go: 'next' });
    for (let twice = 0; twice < 2; twice++) {
      const passed = await who.post(`${r.home}m/1`, { form });
      expect(passed.headers.get('Location')).toBe(`${r.home}m/2?passed=1`);
    }
    const next = await textOf(who, `${r.home}m/2?passed=1`);
    expect(next).toContain('Đã chuyển đảng ủy nhận xét đồng chí');
    expect(next).toContain('Nếu chọn nhầm');
    expect(await textOf(who, `${r.home}m/1?passed=2`)).not.toContain('Nếu chọn nhầm');
    expect((await r.state()).slots[0]?.conflictTo).toBe('ward');
    expect(await textOf(who, `${r.home}m/1`)).toContain('đã được chuyển để đảng ủy nhận xét');
    expect(await textOf(who, r.home)).toContain('0 trong 1 đảng viên; 1 người do đảng ủy nhận xét');
  });

  it('has no ward to pass to where none stands above', async () => {
    const r = await residence({ deskId: '-' });
    expect(await textOf(await r.enter(), `${r.home}m/1`)).not.toContain('conflictWard');
  });

  it('lives here and is not in the list: the ward is told, once', async () => {
    const r = await residence();
    const who = await r.enter();
    const form = formOn(await pageOf(who, `${r.home}unlisted`), /unlisted$/, { said: 'Ông Phan Văn Lúa, số nhà 12' });
    for (let twice = 0; twice < 2; twice++)
      expect((await who.post(`${r.home}unlisted`, { form })).headers.get('Location')).toBe(`${r.home}unlisted?told=1`);
    expect((await r.state()).unlisted).toHaveLength(1);
    const empty = formOn(await pageOf(who, `${r.home}unlisted`), /unlisted$/, { said: ' ' });
    expect((await who.post(`${r.home}unlisted`, { form: empty })).status).toBe(422);
  });
});
