import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

/** The templates of the last `npm run synth` before CloudFormation's own linter, where this machine has it. */
const templates = globSync('cdk.out/*.template.json');
if (templates.length === 0) {
  console.error('There is nothing to look at: run "npm run synth" first.');
  process.exit(2);
}
// W3005: a dependency that CDK writes down although a reference says it already.
const { status, error } = spawnSync('cfn-lint', ['--ignore-checks', 'W3005', '--', ...templates], { stdio: 'inherit' });
if (error) console.error('cfn-lint is not on this machine (pip install cfn-lint): the templates were not looked at.');
process.exit(error ? 0 : (status ?? 1));
