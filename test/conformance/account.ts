import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CDK = fileURLToPath(new URL('../../node_modules/aws-cdk/bin/cdk', import.meta.url));
const REGION = 'ap-southeast-1';
const ACCOUNT = '123456789012';
/** What `cdk synth` wrote: the bundles and the template as they would be uploaded. */
export const ASSEMBLY = `${ROOT}out/conformance`;

/** A letter as SES was handed it; `at` in epoch milliseconds of the journey's clock. */
const Handed = z.object({
  id: z.string(),
  at: z.number(),
  to: z.array(z.string()),
  raw: z.string(),
  tags: z.record(z.string(), z.string()),
});
export type Handed = z.infer<typeof Handed>;

const Configuration = z.object({
  Handler: z.string(),
  Timeout: z.int(),
  Role: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
});
const Copied = z.object({ port: z.int() });
const Rest = z.object({ running: z.int(), waiting: z.int() });

/** The last line of what Python says of an error. */
const FAULT = /^[\w.]*(?:Error|Exception)\b.*/gm;

/** moto reads no more of a signature than region and service. */
const SIGNED = {
  Authorization: `AWS4-HMAC-SHA256 Credential=none/20260101/${REGION}/lambda/aws4_request, SignedHeaders=host, Signature=none`,
};

/** An account on AWS, as moto plays it on a loopback port. */
export class Account {
  readonly endpoint: string;
  readonly region = REGION;
  /** An operator's. */
  readonly credentials = { accessKeyId: 'none', secretAccessKey: 'none' };

  constructor(endpoint: string) {
    this.endpoint = endpoint;
  }

  /** Another one, with everything in it that is in this one, except executions under way. `lambdas`: where functions are invoked. */
  async copy(lambdas: string): Promise<Account> {
    const { port } = Copied.parse(await (await this.#ask('copy', { lambdas })).json());
    return new Account(`http://localhost:${port}`);
  }

  /** What moto itself stumbled over. */
  async faults(): Promise<readonly string[]> {
    return (await this.#told(z.string(), 'complaints')).match(FAULT) ?? [];
  }

  async close(): Promise<void> {
    await this.#ask('end', {});
  }

  async bootstrap(): Promise<void> {
    await this.#cdk('bootstrap', `aws://${ACCOUNT}/${REGION}`);
  }

  /** The stacks of the assembly, by the CDK's own hands. */
  async deploy(assembly = ASSEMBLY): Promise<void> {
    await this.#cdk('deploy', '--all', '--require-approval', 'never', '--app', assembly);
    const faults = await this.faults();
    if (faults.length > 0) throw new Error(`moto could not deploy all of it: ${faults.join(', ')}`);
  }

  async #cdk(...words: string[]): Promise<void> {
    // Whoever has an account of their own at hand does not meet it here.
    const others = Object.entries(process.env).filter(([name]) => !/^(?:AWS|CDK)_/.test(name));
    const env = { ...Object.fromEntries(others), ...this.environment };
    const child = spawn(process.execPath, [CDK, ...words, '--no-notices'], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, faults, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    if (status !== 0) throw new Error(`cdk ${words[0]} ended with ${status}\n${out}\n${faults}`);
  }

  get environment() {
    return {
      AWS_ACCESS_KEY_ID: this.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: this.credentials.secretAccessKey,
      AWS_REGION: REGION,
      AWS_ENDPOINT_URL: this.endpoint,
    };
  }

  async configurationOf(name: string): Promise<z.infer<typeof Configuration>> {
    const url = `${this.endpoint}/2015-03-31/functions/${name}/configuration`;
    return Configuration.parse(await (await fetch(url, { headers: SIGNED })).json());
  }

  async codeOf(name: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.#ask(`code/${name}`)).arrayBuffer());
  }

  letters = () => this.#told(z.array(Handed), 'letters');
  /** Types of resources that moto does not know. */
  standIns = () => this.#told(z.array(z.string()), 'stand-ins');
  rest = () => this.#told(Rest, 'rest');

  /** Milliseconds that its clock is ahead of the machine's. */
  setClock = (offset: number) => this.#ask('clock', { offset });
  /** From now on the mailbox's letters come back. */
  lose = (mailbox: string) => this.#ask('gone', { mailbox });

  async #told<T>(schema: z.ZodMiniType<T>, path: string): Promise<T> {
    return schema.parse(await (await this.#ask(path)).json());
  }

  async #ask(path: string, body?: object): Promise<Response> {
    const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    const answer = await fetch(`${this.endpoint}/conformance/${path}`, init);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return answer;
  }
}
