import { createHmac } from 'node:crypto';
import type { Ids, LinkKey } from '#ports';
import { between, rngOf } from '../sample/rng.ts';

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Ids of a story that can be told again. Anybody can work them out: never for anything but a demo. */
export function seededIds(seed: string): Ids {
  const rng = rngOf(seed, 'ids');
  const from = (alphabet: string, count: number): string =>
    Array.from({ length: count }, () => alphabet[between(rng, 0, alphabet.length - 1)]).join('');
  return { next: () => from(LETTERS, 26), digits: (count) => from('0123456789', count) };
}

export const seededLinkKey = (seed: string): LinkKey => ({
  keyId: 'k1',
  mac: async (text) => createHmac('sha256', `demo ${seed}`).update(text).digest(),
});
