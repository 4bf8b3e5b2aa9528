import { build, type Plugin } from 'esbuild';
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

/** Every function of the catalogue that has an entry, each a module `<name>/index.mjs` of its own, in one run. */
export async function bundle(outdir: string) {
  return build({
    entryPoints: Object.fromEntries(catalogue.flatMap(({ name, entry }) => (entry ? [[`${name}/index`, entry]] : []))),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    plugins: [leftOut],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
}
