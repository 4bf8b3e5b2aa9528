import { readFile, stat } from 'node:fs/promises';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { acquire } from '#adapters/folder-lock.ts';
import { openidIssuer } from '#adapters/openid-issuer.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { runVerb } from '#cli/run.ts';
import { returnsTo } from '#console/paths.ts';
import type { Log } from '#edge/log.ts';
import { packed } from '#edge/packed.ts';
import { site } from '#edge/site.ts';
import type { Issuer } from '#ports';
import { holdMail } from '#records/mail-hold.ts';
import { cliDeps } from './cli-deps.ts';
import { clockWatch } from './clock-watch.ts';
import { dailyOf, onceADay } from './daily.ts';
import { DataInUse } from './data-in-use.ts';
import { fileMaker } from './file-maker.ts';
import { localPages } from './local-pages.ts';
import { type FolderMachine, type FolderSettings, openMachine } from './machine.ts';
import { type Front, type HostSettings, isLoopback, rosterUploads } from './settings.ts';
import { answerOn, isAnswering, socketPath } from './socket.ts';
import { travel } from './travel.ts';
import { allVerbs } from './verbs.ts';

/** It cannot start, for a reason that whoever starts it can mend. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

export interface Host {
  readonly baseUrl: string;
  readonly machine: FolderMachine;
  /** The address of the local mailbox, where there is one. */
  readonly mailbox?: string;
  close(): Promise<void>;
}

const HOUR = 60 * 60_000;

