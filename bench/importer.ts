import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderFiles } from '#adapters/folder-files.ts';
import { openSqliteTable } from '#adapters/sqlite-table.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { importRoster } from '#steps/roster/import.ts';

// Imports a roster as an operator does, first dry and then for good, and prints what it took as one line of JSON.
const [, , file = ''] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'bench-import-'));
const store = openSqliteTable(join(folder, 'exchange.db'));
try {
  const deps = { table: store.table, files: await folderFiles(join(folder, 'files')), clock: systemClock };
  const started = performance.now();
  for (const dryRun of [true, false]) {
    const upload = { content: createReadStream(file), size: statSync(file).size, dryRun, by: 'bench' };
    const report = await importRoster(deps)(upload);
    if (report.applied === dryRun) throw new Error('the roster was not taken as it was meant');
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(JSON.stringify({ seconds, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
} finally {
  await store.close();
  rmSync(folder, { recursive: true });
}
