import { type Asked, commandFor, type Figure, inChild, median, rounded } from './figure.ts';
import type { Measured } from './run.ts';

const SIZE = 2_000;
const REACH = 2;

const contestant = (name: 'floor' | 'cycle', committees: number): Promise<Measured> =>
  inChild<Measured>('contestant.ts', [name, committees]);

/** 7: a whole cycle beside plain rows, by turns, so that both meet the same weather on a shared disk. */
export async function wholeCycle({ runs, progress }: Asked): Promise<Figure> {
  const floors: Measured[] = [];
  const cycles: Measured[] = [];
  for (let n = 0; n < runs; n++) {
    const floor = await contestant('floor', SIZE);
    const cycle = await contestant('cycle', SIZE);
    floors.push(floor);
    cycles.push(cycle);
    progress(`7: rows ${floor.total.toFixed(2)} s, the exchange ${cycle.total.toFixed(2)} s`);
  }
  const [floor, ours] = [median(floors.map(({ total }) => total)), median(cycles.map(({ total }) => total))];
  const complete = [...floors, ...cycles].every(({ ok }) => ok);
  const phases = Object.keys(cycles[0]?.seconds ?? {});
  const seconds = phases.map(
    (phase) => [phase, rounded(median(cycles.map((one) => one.seconds[phase] ?? 0)))] as const,
  );
  return {
    figure: 7,
    title: `one whole cycle, ${SIZE} committees: time ÷ plain rows, same run`,
    value: rounded(ours / floor),
    reach: `≤ ${REACH}`,
    reference: 'rows 1.0; a bare journal with group commit 1.1; pg-boss 7, Restate 9, DBOS 12',
    ok: complete && ours / floor <= REACH,
    command: commandFor(7),
    detail: {
      complete,
      members: cycles[0]?.evaluations,
      floor_s: rounded(floor),
      ours_s: rounded(ours),
      ratios: floors.map(({ total }, n) => rounded((cycles[n]?.total ?? 0) / total)),
      phases_s: Object.fromEntries(seconds),
      peak_mb: median(cycles.map(({ peakMb }) => peakMb)),
    },
  };
}

const SIZES = [500, 2_000, 8_000] as const;
const EXPONENT = 1.05;
const MEMORY = 1.3;

/** 8: how time and memory grow with the size of the cycle; the sizes by turns, as above. */
export async function growth({ runs, progress }: Asked): Promise<Figure> {
  const rounds: Measured[][] = [];
  for (let n = 0; n < Math.min(runs, 3); n++) {
    const round: Measured[] = [];
    for (const committees of SIZES) {
      const one = await contestant('cycle', committees);
      progress(`8: ${committees} committees in ${one.total.toFixed(2)} s and ${one.peakMb} MB`);
      round.push(one);
    }
    rounds.push(round);
  }
  const exponent = median(
    rounds.map((round) => slope(round.map(({ total }, n) => [Math.log(SIZES[n] ?? 1), Math.log(total)]))),
  );
  const medians = (of: (one: Measured) => number) =>
    SIZES.map((_, n) => rounded(median(rounds.map((round) => of(round[n] ?? NOTHING)))));
  const memory = medians(({ peakMb }) => peakMb);
  const steps = memory.slice(1).map((mb, n) => rounded(mb / (memory[n] ?? mb)));
  const complete = rounds.flat().every(({ ok }) => ok);
  return {
    figure: 8,
    title: `growth from ${SIZES[0]} to ${SIZES.at(-1)} committees: exponent of the time, memory for four times as many`,
    value: `${rounded(exponent)}; ${steps.map((step) => `${step}×`).join(', ')}`,
    reach: `≤ ${EXPONENT}; ≤ ${MEMORY}×`,
    reference: 'peers 0.8–0.93',
    ok: complete && exponent <= EXPONENT && steps.every((step) => step <= MEMORY),
    command: commandFor(8),
    detail: { complete, committees: SIZES, seconds: medians(({ total }) => total), peak_mb: memory },
  };
}

const NOTHING: Measured = {
  seconds: {},
  evaluations: 0,
  answered: 0,
  ok: false,
  total: Number.NaN,
  peakMb: Number.NaN,
};

/** Of the line through the points with the least squares. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [mx, my] = [mean(0), mean(1)];
  const over = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return over / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}