/** The exchange on this machine: pages, the aids of a machine, the socket for commands, and what is done every day. */
export async function startHost(settings: HostSettings, log: Log): Promise<Host> {
  let pages: { fetch: (request: Request, env: object) => Response | Promise<Response> } | undefined;
  let ready = (): void => {};
  const opened = new Promise<void>((resolve) => {
    ready = resolve;
  });
  // The port is known before the machine is open, because every link begins with it; who comes early waits a moment.
  const server = await listening(settings, async (request, env) => {
    await opened;
    return pages?.fetch(request, env) ?? new Response(null, { status: 503 });
  });
  const closing: (() => unknown)[] = [() => closeServer(server)];
  const close = async () => {
    for (const end of closing.splice(0)) await end();
  };
  try {
    const { port } = server.address() as AddressInfo;
    const baseUrl = settings.baseUrl ?? `http://127.0.0.1:${port}`;
    const machine = await machineOnceFree({ ...settings, baseUrl, log });
    closing.push(() => machine.close());
    await refuseToMixTimes(settings, machine);
    const socket = await answerOn(socketPath(settings.dataDir), commandsOf(settings, baseUrl, machine));
    closing.unshift(() => socket.close());
    const watch = await clockWatch(machine.ground.table, (what, by) => log({ event: what, count: by }));
    closing.unshift(() => watch.close());
    const daily = setInterval(() => void onceADay(dailyOf(machine, log), log), HOUR);
    closing.unshift(() => clearInterval(daily));
    pages = pagesOf(settings, baseUrl, machine, log, await issuerOf(settings, baseUrl));
    ready();
    machine.nudge();
    void onceADay(dailyOf(machine, log), log);
    const hasMailbox = settings.smtp === undefined && isLoopback(baseUrl);
    return { baseUrl, machine, ...(hasMailbox ? { mailbox: `${baseUrl}/local/mailbox` } : {}), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A command that carries itself out owns the data for a moment; a host owns it for good. */
async function machineOnceFree(settings: FolderSettings): Promise<FolderMachine> {
  for (let tries = 0; ; tries++) {
    try {
      return await openMachine(settings);
    } catch (error) {
      const passing = error instanceof DataInUse && tries < 50 && !(await isAnswering(socketPath(settings.dataDir)));
      if (!passing) throw error;
      await pause(100);
    }
  }
}

async function listening(
  { port, front, dataDir }: HostSettings,
  fetch: (request: Request, env: object) => Promise<Response>,
): Promise<ServerType> {
  const secure = front.kind === 'tls' ? await certificate(front) : undefined;
  const server = createAdaptorServer({
    fetch,
    ...(secure ? { createServer: createSecureServer, serverOptions: secure } : {}),
  });
  return new Promise((resolve, reject) => {
    server.once('error', async (error) => {
      reject(Reflect.get(error, 'code') === 'EADDRINUSE' ? await whoHas(dataDir, port) : error);
    });
    server.listen(port, front.listenOn, () => resolve(server));
  });
}

async function certificate({ cert, key }: Extract<Front, { kind: 'tls' }>): Promise<{ cert: Buffer; key: Buffer }> {
  const read = (name: string, path: string) =>
    readFile(path).catch(() => {
      throw new CannotStart(`${name}=${JSON.stringify(path)} cannot be read: give the path of a PEM file.`);
    });
  return { cert: await read('EXCHANGE_TLS_CERT', cert), key: await read('EXCHANGE_TLS_KEY', key) };
}

async function issuerOf({ issuer }: HostSettings, baseUrl: string): Promise<Issuer | undefined> {
  if (!issuer) return undefined;
  const { url, clientId, secretFile } = issuer;
  const secret = secretFile === undefined ? {} : { clientSecret: await secretIn(secretFile) };
  return openidIssuer({ issuer: url, clientId, ...secret, ...returnsTo(baseUrl) });
}

async function secretIn(path: string): Promise<string> {
  const said = `EXCHANGE_CLIENT_SECRET_FILE=${JSON.stringify(path)}`;
  const { mode } = await stat(path).catch(() => {
    throw new CannotStart(`${said} cannot be read: give the path of a file that holds the secret.`);
  });
  if ((mode & 0o077) !== 0 && process.platform !== 'win32')
    throw new CannotStart(`${said} can be read by others: chmod 600 it.`);
  return (await readFile(path, 'utf8')).trim();
}

/** Somebody listens there. Mostly it is this very exchange, started before. */
async function whoHas(dataDir: string, port: number): Promise<Error> {
  const lock = await acquire(dataDir);
  if ('heldBy' in lock) return new DataInUse(dataDir, lock.heldBy);
  lock.release();
  return new CannotStart(`PORT=${port} is taken by another program: stop that one, or give another PORT.`);
}

/** A clock that was moved to try things out, and mail that really leaves, do not go together unless somebody says so. */
async function refuseToMixTimes({ smtp }: HostSettings, { ground }: FolderMachine): Promise<void> {
  const ahead = Date.parse(ground.clock.now()) - Date.now();
  if (smtp && ahead > 10 * 60_000) await holdMail(ground.table, 'clockJumped', ground.clock.now());
}

function commandsOf(settings: HostSettings, baseUrl: string, machine: FolderMachine) {
  return async (request: unknown, progress: (line: string) => void) => {
    const deps = cliDeps(settings, baseUrl, machine, progress, machine.exchange.control);
    const outcome = await runVerb(allVerbs, deps, request);
    machine.nudge();
    return { ...outcome };
  };
}

function pagesOf(
  settings: HostSettings,
  baseUrl: string,
  machine: FolderMachine,
  log: Log,
  issuer: Issuer | undefined,
): Hono {
  const { exchange, ground } = machine;
  const { table, clock, ids, files, mailer } = ground;
  const mailLeaves = settings.smtp !== undefined;
  const edge = { table, clock, sessionClock: systemClock, ids, log, baseUrl, address: addressIn(settings.front) };
  const travels = inTurn((to: string) => travel(machine, to));
  const app = new Hono();
  app.use('*', packed);
  if (settings.front.kind === 'proxy') app.use('*', onlyThrough(settings.front));
  const { world, control } = exchange;
  const local = localPages({ ...edge, mailLeaves, travel: travels });
  const signsIn = issuer ? { issuer } : {};
  const maker = fileMaker({ world, files, sessionClock: systemClock, log });
  const all = site({
    ...edge,
    ...signsIn,
    ...maker,
    rosterUploads,
    world,
    files,
    mailer,
    mailLeaves,
    wake: control.wake,
    nudge: machine.nudge,
  });
  // Beside each other, so that the layers of the one are none of the other.
  app.all('/local/*', (c) => local.fetch(c.req.raw, c.env));
  app.all('*', (c) => all.fetch(c.req.raw, c.env));
  return app;
}

/** Where a request comes from: the socket, or what the one proxy that is let in says last. */
const addressIn =
  (front: Front) =>
  (c: Context): string => {
    const named = front.kind === 'proxy' ? c.req.header(front.header)?.split(',').at(-1)?.trim() : undefined;
    return named || socketAddress(c);
  };

const socketAddress = (c: Context): string => (getConnInfo(c).remote.address ?? '').replace(/^::ffff:/, '');

/** Behind a proxy this process speaks without TLS, so that nobody else may speak to it. */
const onlyThrough = (front: Extract<Front, { kind: 'proxy' }>) => async (c: Context, next: () => Promise<void>) =>
  socketAddress(c) === front.address ? next() : c.text('only through the proxy', 403);

/** One after the other. */
function inTurn<A, B>(work: (given: A) => Promise<B>): (given: A) => Promise<B> {
  let last: Promise<unknown> = Promise.resolve();
  return (given) => {
    const mine = last.then(() => work(given));
    last = mine.catch(() => {});
    return mine;
  };
}

/** Lets answers under way go out, for a moment. */
async function closeServer(server: ServerType): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  if ('closeIdleConnections' in server) server.closeIdleConnections();
  const impatient = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
  }, 2_000);
  await closed;
  clearTimeout(impatient);
}
