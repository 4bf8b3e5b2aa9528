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
  /** Its process died of what was asked by `dieAt`. */
  readonly died?: boolean;
}

export interface Invocation {
  readonly name: string;
  readonly event: string;
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
  readonly #deaths = new Map<string, number>();
  readonly #answers = new Map<string, Outcome>();
  /** Every call that has ended, in that order, except those whose answer was given. */
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

  /** The next call of it is not made, and has this outcome. */
  answerNext(name: string, outcome: Outcome): void {
    this.#answers.set(name, outcome);
  }

  /** Its process dies at the n-th write that it makes from now on, where none is still to die. */
  dieAt(name: string, write: number): void {
    if (!this.#deaths.has(name)) this.#deaths.set(name, write);
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
    const given = this.#answers.get(name);
    if (given && this.#answers.delete(name)) return given;
    this.#underWay.push(name);
    try {
      const box = this.#boxes.get(name) ?? this.#open(name);
      this.#boxes.set(name, box);
      const dieAt = this.#deaths.get(name);
      const outcome = await (await box).call({ event, ahead: this.#options.ahead(), ...(dieAt ? { dieAt } : {}) });
      if (outcome.died) {
        // With it went whatever else it had in hand, and the next call finds another process.
        if (this.#boxes.get(name) === box) this.#boxes.delete(name);
        this.#deaths.delete(name);
      }
      this.invocations.push({ name, event, outcome });
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

  /** Whatever is deployed now runs from now on. */
  async startAnew(): Promise<void> {
    const boxes = await Promise.allSettled(this.#boxes.values());
    this.#boxes.clear();
    await Promise.all(boxes.map((box) => (box.status === 'fulfilled' ? box.value.close() : undefined)));
  }

  async close(): Promise<void> {
    await this.startAnew();
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

interface Call {
  readonly event: string;
  /** Milliseconds that its clock is ahead of the machine's. */
  readonly ahead: number;
  readonly dieAt?: number;
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
      for (const id of this.#waiting.keys()) this.#exit(id);
    });
  }

  #exit(id: string): void {
    this.#end(id, fault('Runtime.ExitError', this.written.slice(-2000)), true, this.#child.signalCode === 'SIGKILL');
  }

  #end(id: string, body: string, failed: boolean, died = false): void {
    this.#waiting.get(id)?.({ body, failed, ...(died ? { died } : {}) });
    this.#waiting.delete(id);
  }

  call(call: Call): Promise<Outcome> {
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
      if (!this.#child.connected) this.#exit(id);
      else this.#child.send({ id, ...call });
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
