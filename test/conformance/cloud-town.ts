import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { simpleParser } from 'mailparser';
import { inject, onTestFailed, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { cryptoIds } from '#adapters/crypto-ids.ts';
import { dynamoCalls, dynamoTable } from '#adapters/dynamodb-table.ts';
import { kmsLinkKey } from '#adapters/kms-link-key.ts';
import { s3Calls } from '#adapters/s3-calls.ts';
import { s3Files } from '#adapters/s3-files.ts';
import { sesCalls } from '#adapters/ses-allowance.ts';
import type { Letter, Table } from '#ports';
import { readMail } from '#records/outbox.ts';
import { signedInByAccount } from '#test/support/account.ts';
import { STARTED } from '#test/support/ground.ts';
import { whoComesAgain } from '#test/support/story-by-pages.ts';
import { Account, type Handed } from './account.ts';
import { Cloud } from './cloud.ts';

const Beat = z.object({ finished: z.int(), woken: z.int() });
const Sent = z.object({ sent: z.int() });
const MOST_BEATS = 50;

/** A fresh account with the stack in it, at the hour at which stories begin. */
export async function deployed() {
  const cloud = await Cloud.of(new Account(inject('account')));
  onTestFailed(async () => console.error((await cloud.faults()).join('\n')));
  onTestFinished(() => cloud.close());
  await cloud.moveTo(Date.parse(STARTED));
  // What an operator does: proves the domain that mails come from.
  await sesCalls(awsOf(cloud))('VerifyDomainIdentity', { Domain: 'province.example' });
  return { cloud, ...(await townIn(cloud)) };
}

const awsOf = ({ account: { region, endpoint, credentials } }: Cloud) => ({
  region,
  endpoint,
  credentials: async () => credentials,
});

/**
 * The cloud as a story sees it: whatever is done there is done by what was deployed. Who tells the story may look into the table,
 * and gives the first administrator their invitation, as an operator does. `earlier`: a table that knew letters too.
 */
export async function townIn(cloud: Cloud, ...earlier: readonly Table[]) {
  const variables = { ...(await cloud.environmentOf('console-launch')), ...(await cloud.environmentOf('send')) };
  const variable = (name: string): string => {
    const value = variables[name];
    if (value === undefined) throw new Error(`no deployed function is told ${name}`);
    return value;
  };
  const base = variable('EXCHANGE_URL');
  const files = `${cloud.account.endpoint}/${variable('EXCHANGE_BUCKET')}/`;
  const aws = awsOf(cloud);
  const table = dynamoTable(dynamoCalls(aws), variable('EXCHANGE_TABLE'));
  const clock = { now: () => new Date(cloud.now()).toISOString() };
  const host = {
    ground: { table },
    settle: () => settle(cloud),
    moveClock: async (moment: string) => {
      await cloud.moveTo(Date.parse(moment));
      return true;
    },
  };
  /**
   * A browser's address bar: from a path on, at the base of links. A page that does not come is asked for again as it was, which hides
   * no fault: the cloud tells those. A link to a file is followed, with nothing of ours in hand.
   */
  const pages = {
    request: async (path: string, init?: RequestInit) => {
      const ask = () => cloud.pages.request(new URL(path, base).href, init);
      const first = await ask();
      const answer = first.status === 500 ? await ask() : first;
      const next = answer.headers.get('location') ?? '';
      return next.startsWith(files) ? fetch(next) : answer;
    },
  };
  const ids = cryptoIds;
  const linkKey = kmsLinkKey(aws, [variable('EXCHANGE_LINK_KEY')]);
  const deps = { table, clock, sessionClock: clock, ids, baseUrl: base };
  const here = { app: pages, deps, machine: host, ground: { ids } };
  const reach = (address: string) => address.replace(cloud.issuer.knownAs, cloud.issuer.url);
  return {
    host,
    base,
    table,
    /** For whoever prepares a scene through our adapters, as an operator could. */
    prepared: {
      world: { table, clock, ids, linkKey },
      files: s3Files(s3Calls({ ...aws, bucket: variable('EXCHANGE_BUCKET') })),
      linkKey,
    },
    pages,
    console: here,
    signIn: whoComesAgain(() => signedInByAccount(here, 'Nguyễn An', reach)),
    letters: async () => lettersOf([table, ...earlier], await cloud.account.letters()),
    ...executionsIn(cloud, variable('EXCHANGE_STATE_MACHINE'), variable('EXCHANGE_TABLE')),
  };
}

export type CloudTown = Awaited<ReturnType<typeof deployed>>;

/** What an operator sees and does in an account, by the names of executions. */
function executionsIn(cloud: Cloud, stateMachineArn: string, tableName: string) {
  const { region, endpoint, credentials } = cloud.account;
  const sfn = new SFNClient({ region, endpoint, credentials });
  const arn = (name: string) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  return {
    /** How it ended, the states it went through, and how often a task failed. */
    courseOf: async (name: string) => {
      const executionArn = arn(name);
      const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
      const faults = events.filter(({ type }) => type === 'TaskFailed').length;
      return { status, faults, states: events.flatMap(({ stateEnteredEventDetails: entered }) => entered?.name ?? []) };
    },
    operator: {
      start: (name: string, input: object) =>
        sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) })),
      stop: (name: string) => sfn.send(new StopExecutionCommand({ executionArn: arn(name) })),
      redrive: (name: string) => sfn.send(new RedriveExecutionCommand({ executionArn: arn(name) })),
      running: async () => {
        const { executions = [] } = await sfn.send(
          new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }),
        );
        return executions.map(({ name }) => name);
      },
      /** The table as it is now, under another name. */
      restore: (TargetTableName: string) =>
        dynamoCalls(awsOf(cloud))('RestoreTableToPointInTime', { SourceTableName: tableName, TargetTableName }),
    },
  };
}

