import { writeSync } from 'node:fs';
import { openSqliteTable } from '#adapters/sqlite-table.ts';

// Puts numbered items, 40 at a time, and says each number only once its put has resolved. Ends by being killed.
const [path = '', from = '0'] = process.argv.slice(2);
const { table } = openSqliteTable(path);
let next = Number(from);
const writer = async () => {
  for (;;) {
    const n = next++;
    await table.put(
      { pk: 'p', sk: String(n).padStart(8, '0'), version: 1, body: { n, text: 'x'.repeat(500) } },
      'absent',
    );
    writeSync(1, `${n}\n`);
  }
};
await Promise.all(Array.from({ length: 40 }, writer));
