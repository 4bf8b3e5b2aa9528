// Loaded before anything else, and readable by any Node: npm scripts find the Node 24 of the optional dependencies first;
// where a platform has none (a Mac), the machine's own serves if it is new enough.
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';

const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Residence Exchange needs Node 24 or newer, and this is Node ${process.versions.node}: run "npm ci" without --omit=optional, or install Node 24.`,
  );
  process.exit(2);
}
// Types are stripped and code is compiled once and not at every command: half the time of its start. Beside the code and not
// in /tmp, where others may write.
module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
// Garbage is looked for when the heap has nearly doubled and not when it has grown fourfold, so that a large cycle takes little
// more memory than a small one.
v8.setFlagsFromString('--heap-growing-percent=80');
