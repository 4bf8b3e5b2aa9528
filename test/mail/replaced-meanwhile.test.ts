import { expect, it } from 'vitest';
import { office } from '#domain/actor.ts';
import { compose } from '#mail/compose.ts';
import type { Table } from '#ports';
import { linkOfToken } from '#records/links.ts';
import { aStory } from '#test/mail/story.ts';

it('no letter to the former mailbox carries the link of the next, also where the two meet', async () => {
  const story = await aStory();
  await story.ask({ id: 'c1', mailbox: 'cu@w1.example' });
  const [mail] = await story.mails('request');
  if (!mail) throw new Error('no request waits');
  const { table, clock } = story.world;
  let changed = false;
  // The contact changes when the letter's facts have been read, and its link has not.
  const meeting: Table = {
    ...table,
    get: async (key, how) => {
      if (!changed && key.pk.startsWith('LINK#request')) {
        changed = true;
        const contact = { channel: 'mailbox', mailbox: 'moi@w1.example', language: 'vi' } as const;
        await story.request(
          'c1',
          { type: 'contactChanged', contact, was: 'cu@w1.example', linkVersion: 2 },
          office('B'),
        );
      }
      return table.get(key, how);
    },
  };
  await expect(compose({ ...story.deps, table: meeting }, mail, clock.now())).rejects.toMatchObject({
    name: 'Contended',
  });
  const [next] = await story.mails('link');
  const letter = next && (await compose(story.deps, next, clock.now()));
  expect(letter).toMatchObject({ outcome: 'letter', letter: { to: 'moi@w1.example' } });
  const token = /#([\w-]+)/.exec(letter?.outcome === 'letter' ? (letter.letter.links[0] ?? '') : '')?.[1] ?? '';
  expect(await linkOfToken(table, token)).toMatchObject({ version: 2 });
});
