import { createReadStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { operatorOnAws } from '#adapters/operator-on-aws.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { outcomeOf } from '#cli/verbs/roster.ts';
import { importRoster } from '#steps/roster/import.ts';
import { ConfigurationError, readConfiguration } from './configuration.ts';
import { asCommand, deployedStage, stageIn } from './deployed-stage.ts';

/** `npm run import-roster -- -c stage=NAME FILE`: for a roster that is too large to be sent to a page. */
const HELP = `npm run import-roster -- -c stage=NAME [--dry-run] [--json] FILE

Reads a roster (CSV or XLSX), says what it would change, and puts it in force in a deployed stage when nothing is wrong, as the
console's page does; with your own credentials, and whatever its size up to 200 MB.

  --dry-run         says what it would change; changes nothing
  --good-rows-only  puts it in force although some rows are bad; those stay as they are
  --json            the report as JSON`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      context: { type: 'string', short: 'c', multiple: true, default: [] },
      'dry-run': { type: 'boolean', default: false },
      'good-rows-only': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      by: { type: 'string', default: userInfo().username },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new ConfigurationError('One file is imported: name it. See --help.');
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  const configuration = readConfiguration({ stage: stageIn(values.context), stages: context.stages, deploy: 'yes' });
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new ConfigurationError(`There is no file ${file}`);
  const operator = operatorOnAws(configuration.region, process.env);
  const output = await deployedStage(operator, configuration);
  const report = await importRoster({
    table: operator.table(output('TableName')),
    files: operator.files(output('BucketName')),
    clock: systemClock,
  })({
    content: createReadStream(file),
    size: found.size,
    dryRun: values['dry-run'],
    goodRowsOnly: values['good-rows-only'],
    by: values.by,
    progress: (rows) => console.error(`${rows} rows read`),
  });
  const { status, json, lines } = outcomeOf(report);
  console.log(values.json ? JSON.stringify(json) : lines.join('\n'));
  return status;
}

await asCommand(main);
