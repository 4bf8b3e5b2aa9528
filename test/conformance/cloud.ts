import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { freePort } from '#test/support/moto.ts';
import { gatewayOver, type Template } from './gateway.ts';
import { LambdaHost } from './lambda-host.ts';

const LAUNCHER = fileURLToPath(new URL('account/launcher.py', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CDK = fileURLToPath(new URL('../../node_modules/aws-cdk/bin/cdk', import.meta.url));
const REGION = 'ap-southeast-1';
const ACCOUNT = '123456789012';
const STACK = 'exchange-sample';
/** What `cdk synth` wrote: the bundles and the template as they would be uploaded. */
export const ASSEMBLY = `${ROOT}/out/conformance`;
/** Until somebody is asked what they are doing: a task is tried again after seconds, and rests for fifteen minutes. */
const PATIENCE = 40_000;
/** The last line of what Python says of an error. */
const FAULT = /^[\w.]*(?:Error|Exception)\b.*/gm;
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' };

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
const Rest = z.object({ running: z.int(), waiting: z.int() });

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
  const json = async <T>(schema: z.ZodMiniType<T>, path: string): Promise<T> =>
    schema.parse(await (await ask(path)).json());
  const configurationOf = async (name: string) => {
    const url = `${endpoint}/2015-03-31/functions/${name}/configuration`;
    return Configuration.parse(await (await fetch(url, { headers: signed('lambda') })).json());
  };
  const lambdas = new LambdaHost({
    ahead: () => offset,
    own: { ...CREDENTIALS, AWS_REGION: REGION, AWS_ENDPOINT_URL: endpoint, TZ: ':UTC' },
    deployed: async (name) => {
      const configuration = await configurationOf(name);
      return {
        handler: configuration.Handler,
        seconds: configuration.Timeout,
        // Its role's name for a key: by it the account knows what it was granted.
        environment: {
          ...configuration.Environment.Variables,
          AWS_ACCESS_KEY_ID: configuration.Role.slice(configuration.Role.lastIndexOf('/') + 1),
        },
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
  // Whoever has an account of their own at hand does not meet it here.
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_') && !name.startsWith('CDK_'));
  const environment = { ...Object.fromEntries(others), ...CREDENTIALS, AWS_REGION: REGION, AWS_ENDPOINT_URL: endpoint };
  const cdk = (...words: string[]) =>
    run(process.execPath, [CDK, ...words, '--app', ASSEMBLY, '--no-notices'], environment);
  try {
    await cdk('bootstrap', `aws://${ACCOUNT}/${REGION}`);
    await cdk('deploy', '--all', '--require-approval', 'never');
    const faults = complaints.join('').match(FAULT);
    if (faults) throw new Error(`moto could not deploy all of it: ${faults.join(', ')}`);
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
    /** What failed and should not have: functions, except where an execution meets a newer one, and moto itself. */
    faults: () => [
      ...lambdas.invocations.flatMap(({ name, outcome: { failed, body } }) =>
        failed && !/"errorType":"(?:OldGeneration|CycleOver)"/.test(body) ? [`${name}: ${body}`] : [],
      ),
      ...(complaints.join('').match(FAULT) ?? []),
    ],
    environmentOf: async (name: string) => (await configurationOf(`${STACK}-${name}`)).Environment.Variables,
    call: (name: string, event: unknown = {}) => lambdas.invoke(`${STACK}-${name}`, JSON.stringify(event)),
    letters: () => json(z.array(Handed), 'letters'),
    standIns: () => json(z.array(z.string()), 'stand-ins'),
    now: () => Date.now() + offset,
    /** From now on its letters come back. */
    lose: (mailbox: string) => ask('gone', { method: 'POST', body: JSON.stringify({ mailbox }) }),
    /** For everybody at once: functions, waits of the workflow, letters. */
    moveTo: async (moment: number) => {
      offset = moment - Date.now();
      await ask('clock', { method: 'POST', body: JSON.stringify({ offset }) });
    },
    /** Nobody works, and every execution waits for a moment that has not come. */
    idle: async () => {
      const began = performance.now();
      for (let quiet = 0; quiet < 2; ) {
        const { running, waiting } = await json(Rest, 'rest');
        quiet = running === waiting && !lambdas.busy ? quiet + 1 : 0;
        if (performance.now() - began > PATIENCE)
          throw new Error(
            `${running} executions, ${waiting} of them in a wait; under way: ${lambdas.underWay.join(', ') || 'nothing'}`,
          );
        await pause(25);
      }
    },
    pages: gatewayOver(lambdas, await templateOf(STACK)),
  };
}

async function templateOf(stack: string): Promise<Template> {
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
