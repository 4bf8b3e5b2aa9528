import { createHash } from 'node:crypto';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { failedWith } from '#adapters/durable-file.ts';
import type { Json } from '#ports';

/**
 * How a command reaches the host that owns the data: one line of JSON in, lines of JSON out, the last of them
 * `{"result": …}`. The socket lies in the data directory and is for its owner only.
 */
export type Answerer = (request: unknown, progress: (line: string) => void) => Promise<Json>;

/** What a socket's path may be at most, on every system. */
const LONGEST_PATH = 100;

export function socketPath(dataDir: string): string {
  const print = createHash('sha256').update(dataDir).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\residence-exchange-${print}`;
  const path = join(dataDir, 'host.sock');
  return path.length <= LONGEST_PATH ? path : join(tmpdir(), `residence-exchange-${userInfo().uid}`, `${print}.sock`);
}

/** Call it only as the owner of the data directory: a socket that a killed host left behind is replaced. */
export async function answerOn(path: string, answer: Answerer): Promise<{ close(): Promise<void> }> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // Who hangs up early has its command carried out all the same.
    socket.on('error', () => {});
    serve(socket, answer);
  });
  const isFile = process.platform !== 'win32';
  if (isFile) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rm(path, { force: true });
  }
  await new Promise<void>((resolve, reject) => {
    const before = isFile ? process.umask(0o177) : 0;
    server.once('error', reject).listen(path, resolve);
    if (isFile) process.umask(before);
  });
  if (isFile) await chmod(path, 0o600);
  return {
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function serve(socket: Socket, answer: Answerer): void {
  const say = (line: Json) => {
    if (socket.writable) socket.write(`${JSON.stringify(line)}\n`);
  };
  createInterface({ input: socket })
    .once('line', (line) => {
      carriedOut(line, answer, (progress) => say({ progress }))
        .then((result) => say({ result }))
        .catch((error: unknown) => say({ fault: error instanceof Error ? error.message : 'unknown' }))
        .finally(() => socket.end());
    })
    .on('error', () => {});
}

const carriedOut = async (line: string, answer: Answerer, progress: (line: string) => void): Promise<Json> =>
  answer(JSON.parse(line), progress);

/** Whether a host answers there. */
export const isAnswering = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });

/** The host's answer, or undefined where no host answers there. */
export function ask(path: string, request: Json, progress: (line: string) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let result: unknown;
    const socket = connect(path);
    socket.once('connect', () => socket.write(`${JSON.stringify(request)}\n`));
    socket.once('error', (error) =>
      failedWith(error, 'ENOENT', 'ECONNREFUSED', 'ENOTSOCK') ? resolve(undefined) : reject(error),
    );
    createInterface({ input: socket })
      .on('line', (line) => {
        const said: { progress?: string; result?: unknown; fault?: string } = JSON.parse(line);
        if (said.progress !== undefined) progress(said.progress);
        if (said.fault !== undefined) reject(new Error(said.fault));
        if (said.result !== undefined) result = said.result;
      })
      .once('close', () =>
        result === undefined
          ? reject(new Error('the host ended before it answered; what it had begun it finishes at its next start'))
          : resolve(result),
      )
      .on('error', () => {});
  });
}
