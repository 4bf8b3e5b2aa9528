import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';
import { ConfigurationError } from './configuration.ts';
import { exchangeApp } from './exchange-app.ts';
import { touchesOfAll } from './touches.ts';

/** What `cdk` calls: bundles every function in one run, then writes the templates. */
const folder = fileURLToPath(new URL('../out/functions', import.meta.url));
rmSync(folder, { recursive: true, force: true });
try {
  const [, touches] = await Promise.all([bundle(folder), touchesOfAll()]);
  exchangeApp({ folder, touches }).synth();
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
