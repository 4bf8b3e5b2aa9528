import { describe, expect, it } from 'vitest';
import { brakedCycles, countSent, releaseBrake } from '#records/mail-brake.ts';
import { aStory, cycleId } from '#test/mail/story.ts';
import { sesEvent } from '#test/support/ses-events.ts';
import { listening } from './listening.ts';

const { logged, takeIn } = listening();

describe('the brake of a cycle', () => {
  const bounced = async (sent: number, returned: number) => {
    const story = await aStory();
    await countSent(story.world.table, cycleId, '2026-11-02', sent);
    logged.length = 0;
    for (let n = 0; n < returned; n++) {
      const mailId = await story.order({ kind: 'request', subjects: [], cycleId }, `c${n}@w1.example`);
      await takeIn(story.world, sesEvent.hard({ mailId }), sesEvent.hard({ mailId }));
    }
    return { braked: await brakedCycles(story.world.table), alarms: logged.filter((event) => event === 'mail.braked') };
  };

  it.each([
    ['few mails prove nothing', 19, 19, 0],
    ['three of a hundred', 100, 3, 0],
    ['four of a hundred', 100, 4, 1],
    ['and it is pulled once', 100, 9, 1],
  ])('%s', async (_, sent, returned, pulled) => {
    const { braked, alarms } = await bounced(sent, returned);
    expect(braked).toHaveLength(pulled);
    expect(alarms).toHaveLength(pulled);
  });

  it('counts anew after somebody said go', async () => {
    const story = await aStory();
    const { table, clock } = story.world;
    let mails = 0;
    const bounce = async (count: number) => {
      for (let n = 0; n < count; n++) {
        const mailId = await story.order({ kind: 'request', subjects: [], cycleId }, `c${mails++}@w1.example`);
        await takeIn(story.world, sesEvent.hard({ mailId }));
      }
      return (await brakedCycles(table)).length;
    };
    await countSent(table, cycleId, '2026-11-02', 100);
    expect(await bounce(4)).toBe(1);
    expect(await releaseBrake(table, cycleId, clock.now())).toBe(true);
    expect(await bounce(3)).toBe(0);
    await countSent(table, cycleId, '2026-11-02', 100);
    expect(await bounce(0)).toBe(0);
    expect(await bounce(1)).toBe(1);
  });
});
