import type { Letter } from '#ports';
import type { Town } from '#test/support/story-by-pages.ts';
import { expectItsEnd, told } from '#test/support/whole-cycle.ts';

/** What is drawn by lot. */
const CODE = /\b\d{4} \d{4}\b/g;

/** A receipt names the minute. */
const MINUTES = /\b(\d\d):\d\d\b/g;

const placeless = (letters: readonly Letter[], base: string): Letter[] =>
  letters.map((letter) => ({
    ...letter,
    subject: letter.subject.replace(CODE, 'CODE'),
    text: letter.text
      .replaceAll(base, 'BASE')
      .replace(/#\S+/g, '#TOKEN')
      .replace(CODE, 'CODE')
      .replace(MINUTES, '$1')
      .trim(),
  }));

/** Where it was lived shows in the base of links, in their keys, in what is drawn by lot, and in the seconds that a cloud takes for things. */
export const comparable = async ({ host, base, letters }: Pick<Town, 'host' | 'base' | 'letters'>) => {
  const result = await told(host, placeless(await letters(), base));
  await expectItsEnd(host, result);
  const coarse: typeof result = JSON.parse(
    JSON.stringify(result)
      .replace(/(T\d\d):\d\d:\d\d\.\d{3}Z/g, '$1')
      .replace(/"key":"(send|view|back)[^"]*\.(\d+\.[\w-]+)"/g, '"key":"$1.$2"'),
  );
  return { ...coarse, letters: coarse.letters.sort() };
};
