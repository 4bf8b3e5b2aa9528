import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder that is gone when the test is over. */
export const emptyFolder = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'exchange-test-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
};
