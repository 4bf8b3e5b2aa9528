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

/** 8: how time and memory grow with the size of the cycle. */
export async function growth({ runs, progress }: Asked): Promise<Figure> {
  const found: { committees: number; seconds: number; peakMb: number; complete: boolean }[] = [];
  for (const committees of SIZES) {
    const measured: Measured[] = [];
    for (let n = 0; n < Math.min(runs, 3); n++) measured.push(await contestant('cycle', committees));
    const one = {
      committees,
      seconds: rounded(median(measured.map(({ total }) => total))),
      peakMb: median(measured.map(({ peakMb }) => peakMb)),
      complete: measured.every(({ ok }) => ok),
    };
    progress(`8: ${committees} committees in ${one.seconds} s and ${one.peakMb} MB`);
    found.push(one);
  }
  const exponent = slope(found.map(({ committees, seconds }) => [Math.log(committees), Math.log(seconds)]));
  const steps = found.slice(1).map(({ peakMb }, n) => peakMb / (found[n]?.peakMb ?? peakMb));
  const complete = found.every((one) => one.complete);
  return {
    figure: 8,
    title: `growth from ${SIZES[0]} to ${SIZES.at(-1)} committees: exponent of the time, memory for four times as many`,
    value: `${rounded(exponent)}; ${steps.map((step) => `${rounded(step)}×`).join(', ')}`,
    reach: `≤ ${EXPONENT}; ≤ ${MEMORY}×`,
    reference: 'peers 0.8–0.93',
    ok: complete && exponent <= EXPONENT && steps.every((step) => step <= MEMORY),
    command: commandFor(8),
    detail: { complete, sizes: found },
  };
}

/** Of the line through the points with the least squares. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [mx, my] = [mean(0), mean(1)];
  const over = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return over / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}
