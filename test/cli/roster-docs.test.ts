import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { acceptedHeadings } from '#domain/roster-columns.ts';
import { categoryWords, channelWords, kindWords, languageWords, levelWords } from '#domain/roster-words.ts';
import { foldedWord } from '#domain/written-text.ts';

const page = readFileSync(new URL('../../docs/roster.md', import.meta.url), 'utf8');
const quoted = new Set([...page.matchAll(/`([^`]+)`/g)].map(([, words = '']) => foldedWord(words)));

it('the page about the roster tells every heading and every word that a file may use', () => {
  const headings = Object.values(acceptedHeadings).flat().map(foldedWord);
  const words = [kindWords, levelWords, channelWords, languageWords, categoryWords].flatMap((all) => [...all.keys()]);
  expect([...headings, ...words].filter((word) => !quoted.has(word))).toEqual([]);
});
