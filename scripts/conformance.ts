import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

/**
 * `npm run conformance`: the journeys on AWS as moto plays it, from the very templates and bundles that would be deployed. Ends with
 * 2 where this machine has no Python with moto, and says so.
 */
const ASSEMBLY = 'out/conformance';
const LAUNCHER = 'test/conformance/account/launcher.py';

const found = spawnSync('python3', [LAUNCHER, '--check'], { encoding: 'utf8' });
if (found.error || found.status !== 0) {
  const why = found.error ? 'there is no python3' : (found.stderr.trim().split('\n').at(-1) ?? '');
  console.error(
    `The journeys on AWS were not run: ${why}.\nThey want moto 5.2 or newer: pip install "moto[all,server]"`,
  );
  process.exit(2);
}
rmSync(ASSEMBLY, { recursive: true, force: true });
const node = (...words: string[]): void => {
  const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
};
const QUIET = ['--quiet', '--no-notices', '--no-lookups', '--no-version-reporting'];
node('node_modules/aws-cdk/bin/cdk', 'synth', ...QUIET, '--output', ASSEMBLY);
node('node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.conformance.config.ts');
