import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '#test/support/moto.ts';
import { gatewayOver, type Template } from './gateway.ts';
import { LambdaHost } from './lambda-host.ts';

const LAUNCHER = fileURLToPath(new URL('moto_launcher.py', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CDK = fileURLToPath(new URL('../../node_modules/aws-cdk/bin/cdk', import.meta.url));
const REGION = 'ap-southeast-1';
const ACCOUNT = '123456789012';
const STACK = 'exchange-sample';
/** What `cdk synth` wrote: the bundles and the template as they would be uploaded. */
export const ASSEMBLY = `${ROOT}/out/conformance`;
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' };

/** A letter as SES was handed it. */
export interface Handed {
  readonly id: string;
  /** Epoch milliseconds of the journey's clock. */
  readonly at: number;
  readonly to: readonly string[];
  readonly raw: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The stack in an account that moto plays, its functions in processes of their own, and one clock for all of it. */
export type Cloud = Awaited<ReturnType<typeof startCloud>>;

export async function startCloud() {
  const port = await freePort();
  // That very word: the CDK's client for S3 speaks of buckets as folders to it, and as hosts to every other name.
  const endpoint = `http://localhost:${port}`;
  let offset = 0;
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`${endpoint}/conformance/${path}`, init);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return answer;
  };
  const lambdas = new LambdaHost({
    ahead: () => offset,
    own: { ...CREDENTIALS, AWS_REGION: REGION, AWS_ENDPOINT_URL: endpoint, TZ: ':UTC' },
    deployed: async (name) => {
      const told = await fetch(`${endpoint}/2015-03-31/functions/${name}/configuration`, { headers: signed('lambda') });
      const configuration = await told.json();
      return {
        handler: configuration.Handler,
        seconds: configuration.Timeout,
        environment: configuration.Environment.Variables,
        code: new Uint8Array(await (await ask(`code/${name}`)).arrayBuffer()),
      };
    },
  });
  const server = spawn('python3', [LAUNCHER, '--port', String(port), '--lambdas', await lambdas.listen()]);
  const complaints: string[] = [];
  server.stderr.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  const gone = once(server, 'exit');
  await Promise.race([once(server.stdout, 'data'), gone]);
  const stop = async () => {
    await lambdas.close();
    server.kill('SIGKILL');
    await gone;
  };
  const environment = { ...process.env, ...CREDENTIALS, AWS_REGION: REGION, AWS_ENDPOINT_URL: endpoint };
  const cdk = (...words: string[]) => run(process.execPath, [CDK, ...words, '--app', ASSEMBLY, '--no-notices'], environment);
  try {
    await cdk('bootstrap', `aws://${ACCOUNT}/${REGION}`);
    await cdk('deploy', '--all', '--require-approval', 'never');
    const fault = /^\w*(?:Error|Exception).*/m.exec(complaints.join(''));
    if (fault) throw new Error(`moto could not deploy all of it: ${fault[0]}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    region: REGION,
    endpoint,
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    lambdas,
    stop,
    complaints: () => complaints.join(''),
    environmentOf: async (name: string): Promise<Readonly<Record<string, string>>> => {
      const url = `${endpoint}/2015-03-31/functions/${STACK}-${name}/configuration`;
      return (await (await fetch(url, { headers: signed('lambda') })).json()).Environment.Variables;
    },
    call: (name: string, event: unknown = {}) => lambdas.invoke(`${STACK}-${name}`, JSON.stringify(event)),
    letters: async (): Promise<Handed[]> => (await ask('letters')).json(),
    standIns: async (): Promise<string[]> => (await ask('stand-ins')).json(),
    now: () => Date.now() + offset,
    /** For everybody at once: functions, waits of the workflow, letters. */
    moveTo: async (moment: number) => {
      offset = moment - Date.now();
      await ask('clock', { method: 'POST', body: JSON.stringify({ offset }) });
    },
    /** Nobody works, and every execution waits for a moment that has not come. */
    idle: async () => {
      for (let quiet = 0; quiet < 2; ) {
        const { running, waiting } = await (await ask('rest')).json();
        quiet = running === waiting && !lambdas.busy ? quiet + 1 : 0;
        await pause(25);
      }
    },
    pages: gatewayOver(lambdas, await templateOf(STACK)),
  };
}

async function templateOf(stack: string): Promise<Template> {
  const { readFile } = await import('node:fs/promises');
  return JSON.parse(await readFile(`${ASSEMBLY}/${stack}.template.json`, 'utf8'));
}

/** moto reads no more of a signature than region and service. */
const signed = (service: string) => ({
  Authorization: `AWS4-HMAC-SHA256 Credential=none/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=none`,
});

async function run(command: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(command, [...words], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, faults, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  if (status !== 0) throw new Error(`${words.slice(0, 3).join(' ')} ended with ${status}\n${out}\n${faults}`);
}
