import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cycle } from './cycle.ts';
import { floor } from './floor.ts';
import type { Measured } from './run.ts';

// A process of its own for each run, so that no contestant profits from the one before. Prints one line of JSON.
const [name, committees] = [process.argv[2], Number(process.argv[3])];
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
try {
  const run = name === 'floor' ? floor(committees, folder) : await cycle(committees, folder);
  const total = Object.values(run.seconds).reduce((sum, one) => sum + one, 0);
  const measured: Measured = { ...run, total, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) };
  console.log(JSON.stringify(measured));
} finally {
  rmSync(folder, { recursive: true });
}
