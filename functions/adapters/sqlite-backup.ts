import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';

// Runs on a thread of its own. `VACUUM INTO` reads one snapshot, however busy the writer is; the online backup of SQLite
// starts anew at each write and never ends beside one.
const { from, to }: { from: string; to: string } = workerData;
const draft = `${to}.${randomUUID()}.tmp`;
try {
  // Made empty first, so that nobody else on the machine can read it while it fills.
  closeSync(openSync(draft, 'wx', 0o600));
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5_000 });
  source.prepare('vacuum into ?').run(draft);
  source.close();

  const copy = new DatabaseSync(draft);
  copy.prepare('update store set identity = ?').run(randomUUID());
  copy.close();

  const file = openSync(draft, 'r+');
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, to);
} finally {
  rmSync(draft, { force: true });
}
