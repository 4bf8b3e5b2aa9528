import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stagesIn } from '#test/infra/aws/stages.ts';

/**
 * The templates of the last `npm run synth` before CloudFormation's own linter, where this machine has it, and those of an invented
 * stage that has what the sample has not: a domain with its firewall, a second generation of keys, a restored table.
 */
const templates = globSync('cdk.out/*.template.json');
if (templates.length === 0) {
  console.error('There is nothing to look at: run "npm run synth" first.');
  process.exit(2);
}
if (spawnSync('cfn-lint', ['--version']).error) {
  console.error('cfn-lint is not on this machine (pip install cfn-lint): the templates were not looked at.');
  process.exit(0);
}
const folder = mkdtempSync(join(tmpdir(), 'exchange-lint-'));
const { app } = await stagesIn(folder);
app('own');
const own = globSync(join(folder, 'own', '*.template.json'));
// W3005: a dependency that CDK writes down although a reference says it already.
const { status } = spawnSync('cfn-lint', ['--ignore-checks', 'W3005', '--', ...templates, ...own], {
  stdio: 'inherit',
});
rmSync(folder, { recursive: true, force: true });
process.exit(status ?? 1);
