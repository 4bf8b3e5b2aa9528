import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { operatorOnAws } from '#adapters/operator-on-aws.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { verified } from '#cli/verbs/office.ts';
import { ConfigurationError, readConfiguration } from './configuration.ts';
import { asCommand, deployedStage, stageIn } from './deployed-stage.ts';

/** `npm run audit -- -c stage=NAME [CYCLE]`: for a cycle that is too large to be read while a page is waited for. */
const HELP = `npm run audit -- -c stage=NAME [--json] [CYCLE]

Reads every journal of a cycle in a deployed stage, of all cycles without one, as the console's page does: nothing changed, removed
or cut since it was written. With your own credentials, and as long as it takes. Changes nothing. Ends with 1 where there is a flaw.

  --json  what was found as JSON`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      context: { type: 'string', short: 'c', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const [cycleId = '', ...more] = positionals;
  if (more.length > 0) throw new ConfigurationError('One cycle is read, or all: name one or none. See --help.');
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  const configuration = readConfiguration({ stage: stageIn(values.context), stages: context.stages, deploy: 'yes' });
  const operator = operatorOnAws(configuration.region, process.env);
  const output = await deployedStage(operator, configuration);
  const world = { table: operator.table(output('TableName')), clock: systemClock };
  const progress = (line: string) => console.error(line);
  const found = await verified({ world, files: operator.files(output('BucketName')), progress }, cycleId);
  console.log(values.json ? JSON.stringify(found.json) : found.lines.join('\n'));
  return found.status;
}

await asCommand(main);
