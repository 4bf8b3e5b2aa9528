import { basename, dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { catalogue } from '#catalogue';

/** What is carried along and never called, and what stands in its place. */
const LEFT_OUT: readonly { readonly of: RegExp; readonly what: RegExp; readonly instead: string }[] = [
  {
    // The types of a thousand kinds of attachment: 74 KB. Our mails have none.
    of: /node_modules\/nodemailer\//,
    what: /\/mime-types\.js$/,
    instead:
      "export const detectMimeType = () => 'application/octet-stream'; export const detectExtension = () => 'bin'; export default { detectMimeType, detectExtension };",
  },
  {
    // Attachments fetched from elsewhere: mails are made with that forbidden.
    of: /node_modules\/nodemailer\//,
    what: /^\.\.\/fetch\/index\.js$/,
    instead: "export default () => { throw new Error('mails fetch nothing'); };",
  },
  {
    // Forms of any shape: ours are read by `readForm` and uploads as they come.
    of: /node_modules\/hono\//,
    what: /^\.\/utils\/body\.js$/,
    instead: "export const parseBody = () => { throw new Error('forms are read by readForm'); };",
  },
  {
    // Apps of other frameworks: all are our own.
    of: /node_modules\/hono\//,
    what: /^\.\/utils\/mount\.js$/,
    instead: "export const createMountedRequest = () => { throw new Error('apps are set by route'); };",
  },
];

const leftOut: Plugin = {
  name: 'left out',
  setup({ onResolve, onLoad }) {
    for (const { of, what, instead } of LEFT_OUT) {
      onResolve({ filter: what }, ({ importer }) =>
        of.test(importer) ? { path: instead, namespace: 'instead' } : undefined,
      );
    }
    onLoad({ filter: /.*/, namespace: 'instead' }, ({ path }) => ({ contents: path, loader: 'js' }));
  },
};

/** A stylesheet's name comes of its content; worked out here, the pages that only name it need not carry it. */
const workedOut: Plugin = {
  name: 'worked out',
  setup({ onLoad }) {
    onLoad({ filter: /\/functions\/(?:edge|console)\/css\.ts$/ }, async ({ path }) => {
      const values: { readonly [name: string]: unknown } = await import(pathToFileURL(path).href);
      const lines = Object.entries(values).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`);
      return { contents: lines.join('\n'), loader: 'js' };
    });
  },
};

const options = {
  entryPoints: Object.fromEntries(catalogue.map(({ name, entry }) => [`${name}/index`, entry])),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [leftOut, workedOut],
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
} satisfies BuildOptions;

/**
 * Every function of the catalogue, each a module `<name>/index.mjs` of its own, in one run. The maps name
 * places in our sources and do not hold them.
 */
export const bundle = (outdir: string) =>
  build({ ...options, outdir, minify: true, sourcemap: 'linked', sourcesContent: false });

/** The same code by the function's name, with our names left in it. */
export async function readableBundles(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({ ...options, outdir: 'readable', write: false });
  return new Map(outputFiles.map(({ path, text }) => [basename(dirname(path)), text]));
}

/** A module that is no function of the catalogue, made as they are; what it never calls may be left out by name. */
export async function bundleOf(contents: string, uncalled: readonly string[] = []): Promise<string> {
  const { entryPoints: _, outExtension: __, ...same } = options;
  const stdin = { contents, resolveDir: process.cwd(), loader: 'js' } as const;
  const without: Plugin = {
    name: 'without',
    setup({ onResolve }) {
      const named = ({ path }: { path: string }) =>
        uncalled.includes(path)
          ? { path: 'export const defaultProvider = undefined;', namespace: 'instead' }
          : undefined;
      onResolve({ filter: /^@/ }, named);
    },
  };
  const plugins = [without, ...options.plugins];
  const { outputFiles } = await build({ ...same, plugins, stdin, minify: true, write: false });
  return outputFiles[0]?.text ?? '';
}
