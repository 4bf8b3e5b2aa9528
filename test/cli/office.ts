import { onTestFinished } from 'vitest';
import { runVerb } from '#cli/run.ts';
import type { CliDeps, Outcome } from '#cli/verb.ts';
import { verbs } from '#cli/verbs.ts';
import type { Machine } from '#infra/local/machine.ts';
import { machineInMemory, testSettings } from '#test/support/ground.ts';

export type Given = Readonly<Record<string, string | boolean | string[]>>;

interface Office {
  readonly machine: Machine;
  readonly run: (verb: string, argument?: string, options?: Given) => Promise<Outcome>;
  /** The files that were written. */
  readonly written: Map<string, string>;
  readonly lend: (path: string, content: string) => void;
}

let count = 0;

export async function office(changes: Partial<CliDeps> = {}): Promise<Office> {
  const machine = await machineInMemory();
  onTestFinished(() => machine.close());
  const written = new Map<string, string>();
  const lent = new Map<string, string>();
  const deps: CliDeps = {
    world: machine.exchange.world,
    files: machine.ground.files,
    sessionClock: machine.ground.clock,
    control: machine.exchange.control,
    baseUrl: testSettings.baseUrl,
    mailLeaves: false,
    progress: () => {},
    readLocal: async (path) => {
      const content = Buffer.from(lent.get(path) ?? '');
      return {
        size: content.length,
        content: (async function* () {
          yield content;
        })(),
      };
    },
    writeLocal: async (path, content) => {
      const chunks: Uint8Array[] = [];
      if (content instanceof Uint8Array) chunks.push(content);
      else for await (const chunk of content) chunks.push(chunk);
      written.set(path, Buffer.concat(chunks).toString('utf8'));
    },
    ...changes,
  };
  return {
    machine,
    written,
    lend: (path, content) => void lent.set(path, content),
    run: (verb, argument = '', options = {}) => {
      count += 1;
      const commandId = `command${String(count).padStart(4, '0')}`;
      return runVerb(verbs, deps, { verb, argument, options, by: 'An', commandId, secret: '' });
    },
  };
}
