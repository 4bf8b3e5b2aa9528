import type { Verb } from '#cli/verb.ts';
import { verbs } from '#cli/verbs.ts';
import { Refusal } from '#domain/refusal.ts';
import type { LocalCliDeps } from './cli-deps.ts';

const passphraseFile = {
  name: 'key-file',
  value: 'FILE',
  help: 'a file whose first line is the passphrase; else EXCHANGE_BACKUP_KEY, else it is asked for',
} as const;

/** Of a machine and no cloud, which has backups of its own. */
const backupVerb: Verb<LocalCliDeps> = {
  name: 'backup',
  summary: 'writes everything (store, files, link keys) into one encrypted file',
  argument: { name: 'FILE', help: 'where to; replaced in one step', required: true },
  path: true,
  secret: true,
  options: [passphraseFile],
  run: async (deps, { argument, secret }) => {
    const written = await deps.backup(argument, secret);
    return {
      status: 0,
      json: { file: argument, ...written },
      lines: [`${argument}: ${written.files} files, ${written.bytes} bytes. It opens with the passphrase only.`],
    };
  },
};

/** Carried out by the command itself, never by a host: it replaces what a host would own. */
export const restoreVerb: Verb<LocalCliDeps> = {
  name: 'restore',
  summary: 'puts a backup into the data directory; mail waits until release-mail',
  argument: { name: 'FILE', help: 'a file that backup wrote', required: true },
  path: true,
  secret: true,
  options: [passphraseFile, { name: 'force', help: 'although an exchange lies there: it is set aside, not deleted' }],
  run: async () => {
    throw new Refusal('Conflict', 'a host owns this data directory: stop it, then restore');
  },
};

export const allVerbs: readonly Verb<LocalCliDeps>[] = [...verbs, backupVerb, restoreVerb];
