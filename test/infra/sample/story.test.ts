import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storyOf } from '#infra/local/sample/story.ts';
import { sampleTown, sampleVillage, vinh } from '#infra/local/sample/town.ts';
import { anyTown, cellsOf, counted } from './towns.ts';

describe('the story of a town', () => {
  const town = sampleTown({ seed: 1, ...vinh });
  const story = storyOf(1, town);

  it('gives every cell something to do, and every deed to some cell', () => {
    expect([...story.cells.keys()]).toEqual(cellsOf(town).map(({ id }) => id));
    const deeds = counted([...story.cells.values()].map(({ does }) => does));
    expect(deeds.size).toBe(9);
    expect(deeds.get('answersEarly')).toBeGreaterThan(325 / 2);
  });

  it('lets at least about half of any town answer at the first asking', () => {
    fc.assert(
      fc.property(anyTown, (size) => {
        const small = sampleTown(size);
        const deeds = [...storyOf(size.seed, small).cells.values()].map(({ does }) => does);
        const early = deeds.filter((does) => does === 'answersEarly').length;
        expect(deeds).toHaveLength(size.committees);
        expect(early).toBeGreaterThanOrEqual(Math.floor((size.committees - 1) / 2));
      }),
    );
  });

  it('bounces only mail to a mailbox that no other cell has', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const small = sampleVillage(seed);
        const mailboxes = counted(small.committees.map(({ mailbox }) => mailbox));
        for (const [id, { does }] of storyOf(seed, small).cells) {
          const cell = small.committees.find((committee) => committee.id === id);
          if (does !== 'bounces') continue;
          expect(cell?.channel).toBe('mailbox');
          expect(mailboxes.get(cell?.mailbox)).toBe(1);
        }
      }),
    );
  });

  it('gives words to a ward that sends back or excuses, and to nobody else', () => {
    for (const { does, reason } of story.cells.values()) {
      expect(reason !== undefined).toBe(does === 'sentBack' || does === 'excused');
    }
  });

  it('lets a few members with a mailbox state a view', () => {
    const mailed = new Set(town.members.filter(({ mailbox }) => mailbox).map(({ id }) => id));
    expect(story.views.size).toBeGreaterThan(100);
    for (const id of story.views.keys()) expect(mailed.has(id)).toBe(true);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(storyOf(1, town)).toEqual(story);
    expect(storyOf(2, town).cells).not.toEqual(story.cells);
  });
});
