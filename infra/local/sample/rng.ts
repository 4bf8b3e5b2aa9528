/**
 * Chance that can be repeated: mulberry32, seeded by hashing words (FNV-1a), so that every member and every committee has
 * a stream of its own and the order in which somebody asks changes nothing. For samples only, never for keys or codes.
 */
export type Rng = () => number;

const hashed = (words: readonly (string | number)[]): number => {
  let hash = 0x811c9dc5;
  for (const character of words.join('\u0000')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
};

/** Numbers in [0, 1), the same for the same words. */
export const rngOf = (...words: readonly (string | number)[]): Rng => {
  let state = hashed(words);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** A whole number from `low` to `high`, both included. */
export const between = (rng: Rng, low: number, high: number): number => low + Math.floor(rng() * (high - low + 1));

export const oneOf = <T>(rng: Rng, choices: readonly T[]): T => {
  const chosen = choices[Math.floor(rng() * choices.length)];
  if (chosen === undefined) throw new Error('nothing to choose from');
  return chosen;
};

export const chance = (rng: Rng, share: number): boolean => rng() < share;

/** One of the choices, each as often as its weight says. */
export const weighted = <T>(rng: Rng, choices: readonly (readonly [T, number])[]): T => {
  let left = rng() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  return oneOf(rng, choices)[0];
};

/** A new list in another order (Fisher and Yates). */
export const shuffled = <T>(rng: Rng, list: readonly T[]): T[] => {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = between(rng, 0, last);
    [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
  }
  return copy;
};

/**
 * Deals labels over `count` places by shares of the whole. Each label comes at least once, in the order given, while there
 * is room for it among the `most` places that may be dealt, so that a town of twelve cells shows nearly all that one of
 * three hundred shows. Every other place gets `rest`.
 */
export const dealt = <T>(
  rng: Rng,
  count: number,
  shares: readonly (readonly [T, number])[],
  rest: T,
  most = count,
): T[] => {
  const labels: T[] = [];
  for (const [label, share] of shares) {
    const many = Math.min(Math.max(1, Math.round(share * count)), most - labels.length);
    for (let n = 0; n < many; n++) labels.push(label);
  }
  while (labels.length < count) labels.push(rest);
  return shuffled(rng, labels);
};
