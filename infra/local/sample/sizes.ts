import { between, type Rng, shuffled } from './rng.ts';

/** No single residence cell in the sources has more members than this; only a larger mean goes past it. */
const largest = 207;
/** What the town must always show where its totals allow: the largest cell, the smallest, and the ordinary one. */
const shown = [largest, 1, 55] as const;

/** Standard normal (Box and Muller). */
const normal = (rng: Rng): number => Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng());

/** A part of the total for each weight, at least one each where there is enough, at most `cap`; the sum is exact. */
const apportioned = (weights: readonly number[], total: number, cap: number): number[] => {
  const sizes = weights.map((_, place): number => (place < total ? 1 : 0));
  let left = total - sizes.reduce((sum, size) => sum + size, 0);
  while (left > 0) {
    const open = sizes.flatMap((size, place) => (size < cap ? [place] : []));
    const weight = open.reduce((sum, place) => sum + (weights[place] ?? 0), 0);
    let [due, dealt] = [0, 0];
    const round = left;
    for (const place of open) {
      // Rounding what is due so far, and not each part, wastes nothing and favours no place; a full one leaves it for another round.
      due += (round * (weights[place] ?? 0)) / weight;
      const size = sizes[place] ?? 0;
      const given = Math.min(Math.round(due) - dealt, cap - size);
      dealt = Math.round(due);
      sizes[place] = size + given;
      left -= given;
    }
  }
  return sizes;
};

const skewed = (rng: Rng, count: number, total: number): number[] => {
  const weights = Array.from({ length: count }, () => Math.exp(0.55 * normal(rng)));
  const mean = count === 0 ? 0 : total / count;
  // One below the largest while that leaves room for a skew: the town has one cell of 207, not many cut off there.
  const cap = mean < largest * 0.75 ? largest - 1 : Math.max(largest, Math.ceil(mean * 2));
  return apportioned(weights, total, cap);
};

/** Sizes of cells: `count` of them, `total` members exactly, many small and a few large. */
export const cellSizes = (rng: Rng, count: number, total: number): number[] => {
  const fixed: number[] = [];
  let [places, members] = [count, total];
  for (const size of shown) {
    const [placesLeft, membersLeft] = [places - 1, members - size];
    const fits = placesLeft === 0 ? membersLeft === 0 : placesLeft > 0 && membersLeft >= placesLeft;
    if (!fits) continue;
    fixed.push(size);
    [places, members] = [placesLeft, membersLeft];
  }
  return shuffled(rng, [...fixed, ...skewed(rng, places, members)]);
};

/** Sizes of anything else that has members, wards of cells say: uneven, and the sum exact. */
export const shares = (rng: Rng, count: number, total: number): number[] =>
  apportioned(
    Array.from({ length: count }, () => 1 + between(rng, 0, 100) / 50),
    total,
    Number.POSITIVE_INFINITY,
  );
