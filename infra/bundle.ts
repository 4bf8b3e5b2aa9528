import { basename, dirname } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { catalogue } from '#catalogue';

/** What is carried along and never called, and what stands in its place. */
const LEFT_OUT: readonly { readonly what: RegExp; readonly instead: string }[] = [
  {
    // A chain of providers for every place that is not Lambda: 40 KB. Our clients are handed their credentials.
    what: /^@aws-sdk\/credential-provider-node$/,
    instead: "export const defaultProvider = () => async () => { throw new Error('no credentials were handed in'); };",
  },
  {
    // The types of a thousand kinds of attachment: 74 KB. Our mails have none.
    what: /\/mime-types\.js$/,
    instead:
      "export const detectMimeType = () => 'application/octet-stream'; export const detectExtension = () => 'bin'; export default { detectMimeType, detectExtension };",
  },
  {
    // Attachments fetched from elsewhere: mails are made with that forbidden.
    what: /^\.\.\/fetch\/index\.js$/,
    instead: "export default () => { throw new Error('mails fetch nothing'); };",
  },
];

const leftOut: Plugin = {
  name: 'left out',
  setup({ onResolve, onLoad }) {
    for (const { what, instead } of LEFT_OUT) {
      onResolve({ filter: what }, ({ importer }) =>
        /node_modules\/(?:nodemailer|@aws-sdk)\//.test(importer) ? { path: instead, namespace: 'instead' } : undefined,
      );
    }
    onLoad({ filter: /.*/, namespace: 'instead' }, ({ path }) => ({ contents: path, loader: 'js' }));
  },
};

const options = {
  entryPoints: Object.fromEntries(catalogue.flatMap(({ name, entry }) => (entry ? [[`${name}/index`, entry]] : []))),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [leftOut],
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
} satisfies BuildOptions;

/**
 * Every function of the catalogue that has an entry, each a module `<name>/index.mjs` of its own, in one run. The maps name
 * places in our sources and do not hold them.
 */
export const bundle = (outdir: string) =>
  build({ ...options, outdir, minify: true, sourcemap: 'linked', sourcesContent: false });

/** The same code by the function's name, with our names left in it. */
export async function readableBundles(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({ ...options, outdir: 'readable', write: false });
  return new Map(outputFiles.map(({ path, text }) => [basename(dirname(path)), text]));
}

/** A module that is no function of the catalogue, made as they are. */
export async function bundleOf(contents: string): Promise<string> {
  const { entryPoints: _, outExtension: __, ...same } = options;
  const stdin = { contents, resolveDir: process.cwd(), loader: 'js' } as const;
  const { outputFiles } = await build({ ...same, stdin, minify: true, write: false });
  return outputFiles[0]?.text ?? '';
}
