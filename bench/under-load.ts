import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { formOn, type Pages, Visitor } from '#infra/local/demo/visitor.ts';
import { type Asked, childArgs, commandFor, type Figure, rounded } from './figure.ts';
import { commentOf } from './workload.ts';

const READS = 200;
const SAVES = 50;
const SECONDS = 10;
const WARMING = 2;
const COMMITTEES = 100;
const REACH = 100;

/** 11: pages read and drafts saved at a fixed rate, whether or not the answers come: latency counts from when it was due. */
export async function underLoad({ progress }: Asked): Promise<Figure> {
  const server = spawn(process.execPath, childArgs('load-server.ts', [COMMITTEES]), {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(createInterface(server.stdout), 'line');
    const { baseUrl } = JSON.parse(String(line)) as { baseUrl: string };
    const clients = await Promise.all((await links(baseUrl)).map((one) => client(baseUrl, one)));
    progress(`11: ${clients.length} committees are in, ${READS} reads and ${SAVES} saves a second`);
    return figureOf(await load(clients));
  } finally {
    server.stdin.end();
    await once(server, 'exit');
  }
}

function figureOf({ reads, saves, errors }: Found): Figure {
  const all = [...reads, ...saves];
  const p99 = at(all, 0.99);
  return {
    figure: 11,
    title: `a page under load: ${READS} reads/s and ${SAVES} saves/s together, p99 in ms`,
    value: p99,
    reach: `≤ ${REACH}, no error`,
    reference: '–',
    ok: errors === 0 && p99 <= REACH,
    command: commandFor(11),
    detail: {
      errors,
      requests: all.length,
      p50: at(all, 0.5),
      reads_p99: at(reads, 0.99),
      saves_p99: at(saves, 0.99),
      max: at(all, 1),
    },
  };
}

/** The time, in milliseconds to the tenth, that this share of all stays below. */
function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0, 1);
}

interface Found {
  readonly reads: readonly number[];
  readonly saves: readonly number[];
  readonly errors: number;
}

interface Mailed {
  readonly to: string;
  readonly link: string;
}

async function links(baseUrl: string): Promise<readonly Mailed[]> {
  const mails = (await (await fetch(`${baseUrl}/local/mailbox.json`)).json()) as {
    to: string;
    kind: string;
    links: string[];
  }[];
  return mails
    .filter(({ kind }) => kind === 'request')
    .flatMap(({ to, links: [link] }) => (link ? [{ to, link }] : []));
}

interface Client {
  read(n: number): Promise<unknown>;
  /** Over the version the page was filled from, like the script of the page. */
  save(n: number): Promise<unknown>;
}

async function client(baseUrl: string, { to, link }: Mailed): Promise<Client> {
  const pages: Pages = { request: (url, init) => fetch(url, { ...init, redirect: 'manual' }) };
  const visitor = new Visitor(pages, baseUrl);
  const home = (await visitor.open(link, to)).path;
  const member = `${home}m/1`;
  const form = formOn(await visitor.get(member), member).filter(([name]) => name !== 'version');
  const { levels, sources } = commentOf(0, 1);
  const fixed = [
    ...form,
    ...Object.entries(levels).map(([id, level]) => [`level.${id}`, level] as const),
    ...sources.map((source) => ['source', source] as const),
    ['go', 'auto'] as const,
  ];
  let version = '0';
  return {
    read: (n) => visitor.get(n % 2 === 0 ? home : member),
    save: async (n) => {
      const { html } = await visitor.post(member, [...fixed, ['version', version], ['remark', `Ghi lần thứ ${n}.`]]);
      version = String((JSON.parse(html) as { version: number }).version);
    },
  };
}

async function load(clients: readonly Client[]): Promise<Found> {
  const found = { reads: [] as number[], saves: [] as number[], errors: 0 };
  const under: Promise<void>[] = [];
  const begun = performance.now();
  const total = (READS + SAVES) * (WARMING + SECONDS);
  for (let n = 0; n < total; n++) {
    const due = begun + (n * 1000) / (READS + SAVES);
    const early = due - performance.now();
    if (early > 1) await pause(early);
    const isSave = n % ((READS + SAVES) / SAVES) === 0;
    const who = clients[Math.floor(isSave ? n / 5 : n * 7) % clients.length];
    const times = isSave ? found.saves : found.reads;
    const done = (isSave ? who?.save(n) : who?.read(n)) ?? Promise.resolve();
    const noted = done.then(
      () => {
        if (n >= WARMING * (READS + SAVES)) times.push(performance.now() - due);
      },
      () => {
        found.errors += 1;
      },
    );
    under.push(noted);
  }
  await Promise.all(under);
  return found;
}
