import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { catalogue, variablesOf } from '#catalogue';
import { bundle, bundleOf } from '#infra/bundle.ts';
import { type Asked, commandFor, type Figure, median, rounded, runNode } from './figure.ts';

const REACH = { pages: 110, exports: 200, load: 1.3 } as const;

/** Functions that make workbooks and documents to download. */
const isExport = (name: string): boolean => /-(?:files|exports?)$/.test(name);

/** One client of the service that every function stands on, and nothing of ours. */
const BARE = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
  export const client = new DynamoDBClient({ credentials: { accessKeyId: 'none', secretAccessKey: 'none' } });`;

const VALUES: { readonly [variable: string]: string } = {
  EXCHANGE_FROM: 'Ban Tổ chức <exchange@province.example>',
  EXCHANGE_URL: 'https://nhanxet.example',
  EXCHANGE_RATE_SHARE: '1',
  EXCHANGE_FRONT: 'api',
  EXCHANGE_ISSUER: 'https://accounts.example/pool',
  EXCHANGE_CLIENT_ID: 'exchange',
  EXCHANGE_STATE_MACHINE: 'arn:aws:states:ap-southeast-1:123456789012:stateMachine:exchange',
};
const LAMBDA = { AWS_REGION: 'ap-southeast-1', AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' };

interface Loaded {
  readonly name: string;
  readonly kb: number;
  /** Milliseconds, run by run; beside each, what the bare bundle took at once before. */
  readonly times: number[];
  readonly floor: number[];
}

/** 10: what Lambda loads before a function's first answer, beside a bundle of one client. */
export async function bundles({ runs, progress }: Asked): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-bundles-'));
  try {
    await bundle(folder);
    const bare = join(folder, 'bare.mjs');
    await writeFile(bare, await bundleOf(BARE, ['@aws-sdk/credential-provider-node']));
    const all: Loaded[] = [];
    for (const { name } of catalogue)
      all.push({ name, kb: await kilobytes(join(folder, name, 'index.mjs')), times: [], floor: [] });
    for (let n = 0; n < Math.max(3, runs); n++) {
      for (const [i, { name, needs }] of catalogue.entries()) {
        all[i]?.floor.push(await loadTime(bare, {}));
        all[i]?.times.push(await loadTime(join(folder, name, 'index.mjs'), environmentOf(needs)));
      }
      progress(`10: ${n + 1} loads of ${all.length} bundles`);
    }
    return figureOf(all, await kilobytes(bare));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function figureOf(all: readonly Loaded[], bareKb: number): Figure {
  const ratioOf = ({ times, floor }: Loaded) => median(times.map((time, n) => time / (floor[n] ?? time)));
  const largest = (some: readonly Loaded[]) => Math.max(0, ...some.map(({ kb }) => kb));
  const [exports, pages] = [all.filter(({ name }) => isExport(name)), all.filter(({ name }) => !isExport(name))];
  const slowest = Math.max(...pages.map(ratioOf));
  return {
    figure: 10,
    title: 'largest Lambda bundle, KB gzip, exports apart; load time ÷ a bare bundle with one client, same run',
    value: `${largest(pages)}${exports.length > 0 ? ` (exports ${largest(exports)})` : ''}; ${rounded(slowest)}`,
    reach: `≤ ${REACH.pages} (exports ≤ ${REACH.exports}); ≤ ${REACH.load}`,
    reference: '65–103 KB',
    ok: largest(pages) <= REACH.pages && largest(exports) <= REACH.exports && slowest <= REACH.load,
    command: commandFor(10),
    detail: {
      bare: { kb: bareKb, ms: rounded(median(all.flatMap(({ floor }) => floor)), 1) },
      functions: Object.fromEntries(
        [...all]
          .sort((a, b) => b.kb - a.kb)
          .map((one) => [one.name, { kb: one.kb, ms: rounded(median(one.times), 1), ratio: rounded(ratioOf(one)) }]),
      ),
    },
  };
}

const kilobytes = async (file: string): Promise<number> => rounded(gzipSync(await readFile(file)).byteLength / 1024, 1);

const environmentOf = (needs: (typeof catalogue)[number]['needs']) =>
  Object.fromEntries(needs.flatMap((need) => variablesOf[need]).map((name) => [name, VALUES[name] ?? 'exchange']));

/** In a process of its own, as a container of Lambda is one: from the import until the module stands, its clients made. */
async function loadTime(file: string, environment: { readonly [name: string]: string }): Promise<number> {
  const script = `const t = performance.now();
    await import(${JSON.stringify(pathToFileURL(file).href)});
    process.stdout.write('\\n=' + (performance.now() - t), () => process.exit(0));`;
  const out = await runNode(['--input-type=module', '-e', script], { ...LAMBDA, ...environment });
  return Number(out.slice(out.lastIndexOf('\n=') + 2));
}
