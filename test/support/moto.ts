import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './loopback.ts';

export interface Moto {
  /** For every client's constructor. */
  readonly options: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  stop(): Promise<void>;
}

const PATIENCE = 45_000;

/**
 * AWS as `moto` plays it (pip install "moto[server]"), on a free loopback port. Undefined where this machine has none: the
 * tests that need it say so and are skipped.
 */
export async function startMoto(): Promise<Moto | undefined> {
  const port = await freePort();
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const gone = new Promise<'gone'>((resolve) => {
    server.once('error', () => resolve('gone'));
    server.once('exit', () => resolve('gone'));
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const began = performance.now();
  while (performance.now() - began < PATIENCE) {
    const answer = await Promise.race([
      gone,
      fetch(`${endpoint}/moto-api/`).then(
        ({ ok }) => ok,
        () => false,
      ),
    ]);
    if (answer === 'gone') return undefined;
    if (answer) {
      return {
        options: { endpoint, region: 'ap-southeast-1', credentials: { accessKeyId: 'none', secretAccessKey: 'none' } },
        stop: async () => {
          server.kill();
          await gone;
        },
      };
    }
    await pause(200);
  }
  server.kill();
  return undefined;
}

export const NO_MOTO =
  'moto_server is not here (pip install "moto[server]"): what S3, KMS and Step Functions do was not tried';
