import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { operatorOnAws } from '#adapters/operator-on-aws.ts';
import { readAddress } from '#domain/mail-address.ts';
import { ConfigurationError, readConfiguration } from './configuration.ts';
import { asCommand, stageIn } from './deployed-stage.ts';
import { inviteOnAws } from './invite-on-aws.ts';

/** `npm run first-administrator -- -c stage=NAME`: the way in that needs nobody inside yet. */
const HELP = `npm run first-administrator -- -c stage=NAME [--mailbox ADDRESS] [--name NAME]

Prints a link into the console of a deployed stage, good once and for 24 hours.

  --mailbox ADDRESS  makes an account for this mailbox first; its password goes there by mail
  --name NAME        who it is for; without it the link asks who they are
  --by NAME          who invites, as it will stand beside them (the name you are signed in with here)`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      context: { type: 'string', short: 'c', multiple: true, default: [] },
      mailbox: { type: 'string' },
      name: { type: 'string' },
      by: { type: 'string', default: userInfo().username },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  const configuration = readConfiguration({ stage: stageIn(values.context), stages: context.stages, deploy: 'yes' });
  const operator = operatorOnAws(configuration.region, process.env);
  const made = await inviteOnAws(operator, configuration, {
    by: values.by,
    ...(values.name === undefined ? {} : { name: values.name }),
    ...(values.mailbox === undefined ? {} : { mailbox: addressIn(values.mailbox) }),
  });
  if (made.account === 'created') console.log('The account is made; its first password is on its way to the mailbox.');
  if (made.account === 'was there') console.log('The mailbox has an account already.');
  if (made.renews) console.log(made.renews);
  console.log(`${made.link}\nIt opens once, until ${made.expiresAt}.`);
  return 0;
}

function addressIn(typed: string): string {
  const read = readAddress(typed);
  if ('fault' in read) throw new ConfigurationError(`--mailbox ${JSON.stringify(typed)} is no mail address`);
  return read.address;
}

await asCommand(main);
