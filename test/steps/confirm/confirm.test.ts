import { describe, expect, it } from 'vitest';
import { committee } from '#domain/actor.ts';
import { progressOf } from '#domain/outcome.ts';
import { mailboxOpens } from '#records/mailboxes.ts';
import { confirmAnswers, press, replaceContact, sendBackAnswers } from '#steps/confirm/confirm.ts';
import { comment, request, town } from '#test/support/town.ts';

const by = committee('w1', 'Võ Thị Bình');

describe('confirming', () => {
  it('takes exactly what was read: an answer that came since refuses the whole', async () => {
    const { world, send, state } = await town();
    await send('c1', [
      [0, comment()],
      [1, comment()],
    ]);
    const part = (await state('c1')).slots[0]?.answer?.part ?? 0;
    const read = new Map([
      [0, part],
      [1, part],
    ]);
    await send('c1', [[1, comment({ remark: 'Sửa lại.' })]]);
    const confirm = confirmAnswers(world);
    await expect(confirm(request('c1'), { commandId: 'a', by }, [0, 1], read)).rejects.toMatchObject({ name: 'Stale' });
    const { slots } = await confirm(request('c1'), { commandId: 'b', by }, [0], read);
    expect(slots.map((slot) => progressOf(slot))).toEqual(['confirmed', 'submitted', 'owed']);
  });

  it('after all of what was sent back ends the sending back', async () => {
    const { world, send } = await town();
    await send('c1', [[0, comment()]]);
    const back = await sendBackAnswers(world)(request('c1'), { commandId: 'a', by }, [0], 'Xem lại.');
    expect(back.slots.map((slot) => progressOf(slot))[0]).toBe('sentBack');
    const { slots } = await confirmAnswers(world)(request('c1'), { commandId: 'b', by }, [0]);
    expect(slots.map((slot) => progressOf(slot))[0]).toBe('confirmed');
  });
});

describe('pressing', () => {
  it('is refused a second time the same day, and taken the next', async () => {
    const { world, at } = await town();
    const wish = (commandId: string) => press(world)(request('c2'), { commandId, by });
    await wish('a');
    await expect(wish('b')).rejects.toMatchObject({ name: 'AlreadyDone' });
    await at('2026-11-03T02:00:00.000Z');
    expect((await wish('c')).pressedAt).toHaveLength(2);
  });
});

describe('another mailbox', () => {
  it('opens the request from its mail on, and the former opens nothing of it any more', async () => {
    const { world, settle } = await town();
    const subject = { kind: 'request', id: request('c2') } as const;
    expect(await mailboxOpens(world.table, 'khoi2@phuong.example', subject)).toBe(true);
    const contact = { channel: 'mailbox', mailbox: 'moi@phuong.example', language: 'vi' } as const;
    await replaceContact(world)(request('c2'), { commandId: 'a', by }, contact);
    await settle();
    expect(await mailboxOpens(world.table, 'khoi2@phuong.example', subject)).toBe(false);
    expect(await mailboxOpens(world.table, 'moi@phuong.example', subject)).toBe(true);
  });

  it('written another way is no other mailbox', async () => {
    const { world, settle } = await town();
    const contact = { channel: 'mailbox', mailbox: 'KHOI2@phuong.example', language: 'vi' } as const;
    await replaceContact(world)(request('c2'), { commandId: 'a', by }, contact);
    await settle();
    expect(await mailboxOpens(world.table, 'khoi2@phuong.example', { kind: 'request', id: request('c2') })).toBe(true);
  });
});
