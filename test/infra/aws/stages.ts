import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { catalogue } from '#catalogue';
import { exchangeApp } from '#infra/exchange-app.ts';
import { touchesOfAll } from '#infra/touches.ts';

/** What the sources come with, and what an office would add to it. */
const { context } = JSON.parse(readFileSync(new URL('../../../cdk.json', import.meta.url), 'utf8'));
const OWN = {
  ...context.stages.sample,
  domain: {
    name: 'nhanxet.province.example',
    certificate: 'arn:aws:acm:us-east-1:123456789012:certificate/ab-1',
  },
  linkKeys: 2,
  frontKeys: 2,
  sandboxMailboxes: ['officer@province.example'],
  restoredTable: 'exchange-own-restored',
  // Both send from one domain.
  mailIdentity: 'there',
  shareOfRate: 0.25,
};

/**
 * Makes the app of a stage, its templates in a folder of the stage's name; the code in them is a word, what it touches is read from
 * the real one.
 */
export async function stagesIn(folder: string) {
  for (const { name } of catalogue) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.mjs'), `// ${name}`);
  }
  const touches = await touchesOfAll();
  const app = (stage: 'sample' | 'own'): App => {
    const stages = { ...context.stages, own: OWN };
    const made = exchangeApp(
      { folder, touches },
      { context: { ...context, stages, stage }, outdir: join(folder, stage) },
    );
    made.synth();
    return made;
  };
  return { touches, app };
}
