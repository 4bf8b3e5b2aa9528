import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { listening } from '#test/support/loopback.ts';

const RUNTIME = fileURLToPath(new URL('runtime.mjs', import.meta.url));

/** A function as it stands deployed. */
export interface Deployed {
  readonly handler: string;
  readonly seconds: number;
  /** What it was deployed with, and what Lambda puts into every environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Addresses that begin with one of these are on this machine. */
  readonly elsewhere: Readonly<Record<string, string>>;
  readonly code: Uint8Array;
}

export interface Outcome {
  /** JSON text: the result, or the error as Lambda words it. */
  readonly body: string;
  readonly failed: boolean;
}

export interface Invocation {
  readonly name: string;
  readonly outcome: Outcome;
}

export interface LambdaHostOptions {
  /** What stands deployed under that name; asked once. */
  readonly deployed: (name: string) => Promise<Deployed>;
  /** Milliseconds that the journey's clock is ahead. */
  readonly ahead: () => number;
}

/** Each function in a process of its own, from the code that was uploaded and with the environment it was deployed with. */
export class LambdaHost {
  readonly #options: LambdaHostOptions;
  readonly #boxes = new Map<string, Promise<Box>>();
  readonly #folder = mkdtemp(join(tmpdir(), 'exchange-lambdas-'));
  readonly #server: Server;
  readonly #underWay: string[] = [];
  #url = '';
  readonly #toFail = new Set<string>();
  /** Every call that has ended, in that order, except those that were made to fail. */
  readonly invocations: Invocation[] = [];

  constructor(options: LambdaHostOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => {
      this.#serve(request.url ?? '', request.headers['x-invocation-type'] === 'Event', buffer(request)).then(
        ({ body, failed }) => response.writeHead(200, failed ? { 'X-Function-Error': 'Unhandled' } : {}).end(body),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  }

  async listen(): Promise<string> {
    this.#url = `http://127.0.0.1:${await listening(this.#server)}`;
    return this.#url;
  }

  /** The next call of it ends as if its container had died. */
  failNext(name: string): void {
    this.#toFail.add(name);
  }

  get busy(): boolean {
    return this.#underWay.length > 0;
  }

  /** Names of the functions that are at work. */
  get underWay(): readonly string[] {
    return this.#underWay;
  }

  async #serve(path: string, asynchronous: boolean, body: Promise<Buffer>): Promise<Outcome> {
    const name = decodeURIComponent(path.slice(1));
    const event = (await body).toString() || '{}';
    const done = this.invoke(name, event);
    if (!asynchronous) return done;
    done.catch(() => {});
    return { body: '', failed: false };
  }

  async invoke(name: string, event: string): Promise<Outcome> {
    if (this.#toFail.delete(name)) return { body: fault('Runtime.ExitError', 'made to fail'), failed: true };
    this.#underWay.push(name);
    try {
      const box = this.#boxes.get(name) ?? this.#open(name);
      this.#boxes.set(name, box);
      const outcome = await (await box).call(event, this.#options.ahead());
      this.invocations.push({ name, outcome });
      return outcome;
    } finally {
      this.#underWay.splice(this.#underWay.indexOf(name), 1);
    }
  }

  async #open(name: string): Promise<Box> {
    const deployed = await this.#options.deployed(name);
    const folder = join(await this.#folder, name);
    for (const [file, content] of Object.entries(unzipSync(deployed.code))) {
      if (file.endsWith('/')) continue;
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), content);
    }
    const env = { ...deployed.environment, AWS_LAMBDA_FUNCTION_NAME: name, _HANDLER: deployed.handler };
    return new Box(
      fork(RUNTIME, [folder, JSON.stringify(deployed.elsewhere)], { env, cwd: folder, silent: true, execArgv: [] }),
      deployed.seconds,
    );
  }

  async close(): Promise<void> {
    const boxes = await Promise.allSettled(this.#boxes.values());
    await Promise.all(boxes.map((box) => (box.status === 'fulfilled' ? box.value.close() : undefined)));
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await rm(await this.#folder, { recursive: true, force: true });
  }
}

interface Told {
  readonly id: string;
  readonly result?: string;
  readonly failed?: string;
}

/** One process of one function. It takes several events at a time, as several containers of Lambda would. */
class Box {
  readonly #child: ChildProcess;
  readonly #seconds: number;
  readonly #waiting = new Map<string, (outcome: Outcome) => void>();
  written = '';

  constructor(child: ChildProcess, seconds: number) {
    this.#child = child;
    this.#seconds = seconds;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.written += chunk.toString();
      });
    child.on('message', ({ id, result = '', failed }: Told) => this.#end(id, failed ?? result, failed !== undefined));
    child.on('exit', () => {
      for (const id of this.#waiting.keys()) this.#end(id, fault('Runtime.ExitError', this.written.slice(-2000)), true);
    });
  }

  #end(id: string, body: string, failed: boolean): void {
    this.#waiting.get(id)?.({ body, failed });
    this.#waiting.delete(id);
  }

  call(event: string, ahead: number): Promise<Outcome> {
    const id = randomUUID();
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => this.#end(id, fault('Sandbox.Timedout', `after ${this.#seconds} s`), true),
        this.#seconds * 1000,
      );
      this.#waiting.set(id, (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      });
      if (!this.#child.connected) this.#end(id, fault('Runtime.ExitError', this.written.slice(-2000)), true);
      else this.#child.send({ id, event, ahead });
    });
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }
}

const fault = (errorType: string, errorMessage: string): string => JSON.stringify({ errorType, errorMessage });
