import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { Account } from './account.ts';

const LAUNCHER = fileURLToPath(new URL('account/launcher.py', import.meta.url));

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where an account is that holds the stack, freshly deployed. */
    readonly account: string;
  }
}

/** Before all journeys: an empty account, and the stack in it by the CDK's own hands. Each journey takes a copy of it. */
export default async function setup(project: TestProject) {
  const moto = spawn('python3', [LAUNCHER], { stdio: ['pipe', 'pipe', 'pipe'] });
  const gone = once(moto, 'exit');
  const complaint = text(moto.stderr);
  const [port] = await Promise.race([once(createInterface(moto.stdout), 'line'), gone]);
  if (typeof port !== 'string') throw new Error(`moto did not start: ${await complaint}`);
  // That very word: the CDK's client for S3 speaks of buckets as folders to it, and as hosts to every other name.
  const account = new Account(`http://localhost:${port}`);
  const end = async () => {
    // Its copies end with it: what they read ends.
    moto.stdin.end();
    await gone;
  };
  try {
    await account.bootstrap();
    await account.deploy();
  } catch (error) {
    await end();
    throw error;
  }
  project.provide('account', account.endpoint);
  return end;
}