/** The timer goes off until nobody finds anything to do. */
async function settle(cloud: Cloud): Promise<void> {
  for (let beats = 0; beats < MOST_BEATS; beats++) {
    await cloud.idle();
    const { length } = cloud.lambdas.invocations;
    const beat = await cloud.call('watch');
    if (beat.failed && !beat.died) throw new Error(`the watch failed: ${beat.body}`);
    await cloud.idle();
    if (beat.failed) continue;
    const sent = cloud.lambdas.invocations
      .slice(length)
      .map(({ name, outcome }) =>
        name.endsWith('-send') && !outcome.failed ? Sent.parse(JSON.parse(outcome.body)).sent : 0,
      )
      .reduce((sum, n) => sum + n, 0);
    const { finished, woken } = Beat.parse(JSON.parse(beat.body));
    if (finished + woken + sent === 0) return;
  }
}

const MAIL_TAG = 'mail-id';

const lettersOf = (tables: readonly Table[], handed: readonly Handed[]): Promise<Letter[]> =>
  Promise.all(handed.map((letter) => letterOf(tables, letter)));

/** As the spool of one machine would show it. */
async function letterOf(tables: readonly Table[], { at, to, raw, tags }: Handed): Promise<Letter> {
  const id = tags[MAIL_TAG] ?? '';
  const [mail] = (await Promise.all(tables.map((table) => readMail(table, id)))).flatMap((found) => found ?? []);
  if (!mail) throw new Error('a letter came whose mail is not in the outbox');
  const { subject = '', text = '', html, from } = await simpleParser(raw);
  const sender = from?.value[0];
  return {
    id,
    kind: mail.mail.kind,
    to: to[0] ?? '',
    from: { name: sender?.name ?? '', address: sender?.address ?? '' },
    subject,
    text,
    html: html || '',
    links: text.match(/https:\/\/\S+/g) ?? [],
    language: '',
    at: new Date(at).toISOString(),
  };
}
