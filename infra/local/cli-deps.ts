import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { failedWith, replaceFile } from '#adapters/durable-file.ts';
import { systemClock } from '#adapters/system-clock.ts';
import type { CliDeps } from '#cli/verb.ts';
import { Refusal } from '#domain/refusal.ts';
import type { ControlDeps } from '#steps/launch/control.ts';
import { backup } from './backup.ts';
import type { FolderMachine } from './machine.ts';
import type { HostSettings } from './settings.ts';

/** What commands get of this machine, and `backup` beside it. */
export interface LocalCliDeps extends CliDeps {
  readonly backup: (path: string, passphrase: string) => Promise<{ readonly files: number; readonly bytes: number }>;
}

export function cliDeps(
  { dataDir, smtp }: HostSettings,
  baseUrl: string,
  { exchange, ground, store }: FolderMachine,
  progress: (line: string) => void,
  control: ControlDeps,
): LocalCliDeps {
  return {
    world: exchange.world,
    files: ground.files,
    sessionClock: systemClock,
    control,
    baseUrl,
    mailLeaves: smtp !== undefined,
    progress,
    readLocal: async (path) => {
      const { size } = await named(path, stat(path));
      return { size, content: createReadStream(path) };
    },
    writeLocal: (path, content) => named(path, replaceFile(path, content, `${path}.${randomUUID()}.tmp`)),
    backup: (path, passphrase) =>
      named(path, backup({ store, files: ground.files, dataDir }, path, passphrase, progress)),
  };
}

/** A path that cannot be used is the asker's to mend. */
async function named<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!failedWith(error, 'ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'EROFS')) throw error;
    throw new Refusal('NotFound', `${path} cannot be used here (${Reflect.get(Object(error), 'code')})`);
  }
}
