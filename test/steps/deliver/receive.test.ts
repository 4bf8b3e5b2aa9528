import { describe, expect, it } from 'vitest';
import { committee } from '#domain/actor.ts';
import { acknowledgeDelivery, noteToldMember, stateOwnView } from '#steps/deliver/receive.ts';
import { CYCLE, comment, deliveredTown, request, town } from '#test/support/town.ts';

const by = committee('e1', 'Nguyễn Thị Nhận');
const e1 = `${CYCLE}.e1`;

describe('acknowledging a delivery', () => {
  it('is refused before anything was delivered', async () => {
    const { world } = await town();
    await expect(acknowledgeDelivery(world)(e1, { commandId: 'a', by })).rejects.toMatchObject({ name: 'TooEarly' });
  });

  it('is done once for a version; the same wish again is answered as before', async () => {
    const { world } = await deliveredTown();
    const first = await acknowledgeDelivery(world)(e1, { commandId: 'a', by }, 1);
    expect(await acknowledgeDelivery(world)(e1, { commandId: 'a', by }, 1)).toEqual(first);
    await expect(acknowledgeDelivery(world)(e1, { commandId: 'b', by }, 1)).rejects.toMatchObject({
      name: 'AlreadyDone',
    });
  });

  it('takes only the version that was looked at', async () => {
    const { world, send } = await deliveredTown();
    await send('c3', [[0, comment()]]);
    await expect(acknowledgeDelivery(world)(e1, { commandId: 'a', by }, 1)).rejects.toMatchObject({ name: 'Stale' });
    expect((await acknowledgeDelivery(world)(e1, { commandId: 'b', by }, 2)).acknowledged?.version).toBe(2);
  });
});

describe('telling a member', () => {
  it('is recorded once', async () => {
    const { world } = await deliveredTown();
    const told = noteToldMember(world);
    const first = await told(e1, { commandId: 'a', by }, request('c1'), 2);
    const second = await told(e1, { commandId: 'b', by }, request('c1'), 2);
    expect([second.seq, [...second.told]]).toEqual([first.seq, [`${request('c1')}.2`]]);
  });
});

describe("a member's view", () => {
  it('is refused before the ward has confirmed, when empty, and when too long', async () => {
    const { world, send, confirm } = await town();
    await send('c1', [[0, comment()]]);
    const state = (commandId: string, view: string) =>
      stateOwnView(world)(request('c1'), { commandId, by: { body: 'member:m1' } }, 0, view);
    await expect(state('a', 'Tôi nhất trí.')).rejects.toMatchObject({ name: 'TooEarly' });
    await confirm('w1', 'c1', [0]);
    await expect(state('b', ' \n ')).rejects.toMatchObject({ name: 'Invalid' });
    await expect(state('c', 'x'.repeat(5001))).rejects.toMatchObject({ name: 'Invalid' });
    expect((await state('d', 'Tôi nhất trí.')).slots[0]?.view).toBeDefined();
  });
});
